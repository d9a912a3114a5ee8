"""Yönetim: accounts are added and changed, and the audit trail read; thresholds have callbacks of their own."""

from dash import Dash, Input, Output, State, set_props

from dashboard.access.guard import allow
from dashboard.access.outcome import Outcome
from dashboard.access.viewing import open_view
from dashboard.access.wish import read_wish
from dashboard.callbacks.admin import account_acts, accounts, trail
from dashboard.callbacks.admin.wished import ACCOUNT_ACTS
from dashboard.components.markup import Node
from dashboard.data.engine import Engines
from dashboard.ids import ADDRESS, page_part
from dashboard.pages.admin import ACCOUNTS, EXTRA

Answer = tuple[Node, Node]


def register(app: Dash, engines: Engines) -> None:
    """Put the callbacks into an app; those of forms also answer when the page is opened."""

    @app.callback(Output(page_part("admin", "trail"), "tree"), Input(ADDRESS, "search"))
    @allow("admin")
    def show_trail(search: str | None) -> Node:
        with open_view(search, EXTRA) as view:
            return trail.section(engines, view.address)

    @app.callback(
        Output(ACCOUNTS.tree, "tree"),
        Output(ACCOUNTS.said, "tree"),
        Input(ACCOUNTS.wish, "data"),
        State(ADDRESS, "search"),
    )
    @allow("admin")
    def change_accounts(data: object, search: str | None) -> Answer:
        with open_view(search, EXTRA) as view:
            wish = read_wish(data, ACCOUNT_ACTS)
            outcome = account_acts.carry_out(engines, view, wish)
            _tell_trail(outcome, search)
            return accounts.section(engines, view, wish, outcome), outcome.said


def _tell_trail(outcome: Outcome, search: str | None) -> None:
    """Let the audit trail answer once more where something has been done."""
    if outcome.said:
        set_props(ADDRESS, {"search": search or ""})
