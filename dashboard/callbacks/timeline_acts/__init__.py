"""What people do on the page `timeline`: managers release, lock and comment; everybody keeps a calendar address."""

from dash import Dash, Input, Output, State

from dashboard.access.guard import allow
from dashboard.access.viewing import open_view
from dashboard.callbacks.timeline_acts import calendar
from dashboard.callbacks.timeline_acts.doing import carry_out
from dashboard.callbacks.timeline_acts.refreshing import show_anew
from dashboard.callbacks.timeline_acts.section import section
from dashboard.callbacks.timeline_acts.wish import FIELDS, PLACE, read_wish
from dashboard.components.markup import Node
from dashboard.data.engine import Engines
from dashboard.ids import ADDRESS
from dashboard.settings import Settings


def register(app: Dash, engines: Engines, settings: Settings) -> None:
    """Put the callbacks into an app."""
    calendar.register(app, engines, settings)

    @app.callback(Output(PLACE.tree, "tree"), Input(ADDRESS, "search"), State(PLACE.wish, "data"))
    @allow("timeline")
    def show(search: str | None, data: object) -> Node:
        with open_view(search) as view:
            return section(engines, view, read_wish(data, FIELDS)) if view.account.may("manage") else None

    @app.callback(
        Output(PLACE.tree, "tree", allow_duplicate=True),
        Output(PLACE.said, "tree"),
        Input(PLACE.wish, "data"),
        State(ADDRESS, "search"),
        prevent_initial_call=True,
    )
    @allow("manage")
    def act(data: object, search: str | None) -> tuple[Node, Node]:
        with open_view(search) as view:
            wish = read_wish(data, FIELDS)
            outcome = carry_out(engines, view, wish)
            if outcome.version:
                show_anew(engines, view, search, settings.stale_days)
            return section(engines, view, wish, outcome), outcome.said
