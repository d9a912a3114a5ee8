"""Geri bildirim: one change of the address, one answer for the whole page."""

from dash import ClientsideFunction, Dash, Input, Output, set_props

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.feedback.answering import PARTS, answer, ask
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import chart_outputs
from dashboard.data.asking import asking
from dashboard.data.engine import Engines
from dashboard.data.filters import resolve_filters
from dashboard.ids import ADDRESS, chart_part, page_part
from dashboard.pages.feedback import EXTRA
from dashboard.pages.shell import RECORDS

DRILLED = "feedback.places"
"""The chart whose dots lead down to a place when clicked; its table holds the same links."""
LIST_RIGHT = "feedback_list"
"""The right without which there is no word of the list of cases."""


def outputs() -> list[Output]:
    """Give all that a change of the address fills, in the order of `answer`."""
    charts = [chart for chart in CHARTS if CHARTS[chart].page == "feedback"]
    cards = [output for chart in charts for output in chart_outputs(chart)]
    return [*(Output(page_part("feedback", part), held) for part, held in PARTS.items()), *cards]


def register(app: Dash, engines: Engines) -> None:
    """Put the page's callbacks into an app."""

    @app.callback(outputs(), Input(ADDRESS, "search"))
    @allow("feedback")
    def show(search: str | None) -> list[object]:
        with open_view(search, EXTRA) as view:
            with asking(engines.reader, view.viewer) as reader:
                filters = resolve_filters(reader.connection, view.address, view.viewer)
                asked = ask(reader, filters)
            set_props(RECORDS, {"data": asked.records})
            return answer(asked, filters, view.address, has_list=view.account.may(LIST_RIGHT))

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("drill", "into"),
        Input(chart_part(DRILLED, "graph"), "clickData"),
        prevent_initial_call=True,
    )
