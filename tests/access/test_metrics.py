"""Metrics tell how the service does, to the right scraper alone, and nothing of anybody."""

from collections.abc import Mapping
from ipaddress import ip_network

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dashboard.access.tally import BOUNDS, ROUTES, STATUSES, Tally, route_of
from dashboard.app import create_app
from tests.visiting import House


def told(text: str) -> Mapping[tuple[str, frozenset[tuple[str, str]]], float]:
    """Give each sample by its name and labels."""
    families = text_string_to_metric_families(text)
    return {(one.name, frozenset(one.labels.items())): one.value for family in families for one in family.samples}


def test_a_scraper_on_this_machine_reads_how_the_service_does(house: House) -> None:
    visitor = house.signed_in("staff")
    visitor.http.get("/beneficiaries")
    answer = house.visitor().http.get("/metrics")
    assert answer.status_code == 200
    samples = told(answer.get_data(as_text=True))
    assert samples["uyum_database_up", frozenset()] == 1
    assert samples["uyum_sessions", frozenset()] == 1
    assert samples["uyum_data_version", frozenset()] > 0
    assert samples["uyum_requests_total", frozenset({("route", "page"), ("status", "200")})] == 1
    assert samples["uyum_request_seconds_count", frozenset({("route", "page")})] == 1
    labels = {pair for _, pairs in samples for pair in pairs if pair[0] != "le"}
    assert {name for name, _ in labels} <= {"route", "status", "kind"}
    assert "staff" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("sender", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("::ffff:127.0.0.1", {}, 200),
        ("10.1.2.3", {}, 200),
        ("10.2.2.3", {}, 401),
        ("192.0.2.7", {}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 401),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 401),
        ("odd", {}, 401),
    ],
)
def test_metrics_are_there_for_the_right_sender_alone(
    open_house: House, sender: str, headers: dict[str, str], status: int
) -> None:
    settings = open_house.database.settings.model_copy(update={"metrics_from": (ip_network("10.1.0.0/16"),)})
    http = create_app(settings, open_house.database.engines).server.test_client()
    http.environ_base["REMOTE_ADDR"] = sender
    answer = http.get("/metrics", headers=headers)
    assert answer.status_code == status
    if status != 200:
        assert answer.get_data() == http.get("/nothing.html", headers=headers).get_data()


def test_to_somebody_signed_in_metrics_look_like_what_is_not_there(open_house: House) -> None:
    visitor = open_house.signed_in("admin")
    visitor.http.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    answer, unknown = visitor.http.get("/metrics"), visitor.http.get("/nothing.html")
    assert (answer.status_code, answer.get_data()) == (404, unknown.get_data())


def test_workers_count_together_and_one_that_follows_another_goes_on() -> None:
    tally = Tally(3)
    for stripe in (0, 2, 0):
        tally.at(stripe).add("page", 200, 0.02)
    tally.add("page", 599, 99.0)
    assert tally.requests() == {("page", "200"): 3, ("page", "other"): 1}
    latency = tally.latency("page")
    assert (latency.count, latency.within[0], latency.within[1], latency.within[-1]) == (4, 0, 3, 3)
    assert latency.seconds == pytest.approx(99.06)
    assert tally.latency("export").count == 0
    assert len(latency.within) == len(BOUNDS)


def test_every_path_has_a_class_out_of_few() -> None:
    assert route_of("/projects/A-1", is_page=True) == "page"
    assert route_of("/export/projects/list.csv", is_page=False) == "export"
    assert route_of("/wp-login.php", is_page=False) == "other"
    assert route_of("/login", is_page=False) == "sign_in"
    assert len(ROUTES) * len(STATUSES) < 200
