"""The lines of a results framework as read from the database: each indicator with all that was told of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from dashboard.data.comments import Comment, comments_on
from dashboard.data.filters import Filters
from dashboard.data.grants import GrantTerm, chosen_grant, of_grant
from dashboard.data.indicators import in_places, indicators_in_view, reference_day, rule_of, thresholds_of
from dashboard.data.per_version import remembered
from dashboard.data.readings import Part, Told
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grants, project_grants
from dashboard.data.schema.results import results, targets
from dashboard.data.shown_results import in_chosen_places, shown_results
from dashboard.data.standing import Reading, Rule, Standing, stand
from dashboard.data.target_revisions import Revision, as_first_set, revisions_of
from dashboard.data.versions import newest_version

LEVELS = ("pdo", "intermediate", "impact", "outcome", "output")
"""Order of the framework: the World Bank's levels, then the chain of a logframe from its top."""
TOLD = ("definition", "component", "baseline_on", "baseline_comment", "verification", "frequency", "responsible")
MORE = (*TOLD, "assumptions", "project_id")


@dataclass(slots=True)
class Readings:
    """Targets and results of one indicator, or of one part of a breakdown."""

    targets: list[Told] = field(default_factory=list)
    results: list[Told] = field(default_factory=list)

    @property
    def periods(self) -> list[tuple[date, date]]:
        """Give start and end of every period that is planned or told, in order."""
        return sorted({(row.start, row.end) for row in (*self.targets, *self.results)})


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the framework; `original` are its rule and targets before the first revision."""

    row: Row[Any]
    rule: Rule
    whole: Readings
    parts: dict[Part, Readings]
    revisions: list[Revision]
    original: tuple[Rule, list[Reading]]
    comments: list[Comment]
    co_financed: bool

    def standing(self, day: date) -> Standing:
        """Judge it on a day, against the targets that hold now."""
        return stand(self.rule, self.whole.targets, self.whole.results, day, thresholds_of(self.row))

    def original_standing(self, day: date) -> Standing:
        """Judge it on a day, against the targets that were set first."""
        rule, planned = self.original
        return stand(rule, planned, self.whole.results, day, thresholds_of(self.row))


@dataclass(frozen=True, slots=True)
class Framework:
    """The lines of a grant's framework in its order, and the days on which it is judged.

    `grant` is None where no grant is in view; then the lines are all indicators in view. `day` is the day of judgement:
    only periods that ended before it count. `previous_day` is the first day of the half-year, or of the filtered
    period, in which the last of these periods ended: what had ended before it is the previous report.
    """

    grant: GrantTerm | None
    lines: tuple[Line, ...]
    day: date
    previous_day: date


def framework(connection: Connection, filters: Filters) -> Framework:
    """Read the results framework of the grant that the page speaks of, see `grants.chosen_grant`.

    Its lines are the grant's own indicators and those of its projects that belong to no grant, as `judged_indicators`
    takes them. Places choose rows; the group filter does not apply. It is kept by filters, so that a page's questions
    read it once.
    """
    grant = chosen_grant(connection, filters)
    asked = of_grant(connection, filters, grant.code) if grant else filters
    # What protected viewers see hangs on later releases too: on the newest version.
    return _framework(connection, asked, newest_version(connection) if asked.viewer.protected else 0)


@remembered(32)
def _framework(connection: Connection, asked: Filters, _newest: int) -> Framework:
    """Read the framework of a grant under its filters, or under filters that leave no grant in view."""
    grant = chosen_grant(connection, asked)
    rows = connection.execute(indicators_in_view(asked, *MORE)).all()
    told = _told(connection, [row.id for row in rows], asked)
    revised = revisions_of(connection, told, asked)
    said = comments_on(connection, told, asked)
    shared = _co_financed(connection, asked)
    lines = [
        _line(row, told[row.id], revised.get(row.id, []), said.get(row.id, []), asked, shared=row.project_id in shared)
        for row in rows
    ]
    lines.sort(key=lambda one: (LEVELS.index(one.row.level), one.row.component or "", one.row.code))
    day = reference_day(asked)
    return Framework(grant, tuple(lines), day, _previous_day(lines, asked, day))


def _line(
    row: Row[Any],
    parts: dict[Part | None, Readings],
    revised: list[Revision],
    said: list[Comment],
    filters: Filters,
    *,
    shared: bool,
) -> Line:
    """Put together what was read of one indicator."""
    rule = rule_of(row, whole=not filters.places)
    whole = parts.get(None, Readings())
    named = {part: readings for part, readings in parts.items() if part is not None}
    return Line(row, rule, whole, named, revised, as_first_set(rule, [*whole.targets], revised), said, shared)


def _told(connection: Connection, ids: list[int], filters: Filters) -> dict[int, defaultdict[Part | None, Readings]]:
    """Give by indicator id what is told of the whole (None) and of each part of a breakdown."""
    found: dict[int, defaultdict[Part | None, Readings]] = {i: defaultdict(Readings) for i in ids}
    for row in _rows(connection, targets, ids, filters):
        found[row.indicator_id][_part(row)].targets.append(Told(*_period(row), row.value, comment=row.comment))
    if filters.viewer.protected:
        inside = in_chosen_places(connection, filters)
        for indicator, shown in shown_results(connection, filters).items():
            for part, rows in shown.items() if indicator in found else ():
                found[indicator][part].results = [one for one in rows if inside(one.place)]
        return found
    for row in _rows(connection, results, ids, filters):
        fraction = row.numerator, row.denominator
        found[row.indicator_id][_part(row)].results.append(Told(*_period(row), row.value, *fraction, row.comment))
    return found


def _rows(connection: Connection, table: Table, ids: list[int], filters: Filters) -> Iterable[Row[Any]]:
    """Read targets or results in the order of their periods."""
    c = table.c
    fraction = [c.numerator, c.denominator] if "numerator" in c else []
    query = (
        select(c.indicator_id, c.dimension, c.dimension_value, c.period_start, c.period_end, c.place_id, c.value)
        .add_columns(*fraction, c.comment)
        .where(live_at(table, filters.snapshot.version), c.indicator_id.in_(ids), *in_places(filters, c.place_id))
        .order_by(c.period_end, c.period_start, c.id)
    )
    return connection.execute(query)


def _period(row: Row[Any]) -> tuple[date, date, int | None]:
    """Give start, end and place of a row."""
    return row.period_start, row.period_end, row.place_id


def _part(row: Row[Any]) -> Part | None:
    """Give the part that a row speaks of, None for the whole."""
    return None if row.dimension is None else (row.dimension, row.dimension_value or "")


def _co_financed(connection: Connection, filters: Filters) -> frozenset[int]:
    """Give the ids of the projects that more than one grant pays for; each counts whole for every funder.

    A protected viewer learns of its own grants alone.
    """
    p, viewer = project_grants.c, filters.viewer
    query = select(p.project_id).where(live_at(project_grants, filters.snapshot.version))
    if viewer.protected:
        query = query.join(grants, grants.c.id == p.grant_id).where(grants.c.code.in_(viewer.grants))
    shares = Counter(connection.scalars(query))
    return frozenset(project for project, count in shares.items() if count > 1)


def _previous_day(lines: Iterable[Line], filters: Filters, day: date) -> date:
    """Give the day before which the previous report was closed, see `Framework`."""
    if filters.period:
        return filters.period.first_day
    last = max((end for line in lines for _, end in line.whole.periods if end < day), default=day)
    return date(last.year, 1 if last.month <= 6 else 7, 1)  # noqa: PLR2004 - the sixth month ends a half-year.
