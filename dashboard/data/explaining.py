"""What a figure is made of: the loads whose rows it counts with what each of them adds, and the rows themselves.

People and cases are counted from the rows, not from the cubes that the pages read, so that an explanation is a second
way to the same figure. No row tells whose it is or what somebody said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, text

from dashboard.codes import (
    AGE_BAND,
    COUNTING_RULE,
    DIRECTNESS,
    FEEDBACK_CHANNEL,
    FEEDBACK_STATUS,
    FEEDBACK_TYPE,
    POPULATION_GROUP,
    SEX,
    UNKNOWN_GROUP,
)
from dashboard.data.cubes import Level
from dashboard.data.explained import Spec
from dashboard.data.feedback_selection import select_cases
from dashboard.data.filters import Filters
from dashboard.data.quality_loads import Load, loads_in_view
from dashboard.data.selection import Selection, Window, select_rows
from dashboard.data.versions import newest_version

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Part:
    """What one load adds: rows, the measure, and what it is divided by."""

    load: Load
    rows: int
    value: int
    of: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The loads behind a figure, the newest first; `records` are all rows of people or cases, 0 for registers."""

    spec: Spec
    parts: list[Part]
    records: int

    @property
    def value(self) -> int:
        """Give the sum of what the loads add."""
        return sum(part.value for part in self.parts)

    @property
    def of(self) -> int:
        """Give the sum by which it is divided."""
        return sum(part.of for part in self.parts)


_LIVE = "r.since_version <= :version and (r.until_version is null or r.until_version > :version)"
_SCOPE = (
    " join unnest(cast(:projects as int[]), cast(:firsts as date[]), cast(:lasts as date[])) w (project, first, last)"
    " on w.project = r.project_id"
)
_MEASURES = f"""
    count(*) as records,
    coalesce(sum(r.new_people) filter (where r.directness = {DIRECTNESS.index("direct")}), 0) as new_people,
    coalesce(sum(r.contacts) filter (where r.directness = {DIRECTNESS.index("direct")}), 0) as contacts,
    coalesce(sum(r.new_people) filter (where r.directness = {DIRECTNESS.index("direct")}
        and r.sex = {SEX.index("female")}), 0) as women,
    coalesce(sum(r.new_people) filter (where r.directness = {DIRECTNESS.index("direct")}
        and r.sex <> {SEX.index("unknown")}), 0) as sex_known,
    coalesce(sum(r.new_people) filter (where r.directness = {DIRECTNESS.index("direct")}
        and r.population_group = {POPULATION_GROUP.index("host")}), 0) as host,
    coalesce(sum(r.new_people) filter (where r.directness = {DIRECTNESS.index("direct")}
        and r.population_group <> {UNKNOWN_GROUP}), 0) as group_known
"""
_JOINED = "join sources s on s.id = r.source_id left join places p on p.id = r.place_id"
_NAMED = f"{_JOINED} join projects j on j.id = r.project_id"


def explain(connection: Connection, filters: Filters, spec: Spec) -> Explanation:
    """Give the loads behind a figure; protected viewers learn of none."""
    if filters.viewer.protected:
        return Explanation(spec, [], 0)
    known = {one.id: one for one in loads_in_view(connection, filters)}
    if spec.sort == "registers":
        found = [Part(one, one.rows, one.rows, 0) for one in known.values() if one.kind in spec.kinds and one.rows]
        return Explanation(spec, found, 0)
    chosen = _chosen(connection, filters, spec)
    if chosen is None:
        return Explanation(spec, [], 0)
    where, told = chosen
    measures = _MEASURES if spec.sort == "people" else "count(*) as records"
    query = f"select r.load_id, {measures} from {spec.kinds[0]} r{_SCOPE} where {where} group by 1"  # noqa: S608 - ours
    rows = connection.execute(_bound(query, told), told).mappings().all()
    parts = [
        Part(known[row["load_id"]], row["records"], int(row[spec.measure]), int(row[spec.of]) if spec.of else 0)
        for row in rows
        if row["load_id"] in known
    ]
    parts.sort(key=lambda part: (-part.load.version, part.load.source))
    return Explanation(spec, parts, sum(part.rows for part in parts))


def rows_of(connection: Connection, filters: Filters, spec: Spec, first: int) -> list[Mapping[str, Any]]:
    """Give a page of the rows behind a figure of people or cases, the latest day first; never who, never what was said.

    Args:
        connection: a reading transaction.
        filters: of the page of the figure.
        spec: of the figure.
        first: how many rows stand before the page.
    """
    chosen = None if filters.viewer.protected or spec.sort == "registers" else _chosen(connection, filters, spec)
    if chosen is None:
        return []
    where, told = chosen
    people = (
        "r.date as day, j.code as project, p.code as place, r.population_group, r.sex, r.age_band, r.counting_rule,"
        " r.new_people, r.contacts"
    )
    cases = "r.received_on as day, j.code as project, p.code as place, r.type, r.channel, r.status"
    columns, day = (people, "r.date") if spec.sort == "people" else (cases, "r.received_on")
    query = (
        f"select {columns}, s.name as source, r.row_no as row from {spec.kinds[0]} r{_SCOPE} {_NAMED}"  # noqa: S608 - ours
        f" where {where} order by {day} desc, r.id desc limit {PAGE_SIZE} offset :first"
    )
    told = {**told, "first": first}
    return [_in_codes(row) for row in connection.execute(_bound(query, told), told).mappings()]


_CODES = {
    "population_group": POPULATION_GROUP,
    "sex": SEX,
    "age_band": AGE_BAND,
    "counting_rule": COUNTING_RULE,
    "type": FEEDBACK_TYPE,
    "channel": FEEDBACK_CHANNEL,
    "status": FEEDBACK_STATUS,
}


def _in_codes(row: Any) -> Mapping[str, Any]:  # noqa: ANN401  A row.
    """Give a row with codes in place of their positions."""
    return {name: _CODES[name][value] if name in _CODES else value for name, value in row.items()}


def _bound(query: str, told: dict[str, Any]) -> Any:  # noqa: ANN401  A statement.
    """Give a statement whose lists are spread out."""
    lists: list[BindParameter[Any]] = [
        bindparam(name, expanding=True) for name, value in told.items() if name.startswith("in_")
    ]
    return text(query).bindparams(*lists)


def _chosen(connection: Connection, filters: Filters, spec: Spec) -> tuple[str, dict[str, Any]] | None:
    """Give the predicate for the rows that the filters select, and its values; None where they select nothing."""
    if spec.sort == "people":
        selection, day, more = select_rows(connection, filters), "r.date", []
        window = selection.to_date if spec.to_date else selection.period
    else:
        cases = select_cases(connection, filters)
        selection, day, window = cases.base, "r.received_on", cases.base.period
        more = ["true" if cases.sensitive else _NOT_SENSITIVE]
        more += [f"r.type in ({', '.join(map(str, cases.types))})"] if cases.types else []
    if window is None or not selection.projects:
        return None
    told: dict[str, Any] = {"version": filters.snapshot.version, **_windows(selection), **_days(window, filters)}
    where = [_LIVE, f"{day} between :first_day and :last_day", f"{day} between w.first and w.last", *more]
    provinces = [place for level, place in selection.places if level is Level.PROVINCE]
    districts = [place for level, place in selection.places if level is Level.DISTRICT]
    if provinces or districts:
        where.append("(r.province_id in :in_provinces or r.place_id in :in_districts)")
        told |= {"in_provinces": provinces or [-1], "in_districts": districts or [-1]}
    if selection.groups and spec.sort == "people":
        where.append("r.population_group in :in_groups")
        told["in_groups"] = list(selection.groups)
    if "not exists" in " ".join(more):
        told["newest"] = max(newest_version(connection), filters.snapshot.version)
    return " and ".join(where), told


_NOT_SENSITIVE = (
    "not exists (select 1 from feedback c where c.is_sensitive and c.source_id = r.source_id"
    " and c.key_hash = r.key_hash and c.since_version <= :newest)"
)


def _windows(selection: Selection) -> dict[str, list[Any]]:
    """Give the days that count for each project, as three lists."""
    rows = [(project, days.first, days.last) for project, windows in selection.projects.items() for days in windows]
    return dict(zip(("projects", "firsts", "lasts"), map(list, zip(*rows, strict=True)), strict=True))


def _days(window: Window, filters: Filters) -> dict[str, date]:
    """Give the days of a window, never beyond the last day of the filters."""
    return {"first_day": window.first, "last_day": min(window.last, filters.last_day)}
