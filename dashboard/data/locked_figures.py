"""As reported beside as known: every figure of a locked period, from the data of then and from the data of now.

Both are judged on the day of the report, so that they differ only where the data do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data import framework_cells as cells
from dashboard.data.beneficiaries import headline
from dashboard.data.filters import Filters, Viewer
from dashboard.data.frames import frame
from dashboard.data.framework_lines import Framework, Line, framework
from dashboard.data.grants import chosen_grant, of_grant
from dashboard.data.overview import money_spent
from dashboard.data.per_version import remembered
from dashboard.data.period_values import State, actual_state, of_period
from dashboard.data.privacy.quarters import in_quarters
from dashboard.data.privacy.released import versions_of
from dashboard.data.releasing import Lock, locks_of
from dashboard.data.standing import Amount
from dashboard.data.versions import Snapshot, committed_on, newest_version
from dashboard.shown_sum import NOT_SHOWN, ShownSum, is_partial, is_suppressed

Key = tuple[str, str, str]
"""Sort of figure (`indicator`, `people`, `money`), code (of the indicator, of the currency, or empty), and figure."""
PEOPLE = ("new_people", "contacts", "unique_people")
IN_PERIOD = frozenset({"new_people", "contacts"})
"""Those of them that speak of the period alone."""
INDICATOR = ("period", "to_date", "plan", "target", "baseline")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what names it; names are None where the figure itself says it all."""

    state: State
    value: Amount | None
    names: tuple[str | None, str | None, str | None] = (None, None, None)
    unit: str | None = None
    measure: str | None = None


ABSENT = Figure("not_applicable", None)
"""Stands for a figure that one of the two states of the data does not have at all."""


def locks_in_view(connection: Connection, filters: Filters) -> list[Lock]:
    """Give the locked periods of the chosen grant, those that meet the filtered period, earliest first.

    A report handed in after the reference day is not known yet.
    """
    grant, asked = chosen_grant(connection, filters), filters.period
    found = _known_locks(connection, of_grant(connection, filters, grant.code)) if grant else []
    return [k for k in found if asked is None or (k.period.start <= asked.end and asked.start <= k.period.end)]


def _known_locks(connection: Connection, own: Filters) -> list[Lock]:
    """Give the locked periods of a grant that are known under its filters.

    A protected viewer knows of a lock what it released: those whose data are among the versions released by then.
    """
    code, version, day = own.grants[0], own.snapshot.version, own.snapshot.day
    if not own.viewer.protected:
        return [lock for lock in locks_of(connection, code, version) if lock.reported_on <= day]
    newest, committed = newest_version(connection), committed_on(connection, version)
    released = frozenset(v for v in versions_of(connection, code, newest) if v <= version)
    looks_back = committed is not None and day < committed
    known = (lock for lock in locks_of(connection, code, newest) if lock.reported_version in released)
    return [lock for lock in known if not looks_back or lock.reported_on <= day]


def _seen(connection: Connection, filters: Filters, lock: Lock) -> int:
    """Give the version in which the figures of a locked period are known now."""
    return of_grant(connection, filters, lock.grant).snapshot.version


def locked_periods(connection: Connection, filters: Filters) -> DataFrame:
    """Give one row a locked period of the chosen grant, the earliest first.

    Columns: period (as addresses write it), period_start, period_end, reported_on, reported_version (the data that were
    reported), locked_version (of the lock itself; None to a protected viewer), restated (how many figures are known
    differently now).
    """
    found = locks_in_view(connection, filters)
    return frame(
        period=[lock.period.text for lock in found],
        period_start=[lock.period.first_day for lock in found],
        period_end=[lock.period.last_day for lock in found],
        reported_on=[lock.reported_on for lock in found],
        reported_version=[lock.reported_version for lock in found],
        locked_version=[None if filters.viewer.protected else lock.version for lock in found],
        restated=[sum(1 for _ in differing(connection, filters, lock)) for lock in found],
    )


def as_reported(connection: Connection, filters: Filters) -> DataFrame:
    """Give one row a figure of each locked period: as reported, and as known at the data version of the filters.

    Place and group filters do not apply: a report speaks of the whole grant.

    Columns: period, reported_on, reported_version, what (indicator, people, money), code (of the indicator or currency,
    else empty), name_tr, name_en, name_ar, unit, measure (None for people and money), figure (of an indicator: period,
    to_date, plan, target, baseline; of people: new_people and contacts in the period, unique_people to its end; of
    money: spent to its end), reported_state, reported_value, known_state, known_value, change (known - reported, None
    where one of them has no value), restated (whether they differ).
    """
    rows = [
        (lock, key, then.get(key, ABSENT), now.get(key, ABSENT))
        for lock in locks_in_view(connection, filters)
        for then, now in [_both(connection, filters, lock)]
        for key in dict.fromkeys((*then, *now))
    ]
    named = [then if now is ABSENT else now for _, _, then, now in rows]
    return frame(
        period=[lock.period.text for lock, *_ in rows],
        reported_on=[lock.reported_on for lock, *_ in rows],
        reported_version=[lock.reported_version for lock, *_ in rows],
        **key_columns(key for _, key, _, _ in rows),
        **name_columns(named),
        reported_state=[then.state for _, _, then, _ in rows],
        reported_value=[then.value for _, _, then, _ in rows],
        known_state=[now.state for *_, now in rows],
        known_value=[now.value for *_, now in rows],
        change=[_change(then, now) for _, _, then, now in rows],
        restated=[differ(then, now) for _, _, then, now in rows],
    )


def differing(connection: Connection, filters: Filters, lock: Lock) -> Iterator[Key]:
    """Give the figures of a locked period that are known differently at the data version of the filters."""
    return changed(connection, filters.viewer, lock, lock.reported_version, _seen(connection, filters, lock))


def changed(connection: Connection, viewer: Viewer, lock: Lock, then: int, now: int) -> Iterator[Key]:
    """Give the figures of a locked period that two data versions know differently."""
    before, after = figures_at(connection, viewer, lock, then), figures_at(connection, viewer, lock, now)
    return (key for key in dict.fromkeys((*before, *after)) if differ(before.get(key, ABSENT), after.get(key, ABSENT)))


def differ(one: Figure, other: Figure) -> bool:
    """Tell whether two states of a figure say different things; a new name is no restatement."""
    return (one.state, one.value) != (other.state, other.value)


def _change(then: Figure, now: Figure) -> Amount | None:
    """Give by how much a figure is known differently, None where one of its states has no value, or shows none."""
    if then.value is None or now.value is None or is_suppressed(then.value) or is_suppressed(now.value):
        return None
    change = Decimal(now.value) - Decimal(then.value)
    return ShownSum(change) if is_partial(then.value) or is_partial(now.value) else change


def key_columns(keys: Iterable[Key]) -> dict[str, list[str]]:
    """Give the columns what, code and figure."""
    listed = list(keys)
    return {name: [key[place] for key in listed] for place, name in enumerate(("what", "code", "figure"))}


def name_columns(figures: list[Figure]) -> dict[str, list[str | None]]:
    """Give the columns name_tr, name_en, name_ar, unit and measure."""
    names = {f"name_{code}": [one.names[at] for one in figures] for at, code in enumerate(("tr", "en", "ar"))}
    return names | {"unit": [one.unit for one in figures], "measure": [one.measure for one in figures]}


def figures_at(connection: Connection, viewer: Viewer, lock: Lock, version: int) -> dict[Key, Figure]:
    """Give every figure of a locked period from the data of a version, judged on the day of the report."""
    # What protected viewers see hangs on later releases too: on the newest version.
    return _figures_at(connection, viewer, lock, version, newest_version(connection) if viewer.protected else version)


@remembered(64)
def _figures_at(connection: Connection, viewer: Viewer, lock: Lock, version: int, _newest: int) -> dict[Key, Figure]:
    """Give what `figures_at` gives."""
    filters = Filters(viewer, Snapshot(version, lock.reported_on), grants=(lock.grant,), period=lock.period)
    found = framework(connection, filters)
    told = {("indicator", line.row.code, name): one for line in found.lines for name, one in _of(line, found, lock)}
    people = headline(connection, filters)
    for name in PEOPLE:
        told["people", "", name] = _people(NOT_SHOWN if _is_cut(filters, name) else getattr(people, name))
    for money in money_spent(connection, filters):
        told["money", money.currency, "spent"] = Figure("value", money.spent, unit=money.currency)
    return told


def _is_cut(filters: Filters, name: str) -> bool:
    """Say whether a figure speaks of days within a quarter, of which a protected viewer learns nothing."""
    period = filters.period
    return filters.viewer.protected and period is not None and period != in_quarters(period) and name in IN_PERIOD


def _people(value: int | None) -> Figure:
    """Give a number of people."""
    if value is None:
        return Figure("missing", None)
    if is_suppressed(value):
        return Figure("suppressed", NOT_SHOWN)
    return Figure("value", value if isinstance(value, ShownSum) else Decimal(value))


def _both(connection: Connection, filters: Filters, lock: Lock) -> tuple[dict[Key, Figure], dict[Key, Figure]]:
    """Give the figures of a locked period as reported and as known."""
    then = figures_at(connection, filters.viewer, lock, lock.reported_version)
    return then, figures_at(connection, filters.viewer, lock, _seen(connection, filters, lock))


def _of(line: Line, found: Framework, lock: Lock) -> Iterator[tuple[str, Figure]]:
    """Give the figures of one indicator, by `INDICATOR`."""
    start, end = lock.period.first_day, lock.period.last_day
    inside = [row for row in line.whole.results if start <= row.start and row.end <= end]
    value = of_period(line.rule, line.whole.results, start, end) if any(row.known for row in inside) else None
    due = any(start <= first and last <= end for first, last in line.whole.periods)
    in_period = cells.Cell(actual_state(value, inside, due=due), value)
    told = (in_period, cells.actual(line, found, found.day), cells.plan(line, found))
    names = (line.row.name_tr, line.row.name_en, line.row.name_ar)
    for name, cell in zip(INDICATOR, (*told, cells.target(line, found), cells.baseline(line)), strict=True):
        yield name, Figure(cell.state, cell.value, names, line.row.unit, line.row.measure)
