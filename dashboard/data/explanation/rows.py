"""What every choice of rows behind a figure has in common: which are live, of whose projects, where and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, text

from dashboard.address import Month
from dashboard.codes import (
    AGE_BAND,
    COUNTING_RULE,
    FEEDBACK_CHANNEL,
    FEEDBACK_STATUS,
    FEEDBACK_TYPE,
    POPULATION_GROUP,
    SEX,
)
from dashboard.data.cubes import Level
from dashboard.data.explanation.recipes import Condition
from dashboard.data.filters import Filters
from dashboard.data.selection import Selection, Window

PAGE_SIZE = 50
LIVE = "r.since_version <= :version and (r.until_version is null or r.until_version > :version)"
SCOPE = (
    " join unnest(cast(:projects as int[]), cast(:firsts as date[]), cast(:lasts as date[])) w (project, first, last)"
    " on w.project = r.project_id"
)
_NAMED = (
    "join sources s on s.id = r.source_id left join places p on p.id = r.place_id"
    " join projects j on j.id = r.project_id"
)
_CODES: Mapping[str, tuple[str, ...]] = {
    "population_group": POPULATION_GROUP,
    "sex": SEX,
    "age_band": AGE_BAND,
    "counting_rule": COUNTING_RULE,
    "type": FEEDBACK_TYPE,
    "channel": FEEDBACK_CHANNEL,
    "status": FEEDBACK_STATUS,
}
_ABOUT = {"in": "places", "of_grant": "grants", "of_programme": "programmes"}
"""Filters that a figure is about, by the condition that names them."""
_SPANS = {"month": 1, "quarter": 3}
"""Months of the spans that rows of a table stand for."""
Told = dict[str, Any]
"""The values of a statement by their names."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows `r` of a table: the predicate that chooses them with its values, what each adds, and how they are listed."""

    table: str
    where: str
    told: Told
    measure: str
    columns: str
    day: str
    join: str = ""


def by_load(connection: Connection, chosen: Chosen) -> list[tuple[int, int, int]]:
    """Give, for each load, its id, how many of its rows are chosen, and what these add."""
    query = (
        f"select r.load_id, count(*), coalesce(sum({chosen.measure}), 0) from {chosen.table} r{SCOPE}{chosen.join}"  # noqa: S608 - ours
        f" where {chosen.where} group by 1"
    )
    rows = connection.execute(bound(query, chosen.told), chosen.told)
    return [(load, count, int(value)) for load, count, value in rows]


def listed(connection: Connection, chosen: Chosen, first: int) -> list[Mapping[str, Any]]:
    """Give a page of the rows, the latest day first, codes in place of their positions."""
    told = {**chosen.told, "first": first}
    query = (
        f"select {chosen.columns}, s.name as source, r.row_no as row from {chosen.table} r{SCOPE}{chosen.join} {_NAMED}"  # noqa: S608 - ours
        f" where {chosen.where} order by {chosen.day} desc, r.id desc limit {PAGE_SIZE} offset :first"
    )
    return [_in_codes(row) for row in connection.execute(bound(query, told), told).mappings()]


def _in_codes(row: Any) -> Mapping[str, Any]:  # noqa: ANN401  A row.
    """Give a row with codes in place of their positions."""
    return {name: _CODES[name][value] if name in _CODES else value for name, value in row.items()}


def bound(query: str, told: Told) -> Any:  # noqa: ANN401  A statement.
    """Give a statement whose lists are spread out."""
    lists: list[BindParameter[Any]] = [bindparam(name, expanding=True) for name in told if name.startswith("in_")]
    return text(query).bindparams(*lists)


def days_of(window: Window | None, filters: Filters, only: Sequence[Condition]) -> Told | None:
    """Give the first and last day of a window, never beyond the last day of the filters and within what a row says.

    None where no day is left.
    """
    if window is None:
        return None
    first, last = window.first, min(window.last, filters.last_day)
    for name, code in only:
        if name in _SPANS:
            start = date.fromisoformat(code)
            end = Month.at(Month.of(start).index + _SPANS[name] - 1).last
            first, last = max(first, start), min(last, end)
        elif name == "until":
            last = min(last, Month.of(date.fromisoformat(code)).last)
    return {"first_day": first, "last_day": last} if first <= last else None


def windows_of(selection: Selection) -> Told:
    """Give the days that count for each project, as three lists."""
    rows = [(project, days.first, days.last) for project, windows in selection.projects.items() for days in windows]
    return dict(zip(("projects", "firsts", "lasts"), map(list, zip(*rows, strict=True)), strict=True))


def placed(selection: Selection, told: Told) -> list[str]:
    """Give the predicate for the places that are chosen, and its values; none for the whole country."""
    provinces = [place for level, place in selection.places if level is Level.PROVINCE]
    districts = [place for level, place in selection.places if level is Level.DISTRICT]
    if not provinces and not districts:
        return []
    told |= {"in_provinces": provinces or [-1], "in_districts": districts or [-1]}
    return ["(r.province_id in :in_provinces or r.place_id in :in_districts)"]


def place_column(selection: Selection) -> str:
    """Name the column of the places into which a page divides: provinces, or what lies in the one that is chosen."""
    levels = [level for level, _ in selection.places]
    provinces = levels.count(Level.PROVINCE) == len(levels) > 1
    return "r.province_id" if levels[0] is Level.COUNTRY or provinces else "r.place_id"


def project_of(selection: Selection, code: str) -> int:
    """Give the id of a project, 0 where there is none."""
    return next((one.id for one in selection.directory.projects.values() if one.code == code), 0)


def widened(filters: Filters, only: Sequence[Condition]) -> Filters:
    """Give the filters without those that a figure does not know, and with what it is about instead."""
    chosen: dict[str, Any] = {f"{code}s": () for name, code in only if name == "any"}
    chosen |= {_ABOUT[name]: (code,) for name, code in only if name in _ABOUT}
    return replace(filters, **chosen)
