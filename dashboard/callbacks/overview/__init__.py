"""Genel bakış: one change of the address, one answer for the whole page."""

from dash import Dash, Input, Output, set_props

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.overview.answering import answer, records
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import chart_outputs
from dashboard.data.asking import asking
from dashboard.data.directory import directory
from dashboard.data.engine import Engines
from dashboard.data.filters import resolve_filters
from dashboard.data.thresholds import thresholds
from dashboard.export.shown import Exports
from dashboard.ids import ADDRESS, page_part
from dashboard.pages.overview import TABLES_ONLY
from dashboard.pages.shell import RECORDS


def outputs() -> list[Output]:
    """Give all that a change of the address fills, in the order of `answer`."""
    charts = [chart for chart in CHARTS if CHARTS[chart].page == "overview"]
    cards = [output for chart in charts for output in chart_outputs(chart, table_only=chart in TABLES_ONLY)]
    return [Output(page_part("overview", "kpis"), "children"), *cards]


def register(app: Dash, engines: Engines, exports: Exports) -> None:
    """Put the page's callback into an app."""
    questions = {**exports.questions, "thresholds": thresholds}

    @app.callback(outputs(), Input(ADDRESS, "search"))
    @allow("overview")
    def show(search: str | None) -> list[object]:
        with open_view(search) as view:
            with asking(engines.reader, view.viewer) as reader:
                filters = resolve_filters(reader.connection, view.address, view.viewer)
                known = directory(reader.connection, filters.snapshot.version)
                answers = {name: reader.ask(question, filters) for name, question in questions.items()}
            hidden = view.viewer.protected
            set_props(RECORDS, {"data": None if hidden else records(answers["reached_by_month"])})
            return answer(answers, filters, view.address, known)
