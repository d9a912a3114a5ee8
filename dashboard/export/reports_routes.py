"""`POST /reports/make`: a report made while the page shows how far it is, see `reports_stream` for what it answers."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore

from flask import Flask, Response, abort, jsonify, make_response, request
from sqlalchemy import Connection, text

from dashboard.data.baskets import items_of
from dashboard.data.engine import Engines, reading
from dashboard.export.report.making import made
from dashboard.export.report.standing import ReportRefusedError, report_filters
from dashboard.export.reports_document import basket_made
from dashboard.export.reports_orders import BasketOrder, MalformedOrderError, WholeOrder, read_order
from dashboard.export.reports_stream import MEDIA_TYPE, Steps, gone, lines, spoken
from dashboard.export.reports_items import ReportCharts
from dashboard.export.routes import Doors, View
from dashboard.i18n import language, speaking, t

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


def register(server: Flask, engines: Engines, doors: Doors, charts: ReportCharts) -> None:
    """Put the route into a server."""
    shop = Workshop(engines, doors, charts)

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
    connection = opened.enter_context(reading(shop.engines.reader, view.viewer))
    _take_turn(connection, view)
    if isinstance(order, WholeOrder):
        steps = _whole(connection, view, order)
    else:
        steps = _basket(shop, connection, view, order)
    return spoken(order.language, steps)
    

def _whole(connection: Connection, view: View, order: WholeOrder) -> Steps:
    """Give the making of a grant's whole report."""
