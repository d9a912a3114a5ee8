"""Column maps that are kept: in the database for each sheet of a source, and as files of JSON."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from dashboard.data.loading.column_map import ColumnMap
from dashboard.data.loading.labels import plain
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.schema.column_maps import column_maps

LARGEST = 1_000_000
"""Bytes of a file with a map."""
_PAIR, _TRIPLE = 2, 3


def saved_maps(connection: Connection, source: str) -> tuple[ColumnMap, ...]:
    """Give the column maps that hold for a source, the newest first: for each sheet the latest that was kept."""
    sheet = func.coalesce(column_maps.c.map["sheet"].astext, "")
    latest = select(func.max(column_maps.c.id)).where(column_maps.c.source == source).group_by(sheet)
    holding = select(column_maps.c.map).where(column_maps.c.id.in_(latest)).order_by(column_maps.c.id.desc())
    found = connection.scalars(holding)
    return tuple(from_json(one) for one in found if one["columns"])


def save_map(connection: Connection, source: str, column_map: ColumnMap, actor: str) -> None:
    """Keep a column map for a sheet of a source; one without columns says that the sheet has none any more.

    The caller writes to the audit trail, in the same transaction.
    """
    row = {"source": source, "map": to_json(column_map), "actor": actor}
    connection.execute(insert(column_maps).values(row))


def to_json(column_map: ColumnMap) -> dict[str, Any]:
    """Give a map as JSON holds it."""
    return {
        "kind": column_map.kind,
        "columns": [list(pair) for pair in column_map.columns],
        "values": [list(triple) for triple in column_map.values],
        "sheet": column_map.sheet,
    }


def from_json(told: Any) -> ColumnMap:  # noqa: ANN401 - whatever JSON holds
    """Give the map that JSON holds.

    Raises:
        ValueError: it holds none.
    """
    if not isinstance(told, dict) or not set(told) <= {"kind", "columns", "values", "sheet"}:
        raise ValueError("kind, columns, values, sheet")
    (kind, sheet), *_ = _tuples([[told.get("kind"), told.get("sheet", "")]], _PAIR)
    columns, values = _tuples(told.get("columns"), _PAIR), _tuples(told.get("values", []), _TRIPLE)
    return ColumnMap(kind, tuple((a, b) for a, b in columns), tuple((a, b, c) for a, b, c in values), sheet)


def _tuples(told: Any, length: int) -> list[list[str]]:  # noqa: ANN401 - whatever JSON holds
    """Give lists of so many texts.

    Raises:
        ValueError: they are none.
    """
    good = isinstance(told, list) and all(
        isinstance(one, list) and len(one) == length and all(isinstance(text, str) for text in one) for one in told
    )
    if not good:
        raise ValueError("columns, values")
    return list(told)


def read_maps(paths: Iterable[Path]) -> tuple[ColumnMap, ...]:
    """Read maps from files, one for each sheet.

    Raises:
        RefusedError: a file holds none, or two speak of the same sheet.
    """
    read: dict[str, ColumnMap] = {}
    for path in paths:
        column_map = read_map(path)
        if plain(column_map.sheet) in read:
            told = (("sheet", column_map.sheet or "–"),)
            raise RefusedError([Problem(path.name, column_map.sheet, 0, "", "load.error.map_twice", told)])
        read[plain(column_map.sheet)] = column_map
    return tuple(read.values())


def read_map(path: Path) -> ColumnMap:
    """Read a map from a file.

    Raises:
        RefusedError: it holds none.
    """
    try:
        with path.open("rb") as file:
            return from_json(json.loads(file.read(LARGEST)))
    except (OSError, ValueError, RecursionError) as error:
        told = (("detail", str(error)[:200]),)
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.not_a_map", told)]) from error


def write_map(path: Path, column_map: ColumnMap) -> None:
    """Write a map into a file that people can read and mend."""
    path.write_text(json.dumps(to_json(column_map), ensure_ascii=False, indent=2) + "\n", "utf-8")
