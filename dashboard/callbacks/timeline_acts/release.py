"""Releasing: which data version funders see of a grant, and why."""

from collections.abc import Mapping

from sqlalchemy import Connection

from dashboard.access.grant_acts import release_version
from dashboard.access.viewing import View
from dashboard.callbacks.timeline_acts.comment_text import text_of
from dashboard.callbacks.timeline_acts.reading_fields import demand, seen_of, version_of
from dashboard.callbacks.timeline_acts.refusing import ChangedMeanwhileError, Outcome, beside_fields
from dashboard.callbacks.timeline_acts.stamps import newest_hint, stamped
from dashboard.callbacks.timeline_acts.wish import PLACE, Wish
from dashboard.components.act_form import Act, Button, Field, act_form, line_field
from dashboard.components.markup import Node
from dashboard.data.grant_state import GrantState, stamp
from dashboard.data.releasing import check_release, released_version
from dashboard.i18n import t

ACT = Act(PLACE, "release")
MOST = 300
"""Letters of a reason."""


def edit(_: Connection, state: GrantState, wish: Wish | None, wrong: Mapping[str, str]) -> Node:
    """Give the form, filled with the version that the page shows."""
    value = wish.fields if wish else {"version": str(state.shown.version), "reason": ""}
    hints = {"version": newest_hint(state), "reason": t("acts.release.reason_hint")}
    first = next((name for name in hints if name in wrong), "version") if wish else ""
    version, reason = (
        Field(name, t(f"acts.release.{name}"), value[name], hint, wrong.get(name, ""), name == first)
        for name, hint in hints.items()
    )
    boxes = [line_field(ACT, version, inputMode="numeric", dir="ltr"), line_field(ACT, reason, dir="auto")]
    key, hidden = (
        f"release-{state.code}-{state.newest.version}",
        {"grant": state.code, "seen": str(state.newest.version)},
    )
    return act_form(ACT, key, boxes, [Button(t("acts.release.ask"), "ask")], hidden)


def confirm(connection: Connection, state: GrantState, wish: Wish) -> list[Node]:
    """Say what a release will do.

    Raises:
        RefusedWishError: it cannot be done.
    """
    version, reason = _told(wish)
    with beside_fields():
        check_release(connection, state.code, version)
    told = [
        t("acts.release.will", stamp=stamped(stamp(connection, version))),
        t("acts.release.sees", stamp=stamped(state.released)),
    ]
    if state.released and version < state.released.version:
        told.append(t("acts.release.takes_back"))
    return [*told, *([t("acts.release.because", reason=reason)] if reason else [])]


def do(connection: Connection, view: View, wish: Wish) -> Outcome:
    """Release once: what funders see already is told, not released again.

    Raises:
        RefusedWishError: it cannot be done, or somebody has released another version meanwhile.
    """
    grant, (version, reason) = wish.fields["grant"], _told(wish)
    now = released_version(connection, grant)
    if now == version:
        return Outcome(t("acts.release.already", stamp=stamped(stamp(connection, version))))
    if now != released_version(connection, grant, seen_of(wish)):
        raise ChangedMeanwhileError
    with beside_fields():
        done = release_version(connection, grant, version, actor=view.account.username, reason=reason)
    told = {"stamp": stamped(stamp(connection, version)), "version": str(done.version)}
    return Outcome(t("acts.release.done", **told), version=done.version)


def _told(wish: Wish) -> tuple[int, str]:
    """Give version and reason of a wish.

    Raises:
        RefusedWishError: one of them is none; it names both.
    """
    demand(wish, version_of, _reason_of)
    return version_of(wish), _reason_of(wish)


def _reason_of(wish: Wish) -> str:
    """Give why somebody releases; nobody has to say so.

    Raises:
        RefusedWishError: it is too long or holds signs that nobody can read.
    """
    return text_of(wish, MOST, "reason")
