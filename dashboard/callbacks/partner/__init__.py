"""The page of one partner: one change of the address, one answer for the whole page."""

from dash import Dash, Input, Output, State, set_props
from dash.exceptions import PreventUpdate

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.partner.answering import PARTS, answer, ask
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import chart_outputs
from dashboard.data.asking import asking
from dashboard.data.engine import Engines
from dashboard.ids import ADDRESS, page_part
from dashboard.pages import partner, shell
from dashboard.paths import code_in


def outputs() -> list[Output]:
    """Give all that a change of the address fills, in the order of `answer`."""
    charts = [chart for chart in CHARTS if CHARTS[chart].page == "partner"]
    cards = [output for chart in charts for output in chart_outputs(chart, table_only=chart in partner.TABLES_ONLY)]
    return [*(Output(page_part("partner", part), held) for part, held in PARTS.items()), *cards]


def register(app: Dash, engines: Engines) -> None:
    """Put the page's callback into an app."""

    @app.callback(outputs(), Input(ADDRESS, "search"), State(ADDRESS, "pathname"))
    @allow("partner")
    def show(search: str | None, path: str | None) -> list[object]:
        code = code_in(partner.PATH, path or "")
        with open_view(search) as view:
            address = shell.Opened(partner, code or "").address(view.address)
            with asking(engines.reader, view.viewer) as reader:
                asked = ask(reader, address, view.viewer)
            # Unknown, forbidden and another page's path have one answer, which is none.
            if asked is None:
                raise PreventUpdate
            set_props(shell.RECORDS, {"data": asked.records})
            return answer(asked, address)
