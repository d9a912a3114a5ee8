"""`/metrics` in Prometheus' form, for a scraper on this machine or one that the settings name.

For anybody else it is not there. No label holds a path, an account, a source's name or anything that somebody chose.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from dashboard.access import errors
from dashboard.access.guard import PAGE_ROUTES, allow
from dashboard.access.rights import ANYONE
from dashboard.access.sessions import count_live
from dashboard.access.tally import BOUNDS, ROUTES, Tally, route_of
from dashboard.data.engine import Engines
from dashboard.data.room import free_bytes
from dashboard.data.vital_signs import VitalSigns, vital_signs
from dashboard.settings import Settings

_FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
"""Headers by which a request tells that it came through a proxy, and so from somewhere else."""


@dataclass(frozen=True, slots=True, eq=False)
class Signs(Collector):
    """Everything that a scrape tells, read when it comes."""

    settings: Settings
    engines: Engines
    tally: Tally

    def collect(self) -> Iterator[Metric]:
        """Give all families of metrics; what the database would have to say is left out while it is away."""
        yield from _requests(self.tally)
        try:
            signs, sessions = vital_signs(self.engines.reader), count_live(self.engines.writer)
        except SQLAlchemyError:
            yield GaugeMetricFamily("uyum_database_up", "1 while the database answers.", 0)
        else:
            yield GaugeMetricFamily("uyum_database_up", "1 while the database answers.", 1)
            yield from _data(signs)
            yield GaugeMetricFamily("uyum_sessions", "Sessions that have not ended.", sessions)
        free = free_bytes(self.settings.database_url)
        if free is not None:
            yield GaugeMetricFamily("uyum_disk_free_bytes", "Room left where the embedded database lives.", free)


def register(server: Flask, settings: Settings, engines: Engines, tally: Tally) -> None:
    """Count every answer of a server, and add the route; call it before anything that may answer a request."""
    registry = CollectorRegistry()
    registry.register(Signs(settings, engines, tally))

    @server.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @server.after_request
    def count(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("begun", time.perf_counter())
        is_page = request.endpoint in PAGE_ROUTES and response.status_code != 404  # noqa: PLR2004
        tally.add(route_of(request.path, is_page=is_page), response.status_code, seconds)
        return response

    @server.get("/metrics")
    @allow(ANYONE)
    def metrics() -> Response:
        if not is_scraper(settings):
            return errors.not_found()
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def is_scraper(settings: Settings) -> bool:
    """Say whether the request in hand comes from this machine itself or from an address that may read metrics.

    Behind a proxy that the settings do not trust every request seems to come from the proxy, so one that names another
    sender is refused.
    """
    if not settings.trusted_proxies and any(name in request.headers for name in _FORWARDED):
        return False
    try:
        sender = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    sender = getattr(sender, "ipv4_mapped", None) or sender
    return sender.is_loopback or any(sender in network for network in settings.metrics_from)


def _requests(tally: Tally) -> Iterator[Metric]:
    """Give what the workers counted."""
    counted = CounterMetricFamily("uyum_requests", "Answers by class of route and status.", labels=["route", "status"])
    for (route, status), count in tally.requests().items():
        counted.add_metric([route, status], count)
    yield counted
    took = HistogramMetricFamily("uyum_request_seconds", "Seconds until an answer began.", labels=["route"])
    for route in ROUTES:
        latency = tally.latency(route)
        if latency.count:
            buckets = [(str(bound), float(n)) for bound, n in zip(BOUNDS, latency.within, strict=True)]
            took.add_metric([route], [*buckets, ("+Inf", float(latency.count))], latency.seconds)
    yield took


def _data(signs: VitalSigns) -> Iterator[Metric]:
    """Give what the database tells."""
    yield GaugeMetricFamily("uyum_data_version", "The newest data version.", signs.version)
    yield CounterMetricFamily("uyum_loads", "Files and edits stored so far.", signs.loads)
    yield CounterMetricFamily("uyum_rows_loaded", "Rows that loads have accepted so far.", signs.rows)
    age = GaugeMetricFamily("uyum_source_age_seconds", "Time since the last load of a kind of source.", labels=["kind"])
    for kind, seconds in signs.ages.items():
        age.add_metric([kind], seconds)
    yield age
