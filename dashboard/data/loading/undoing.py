"""Undoing a load: a new data version in which its sources say again what they said before; the load itself stays.

Rows are never made live again: those that the load ended come back as copies, each under a load of its own that names
the file they first came from. So the undone version still shows what it showed, and the file can be loaded again.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, Row, func, insert, literal, select, text

from dashboard.data.engine import hold_writers_lock
from dashboard.data.loading.hashing import digest
from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS, ORDER
from dashboard.data.loading.row_counts import count_added, count_ended
from dashboard.data.loading.undo_checks import UndoError, demand_free_of_others, foreign_rows
from dashboard.data.rollups import apply_load
from dashboard.data.schema import loads, sources, versions
from dashboard.data.schema.feedback import feedback_texts
from dashboard.data.versions import draw_version
from dashboard.data.wholesale import read_columns

LOADED = ("load", "supersede")
UNDO = "undo"
_OWN = frozenset({"id", "load_id", "since_version", "until_version"})
"""Columns that a copied row does not take over."""
_BEFORE = "b.source_id = :source and b.since_version < :undone and coalesce(b.until_version, :undone) >= :undone"
"""Whether a row of the source was live before the load."""


@dataclass(frozen=True, slots=True)
class Part:
    """One source of a load that is to be undone."""

    kind: Kind
    source: int
    name: str
    file: str
    gone: int
    """Live rows that will be ended."""
    back: int
    """Rows that will be live again."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a version means, or has done as data version `done`."""

    version: int
    parts: tuple[Part, ...]
    done: int = 0


def look(connection: Connection, version: int, within: Collection[str] | None) -> Undoing:
    """Say what undoing a load would change.

    Args:
        connection: a transaction of the writer.
        version: of the load.
        within: codes of the programmes of whoever asks; None is every programme. To others the load does not exist.

    Raises:
        UndoError: it cannot be undone; the error says why.
    """
    found = _loads_of(connection, version)
    if not found or foreign_rows(connection, version, within):
        raise UndoError("no_version", version=str(version))
    _demand_last(connection, version, [row.source_id for row in found])
    parts = [_part(connection, row, version) for row in found]
    demand_free_of_others(connection, version, [(one.kind, one.source) for one in parts])
    return Undoing(version, tuple(sorted(parts, key=lambda part: ORDER.index(part.kind.name), reverse=True)))


def undo(
    connection: Connection, version: int, within: Collection[str] | None, *, actor: str, reason: str = ""
) -> Undoing:
    """Undo a load under a new data version; see `look`.

    Raises:
        UndoError: it cannot be undone; nothing has changed.
    """
    hold_writers_lock(connection)
    found = look(connection, version, within)
    done = draw_version(connection, UNDO, f"undo {version}", actor)
    for part in found.parts:
        _end(connection, part, version, done)
    for part in reversed(found.parts):
        _bring_back(connection, part, version, done, {"actor": actor, "reason": reason})
    apply_load(connection, done)
    return Undoing(version, found.parts, done)


def _loads_of(connection: Connection, version: int) -> list[Row[tuple[int, str, str, str]]]:
    """Give source, KIND and file of each part of a load; none where the version is no load of files."""
    query = (
        select(loads.c.source_id, sources.c.kind, sources.c.name, loads.c.file_name)
        .join(sources, sources.c.id == loads.c.source_id)
        .join(versions, versions.c.version == loads.c.version)
        .where(loads.c.version == version, versions.c.kind.in_(LOADED))
        .order_by(loads.c.id)
    )
    return list(connection.execute(query))


def _demand_last(connection: Connection, version: int, its_sources: list[int]) -> None:
    """Demand that the load was not undone, and that no later one stands on its sources.

    Raises:
        UndoError: it was, or one does.
    """
    undone = connection.scalar(select(func.min(loads.c.version)).where(loads.c.undoes == version))
    if undone is not None:
        raise UndoError("undone", version=str(version), later=str(undone))
    again = loads.alias("again")
    later = (
        select(func.max(loads.c.version))
        .join(versions, versions.c.version == loads.c.version)
        .where(loads.c.version > version, loads.c.source_id.in_(its_sources), versions.c.kind != UNDO)
        .where(~select(literal(1)).where(again.c.undoes == loads.c.version).exists())
    )
    newest = connection.scalar(later)
    if newest is not None:
        raise UndoError("built_on", version=str(version), later=str(newest))


def _part(connection: Connection, row: Row[tuple[int, str, str, str]], version: int) -> Part:
    """Count what undoing changes in one source.

    Raises:
        UndoError: a row of the source was changed on a page since.
    """
    kind = KINDS[row.kind]
    told = {"source": row.source_id, "undone": version}
    edited = text(
        f"select min(l.since_version) from {kind.table.name} l join versions v on v.version = l.since_version"  # noqa: S608 - our own names
        " where l.source_id = :source and l.until_version is null and l.since_version > :undone and v.kind = 'edit'"
    )
    later = connection.scalar(edited, told)
    if later is not None:
        raise UndoError("built_on", version=str(version), later=str(later))
    gone = connection.scalar(text(f"select count(*) from {kind.table.name} l where {_gone(kind, 'l')}"), told)  # noqa: S608
    back = connection.scalar(text(f"select count(*) from {kind.table.name} b where {_back(kind)}"), told)  # noqa: S608
    return Part(kind, row.source_id, row.name, row.file_name, gone or 0, back or 0)


def _gone(kind: Kind, alias: str) -> str:
    """Give the predicate for live rows of the source that were not there before the load."""
    there = f"select 1 from {kind.table.name} b where {_BEFORE} and {_same('b', alias)}"  # noqa: S608 - our own names
    return f"{alias}.source_id = :source and {alias}.until_version is null and not exists ({there})"


def _back(kind: Kind) -> str:
    """Give the predicate for rows that were there before the load and are not now."""
    live = f"n.source_id = :source and n.until_version is null and {_same('n', 'b')}"
    now = f"select 1 from {kind.table.name} n where {live}"  # noqa: S608 - our own names
    return f"{_BEFORE} and b.until_version is not null and not exists ({now})"


def _same(one: str, other: str) -> str:
    """Give the predicate that two rows say the same."""
    return f"{one}.key_hash = {other}.key_hash and {one}.content_hash = {other}.content_hash"


def _end(connection: Connection, part: Part, version: int, done: int) -> None:
    """End what the load brought."""
    table = part.kind.table.name
    statement = text(f"update {table} set until_version = :done where {_gone(part.kind, table)}")  # noqa: S608
    connection.execute(statement, {"source": part.source, "undone": version, "done": done})
    count_ended(connection, part.kind, done, part.source)


def _bring_back(connection: Connection, part: Part, version: int, done: int, told: dict[str, str]) -> None:
    """Bring back what the load ended, each row under a load that names the file it first came from."""
    kind, table = part.kind, part.kind.table.name
    common = {"source": part.source, "undone": version}
    query = f"select b.load_id, count(*) from {table} b where {_back(kind)} group by 1 order by 1"  # noqa: S608
    origins = connection.execute(text(query), common).all()
    row = {"source_id": part.source, "version": done, "undoes": version, **told}
    row["content_digest"] = _digest_before(connection, part, version)
    for origin, rows in origins:
        load = _write_load(connection, origin, {**row, "accepted": rows})
        _copy(connection, kind, {**common, "origin": origin, "load": load, "done": done})
        count_added(connection, kind, load, done)
    if not origins:
        of = select(func.max(loads.c.id)).where(loads.c.version == version, loads.c.source_id == part.source)
        _write_load(connection, connection.scalars(of).one() or 0, {**row, "accepted": 0})


def _digest_before(connection: Connection, part: Part, version: int) -> str:
    """Give the digest of what the source said before the load, and will say again."""
    query = (
        f"select key_hash, content_hash from {part.kind.table.name} b"  # noqa: S608 - our own names
        f" where {_BEFORE.replace(':source', str(part.source)).replace(':undone', str(version))}"
    )
    rows = read_columns(connection, query, {"key_hash": "i8", "content_hash": "i8"})
    keys, contents = (rows[name].astype(np.int64).view(np.uint64) for name in ("key_hash", "content_hash"))
    return digest(keys, contents)


def _write_load(connection: Connection, origin: int, row: dict[str, object]) -> int:
    """Write down a load of an undoing after the load whose rows it brings back."""
    was = connection.execute(select(loads.c.file_name, loads.c.cutoff).where(loads.c.id == origin)).one()
    values = {**row, "mode": UNDO, "file_name": was.file_name, "duplicate": 0, "warned": 0}
    values["cutoff"] = was.cutoff if row["accepted"] else None
    return int(connection.execute(insert(loads).values(values).returning(loads.c.id)).scalar_one())


def _copy(connection: Connection, kind: Kind, told: dict[str, object]) -> None:
    """Copy the rows of one earlier load that come back, and the texts that belong to them."""
    kept = [column.name for column in kind.table.c if column.name not in _OWN]
    names = ", ".join(kept)
    copied = ", ".join(f"b.{name}" for name in kept)
    statement = (
        f"insert into {kind.table.name} ({names}, load_id, since_version)"  # noqa: S608 - our own names
        f" select {copied}, :load, :done from {kind.table.name} b where b.load_id = :origin and {_back(kind)}"
    )
    connection.execute(text(statement), told)
    if kind.name == "feedback":
        texts = (
            f"insert into {feedback_texts.name} (load_id, row_no, text, folded)"  # noqa: S608 - our own names
            " select :load, s.row_no, s.text, s.folded from feedback_texts s"
            " join feedback f on f.load_id = :load and f.row_no = s.row_no where s.load_id = :origin"
        )
        connection.execute(text(texts), told)
