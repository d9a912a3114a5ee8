"""The list of cases: one change of the address, one page of the list."""

from dash import Dash, Input, Output, set_props

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.feedback_list.answering import CASES, answer, ask
from dashboard.components.chart_card import chart_outputs
from dashboard.data.asking import asking
from dashboard.data.engine import Engines
from dashboard.data.filters import resolve_filters
from dashboard.data.retention import Retention
from dashboard.ids import ADDRESS, page_part
from dashboard.pages.feedback_list import EXTRA, PAGES_OF
from dashboard.pages.shell import RECORDS


def outputs() -> list[Output]:
    """Give all that a change of the address fills, in the order of `answer`."""
    return [Output(page_part("feedback_list", PAGES_OF), "tree"), *chart_outputs(CASES, table_only=True)]


def register(app: Dash, engines: Engines, retention: Retention) -> None:
    """Put the page's callback into an app; it asks as the listener, whom no other page has."""

    @app.callback(outputs(), Input(ADDRESS, "search"))
    @allow("feedback_list")
    def show(search: str | None) -> list[object]:
        with open_view(search, EXTRA) as view:
            with asking(engines.listener, view.viewer) as listener:
                filters = resolve_filters(listener.connection, view.address, view.viewer)
                asked = ask(listener, filters, view.address, retention)
            set_props(RECORDS, {"data": asked.records})
            return answer(asked, filters, view.address)
