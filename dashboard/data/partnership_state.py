"""Where every partnership stands on a day: steps, last event, dormant or not, protocols, commitments, capacity.

Everything here is a function of (database, extent, day), computed once and kept; filters choose rows of it. The orders
of lists stand here as well, because no filter changes them.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from dashboard.data.day_columns import NEVER, twelve_months_before
from dashboard.data.extent import Extent
from dashboard.data.loading.partnership_kinds import AREAS, COMMITMENT_STATES, STATES, STEPS
from dashboard.data.partnership_records import Capacity, Commitments, Protocols, whole
from dashboard.data.partnership_rows import PartnershipRows, partnership_rows
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools, Ints

ENDING_DAYS = 90
"""A protocol in force that ends within as many days is ending."""
NO_STEP = -1
IN_FORCE, EXPIRED, NONE = (STATES.index(state) for state in ("in_force", "expired", "none"))
DONE, DONE_LATE, OVERDUE, OPEN = (COMMITMENT_STATES.index(state) for state in ("done", "done_late", "overdue", "open"))
_ORDER = (OVERDUE, OPEN, DONE_LATE, DONE)
PARTS = 60
"""A change of capacity is a mean over one to five areas, and therefore a whole number of sixtieths."""
_KEPT_DAYS = 16


@dataclass(frozen=True, slots=True, eq=False)
class ProtocolState:
    """Where every protocol stands."""

    signed: Bools
    in_force: Bools
    ending: Bools
    """In force, and not beyond the next 90 days."""
    followed: Bools
    """The same partnership has signed another one that runs longer."""
    order: Ints
    """In force by their last day, then expired ones, the latest first; only those that were signed."""


@dataclass(frozen=True, slots=True, eq=False)
class CommitmentState:
    """Where every commitment stands."""

    state: Ints
    """Place among `COMMITMENT_STATES`."""
    days: Ints
    """Days beyond the day on which it was due; 0 or less where it is not late."""
    done: Ints
    """Day on which it was done, `NEVER` where that is not yet so."""
    order: Ints
    """Overdue ones, the longest first; open ones by the day they are due; done late, then done, the latest first."""


@dataclass(frozen=True, slots=True, eq=False)
class CapacityState:
    """First and last level of each partnership (rows) in each area (columns), 0 where nothing was assessed."""

    first: Ints
    last: Ints
    twice: Bools
    """Areas that were assessed on two days or more."""
    change: Ints
    """Mean change over those areas, in sixtieths."""
    changed: Bools
    """Partnerships with such an area."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """All partnerships on a day; columns run over those of the version, in the order of `partnership_rows`."""

    rows: PartnershipRows
    day: date
    today: int
    """The day's ordinal."""
    begun: Bools
    """Partnerships with an event up to the day; others are not there yet."""
    reached: Ints
    """Day of each partnership (rows) on each step (columns), `NEVER` where that is not yet so."""
    step: Ints
    """Place of the furthest step, `NO_STEP` before the first one."""
    since: Ints
    last_event: Ints
    dormant: Bools
    status: Ints
    """Place among `STATES`."""
    order: Ints
    """Where they are stuck: by furthest step, then those that have stood there longest, then by name."""
    protocols: ProtocolState
    commitments: CommitmentState
    capacity: CapacityState


@remembered(_KEPT_DAYS)
def state_on(connection: Connection, extent: Extent, day: date) -> State:
    """Give where every partnership of an extent stands on a day."""
    rows, today = partnership_rows(connection, extent), day.toordinal()
    reached = np.where(rows.history.reached <= today, rows.history.reached, NEVER)
    step, since = _furthest(reached)
    last_event = _last_events(rows, today)
    protocols = _protocols(rows.protocols, len(rows), today)
    begun = last_event != NEVER
    return State(
        rows=rows,
        day=day,
        today=today,
        begun=begun,
        reached=reached,
        step=step,
        since=since,
        last_event=last_event,
        dormant=begun & (last_event <= twelve_months_before(day).toordinal()),
        status=_status(rows.protocols, protocols, len(rows)),
        order=np.lexsort((since, step)),
        protocols=protocols,
        commitments=_commitments(rows.commitments, today),
        capacity=_capacity(rows.capacity, len(rows), today),
    )


def _furthest(reached: Ints) -> tuple[Ints, Ints]:
    """Give the furthest step of each partnership and its day."""
    known = reached != NEVER
    step = np.where(known.any(axis=1), len(STEPS) - 1 - np.argmax(known[:, ::-1], axis=1), NO_STEP)
    return step, np.where(step == NO_STEP, NEVER, np.take_along_axis(reached, step[:, None], axis=1)[:, 0])


def _last_events(rows: PartnershipRows, today: int) -> Ints:
    """Give the day of each partnership's latest event; of several days assigned to one the last one stays."""
    known = int(np.searchsorted(rows.history.event_day, today, side="right"))
    found = np.full(len(rows), NEVER, dtype=np.int64)
    found[rows.history.event_of[:known]] = rows.history.event_day[:known]
    return found


def _protocols(known: Protocols, size: int, today: int) -> ProtocolState:
    """Give where the protocols stand."""
    signed = known.signed <= today
    in_force = signed & (known.last >= today)
    longest = np.full(size, NEVER, dtype=np.int64)
    np.maximum.at(longest, known.of[signed], known.last[signed])
    running = np.where(in_force, known.last, -known.last)
    order = np.lexsort((running, ~in_force))
    return ProtocolState(
        signed=signed,
        in_force=in_force,
        ending=in_force & (known.last <= today + ENDING_DAYS),
        followed=known.last < longest[known.of],
        order=order[signed[order]],
    )


def _status(known: Protocols, protocols: ProtocolState, size: int) -> Ints:
    """Give the status of each partnership by its protocols."""
    status = np.full(size, NONE, dtype=np.int64)
    status[known.of[protocols.signed]] = EXPIRED
    status[known.of[protocols.in_force]] = IN_FORCE
    return status


def _commitments(known: Commitments, today: int) -> CommitmentState:
    """Give where the commitments stand."""
    is_done = (known.done != NEVER) & (known.done <= today)
    days = np.where(is_done, known.done, today) - known.due
    state = np.where(is_done, np.where(days > 0, DONE_LATE, DONE), np.where(days > 0, OVERDUE, OPEN))
    rank = whole([_ORDER.index(one) for one in range(len(COMMITMENT_STATES))])[state]
    within = np.where((state == OPEN) | (state == OVERDUE), known.due, -known.due)
    return CommitmentState(state, days, np.where(is_done, known.done, NEVER), np.lexsort((within, rank)))


def _capacity(known: Capacity, size: int, today: int) -> CapacityState:
    """Give the first and last levels; rows of an area stand by their days."""
    rows = np.flatnonzero(known.day <= today)
    cells, levels = (known.of * len(AREAS) + known.area)[rows], known.level[rows]
    first, last = (np.zeros(size * len(AREAS), dtype=np.int64) for _ in range(2))
    last[cells] = levels
    first[cells[::-1]] = levels[::-1]
    shape = (size, len(AREAS))
    twice = (np.bincount(cells, minlength=size * len(AREAS)) > 1).reshape(shape)
    first, last = first.reshape(shape), last.reshape(shape)
    areas = twice.sum(axis=1)
    sums = np.where(twice, last - first, 0).sum(axis=1)
    return CapacityState(first, last, twice, sums * PARTS // np.maximum(areas, 1), areas > 0)
