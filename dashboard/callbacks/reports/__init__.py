"""The page of reports: the basket, as it stands and after a wish, and the form of the whole report."""

from dash import Dash, Input, Output, State
from flask import abort

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.access.wish import read_wish
from dashboard.callbacks.reports.basket import FIELDS, Outcome, carry_out, deny, section
from dashboard.callbacks.reports.whole import form
from dashboard.components.markup import Node
from dashboard.data.baskets import items_of
from dashboard.data.engine import Engines
from dashboard.export.reports_items import ReportCharts
from dashboard.ids import ADDRESS
from dashboard.pages.reports import BASKET, EXTRA, TAKING, WHOLE


def register(app: Dash, engines: Engines, charts: ReportCharts) -> None:
    """Put the callbacks into an app, for the charts that can go into a report."""

    @app.callback(Output(TAKING, "tree"), Output(BASKET.tree, "tree"), Output(WHOLE, "tree"), Input(ADDRESS, "search"))
    @allow("reports")
    def show(search: str | None) -> tuple[Node, ...]:
        with open_view(search, EXTRA) as view:
            with engines.writer.begin() as connection:
                outcome = Outcome(items_of(connection, view.account.id))
            return *section(engines, charts, view, outcome), form(engines, view)

    @app.callback(
        Output(TAKING, "tree", allow_duplicate=True),
        Output(BASKET.tree, "tree", allow_duplicate=True),
        Output(BASKET.said, "tree"),
        Input(BASKET.wish, "data"),
        State(ADDRESS, "search"),
        prevent_initial_call=True,
    )
    @allow("reports")
    def change(data: object, search: str | None) -> tuple[Node, ...]:
        with open_view(search, EXTRA) as view:
            with engines.writer.begin() as connection:
                outcome = carry_out(connection, view, read_wish(data, FIELDS))
                if outcome is None:
                    deny(connection, view)
            if outcome is None:
                abort(404)
            return *section(engines, charts, view, outcome), outcome.said
