"""Erasures that a database knows and that a backup must not undo."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or_keep

from dashboard.data.schema import sources
from dashboard.data.schema.feedback import erased_cases, erasures


@dataclass(frozen=True, slots=True)
class KeptErasures:
    """Persons by the keyed hash with the moment of their erasure, and cases by source, KIND of the source and hash."""

    persons: tuple[tuple[bytes, datetime], ...] = ()
    cases: tuple[tuple[str, str, int], ...] = ()


def keep_erasures(connection: Connection, tables: Collection[str]) -> KeptErasures:
    """Give the erasures of a database; none where it has no such tables."""
    if not {erasures.name, erased_cases.name, sources.name} <= set(tables):
        return KeptErasures()
    persons = connection.execute(select(erasures.c.person_key, erasures.c.erased_at)).all()
    cases = connection.execute(
        select(sources.c.name, sources.c.kind, erased_cases.c.key_hash).join(
            sources, sources.c.id == erased_cases.c.source_id
        )
    ).all()
    return KeptErasures(tuple((bytes(key), at) for key, at in persons), tuple((n, k, h) for n, k, h in cases))


def put_back(connection: Connection, kept: KeptErasures) -> None:
    """Write erasures into a restored database; a source that it does not know yet is written down for their sake."""
    if kept.persons:
        rows = [{"person_key": key, "erased_at": at} for key, at in kept.persons]
        connection.execute(insert_or_keep(erasures).on_conflict_do_nothing(), rows)
    if not kept.cases:
        return
    known = {name: number for name, number in connection.execute(select(sources.c.name, sources.c.id))}  # noqa: C416
    for name, kind in sorted({(name, kind) for name, kind, _ in kept.cases}):
        if name not in known:
            new = insert(sources).values(name=name, kind=kind).returning(sources.c.id)
            known[name] = connection.execute(new).scalar_one()
    rows = [{"source_id": known[name], "key_hash": key} for name, _, key in kept.cases]
    connection.execute(insert_or_keep(erased_cases).on_conflict_do_nothing(), rows)
