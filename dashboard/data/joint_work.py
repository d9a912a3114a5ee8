"""What partners do together: joint activities by kind and quarter, who taught whom, and the outputs of a union.

What was held or delivered counts in the period, up to its last day that has come.
"""

from dataclasses import dataclass

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection, select

from dashboard.data.activity_kinds import activity_kinds
from dashboard.data.day_columns import Objects, first_days, ordinals, quarters
from dashboard.data.extent import Extent, extent, rows_of
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.loading.working_group_kinds import OUTPUT_KINDS
from dashboard.data.partner_organisations import LANGUAGES, NOWHERE, Organisations, objects
from dashboard.data.partnership_records import whole
from dashboard.data.partnership_rows import partnership_rows
from dashboard.data.partnership_view import View, place_ids, projects_in_view, view, within
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools, Ints
from dashboard.data.schema.working_group import outputs as output_rows
from dashboard.data.shown_people import UNKNOWN, added_by, added_people, shown_numbers

_KEPT_VERSIONS = 4
_OUTPUT_KINDS = objects(OUTPUT_KINDS)


@dataclass(frozen=True, slots=True, eq=False)
class Outputs:
    """Outputs of all projects as columns."""

    project: Ints
    kind: Ints
    """Place among `OUTPUT_KINDS`."""
    delivered: Ints
    place: Ints
    """Id of today's place, `NOWHERE` without one."""
    province: Ints
    participants: Ints
    """See `shown_people`."""


def joint_by_kind(connection: Connection, filters: Filters) -> DataFrame:
    """Count the joint activities with partners in view by kind and quarter; one with several partners counts once.

    Columns: kind_code, name_*, quarter (its first day), held. Kinds in their order; only cells in which one was held.
    """
    seen = view(connection, filters)
    known = seen.rows.joint
    took_part = np.zeros(len(known.held), dtype=bool)
    took_part[known.activity[seen.seen[known.of]]] = True
    wanted = took_part & within(known.held, filters)
    kinds = list(activity_kinds(connection, filters.snapshot.version).values())
    cells, _, counts = _cells(known.kind[wanted], quarters(known.held[wanted]))
    entries = [kinds[place] for place in cells[0].tolist()]
    return frame(
        kind_code=[entry.code for entry in entries],
        **{f"name_{lang}": [entry.names[lang] for entry in entries] for lang in LANGUAGES},
        quarter=first_days(cells[1]),
        held=counts,
    )


def staff_trained(seen: View, filters: Filters) -> tuple[int | None, int]:
    """Add up the staff of partners in view who were trained in joint activities, and count the reports that lack it.

    None where nothing is reported at all, which is not 0.
    """
    known = seen.rows.joint
    staff = known.staff[seen.seen[known.of] & within(known.held, filters)[known.activity]]
    return added_people(staff), int(np.count_nonzero(staff == UNKNOWN))


def exchanges(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Count the exchanges of know-how in view by who taught and who learned, the most frequent first.

    Columns: teacher_code, teacher_tr, teacher_en, teacher_ar, learner_code, learner_*, exchanges, participants (None
    where none are reported, else the sum of those that are). Then by the names of teacher and learner. `most` gives the
    first rows alone.
    """
    seen = view(connection, filters)
    known, partners = seen.rows.exchanges, seen.rows.organisations
    wanted = seen.exchanges & within(known.held, filters)
    counts = np.bincount(known.pair[wanted], minlength=len(known.teachers))
    rows = np.flatnonzero(counts)
    rows = rows[np.argsort(-counts[rows], kind="stable")][:most]
    sides = {"teacher": known.teachers[rows], "learner": known.learners[rows]}
    return frame(
        **{
            f"{side}_{name}": partners.shown[stored][numbers]
            for side, numbers in sides.items()
            for name, stored in (("code", "code"), *((lang, f"name_{lang}") for lang in LANGUAGES))
        },
        exchanges=counts[rows],
        participants=added_by(known.pair[wanted], known.participants[wanted], len(known.teachers))[rows],
    )


def exchange_matrix(connection: Connection, filters: Filters, most: int = 40) -> DataFrame:
    """Count the same exchanges with a row or column of their own for those alone who taught or learned most.

    Columns: teacher_code, teacher_tr, teacher_en, teacher_ar, teachers (how many the row stands for), learner_code,
    learner_*, learners, exchanges. All beyond the first `most` of a side, equal ones by the alphabet, stand together
    without a code and a name. Only cells with an exchange.
    """
    seen = view(connection, filters)
    known, partners = seen.rows.exchanges, seen.rows.organisations
    counts = np.bincount(known.pair[seen.exchanges & within(known.held, filters)], minlength=len(known.teachers))
    pairs = np.flatnonzero(counts)
    teachers = _side(known.teachers[pairs], counts[pairs], len(partners.place), most)
    learners = _side(known.learners[pairs], counts[pairs], len(partners.place), most)
    cells = np.zeros((len(teachers.first) + 1, len(learners.first) + 1), dtype=np.int64)
    np.add.at(cells, (teachers.line, learners.line), counts[pairs])
    rows, columns = np.nonzero(cells)
    return frame(
        **_sides(partners, "teacher", teachers, rows),
        **_sides(partners, "learner", learners, columns),
        exchanges=cells[rows, columns],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """Those who taught, or those who learned, of which the first have a line of their own."""

    first: Ints
    """Numbers of the organisations with most exchanges."""
    line: Ints
    """Line of each pair: the place among the first, or the one behind the last."""
    others: int
    """How many share that one."""


def _side(organisation: Ints, counts: Ints, size: int, most: int) -> Side:
    """Give one side of some pairs; organisations are numbered by the alphabet."""
    sums = np.bincount(organisation, weights=counts, minlength=size).astype(np.int64)
    there = np.flatnonzero(sums)
    first = there[np.argsort(-sums[there], kind="stable")][:most]
    lines = np.full(size, len(first), dtype=np.int64)
    lines[first] = np.arange(len(first))
    return Side(first, lines[organisation], len(there) - len(first))


def _sides(partners: Organisations, name: str, side: Side, lines: Ints) -> dict[str, Objects]:
    """Give the columns of one side of the matrix for the line of each cell."""
    stored = {"code": "code"} | {lang: f"name_{lang}" for lang in LANGUAGES}
    named = {f"{name}_{key}": objects([*partners.shown[column][side.first], None]) for key, column in stored.items()}
    many = objects([*[1] * len(side.first), side.others])
    return {key: column[lines] for key, column in (named | {f"{name}s": many}).items()}


def outputs(connection: Connection, filters: Filters) -> DataFrame:
    """Count what was delivered by quarter and kind.

    Columns: quarter (its first day), kind, outputs, participants (None where none are reported, else the sum of those
    that are). By quarter and the order of kinds; only cells in which something was delivered.
    """
    version = filters.snapshot.version
    known = _outputs(connection, extent(connection, filters))
    wanted = within(known.delivered, filters) & projects_in_view(connection, filters)[known.project]
    if filters.places:
        wanted &= _there(known, place_ids(connection, version, filters.places))
    cells, place, counts = _cells(quarters(known.delivered[wanted]), known.kind[wanted])
    return frame(
        quarter=first_days(cells[0]),
        kind=_OUTPUT_KINDS[cells[1]],
        outputs=counts,
        participants=added_by(place, known.participants[wanted], len(counts)),
    )


def _cells(lines: Ints, columns: Ints) -> tuple[tuple[Ints, Ints], Ints, Ints]:
    """Sort pairs into cells: line and column of each cell with something in it, the cell of each pair, and how many."""
    first, span = (int(columns.min()), int(np.ptp(columns)) + 1) if len(columns) else (0, 1)
    keys, place, counts = np.unique(lines * span + (columns - first), return_inverse=True, return_counts=True)
    return (keys // span, keys % span + first), place, counts


def _there(known: Outputs, places: list[int]) -> Bools:
    """Say which outputs were delivered in one of some provinces and districts."""
    return np.isin(known.place, places) | np.isin(known.province, places)


@remembered(_KEPT_VERSIONS)
def _outputs(connection: Connection, read: Extent) -> Outputs:
    """Read the outputs of the projects of an extent."""
    known = partnership_rows(connection, read)
    numbers, spots = known.projects.numbers, known.organisations.spots
    o = output_rows.c
    query = select(o.project_id, o.kind, o.delivered_on, o.place_id, o.participants)
    rows = connection.execute(query.where(rows_of(connection, read).of_projects(output_rows, day=o.delivered_on))).all()
    today = [spots[spots[row.place_id].today] if row.place_id else None for row in rows]
    return Outputs(
        project=whole([numbers[row.project_id] for row in rows]),
        kind=whole([OUTPUT_KINDS.index(row.kind) for row in rows]),
        delivered=ordinals(row.delivered_on for row in rows),
        place=whole([spot.id if spot else NOWHERE for spot in today]),
        province=whole([(spot.province if spot else None) or NOWHERE for spot in today]),
        participants=shown_numbers(
            whole([UNKNOWN if row.participants is None else row.participants for row in rows]), read
        ),
    )
