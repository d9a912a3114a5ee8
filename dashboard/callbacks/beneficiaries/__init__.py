"""Ulaşılan kişiler: one change of the address, one answer for the whole page."""

from dash import ClientsideFunction, Dash, Input, Output, set_props

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.beneficiaries.answering import answer, ask
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import chart_outputs
from dashboard.data.asking import asking
from dashboard.data.engine import Engines
from dashboard.data.filters import resolve_filters
from dashboard.ids import ADDRESS, chart_part, page_part
from dashboard.pages.beneficiaries import EXTRA, TABLES_ONLY
from dashboard.pages.shell import RECORDS

PARTS = {"trail": "tree", "kpis": "children", "counting": "tree", "pages": "tree"}
"""What stands around the cards, with the property that holds it."""
DRILLED = ("beneficiaries.by_place", "beneficiaries.map")
"""Charts whose bars and shapes lead down to a place when clicked; their tables hold the same links."""


def outputs() -> list[Output]:
    """Give all that a change of the address fills, in the order of `answer`."""
    charts = [chart for chart in CHARTS if CHARTS[chart].page == "beneficiaries"]
    cards = [output for chart in charts for output in chart_outputs(chart, table_only=chart in TABLES_ONLY)]
    return [*(Output(page_part("beneficiaries", part), held) for part, held in PARTS.items()), *cards]


def register(app: Dash, engines: Engines) -> None:
    """Put the page's callbacks into an app."""

    @app.callback(outputs(), Input(ADDRESS, "search"))
    @allow("beneficiaries")
    def show(search: str | None) -> list[object]:
        with open_view(search, EXTRA) as view:
            with asking(engines.reader, view.viewer) as reader:
                filters = resolve_filters(reader.connection, view.address, view.viewer)
                asked = ask(reader, filters, view.address)
            # Not an output: the shell has its place for it on every page, and this callback belongs to one page.
            set_props(RECORDS, {"data": asked.records})
            return answer(asked, filters, view.address)

    for chart in DRILLED:
        app.clientside_callback(  # type: ignore[no-untyped-call]
            ClientsideFunction("drill", "into"),
            Input(chart_part(chart, "graph"), "clickData"),
            prevent_initial_call=True,
        )
