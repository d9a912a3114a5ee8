"""Thresholds of programmes: administrators draw them on *Yönetim*, managers their own ones on the timeline."""

from collections.abc import Mapping

from dash import Dash, Input, Output, State, set_props

from dashboard.access.guard import allow
from dashboard.access.outcome import NOTHING_DONE
from dashboard.access.viewing import open_view
from dashboard.access.wish import read_wish
from dashboard.callbacks.admin_acts.section import NAME, carry_out, section
from dashboard.components.act_form import Place
from dashboard.components.markup import Node
from dashboard.data.engine import Engines
from dashboard.ids import ADDRESS
from dashboard.pages.admin import EXTRA, THRESHOLDS

ON_TIMELINE = Place("timeline", "limits")
ACTS: Mapping[str, frozenset[str]] = {NAME: frozenset({"programme", "behind", "at_risk", "over", "seen"})}


def register(app: Dash, engines: Engines) -> None:
    """Put the callbacks into an app; that of *Yönetim* also answers when the page is opened."""

    @app.callback(
        Output(THRESHOLDS.tree, "tree"),
        Output(THRESHOLDS.said, "tree"),
        Input(THRESHOLDS.wish, "data"),
        State(ADDRESS, "search"),
    )
    @allow("admin")
    def change_on_admin(data: object, search: str | None) -> tuple[Node, Node]:
        return _answer(engines, THRESHOLDS, data, search, EXTRA)

    @app.callback(Output(ON_TIMELINE.tree, "tree"), Input(ADDRESS, "search"))
    @allow("timeline")
    def show_on_timeline(search: str | None) -> Node:
        with open_view(search) as view:
            return section(engines, view, ON_TIMELINE, None, NOTHING_DONE) if view.account.may("manage") else None

    @app.callback(
        Output(ON_TIMELINE.tree, "tree", allow_duplicate=True),
        Output(ON_TIMELINE.said, "tree"),
        Input(ON_TIMELINE.wish, "data"),
        State(ADDRESS, "search"),
        prevent_initial_call=True,
    )
    @allow("manage")
    def change_on_timeline(data: object, search: str | None) -> tuple[Node, Node]:
        return _answer(engines, ON_TIMELINE, data, search)


def _answer(
    engines: Engines, place: Place, data: object, search: str | None, extra: tuple[str, ...] = ()
) -> tuple[Node, Node]:
    """Do what is wished; give the section anew, and what has happened."""
    with open_view(search, extra) as view:
        wish = read_wish(data, ACTS)
        outcome = carry_out(engines, view, wish)
        if outcome.said:
            set_props(ADDRESS, {"search": search or ""})  # What the lines judge, and the audit trail, answer anew.
        return section(engines, view, place, wish, outcome), outcome.said
