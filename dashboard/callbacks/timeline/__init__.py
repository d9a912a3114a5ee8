"""Takvim ve fon göstergeleri: one change of the address, one answer for the whole page."""

from dash import Dash, Input, Output, set_props

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.timeline.answering import PARTS, answer, ask
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import chart_outputs
from dashboard.data.asking import asking
from dashboard.data.engine import Engines
from dashboard.data.filters import resolve_filters
from dashboard.ids import ADDRESS, page_part
from dashboard.pages.shell import RECORDS
from dashboard.pages.timeline import EXTRA, TABLES_ONLY


def outputs() -> list[Output]:
    """Give all that a change of the address fills, in the order of `answer`."""
    charts = [chart for chart in CHARTS if CHARTS[chart].page == "timeline"]
    cards = [output for chart in charts for output in chart_outputs(chart, table_only=chart in TABLES_ONLY)]
    return [*(Output(page_part("timeline", part), held) for part, held in PARTS.items()), *cards]


def register(app: Dash, engines: Engines) -> None:
    """Put the page's callback into an app."""

    @app.callback(outputs(), Input(ADDRESS, "search"))
    @allow("timeline")
    def show(search: str | None) -> list[object]:
        with open_view(search, EXTRA) as view:
            with asking(engines.reader, view.viewer) as reader:
                filters = resolve_filters(reader.connection, view.address, view.viewer)
                asked = ask(reader, filters)
            set_props(RECORDS, {"data": asked.records})
            return answer(asked, filters, view.address)
