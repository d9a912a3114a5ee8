"""Commenting: why an indicator stands where it stands in a period, written in three steps: choose, write, confirm."""

from collections.abc import Mapping

from sqlalchemy import Connection

from dashboard.access.grant_acts import comment_on
from dashboard.access.viewing import View
from dashboard.address import Period
from dashboard.callbacks.timeline_acts.comment_text import plain, text_of, writers_office
from dashboard.callbacks.timeline_acts.reading_fields import period_of, seen_of
from dashboard.callbacks.timeline_acts.refusing import (
    ChangedMeanwhileError,
    NotInScopeError,
    Outcome,
    RefusedWishError,
)
from dashboard.callbacks.timeline_acts.stamps import period_choices
from dashboard.callbacks.timeline_acts.wish import PLACE, Wish
from dashboard.components.act_form import Act, Button, Field, act_form, choice_field, long_field
from dashboard.components.markup import Node, el
from dashboard.data.comments import Comment, comment_at
from dashboard.data.grant_state import GrantState, indicators_of
from dashboard.data.loading.problems import RefusedError
from dashboard.data.versions import newest_version, today
from dashboard.formats import day, period_label
from dashboard.i18n import choose, t

ACT = Act(PLACE, "comment")
MOST = 2000
"""Letters of a comment."""


def edit(connection: Connection, state: GrantState, wish: Wish | None, wrong: Mapping[str, str]) -> Node:
    """Give the list to choose from, or the box to write in once indicator and period are chosen."""
    if wish is None:
        return _choose(state, "", state.chosen.text if state.chosen else "", wrong)
    try:
        period = _ended(wish)
    except RefusedWishError as error:
        return _choose(state, wish.fields["indicator"], wish.fields["period"], error.wrong)
    return _write(connection, state, wish, period, wrong)


def confirm(connection: Connection, state: GrantState, wish: Wish) -> list[Node]:
    """Say what a comment will do.

    Raises:
        RefusedWishError: it cannot be written.
    """
    period, text = _ended(wish), text_of(wish, MOST)
    before = comment_at(connection, wish.fields["indicator"], period.first_day, period.last_day, state.newest.version)
    if text == (before.text if before else ""):
        raise RefusedWishError(text=t("acts.comment.same" if text else "acts.comment.empty"))
    said = el("Blockquote", text, class_="act-text", dir="auto") if text else None
    return [
        t("acts.comment.about", indicator=_name(state, wish), period=period_label(period)),
        [t("acts.comment.will"), said] if text else t("acts.comment.removes"),
        t("acts.comment.released"),
    ]


def do(connection: Connection, view: View, wish: Wish) -> Outcome:
    """Write once: a comment that stands already is told, not written again.

    Raises:
        RefusedWishError: it cannot be written, or somebody has written another one meanwhile.
        NotInScopeError: the grant has no such indicator.
    """
    code, period, text = wish.fields["indicator"], _ended(wish), text_of(wish, MOST)
    if code not in {one.code for one in indicators_of(connection, view.viewer, wish.fields["grant"])}:
        raise NotInScopeError
    where = (connection, code, period.first_day, period.last_day)
    now, seen = comment_at(*where, newest_version(connection)), comment_at(*where, seen_of(wish))
    if text == (now.text if now else ""):
        return Outcome(t("acts.comment.already"))
    if now != seen:
        raise ChangedMeanwhileError
    comment = Comment(period.first_day, period.last_day, text, today(), writers_office(view.account.role))
    try:
        version = comment_on(connection, code, comment, actor=view.account.username)
    except RefusedError as error:
        raise RefusedWishError(text=error.problems[0].reason) from None
    return Outcome(t("acts.comment.done" if text else "acts.comment.removed", version=str(version)), version=version)


def _choose(state: GrantState, indicator: str, period: str, wrong: Mapping[str, str]) -> Node:
    """Give the lists of indicators and periods."""
    if not state.indicators:
        return el("P", t("acts.comment.no_indicators"), class_="source")
    listed = {"": {one.code: f"{one.code} · {choose(one.names)}" for one in state.indicators}}
    boxes = [
        choice_field(ACT, Field("indicator", t("acts.comment.indicator"), indicator), listed),
        choice_field(
            ACT, Field("period", t("acts.comment.period"), period, error=wrong.get("period", "")), period_choices(state)
        ),
    ]
    hidden = {"grant": state.code, "text": "", "seen": ""}
    return act_form(ACT, f"choose-{state.code}", boxes, [Button(t("acts.comment.open"), "open")], hidden)


def _write(connection: Connection, state: GrantState, wish: Wish, period: Period, wrong: Mapping[str, str]) -> Node:
    """Give the box to write in, under what was said before."""
    code, newest = wish.fields["indicator"], state.newest.version
    before = comment_at(connection, code, period.first_day, period.last_day, newest)
    text = (before.text if before else "") if wish.step == "open" else plain(wish.fields["text"])
    box = Field(
        "text", t("acts.comment.text"), text, t("acts.comment.hint", most=str(MOST)), wrong.get("text", ""), True
    )
    about = t("acts.comment.about", indicator=_name(state, wish), period=period_label(period))
    parts = [el("P", about), _said_before(before), long_field(ACT, box, MOST)]
    buttons = [Button(t("acts.comment.ask"), "ask"), Button(t("acts.cancel"), "close")]
    hidden = {"grant": state.code, "indicator": code, "period": period.text, "seen": str(newest)}
    return act_form(ACT, f"write-{code}-{period.text}", parts, buttons, hidden)


def _said_before(before: Comment | None) -> Node:
    """Tell the comment that stands now, when it was written and by which office; somebody else may write meanwhile."""
    if before is None:
        return el("P", t("acts.comment.none_yet"), class_="source")
    told = t("acts.comment.before", day=day(before.written_on), office=before.written_by or t("acts.none"))
    text = el("Blockquote", before.text, class_="act-text", dir="auto")
    return el("Div", el("P", told, class_="source"), text)


def _ended(wish: Wish) -> Period:
    """Give the period of a comment.

    Raises:
        RefusedWishError: it is none, or has not ended.
    """
    period = period_of(wish)
    if period.last_day >= today():
        raise RefusedWishError(period=t("acts.wrong.open_period"))
    return period


def _name(state: GrantState, wish: Wish) -> str:
    """Give the name of the indicator.

    Raises:
        NotInScopeError: the grant has none of that code.
    """
    names = state.name_of(wish.fields["indicator"])
    if names is None:
        raise NotInScopeError
    return choose(names)
