"""The records of people reached behind a figure: which rows count, and how many people are counted again in them.

People are counted from the rows, not from the cubes that the pages read, so that an explanation is a second way to the
same figure. No row tells whose it is.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from dashboard.codes import AGE_BAND, COUNTING_RULE, DIRECTNESS, HOST, SEX, UNKNOWN_GROUP
from dashboard.data.directory import Directory
from dashboard.data.explanation.recipes import Condition, Ingredient
from dashboard.data.explanation.rows import (
    LIVE,
    SCOPE,
    Chosen,
    bound,
    days_of,
    place_column,
    placed,
    project_of,
    widened,
    windows_of,
)
from dashboard.data.filters import Filters
from dashboard.data.selection import Selection, select_rows

_DIRECT = f"r.directness = {DIRECTNESS.index('direct')}"
_ARE = {
    "women": f"r.sex = {SEX.index('female')}",
    "sex_known": f"r.sex <> {SEX.index('unknown')}",
    "host": f"r.population_group = {HOST}",
    "migrant": f"r.population_group not in ({HOST}, {UNKNOWN_GROUP})",
    "group_unknown": f"r.population_group = {UNKNOWN_GROUP}",
    "group_known": f"r.population_group <> {UNKNOWN_GROUP}",
}
"""What rows may be, by the code of the condition `is`."""
COLUMNS = (
    "r.date as day, j.code as project, p.code as place, r.population_group, r.sex, r.age_band, r.counting_rule,"
    " r.new_people, r.contacts"
)
ALSO_INDIRECT: Condition = ("also", "indirect")
"""The condition that records of people reached indirectly count too."""
_MEASURES = {"new_people": "r.new_people", "contacts": "r.contacts", "records": "1"}


def people_behind(
    connection: Connection, filters: Filters, asked: Ingredient, since: date | None = None
) -> Chosen | None:
    """Choose the records that an ingredient counts, direct ones alone but for `ALSO_INDIRECT`; None for no selection.

    Args:
        connection: a reading transaction.
        filters: of the figure.
        asked: the ingredient.
        since: the first day that counts, where that is later than what the filters say.
    """
    selection = select_rows(connection, widened(filters, asked.only))
    window = selection.to_date if asked.to_date else selection.period
    days = days_of(window, filters, asked.only)
    if days and since is not None:
        days["first_day"] = max(days["first_day"], since)
    if days is None or not selection.projects:
        return None
    told: dict[str, Any] = {"version": filters.snapshot.version, **windows_of(selection), **days}
    where = [
        LIVE,
        "" if ALSO_INDIRECT in asked.only else _DIRECT,
        "r.date between :first_day and :last_day",
        "r.date between w.first and w.last",
    ]
    where += placed(selection, told)
    if selection.groups:
        where.append("r.population_group in :in_groups")
        told["in_groups"] = list(selection.groups)
    where += [_narrowed(selection, one, told) for one in asked.only]
    text = " and ".join(filter(None, where))
    return Chosen("reach", text, told, _MEASURES[asked.measure], COLUMNS, "r.date")


def repeats(connection: Connection, chosen: Chosen) -> int:
    """Give how many new people are counted again in the rows: under `max_then_sum` the largest activity alone counts.

    The rows of a project, place, group, sex and age are one cell; those of its other activities are repeats.
    """
    of_cell = "r.project_id, r.place_id, r.population_group, r.sex, r.age_band"
    activity = "r.activity_code, case when r.activity_code is null then r.activity_kind_id end"
    rule = COUNTING_RULE.index("max_then_sum")
    query = (
        f"select coalesce(sum(every - largest), 0) from (select sum(n) as every, max(n) as largest from (select"  # noqa: S608 - ours
        f" {of_cell}, sum(r.new_people) as n from reach r{SCOPE} where {chosen.where} and r.counting_rule = {rule}"
        f" group by {of_cell}, {activity}) a group by project_id, place_id, population_group, sex, age_band) c"
    )
    return int(connection.scalar(bound(query, chosen.told), chosen.told) or 0)


_POSITIONS: Mapping[str, tuple[str, ...]] = {"sex": SEX, "age_band": AGE_BAND}


def _narrowed(selection: Selection, condition: Condition, told: dict[str, Any]) -> str:
    """Give the predicate of one condition, and its values; days are no predicate."""
    name, code = condition
    if name == "is":
        return _ARE[code]
    if name in _POSITIONS:
        return f"r.{name} = {_POSITIONS[name].index(code)}"
    if name == "subprogramme":
        told["in_subprogramme"] = _projects_of(selection.directory, code) or [-1]
        return "r.project_id in :in_subprogramme"
    columns = {"place": place_column(selection), "province": "r.province_id", "project": "r.project_id"}
    column = (columns | {"activity_kind": "r.activity_kind_id"}).get(name)
    if column is None:
        return ""
    told[f"own_{name}"] = _id_of(selection, name, code)
    return f"{column} = :own_{name}"


def _id_of(selection: Selection, name: str, code: str) -> int:
    """Give the id of a place, project or kind of activity; 0 where there is none."""
    if name == "activity_kind":
        return next((one.id for one in selection.directory.kinds.values() if one.code == code), 0)
    return project_of(selection, code) if name == "project" else selection.directory.ids["place"].get(code, 0)


def _projects_of(known: Directory, code: str) -> list[int]:
    """Give the projects of a sub-programme, or those of a programme that have none."""
    own = next((one.id for one in known.subprogrammes.values() if one.code == code), None)
    if own is not None:
        return [project for project, of in known.subprogramme_of.items() if of == own]
    programme = known.ids["programme"].get(code)
    return [
        one.id
        for one in known.projects.values()
        if one.parent == programme and known.subprogramme_of.get(one.id) not in known.subprogrammes
    ]
