"""The section of acts as it stands after a wish: where the grant stands, and a card for each act."""

from collections.abc import Mapping
from typing import Protocol

from flask import abort
from sqlalchemy import Connection

from dashboard.access.viewing import View
from dashboard.callbacks.timeline_acts import comment, lock, release
from dashboard.callbacks.timeline_acts.doing import demand_scope, deny
from dashboard.callbacks.timeline_acts.refusing import WHOLE, NotInScopeError, Outcome, RefusedWishError
from dashboard.callbacks.timeline_acts.stamps import locked_periods, stamped
from dashboard.callbacks.timeline_acts.wish import Wish
from dashboard.components.act_form import Act, Button, act_form, confirmation, heading, refusal
from dashboard.components.markup import Element, Node, el
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import resolve_filters
from dashboard.data.grant_state import GrantState, grant_state
from dashboard.i18n import choose, t

NOTHING_DONE = Outcome()


class ActModule(Protocol):
    """A module that knows one act."""

    ACT: Act

    def edit(self, _: Connection, state: GrantState, wish: Wish | None, wrong: Mapping[str, str]) -> Node:
        """Give the form; without a wish as it begins."""

    def confirm(self, connection: Connection, state: GrantState, wish: Wish) -> list[Node]:
        """Say what will happen, or raise `RefusedWishError`."""


ACTS: tuple[ActModule, ...] = (release, lock, comment)


def section(engines: Engines, view: View, wish: Wish | None, outcome: Outcome = NOTHING_DONE) -> Node:
    """Give the section for the grant that the page speaks of; nothing where no grant is in view.

    A wish about what does not exist for the account ends the request with 404.
    """
    try:
        with reading(engines.reader, view.viewer) as connection:
            if wish:
                demand_scope(connection, view, wish)
            state = grant_state(connection, resolve_filters(connection, view.address, view.viewer))
            if state is None:
                return None
            cards = [_card(connection, act, state, wish, outcome) for act in ACTS]
            return [*_head(state), el("Div", cards, class_="act-cards")]
    except NotInScopeError:
        if wish:
            deny(engines, view, wish)
        abort(404)


def _head(state: GrantState) -> list[Node]:
    """Say of which grant the acts are, and where it stands."""
    facts = [
        (t("acts.grant"), choose(state.names) or state.code),
        (t("acts.released"), stamped(state.released)),
        (t("acts.locked"), locked_periods(state)),
    ]
    listed = el("Dl", [el("Div", el("Dt", name), el("Dd", value)) for name, value in facts], class_="act-facts")
    return [el("H2", t("acts.title")), listed, el("P", t("acts.note"), class_="source")]


def _card(connection: Connection, act: ActModule, state: GrantState, wish: Wish | None, outcome: Outcome) -> Element:
    """Give the card of one act at the step that it is at."""
    own = wish if wish and wish.act == act.ACT.name and wish.fields["grant"] == state.code else None
    is_over = own is not None and (own.step == "close" or (own.step == "do" and not outcome.wrong))
    body = _body(connection, act, state, None if is_over else own, outcome.wrong if own else {})
    name = act.ACT.name
    return el(
        "Section",
        heading(act.ACT, t(f"acts.{name}.title"), focus=is_over),
        el("P", t(f"acts.{name}.what")),
        *body,
        class_="cardx act",
    )


def _body(
    connection: Connection, act: ActModule, state: GrantState, wish: Wish | None, wrong: Mapping[str, str]
) -> list[Node]:
    """Give the question before an act where it can be done, else its form with what is wrong."""
    if wish and wish.step == "ask":
        try:
            return [_question(act.ACT, act.confirm(connection, state, wish), wish)]
        except RefusedWishError as error:
            wrong = error.wrong
    return [refusal(act.ACT, wrong.get(WHOLE, "")), act.edit(connection, state, wish, wrong)]


def _question(act: Act, sentences: list[Node], wish: Wish) -> Element:
    """Give what will happen, with the buttons that do it or go back."""
    buttons = [Button(t(f"acts.{act.name}.do"), "do"), Button(t("acts.back"), "back")]
    return act_form(act, f"{act.name}-confirm", [confirmation(act, sentences)], buttons, wish.fields)
