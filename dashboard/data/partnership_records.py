"""What belongs to partnerships, as columns: protocols, steps, contacts, commitments, capacity, joint work, exchanges.

Partnerships, organisations and projects stand in them by their numbers, days by their ordinals (0 where there is none).
Everything here is read once a data version; which of it has happened by a day is asked elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Table, select

from dashboard.data.day_columns import FOREVER, NEVER, Objects, ordinals
from dashboard.data.extent import Rows
from dashboard.data.loading.partnership_kinds import AREAS, STEPS
from dashboard.data.partner_organisations import LANGUAGES, objects
from dashboard.data.priority import Ints
from dashboard.data.schema import partnerships as p
from dashboard.data.schema.partnerships import NOT_ASSESSED
from dashboard.data.shown_people import UNKNOWN, shown_numbers

Numbers = Mapping[int, int]
"""Number of a thing by its id."""
NOTHING = np.array([], dtype=np.int64)
"""The numbers of no things."""
_STEP = {step: place for place, step in enumerate(STEPS)}
_AREA = {area: place for place, area in enumerate(AREAS)}


@dataclass(frozen=True, slots=True, eq=False)
class Protocols:
    """Protocols by their partners' names and references."""

    of: Ints
    reference: Objects
    signed: Ints
    expires: Ints
    last: Ints
    """Last day in force, `FOREVER` for one until further notice."""


@dataclass(frozen=True, slots=True, eq=False)
class Commitments:
    """Commitments by their partners' names and their codes; `done` is the day that is stored, be it ahead."""

    of: Ints
    shown: Mapping[str, Objects]
    """code, title_tr, title_en, title_ar."""
    due: Ints
    done: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Capacity:
    """Levels that were assessed (0, not assessed, left out) by partnership, area and day."""

    of: Ints
    area: Ints
    day: Ints
    level: Ints
    before: Ints
    """Level of the same partnership and area before that, 0 for its first one."""


@dataclass(frozen=True, slots=True, eq=False)
class JointWork:
    """Joint activities, and below them who took part in which."""

    project: Ints
    kind: Ints
    """Place of the kind of each activity in the order of kinds."""
    planned: Ints
    held: Ints
    """`NEVER` for one that was not held."""
    activity: Ints
    """Number of the activity in which a partnership took part."""
    of: Ints
    """That partnership."""
    staff: Ints
    """Staff of the partner who were trained, see `shown_people`."""


@dataclass(frozen=True, slots=True, eq=False)
class Exchanges:
    """Exchanges of know-how: of a project, from a teaching to a learning organisation."""

    project: Ints
    teacher: Ints
    learner: Ints
    held: Ints
    participants: Ints
    """See `shown_people`."""
    pair: Ints
    """Number of the pair that taught and learned."""
    teachers: Ints
    """The teacher of each pair; pairs stand by the names of teacher and learner."""
    learners: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """Everything that belongs to partnerships."""

    protocols: Protocols
    commitments: Commitments
    capacity: Capacity
    assessed: tuple[Ints, Ints]
    """Whose capacity was looked at, and when; also where an area was then not assessed."""
    steps: tuple[Ints, Ints, Ints]
    """Whose step was recorded, which one by its place in their order, and when."""
    contacts: tuple[Ints, Ints]
    """With whom there was contact, and when."""
    joint: JointWork
    exchanges: Exchanges


def whole(values: Sequence[int] | Sequence[Sequence[int]]) -> Ints:
    """Give whole numbers as a column."""
    return np.array(values, dtype=np.int64)


def protocols_of(connection: Connection, live: Rows, numbers: Numbers, rank: Ints) -> Protocols:
    """Read the protocols; `rank` is the place of each partnership's name in the alphabet."""
    rows = _read(connection, live, p.protocols, numbers, ("reference", "signed_on", "expires_on"))
    rows.sort(key=lambda row: (rank[numbers[row.partnership_id]], row.reference, numbers[row.partnership_id]))
    expires = ordinals(row.expires_on for row in rows)
    return Protocols(
        of=_of(rows, numbers),
        reference=objects(row.reference for row in rows),
        signed=ordinals(row.signed_on for row in rows),
        expires=expires,
        last=np.where(expires == NEVER, FOREVER, expires),
    )


def commitments_of(connection: Connection, live: Rows, numbers: Numbers, rank: Ints) -> Commitments:
    """Read the commitments; `rank` is the place of each partnership's name in the alphabet."""
    names = tuple(f"name_{lang}" for lang in LANGUAGES)
    rows = _read(connection, live, p.commitments, numbers, ("code", *names, "due_on", "done_on"))
    rows.sort(key=lambda row: (rank[numbers[row.partnership_id]], row.code))
    titles = {
        f"title_{lang}": objects(getattr(row, f"name_{lang}") or row.name_tr for row in rows) for lang in LANGUAGES
    }
    return Commitments(
        of=_of(rows, numbers),
        shown={"code": objects(row.code for row in rows), **titles},
        due=ordinals(row.due_on for row in rows),
        done=ordinals(row.done_on for row in rows),
    )


def steps_of(connection: Connection, live: Rows, numbers: Numbers) -> tuple[Ints, Ints, Ints]:
    """Read the steps that were recorded, see `Records`."""
    rows = _read(connection, live, p.partnership_steps, numbers, ("step", "reached_on"))
    return _of(rows, numbers), whole([_STEP[row.step] for row in rows]), ordinals(row.reached_on for row in rows)


def contacts_of(connection: Connection, live: Rows, numbers: Numbers) -> tuple[Ints, Ints]:
    """Read the contacts, see `Records`."""
    rows = _read(connection, live, p.partner_contacts, numbers, ("contacted_on",))
    return _of(rows, numbers), ordinals(row.contacted_on for row in rows)


def capacity_of(connection: Connection, live: Rows, numbers: Numbers) -> tuple[Capacity, tuple[Ints, Ints]]:
    """Read the assessments of capacity, and `Records.assessed`."""
    rows = _read(connection, live, p.capacity, numbers, ("area", "assessed_on", "level"))
    of, day = _of(rows, numbers), ordinals(row.assessed_on for row in rows)
    area, level = whole([_AREA[row.area] for row in rows]), whole([row.level for row in rows])
    order = np.lexsort((day, area, of))
    order = order[level[order] != NOT_ASSESSED]
    known = Capacity(of[order], area[order], day[order], level[order], np.zeros(len(order), dtype=np.int64))
    cell = known.of * len(AREAS) + known.area
    same = np.flatnonzero(cell[1:] == cell[:-1])
    known.before[same + 1] = known.level[same]
    return known, (of, day)


def joint_work_of(connection: Connection, live: Rows, numbers: Numbers, projects: Numbers, kinds: Numbers) -> JointWork:
    """Read the joint activities with the partnerships that took part."""
    d = p.joint_activity_details.c
    query = select(d.joint_activity_id, d.activity_kind_id, d.planned_on, d.held_on, p.joint_activities.c.project_id)
    query = query.join(p.joint_activities, p.joint_activities.c.id == d.joint_activity_id)
    own = live.of_projects(p.joint_activity_details, p.joint_activities.c.project_id, day=p.day_of_joint_activity)
    held = connection.execute(query.where(own)).all()
    known = {row.joint_activity_id: number for number, row in enumerate(held)}
    rows = _read(connection, live, p.joint_activity_partners, numbers, ("joint_activity_id", "staff_trained"))
    rows = [row for row in rows if row.joint_activity_id in known]
    return JointWork(
        project=whole([projects[row.project_id] for row in held]),
        kind=whole([kinds[row.activity_kind_id] for row in held]),
        planned=ordinals(row.planned_on for row in held),
        held=ordinals(row.held_on for row in held),
        activity=whole([known[row.joint_activity_id] for row in rows]),
        of=_of(rows, numbers),
        staff=_people([row.staff_trained for row in rows], live),
    )


def exchanges_of(connection: Connection, live: Rows, projects: Numbers, organisations: Numbers) -> Exchanges:
    """Read the exchanges of know-how."""
    e = p.exchanges.c
    query = select(e.project_id, e.teacher_id, e.learner_id, e.held_on, e.participants)
    rows = connection.execute(query.where(live.of_projects(p.exchanges, day=e.held_on))).all()
    sides = whole([[organisations[one] for one in (row.teacher_id, row.learner_id)] for row in rows]).reshape(-1, 2)
    pairs, pair = np.unique(sides, axis=0, return_inverse=True)
    return Exchanges(
        project=whole([projects[row.project_id] for row in rows]),
        teacher=sides[:, 0],
        learner=sides[:, 1],
        held=ordinals(row.held_on for row in rows),
        participants=_people([row.participants for row in rows], live),
        pair=pair,
        teachers=pairs[:, 0],
        learners=pairs[:, 1],
    )


def _read(
    connection: Connection, rows: Rows, table: Table, numbers: Numbers, columns: tuple[str, ...]
) -> list[Row[Any]]:
    """Read live rows of a table that belong to partnerships with live details."""
    query = select(table.c.partnership_id, *(table.c[name] for name in columns)).where(rows.of_partnerships(table))
    return [row for row in connection.execute(query.order_by(table.c.id)) if row.partnership_id in numbers]


def _people(reported: Sequence[int | None], live: Rows) -> Ints:
    """Give numbers of people as the viewers of these rows see them."""
    return shown_numbers(whole([UNKNOWN if one is None else one for one in reported]), live.extent)


def _of(rows: Sequence[Row[Any]], numbers: Numbers) -> Ints:
    """Give the number of each row's partnership."""
    return whole([numbers[row.partnership_id] for row in rows])
