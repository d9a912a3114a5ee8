"""What is recorded of the partnerships with one partner: assessments of its capacity, and joint activities."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, select

from dashboard.data import naming
from dashboard.data.directory import Directory, Names, directory
from dashboard.data.extent import Extent, Rows, extent, rows_of
from dashboard.data.filters import Filters
from dashboard.data.loading.partnership_kinds import AREAS
from dashboard.data.schema import partnerships as p
from dashboard.data.shown_people import shown_number

Ties = Mapping[int, str]
"""The partnerships that are asked about: their codes by their ids."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The level of one area on one day; None says that the area was not assessed then, and counts in no mean.

    `first` is the earliest level up to that day. `change` is the level less that one, None before a second day.
    """

    partnership: str
    area: str
    assessed_on: date
    level: int | None
    first: int | None
    change: int | None
    assessed_by: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class JointActivity:
    """Something planned or done together.

    It is `held`, or by the day asked for neither held nor due (`planned`), or past its planned day (`missed`).
    """

    code: str
    names: Names
    kind: Names | None
    project: Names
    place: Names | None
    planned_on: date
    held_on: date | None
    state: str
    participants: int | None
    staff_trained: int | None
    """Staff of the partner who were trained in it, None where nobody reported it."""


def assessments_of(connection: Connection, live: Rows, day: date, ties: Ties) -> tuple[Assessment, ...]:
    """Give the assessments up to a day: area by area, then by partnership, the latest first.

    Protected viewers are not told who assessed and on what evidence.
    """
    c = p.capacity.c
    query = select(c.partnership_id, c.area, c.assessed_on, c.level, c.assessed_by, c.evidence)
    query = query.where(live.of_partnerships(p.capacity), c.partnership_id.in_(ties), c.assessed_on <= day)
    lines: defaultdict[tuple[int, str], list[Assessment]] = defaultdict(list)
    firsts: dict[tuple[str, str], int] = {}
    for row in connection.execute(query.order_by(c.assessed_on)):
        code = ties[row.partnership_id]
        known = firsts.get((code, row.area))
        lines[AREAS.index(row.area), code].append(_assessment(row, code, known))
        if row.level:
            firsts.setdefault((code, row.area), row.level)
    found = (one for _, line in sorted(lines.items()) for one in reversed(line))
    return tuple(found if live.held is None else (replace(one, assessed_by=None, evidence=None) for one in found))


def _assessment(row: Row[*tuple[Any, ...]], code: str, first: int | None) -> Assessment:
    """Give one assessment; `first` is the first level before it."""
    level = row.level or None
    change = None if level is None or first is None else level - first
    return Assessment(
        partnership=code,
        area=row.area,
        assessed_on=row.assessed_on,
        level=level,
        first=None if level is None else first or level,
        change=change,
        assessed_by=row.assessed_by,
        evidence=row.evidence,
    )


def mean_change(assessments: Collection[Assessment]) -> Decimal | None:
    """Give the mean of the changes from the first to the last level, over the areas of all partnerships.

    An area with levels on one day alone has no change and is left out; None where all are.
    """
    latest: dict[tuple[str, str], int] = {}
    for one in assessments:
        if one.change is not None:
            latest.setdefault((one.partnership, one.area), one.change)
    return Decimal(sum(latest.values())) / len(latest) if latest else None


def joint_activities_of(connection: Connection, filters: Filters, ties: Ties) -> tuple[JointActivity, ...]:
    """Give the joint activities, the latest first: those held in the period, and those planned in it and not held."""
    version, day, read = filters.snapshot.version, filters.last_day, extent(connection, filters)
    live = rows_of(connection, read)
    a, d, link = p.joint_activities, p.joint_activity_details, p.joint_activity_partners
    names = naming.name_columns(d)
    columns = (d.c.activity_kind_id, d.c.place_id, d.c.planned_on, d.c.held_on, d.c.participants, link.c.staff_trained)
    query = (
        select(a.c.code, a.c.project_id, *columns, *names)
        .join(d, d.c.joint_activity_id == a.c.id)
        .join(link, (link.c.joint_activity_id == a.c.id) & live.of_partnerships(link))
        .where(link.c.partnership_id.in_(ties), live.of_projects(d, a.c.project_id, day=p.day_of_joint_activity))
    )
    rows: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        rows[row.code].append(row)
    known, places = directory(connection, version), naming.place_names(connection, version)
    found = (_joint_activity(own, day, known, places, read) for own in rows.values())
    shown = (one for one in found if _in_period(one.held_on or one.planned_on, filters, held=one.held_on is not None))
    return tuple(sorted(shown, key=lambda one: (-(one.held_on or one.planned_on).toordinal(), one.code)))


def _joint_activity(
    rows: list[Row[Any]], day: date, known: Directory, places: Mapping[int, Names], read: Extent
) -> JointActivity:
    """Give a joint activity from its rows, one for each partnership of the partner."""
    row = rows[0]
    held = row.held_on if row.held_on and row.held_on <= day else None
    trained = [shown for one in rows if (shown := shown_number(one.staff_trained, read)) is not None]
    kinds = {kind.id: kind.names for kind in known.kinds.values()}
    return JointActivity(
        code=row.code,
        names=naming.names_in(row),
        kind=kinds.get(row.activity_kind_id),
        project=known.projects[row.project_id].names,
        place=places.get(row.place_id),
        planned_on=row.planned_on,
        held_on=held,
        state="held" if held else "missed" if row.planned_on < day else "planned",
        participants=shown_number(row.participants, read) if held else None,
        staff_trained=sum(trained[1:], trained[0]) if held and trained else None,
    )


def _in_period(day: date, filters: Filters, *, held: bool) -> bool:
    """Say whether a day lies in the period; what is only planned may lie beyond the reference day."""
    first, period = filters.first_day, filters.period
    if first and day < first:
        return False
    return held or period is None or day <= period.last_day
