"""Partnerships and protocols as lists, in the order in which somebody has to act.

`most` gives no more than the first rows of a list, for a place that has room for a few: what is left out costs nothing
then. How many there are in all stands in `partnerships.Headline`.
"""

from functools import partial

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.day_columns import FOREVER, NEVER, Objects, days_of, only
from dashboard.data.extent import Extent, extent
from dashboard.data.filters import Filters
from dashboard.data.frames import Listing, chosen
from dashboard.data.loading.partnership_kinds import STATES, STEPS
from dashboard.data.partner_organisations import objects
from dashboard.data.partnership_rows import partnership_rows
from dashboard.data.partnership_state import NO_STEP, State
from dashboard.data.partnership_view import View, view
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools, Ints

PARTNER = ("organisation_code", "name_tr", "name_en", "name_ar")
PROGRAMME = ("programme_code", "programme_tr", "programme_en", "programme_ar")
_KEPT_VERSIONS = 4
PROTOCOL_STATES = ("in_force", "ending", "expired")
_STEPS, _STATES, _PROTOCOL_STATES = objects((*STEPS, None)), objects(STATES), objects(PROTOCOL_STATES)


def steps(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Give the day on which each partnership in view reached each step: where they are stuck.

    Columns: code, organisation_code, name_*, programme_code, programme_*, contact, letter_of_intent, protocol,
    joint_plan, joint_activities, review, sustained, step, since, days_in_step, last_event, days_since, dormant, status.
    `step` is the furthest one reached, None before the first; a step without a day before it was skipped, behind it it
    is not reached yet. By furthest step in their order, then those longest in it, then by name and code.
    """
    return listed_steps(connection, filters).taken(slice(most))


def listed_steps(connection: Connection, filters: Filters) -> Listing:
    """Give the same list as `steps`, put together only as far as it is read."""
    seen = view(connection, filters)
    state, days = seen.state, _step_days(connection, extent(connection, filters))
    return Listing(
        state.order[seen.seen[state.order]],
        seen.rows.columns("code", *PARTNER, *PROGRAMME),
        {
            **{name: partial(_reached, state, days[name], place) for place, name in enumerate(STEPS)},
            "step": lambda rows: _STEPS[state.step[rows]],
            "since": lambda rows: days_of(state.since[rows]),
            "days_in_step": lambda rows: only(state.today - state.since[rows], state.step[rows] != NO_STEP),
            "last_event": lambda rows: days_of(state.last_event[rows]),
            "days_since": lambda rows: state.today - state.last_event[rows],
            "dormant": lambda rows: state.dormant[rows],
            "status": lambda rows: _STATES[state.status[rows]],
        },
    )


def _reached(state: State, days: Objects, place: int, rows: Ints) -> Objects:
    """Give the days on which some partnerships reached the step at a place, None where that is not yet so."""
    return only(days[rows], state.reached[rows, place] != NEVER)


def protocols(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Give the protocols of the partnerships in view that have been signed.

    Columns: code (the partnership's), organisation_code, name_*, reference, signed_on, expires_on, days_left, state,
    followed. `expires_on` and `days_left` are None for a protocol until further notice; `days_left` is negative when it
    is over. `state` is in_force, ending (within 90 days) or expired. `followed` says that the partnership has signed
    another one that runs longer. Those in force by the day on which they expire, then expired ones, the latest first;
    then by name and reference.
    """
    seen = view(connection, filters)
    now = seen.state.protocols
    rows = now.order[seen.seen[seen.rows.protocols.of[now.order]]][:most]
    return _protocols(_protocol_columns(connection, extent(connection, filters)), seen, rows)


def expiring(connection: Connection, filters: Filters) -> DataFrame:
    """Give the protocols in view that end within 90 days and are followed by none that runs longer.

    Columns: code (the partnership's), organisation_code, name_*, expires_on, days_left. The first to end first.
    """
    seen = view(connection, filters)
    now = seen.state.protocols
    wanted = now.ending & ~now.followed & seen.seen[seen.rows.protocols.of]
    columns = _protocol_columns(connection, extent(connection, filters))
    frame = _protocols(columns, seen, now.order[wanted[now.order]])
    return frame[["code", *PARTNER, "expires_on", "days_left"]]


def dormant_partners(connection: Connection, filters: Filters) -> DataFrame:
    """Give the partnerships in view with which nothing has happened for 12 months, the longest silent first.

    Columns: code, organisation_code, name_*, last_event, days_since. Then by name and code.
    """
    seen = view(connection, filters)
    state = seen.state
    rows = np.flatnonzero(seen.seen & state.dormant)
    rows = rows[np.argsort(state.last_event[rows], kind="stable")]
    last = state.last_event[rows]
    return chosen(seen.rows.columns("code", *PARTNER), rows, last_event=days_of(last), days_since=state.today - last)


def _protocols(columns: dict[str, Objects], seen: View, rows: Ints) -> DataFrame:
    """Give some protocols in the order in which they are named."""
    known, now = seen.rows.protocols, seen.state.protocols
    expires = known.expires[rows]
    return chosen(
        columns,
        rows,
        days_left=only(expires - seen.state.today, expires != NEVER),
        state=_states(now.in_force[rows], now.ending[rows]),
        followed=now.followed[rows],
    )


@remembered(_KEPT_VERSIONS)
def _protocol_columns(connection: Connection, rows_read: Extent) -> dict[str, Objects]:
    """Give what no day changes of all protocols."""
    rows = partnership_rows(connection, rows_read)
    known = rows.protocols
    return {
        **{name: column[known.of] for name, column in rows.columns("code", *PARTNER).items()},
        "reference": known.reference,
        "signed_on": days_of(known.signed),
        "expires_on": days_of(known.expires),
    }


@remembered(_KEPT_VERSIONS)
def _step_days(connection: Connection, rows_read: Extent) -> dict[str, Objects]:
    """Give the first day of all partnerships on each step, those ahead among them; what is never reached has none."""
    reached = partnership_rows(connection, rows_read).history.reached
    return {
        step: days_of(np.where(reached[:, place] == FOREVER, NEVER, reached[:, place]))
        for place, step in enumerate(STEPS)
    }


def _states(in_force: Bools, ending: Bools) -> Objects:
    """Give the state of some protocols."""
    return _PROTOCOL_STATES[np.where(ending, 1, np.where(in_force, 0, 2))]
