"""`POST /reports/make`: a report made while the page shows how far it is, see `reports_stream` for what it answers."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore

from flask import Flask, Response, abort, jsonify, make_response, request
from sqlalchemy import Connection, text

from dashboard.data.baskets import items_of
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import Viewer
from dashboard.export.report.figures import eyes
from dashboard.export.report.making import Made, Progress, made
from dashboard.export.report.standing import ReportRefusedError, report_filters
from dashboard.export.reports_document import Chosen, document_made
from dashboard.export.reports_items import ReportCharts
from dashboard.export.reports_orders import BasketOrder, MalformedOrderError, WholeOrder, read_order
from dashboard.export.reports_stream import MEDIA_TYPE, Steps, gone, lines, spoken
from dashboard.export.routes import Doors, View
from dashboard.i18n import language, t

PATH = "/reports/make"
MAKING_LOCK = 5_718_002
"""First number of the advisory locks of which an account holds one while a report is made for it."""
AT_ONCE = 1
"""Reports that a process makes at a time: one of its two threads always answers pages."""
IDLE = "300s"
"""How long the transaction may wait while a file is written, which asks the database nothing."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What making a report needs, whoever orders it."""

    engines: Engines
    doors: Doors
    charts: ReportCharts
    places: BoundedSemaphore = field(default_factory=partial(BoundedSemaphore, AT_ONCE))


class RefusedOrderError(Exception):
    """An order that cannot be made now; `sentence` says why in the language in force."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(status, sentence)
        self.status, self.sentence = status, sentence


def register(
    server: Flask, engines: Engines, doors: Doors, charts: ReportCharts, places: BoundedSemaphore | None = None
) -> None:
    """Put the route into a server; `places` are those of all long work of this process."""
    shop = Workshop(engines, doors, charts, *([places] if places else []))

    @server.post(PATH)
    @doors.allow("reports")
    def make_report() -> Response:
        try:
            order = read_order(request.get_json())
        except MalformedOrderError:
            abort(400)
        with doors.open_view(request.query_string.decode("utf-8", "replace"), ()) as view, ExitStack() as opened:
            try:
                steps = _opened(shop, view, order, opened)
            except RefusedOrderError as refused:
                return make_response(jsonify(error=refused.sentence), refused.status)
            return _streamed(steps, opened.pop_all())


def _opened(shop: Workshop, view: View, order: WholeOrder | BasketOrder, opened: ExitStack) -> Steps:
    """Give the making of an order, of which nothing is done yet; all that it needs is held by `opened`.

    One transaction reads everything, so that all figures of a report are of one state of the data.

    Raises:
        RefusedOrderError: it cannot be made now.
    """
    if not shop.places.acquire(blocking=False):
        raise RefusedOrderError(503, t("reports.busy"))
    opened.callback(shop.places.release)
    viewer = _eyes(shop, view, order) if isinstance(order, WholeOrder) else view.viewer
    connection = opened.enter_context(reading(shop.engines.reader, viewer))
    _take_turn(connection, view.account.id)
    if isinstance(order, WholeOrder):
        steps, subject = _whole(connection, viewer, order), order.grant
    else:
        steps, subject = _basket(shop, connection, view, order), "basket"
    with shop.engines.writer.begin() as writer:
        shop.doors.record(writer, view.account.username, "export", f"report {subject}", **_told(order))
    return spoken(order.language, steps)


def _take_turn(connection: Connection, account: int) -> None:
    """Hold the one place of an account till the transaction ends, whichever process of whichever machine it is in.

    Raises:
        RefusedOrderError: a report is being made for the account.
    """
    connection.execute(text("select set_config('idle_in_transaction_session_timeout', :idle, true)"), {"idle": IDLE})
    lock = text("select pg_try_advisory_xact_lock(:making, :account)")
    if not connection.scalar(lock, {"making": MAKING_LOCK, "account": account}):
        raise RefusedOrderError(409, t("reports.busy_own"))


def _eyes(shop: Workshop, view: View, order: WholeOrder) -> Viewer:
    """Give the viewer of a whole report.

    Who may make no draft, or sees protected figures alone, gets the answer to what does not exist.
    """
    if order.draft and not view.account.may("manage"):
        abort(404)
    if view.viewer.protected and order.figures == "inside":
        abort(404)
    try:
        return eyes(shop.engines.reader, view.viewer, order.grant, order.figures)
    except ReportRefusedError:
        abort(404)


def _whole(connection: Connection, viewer: Viewer, order: WholeOrder) -> Iterator[Progress | Made]:
    """Give the making of a grant's whole report.

    Raises:
        RefusedOrderError: the report cannot be.
    """
    try:
        filters = report_filters(connection, viewer, order.grant, order.period, draft=order.draft)
    except ReportRefusedError as refused:
        if refused.obstacle == "no_grant":
            abort(404)
        raise RefusedOrderError(409, refused.sentence()) from None
    return made(connection, filters, order.form)


def _basket(shop: Workshop, connection: Connection, view: View, order: BasketOrder) -> Iterator[Progress | Made]:
    """Give the making of one document of the account's basket.

    Raises:
        RefusedOrderError: there is nothing in it.
    """
    with shop.engines.writer.begin() as writer:
        items = items_of(writer, view.account.id)
    found = [(shop.charts.find(item.chart), item) for item in items]
    chosen = [
        Chosen(chart, item, view.viewer, order.period)
        for chart, item in found
        if chart and view.account.may(chart.figure.page)
    ]
    if not chosen:
        raise RefusedOrderError(409, t("reports.nothing"))
    return document_made(connection, view.viewer, chosen, order.form)


def _told(order: WholeOrder | BasketOrder) -> dict[str, str]:
    """Give what the audit trail keeps of an order."""
    told = {"form": order.form, "language": order.language, "period": order.period.text if order.period else ""}
    if isinstance(order, BasketOrder):
        return told
    return told | {"draft": "yes" if order.draft else "no", "figures": order.figures}


def _streamed(steps: Steps, opened: ExitStack) -> Response:
    """Give the answer that carries the steps; whatever becomes of it, all that the making holds is given back once."""
    answer = Response(lines(steps, gone(request.environ), opened.close, language()), content_type=MEDIA_TYPE)
    answer.headers["X-Accel-Buffering"] = "no"  # A proxy must hand on each line as it comes.
    answer.call_on_close(opened.close)
    return answer
