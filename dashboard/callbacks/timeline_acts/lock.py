"""Locking: a reporting period of a grant, kept for ever as it was reported."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from dashboard.access.grant_acts import lock_reported
from dashboard.access.viewing import View
from dashboard.address import Period
from dashboard.callbacks.timeline_acts.reading_fields import day_of, demand, period_of, version_of
from dashboard.callbacks.timeline_acts.refusing import Outcome, beside_fields
from dashboard.callbacks.timeline_acts.stamps import newest_hint, period_choices, stamped
from dashboard.callbacks.timeline_acts.wish import PLACE, Wish
from dashboard.components.act_form import Act, Button, Field, act_form, choice_field, line_field
from dashboard.components.markup import Node
from dashboard.data.grant_state import GrantState, stamp
from dashboard.data.releasing import Lock, check_lock, locks_of
from dashboard.data.versions import newest_version
from dashboard.formats import day as day_text
from dashboard.formats import period_label
from dashboard.i18n import t

ACT = Act(PLACE, "lock")


def edit(_: Connection, state: GrantState, wish: Wish | None, wrong: Mapping[str, str]) -> Node:
    """Give the form, filled with the last period that has ended, the version that the page shows, and today."""
    start = {
        "period": state.chosen.text if state.chosen else "",
        "version": str(state.shown.version),
        "day": state.day.isoformat(),
    }
    value = wish.fields if wish else start
    hints = {"version": newest_hint(state), "day": t("acts.lock.day_hint")}
    fields = {
        name: Field(name, t(f"acts.lock.{name}"), value[name], hints.get(name, ""), wrong.get(name, ""))
        for name in start
    }
    boxes = [
        choice_field(ACT, fields["period"], period_choices(state)),
        line_field(ACT, fields["version"], inputMode="numeric", dir="ltr"),
        line_field(ACT, fields["day"], kind="date", max=state.day.isoformat()),
    ]
    key = f"lock-{state.code}-{state.newest.version}"
    return act_form(ACT, key, boxes, [Button(t("acts.lock.ask"), "ask")], {"grant": state.code})


def confirm(connection: Connection, state: GrantState, wish: Wish) -> list[Node]:
    """Say what a lock will do.

    Raises:
        RefusedWishError: it cannot be done.
    """
    period, version, day = _told(wish)
    with beside_fields():
        check_lock(connection, state.code, period, version, reported_on=day)
    rises = state.released is None or version > state.released.version
    reported = stamped(stamp(connection, version))
    return [
        t("acts.lock.will", period=period_label(period)),
        t("acts.lock.reported", stamp=reported, day=day_text(day)),
        t("acts.release.will", stamp=reported) if rises else t("acts.lock.stays", stamp=stamped(state.released)),
        t("acts.lock.for_ever"),
    ]


def do(connection: Connection, view: View, wish: Wish) -> Outcome:
    """Lock once: a period that is locked in exactly this way is told, not refused.

    Raises:
        RefusedWishError: it cannot be done.
    """
    grant, (period, version, day) = wish.fields["grant"], _told(wish)
    words = {"period": period_label(period), "stamp": stamped(stamp(connection, version))}
    if any(_is(one, period, version, day) for one in locks_of(connection, grant, newest_version(connection))):
        return Outcome(t("acts.lock.already", **words))
    with beside_fields():
        done = lock_reported(connection, grant, period, version, reported_on=day, actor=view.account.username)
    return Outcome(t("acts.lock.done", **words, version=str(done.version)), version=done.version)


def _told(wish: Wish) -> tuple[Period, int, date]:
    """Give period, version and day of a wish.

    Raises:
        RefusedWishError: some of them are none; it names them all.
    """
    demand(wish, period_of, version_of, day_of)
    return period_of(wish), version_of(wish), day_of(wish)


def _is(lock: Lock, period: Period, version: int, day: date) -> bool:
    """Say whether a period is locked as it is wished, however it is written."""
    same = (lock.period.start, lock.period.end) == (period.start, period.end)
    return same and (lock.reported_version, lock.reported_on) == (version, day)
