"""Everybody's own calendar address: made, shown once, revoked."""

from dash import Dash, Input, Output, State
from flask import request
from sqlalchemy import Connection

from dashboard.access.calendar_feed import FOLDER
from dashboard.access.calendar_keys import hold_key, key_made_at, make_key, revoke_key
from dashboard.access.guard import allow
from dashboard.access.origin import own_origin
from dashboard.access.viewing import View, open_view
from dashboard.callbacks.timeline_acts.calendar_form import ACTS, PLACE, Shown, draw, mark
from dashboard.callbacks.timeline_acts.wish import Wish, read_wish
from dashboard.components.markup import Node
from dashboard.data.engine import Engines
from dashboard.i18n import language, t
from dashboard.ids import ADDRESS
from dashboard.settings import Settings


def register(app: Dash, engines: Engines, settings: Settings) -> None:
    """Put the callback into an app; it also answers when the page is opened, and no filter makes it answer again."""

    @app.callback(
        Output(PLACE.tree, "tree"),
        Output(PLACE.said, "tree"),
        Input(PLACE.wish, "data"),
        State(ADDRESS, "search"),
    )
    @allow("timeline")
    def keep(data: object, search: str | None) -> tuple[Node, Node]:
        with open_view(search) as view:
            wish = read_wish(data, ACTS)
            with engines.writer.begin() as connection:
                shown = _carry_out(connection, view, wish, settings)
            return draw(shown, wish), shown.said


def _carry_out(connection: Connection, view: View, wish: Wish | None, settings: Settings) -> Shown:
    """Do what is wished, if it is to be done and the key is still the one that the form was drawn for."""
    account = view.account
    if wish is None or wish.step != "do":
        return Shown(key_made_at(connection, account.id))
    hold_key(connection, account)
    made = key_made_at(connection, account.id)
    if wish.fields["made"] != mark(made):
        return Shown(made, wrong=t("acts.calendar.changed"))
    if wish.act == "revoke":
        revoke_key(connection, account, actor=account.username)
        return Shown(None, said=t("acts.calendar.revoked"))
    address = f"{own_origin(request, settings)}{FOLDER}{make_key(connection, account)}.ics?lang={language()}"
    return Shown(key_made_at(connection, account.id), said=t("acts.calendar.made"), address=address)
