"""Releasing: which data version funders see of a grant."""

from collections.abc import Mapping

from sqlalchemy import Connection

from dashboard.access.grant_acts import release_version
from dashboard.access.viewing import View
from dashboard.callbacks.timeline_acts.reading_fields import seen_of, version_of
from dashboard.callbacks.timeline_acts.refusing import ChangedMeanwhileError, Outcome, beside_fields
from dashboard.callbacks.timeline_acts.stamps import newest_hint, stamped
from dashboard.callbacks.timeline_acts.wish import PLACE, Wish
from dashboard.components.act_form import Act, Button, Field, act_form, line_field
from dashboard.components.markup import Node
from dashboard.data.grant_state import GrantState, stamp
from dashboard.data.releasing import check_release, released_version
from dashboard.i18n import t

ACT = Act(PLACE, "release")


def edit(_: Connection, state: GrantState, wish: Wish | None, wrong: Mapping[str, str]) -> Node:
    """Give the form, filled with the version that the page shows."""
    value = wish.fields["version"] if wish else str(state.shown.version)
    field = Field(
        "version", t("acts.release.version"), value, newest_hint(state), wrong.get("version", ""), wish is not None
    )
    hidden = {"grant": state.code, "seen": str(state.newest.version)}
    key = f"release-{state.code}-{state.newest.version}"
    boxes = [line_field(ACT, field, inputMode="numeric", dir="ltr")]
    return act_form(ACT, key, boxes, [Button(t("acts.release.ask"), "ask")], hidden)


def confirm(connection: Connection, state: GrantState, wish: Wish) -> list[Node]:
    """Say what a release will do.

    Raises:
        RefusedWishError: it cannot be done.
    """
    version = version_of(wish)
    with beside_fields():
        check_release(connection, state.code, version)
    told = [
        t("acts.release.will", stamp=stamped(stamp(connection, version))),
        t("acts.release.sees", stamp=stamped(state.released)),
    ]
    if state.released and version < state.released.version:
        told.append(t("acts.release.takes_back"))
    return [*told]


def do(connection: Connection, view: View, wish: Wish) -> Outcome:
    """Release once: what funders see already is told, not released again.

    Raises:
        RefusedWishError: it cannot be done, or somebody has released another version meanwhile.
    """
    grant, version = wish.fields["grant"], version_of(wish)
    now = released_version(connection, grant)
    if now == version:
        return Outcome(t("acts.release.already", stamp=stamped(stamp(connection, version))))
    if now != released_version(connection, grant, seen_of(wish)):
        raise ChangedMeanwhileError
    with beside_fields():
        done = release_version(connection, grant, version, actor=view.account.username)
    told = {"stamp": stamped(stamp(connection, version)), "version": str(done.version)}
    return Outcome(t("acts.release.done", **told), version=done.version)
