"""`POST /reports/basket`: a press on "add to basket" at any chart, and what came of it in words."""

from typing import Any

from flask import Flask, Response, abort, jsonify, request

from dashboard.data.baskets import MOST_ITEMS, items_of, put
from dashboard.data.engine import Engines, reading
from dashboard.export.reports_items import ReportCharts, kept
from dashboard.export.routes import Doors, View
from dashboard.formats import whole
from dashboard.i18n import t

PATH = "/reports/basket"
LONGEST_ID = 200


def register(server: Flask, engines: Engines, doors: Doors, charts: ReportCharts) -> None:
    """Put the route into a server, for the charts of its pages."""

    @server.post(PATH)
    @doors.allow("reports")
    def add_to_basket() -> Response:
        chart, query = _read(request.get_json())
        found = charts.find(chart)
        with doors.open_view(query, found.parameters if found else ()) as view:
            if found is None or not view.account.may(found.figure.page):
                abort(404)
            with reading(engines.reader, view.viewer) as connection:
                if found.filters(connection, view.address, view.viewer) is None:
                    abort(404)
            return jsonify(_put(engines, view, chart))


def _put(engines: Engines, view: View, chart: str) -> dict[str, object]:
    """Put a chart into the basket of whoever is signed in; give how many are in it, and what to say."""
    with engines.writer.begin() as connection:
        done = put(connection, view.account.id, chart, kept(view.address))
        count = len(items_of(connection, view.account.id))
    return {"said": t(f"basket.put.{done}", count=whole(count), most=whole(MOST_ITEMS)), "count": count}


def _read(body: Any) -> tuple[str, str]:  # noqa: ANN401  # JSON is any value.
    """Read chart and query; anything that no page of ours sends ends the request with 400."""
    if not isinstance(body, dict) or body.keys() != {"chart", "query"}:
        abort(400)
    chart, query = body["chart"], body["query"]
    if not isinstance(chart, str) or not isinstance(query, str) or len(chart) > LONGEST_ID:
        abort(400)
    return chart, query
