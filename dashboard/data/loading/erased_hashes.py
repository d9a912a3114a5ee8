"""Hashes of rows from which text and person key were removed, as a load of the same file makes them from now on."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select, text, update

from dashboard.data.loading.hashing import MEASURED, Hashes, at_place, digest, dimensions, emptied, numbered
from dashboard.data.loading.kind import Field
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.live_rows import LiveRows, read_live
from dashboard.data.loading.registers import register
from dashboard.data.loading.sheets import Column, as_texts, from_cells
from dashboard.data.schema import loads
from dashboard.data.schema.people import reach
from dashboard.data.wholesale import read_columns

Rows = list[Row[Any]]
_EVER = 2**31 - 1
_DIMENSIONS = tuple(one for one in KINDS["reach"].fields if one.name not in MEASURED)
"""What tells records without a key of their own apart."""


def rehash_feedback(connection: Connection, rows: Rows, unnamed: list[int]) -> None:
    """Write the content hash of rows of feedback whose text goes, and remove the person key of those in `unnamed`."""
    gone = set(unnamed)
    keys = as_texts([bytes(row.person_key).hex() if row.id in gone else "" for row in rows])
    contents = _emptied("feedback", "person_key", _unsigned([row.content_hash for row in rows]), keys)
    contents = _emptied("feedback", "text", contents, as_texts([row.text or "" for row in rows]))
    statement = text(
        "update feedback f set content_hash = said.content,"
        " person_key = case when said.gone then null else f.person_key end"
        " from unnest(cast(:ids as bigint[]), cast(:contents as bigint[]), cast(:gone as boolean[]))"
        " as said (id, content, gone) where f.id = said.id"
    )
    told = {"ids": [row.id for row in rows], "contents": _signed(contents), "gone": [row.id in gone for row in rows]}
    connection.execute(statement, told)


def empty_reach(connection: Connection, chosen: ColumnElement[bool]) -> int:
    """Remove the person keys of the chosen records of people reached, and say how many there were."""
    rows = list(connection.execute(_records().where(chosen)))
    for source in sorted({row.source_id for row in rows}):
        _empty_source(connection, source, [row for row in rows if row.source_id == source])
    write_digests(connection, reach, {row.source_id for row in rows})
    return len(rows)


def write_digests(connection: Connection, table: Table, sources: set[int]) -> None:
    """Write anew what the loads of some sources say of all that was live after them."""
    for source in sorted(sources):
        query = (
            f"select key_hash, content_hash, since_version, coalesce(until_version, {_EVER}) as until"  # noqa: S608 - ours
            f" from {table.name} where source_id = {source:d}"
        )
        rows = read_columns(
            connection, query, {"key_hash": "i8", "content_hash": "i8", "since_version": "i4", "until": "i4"}
        )
        keys, contents = (rows[name].astype(np.int64).view(np.uint64) for name in ("key_hash", "content_hash"))
        for version in connection.scalars(select(loads.c.version).where(loads.c.source_id == source)).all():
            live = (rows["since_version"] <= version) & (rows["until"] > version)
            written = update(loads).where(loads.c.source_id == source, loads.c.version == version)
            connection.execute(written.values(content_digest=digest(keys[live], contents[live])))


def _records() -> Select[Any]:
    """Give the question for records of people reached with all that tells nameless ones apart."""
    names = [one.stored_in for one in _DIMENSIONS]
    own = ("id", "source_id", "key_hash", "content_hash", "until_version", "record_key")
    return select(*(reach.c[name] for name in dict.fromkeys([*own, *names])))


def _empty_source(connection: Connection, source: int, rows: Rows) -> None:
    """Remove the person keys of some records of one source, and number its nameless records anew."""
    hexes = as_texts([bytes(row.person_key).hex() for row in rows])
    contents = _emptied("reach", "person_key", _unsigned([row.content_hash for row in rows]), hexes)
    keys = _unsigned([row.key_hash for row in rows])
    nameless = np.array([row.record_key is None for row in rows], bool)
    live = np.array([row.until_version is None for row in rows], bool)
    about = _about(connection, rows)
    ended = nameless & ~live
    keys[ended] = numbered(about[ended], contents[ended])
    ids = np.array([row.id for row in rows], np.int64)
    _write(connection, source, ids, keys, contents)
    chosen = nameless & live
    if chosen.any():
        others = read_live(connection, reach, source)
        others = others.only(~np.isin(others.ids, ids[chosen]))
        places, groups = _same(others, np.unique(about[chosen]))
        ids = np.r_[ids[chosen], others.ids[places]]
        said = np.r_[contents[chosen], others.contents[places]]
        _write(connection, source, ids, numbered(np.r_[about[chosen], groups], said), said)


def _same(others: LiveRows, groups: Hashes) -> tuple[NDArray[np.int64], Hashes]:
    """Give the positions of live records that are about the same as a group, and which group; none has a person key.

    Their keys are those of the first, second, third ... record of the group.
    """
    index, found, about = pd.Index(others.keys), [np.empty(0, np.int64)], [np.empty(0, np.uint64)]
    place = 0
    while len(groups):
        at = index.get_indexer(pd.Index(at_place(groups, np.full(len(groups), place, np.uint64))))
        groups = groups[at >= 0]
        found.append(at[at >= 0])
        about.append(groups)
        place += 1
    return np.concatenate(found), np.concatenate(about)


def _about(connection: Connection, rows: Rows) -> Hashes:
    """Give the hash of what some records are about once nobody is named, from their columns as a file writes them."""
    columns = {one.name: _as_written(connection, one, rows) for one in _DIMENSIONS}
    return dimensions(columns, len(rows))


def _as_written(connection: Connection, one: Field, rows: Rows) -> Column:
    """Give one column of some records in the form in which it was hashed."""
    values = [getattr(row, one.stored_in) for row in rows]
    if one.private:
        return from_cells([""] * len(values))
    if one.refers:
        table = register(KINDS[one.refers])
        codes = {int(i): str(code) for i, code in connection.execute(select(table.c.id, table.c.code))}
        return from_cells([codes[value] for value in values])
    if one.positions:
        return from_cells([one.codes[value] for value in values])
    return from_cells(["" if value is None else str(value) for value in values])


def _write(connection: Connection, source: int, ids: NDArray[np.int64], keys: Hashes, contents: Hashes) -> None:
    """Write the hashes of records of people reached that name nobody any more."""
    statement = text(
        "update reach r set key_hash = said.key, content_hash = said.content, person_key = null"
        " from unnest(cast(:ids as bigint[]), cast(:keys as bigint[]), cast(:contents as bigint[]))"
        " as said (id, key, content) where r.id = said.id and r.source_id = :source"
    )
    told = {"ids": ids.tolist(), "keys": _signed(keys), "contents": _signed(contents), "source": source}
    connection.execute(statement, told)


def _emptied(kind: str, name: str, contents: Hashes, texts: NDArray[Any]) -> Hashes:
    """Give content hashes of a KIND after one cell of each row became empty."""
    return emptied(contents, [one.name for one in KINDS[kind].fields], name, texts)


def _unsigned(hashes: list[int]) -> Hashes:
    """Give hashes as they were made from hashes as the database holds them."""
    return np.array(hashes, np.int64).view(np.uint64)


def _signed(hashes: Hashes) -> list[int]:
    """Give hashes as the database holds them."""
    return [int(value) for value in np.ascontiguousarray(hashes).view(np.int64)]
