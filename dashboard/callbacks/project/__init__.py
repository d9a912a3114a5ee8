"""The page of one project: one change of the address, one answer for the whole page."""

from dash import Dash, Input, Output, State, set_props
from dash.exceptions import PreventUpdate

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.project.answering import PARTS, answer, ask
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import chart_outputs
from dashboard.data.asking import asking
from dashboard.data.engine import Engines
from dashboard.ids import ADDRESS, page_part
from dashboard.pages.project import PATH, TABLES_ONLY
from dashboard.pages.shell import RECORDS
from dashboard.paths import OWN_CODE, code_in


def outputs() -> list[Output]:
    """Give all that a change of the address fills, in the order of `answer`."""
    charts = [chart for chart in CHARTS if CHARTS[chart].page == "project"]
    cards = [output for chart in charts for output in chart_outputs(chart, table_only=chart in TABLES_ONLY)]
    return [*(Output(page_part("project", part), held) for part, held in PARTS.items()), *cards]


def register(app: Dash, engines: Engines) -> None:
    """Put the page's callback into an app."""

    @app.callback(outputs(), Input(ADDRESS, "search"), State(ADDRESS, "pathname"))
    @allow("project")
    def show(search: str | None, path: str | None) -> list[object]:
        code = code_in(PATH, path or "")
        with open_view(search) as view:
            address = view.address.with_own(OWN_CODE, code or "")
            with asking(engines.reader, view.viewer) as reader:
                asked = ask(reader, address, view.viewer)
            # Unknown, forbidden and another page's path have one answer, which is none.
            if asked is None:
                raise PreventUpdate
            set_props(RECORDS, {"data": asked.records})
            return answer(asked, address)
