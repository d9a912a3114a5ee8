"""What the figures of data quality are made of: values, months that were due, duplicates, refused loads and sources."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from dashboard.data.directory import directory
from dashboard.data.explanation.quality_values import (
    CASES,
    COLUMNS_ASKED,
    KINDS_ASKED,
    rows_lacking,
    values_by_load,
)
from dashboard.data.explanation.recipes import Condition, Ingredient, Recipe, Sort
from dashboard.data.explanation.rows import PAGE_SIZE
from dashboard.data.explanation.table import Dimension, ExplainedTable
from dashboard.data.filters import Filters
from dashboard.data.loading.kinds import KINDS
from dashboard.data.quality import Source, loads_made, refusals, source_list
from dashboard.data.quality_loads import counts_in_view, loads_in_view
from dashboard.data.quality_months import Reported, due_months

Counted = list[tuple[int, int, int]]
"""Of each load its id, its rows, and what they add; 0 stands for no load."""
Listed = Sequence[Mapping[str, Any]]
STALE_AFTER = "stale_after"
"""The condition that says after how many days a source, or a month, is late; it hangs on the installation."""


def _made(measure: str, sort: Sort, name: str, *tables: str) -> Ingredient:
    """Give rows of data quality under the name of a part."""
    return Ingredient(sort, measure, tables=tables, name=name)


_KNOWN = _made("known", "values", "values_known", *KINDS_ASKED)
_ASKED = _made("asked", "values", "values_asked", *KINDS_ASKED)
_LACKING = (
    _made("lacking", "lacking", "values_lacking", *(kind for kind in KINDS_ASKED if kind != CASES)),
    _made("lacking", "lacking_cases", "values_lacking_of_cases", CASES),
)
_COMPLETE = Recipe("complete", (_KNOWN, _ASKED, *_LACKING))
_LIVE = _made("records", "counts", "live_rows")
QUALITY_FIGURES: Mapping[str, Recipe] = {
    "data.completeness": _COMPLETE,
    "data.timeliness": Recipe(
        "share", (_made("in_time", "months", "months_in_time"), _made("records", "months", "months_due"))
    ),
    "data.duplicates": Recipe("sum", (_made("duplicates", "loads", "duplicates"),)),
    "data.rejected": Recipe("refused", (_made("rejected", "refusals", "rejected"),)),
    "data.stale_sources": Recipe("count", (_made("stale", "sources", "stale_sources"),)),
}
"""How the key figures of data quality are made, by their ids."""
_KIND = Dimension("kind", "kind", tuple(KINDS), "load.kind")
QUALITY_TABLES: Mapping[str, ExplainedTable] = {
    "data.fields": ExplainedTable(
        (_KIND, Dimension("column", "column", COLUMNS_ASKED, "load.column")),
        {"known": Recipe("sum", (_KNOWN,)), "asked": Recipe("sum", (_ASKED,)), "share": _COMPLETE},
    ),
    "data.coverage": ExplainedTable(
        (Dimension("source", "source"), _KIND, Dimension("month", "month")), {"rows": Recipe("count", (_LIVE,))}
    ),
    "data.source_list": ExplainedTable(
        (Dimension("name", "source"), _KIND),
        {"rows": Recipe("count", (_LIVE,)), "age": Recipe("since", (_made("age", "sources", "age"),))},
    ),
}
"""How the cells of tables of data quality are made, by the table."""


def complete(_connection: Connection, _filters: Filters, recipe: Recipe) -> Recipe:
    """Give the share of values that are known; of one KIND with the rows of this KIND alone."""
    kind = dict(recipe.of[0].only).get("kind")
    return Recipe("share", tuple(one for one in recipe.of if kind is None or kind in one.tables))


def _months(connection: Connection, filters: Filters, asked: Ingredient) -> list[Reported]:
    """Give the months that were due, the latest first; those in time alone where that is asked."""
    found = due_months(connection, filters, int(dict(asked.only)[STALE_AFTER]))
    found = [one for one in found if one.in_time or asked.measure != "in_time"]
    return sorted(found, key=lambda one: (-one.month.toordinal(), one.project))


def _months_by_load(connection: Connection, filters: Filters, asked: Ingredient) -> Counted:
    """Give how many months each load reported first; no load those that nobody reported."""
    first: dict[tuple[int, date], int] = {}
    for project, month, load in connection.execute(text(_FIRST_LOADS), {"version": filters.snapshot.version}):
        first[project, month] = load
    counts: dict[int, int] = {}
    for one in _months(connection, filters, asked):
        load = first[one.project, one.month] if one.first_on else 0
        counts[load] = counts.get(load, 0) + 1
    return [(load, count, count) for load, count in counts.items()]


_FIRST_LOADS = (
    "select r.project_id, date_trunc('month', r.date)::date, (min(array[r.since_version, r.load_id]))[2] from reach r"
    " where r.since_version <= :version group by 1, 2"
)


def _listed_months(connection: Connection, filters: Filters, asked: Ingredient, first: int) -> Listed:
    """Give a page of the months: of which project, by when they were due, and when their first record came."""
    known = directory(connection, filters.snapshot.version).projects
    return [
        {"project": known[one.project].code, "month": one.month, "limit": one.limit, "first_on": one.first_on}
        for one in _months(connection, filters, asked)[first : first + PAGE_SIZE]
    ]


def _duplicates(connection: Connection, filters: Filters, _asked: Ingredient) -> Counted:
    """Give the loads that left out rows which were there already, with their number."""
    made = loads_made(connection, filters)
    return [(one.id, one.brought, one.duplicate) for one in made if one.counts and one.duplicate]


def _refused(connection: Connection, filters: Filters, _asked: Ingredient) -> Counted:
    """Give the refused files, which left no load, with the rows that were refused in them."""
    found = refusals(connection, filters)
    return [(0, len(found), sum(one.rejected for one in found))] if found else []


def _listed_refusals(connection: Connection, filters: Filters, _asked: Ingredient, first: int) -> Listed:
    """Give a page of the refused files, the newest first."""
    return [
        {"day": one.day, "file": one.file, "source": one.source, "kind": one.kind, "rejected": one.rejected}
        for one in refusals(connection, filters)[first : first + PAGE_SIZE]
    ]


def _sources(connection: Connection, filters: Filters, asked: Ingredient) -> list[Source]:
    """Give the sources that are out of date, or the one that is named."""
    told = dict(asked.only)
    found = source_list(connection, filters, int(told.get(STALE_AFTER, 0)))
    if asked.measure == "stale":
        return [one for one in found if one.state == "stale"]
    return [one for one in found if (one.name, one.kind) == (told["source"], told["kind"])]


def _sources_by_load(connection: Connection, filters: Filters, asked: Ingredient) -> Counted:
    """Give the last load of each source, with the days since then where these are asked."""
    return [(one.load, 1, one.age if asked.measure == "age" else 1) for one in _sources(connection, filters, asked)]


def _listed_sources(connection: Connection, filters: Filters, asked: Ingredient, first: int) -> Listed:
    """Give a page of the sources, the oldest first."""
    return [
        {"source": one.name, "kind": one.kind, "day": one.loaded_on, "age": one.age}
        for one in _sources(connection, filters, asked)[first : first + PAGE_SIZE]
    ]


def _counts(connection: Connection, filters: Filters, asked: Ingredient) -> Counted:
    """Give the live rows of a source by load, of one month where one is named."""
    told = dict(asked.only)
    month = date.fromisoformat(told["month"]) if "month" in told else None
    own = {
        one.id for one in loads_in_view(connection, filters) if (one.source, one.kind) == (told["source"], told["kind"])
    }
    found: dict[int, int] = {}
    for one in counts_in_view(connection, filters):
        if one.load in own and month in {None, one.month}:
            found[one.load] = found.get(one.load, 0) + one.rows
    return [(load, rows, rows) for load, rows in found.items() if rows]


BY_LOAD: Mapping[str, Callable[[Connection, Filters, Ingredient], Counted]] = {
    "values": values_by_load,
    "lacking": values_by_load,
    "lacking_cases": values_by_load,
    "months": _months_by_load,
    "loads": _duplicates,
    "refusals": _refused,
    "sources": _sources_by_load,
    "counts": _counts,
}
"""What loads add to an ingredient, by its sort."""
LISTED: Mapping[str, Callable[[Connection, Filters, Ingredient, int], Listed]] = {
    "lacking": rows_lacking,
    "lacking_cases": rows_lacking,
    "months": _listed_months,
    "refusals": _listed_refusals,
    "sources": _listed_sources,
}
"""A page of the rows of an ingredient, by its sort; of the other sorts loads alone are told."""


def stale_after(recipe: Recipe, days: int) -> Recipe:
    """Give a recipe for an installation that calls a source stale after so many days."""
    told: Condition = (STALE_AFTER, str(days))
    return replace(recipe, of=tuple(one.within([told]) for one in recipe.of))
