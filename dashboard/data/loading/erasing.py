"""Removing what people said and who they are, while every count stays as it is.

Texts and person keys are taken out of every version of a row, and the hashes of the row are made again as if both had
never been in its file: so a file that is loaded again, whose erased rows lose both on their way in, says what is live.
All of it runs as the owner, whom no page and no load is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, select, text, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as insert_or_keep

from dashboard.data.loading.erased_hashes import Rows, empty_reach, rehash_feedback, write_digests
from dashboard.data.retention import Retention, last_day_past
from dashboard.data.schema.feedback import erased_cases, erasures, feedback, feedback_texts
from dashboard.data.schema.people import reach

HELD = (feedback_texts, feedback, reach)
"""Tables that hold what is removed."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows lost something: texts of feedback, and person keys of feedback and of people reached."""

    texts: int = 0
    feedback: int = 0
    reach: int = 0

    @property
    def nothing(self) -> bool:
        """Say whether nothing was there to remove."""
        return self == Erased()


def is_erased(connection: Connection, person: bytes) -> bool:
    """Say whether a person, known by the keyed hash, was erased before."""
    return connection.scalar(select(erasures.c.person_key).where(erasures.c.person_key == person)) is not None


def erase_person(connection: Connection, person: bytes) -> Erased:
    """Remove texts and keys of one person everywhere, and remember it where anything was there.

    Args:
        connection: a transaction of the owner that holds the writers' lock.
        person: keyed hash of the person's key.
    """
    erased = _erase(connection, [person])
    if not erased.nothing:
        connection.execute(insert_or_keep(erasures).values(person_key=person).on_conflict_do_nothing())
    return erased


def apply_erasures(connection: Connection) -> Erased:
    """Apply every erasure that was ever recorded, for a database that was restored from an older copy.

    Args:
        connection: a transaction of the owner that holds the writers' lock.
    """
    return _erase(connection, list(connection.scalars(select(erasures.c.person_key))))


def erase_expired(connection: Connection, retention: Retention, today: date) -> Erased:
    """Remove texts and keys whose time is over: of cases by the closing in their newest row, of reach by its date.

    Args:
        connection: a transaction of the owner that holds the writers' lock.
        retention: months by KIND.
        today: the day it is.
    """
    erased = Erased()
    if last := last_day_past(retention, "feedback", today):
        erased = _empty_feedback(connection, _closed_cases(last))
    if last := last_day_past(retention, "reach", today):
        rows = empty_reach(connection, (reach.c.date <= last) & reach.c.person_key.is_not(None))
        erased = Erased(erased.texts, erased.feedback, rows)
    return erased


def clear_away(owner: Engine) -> None:
    """Have the server overwrite what was removed: until then it would still stand in the files of the tables."""
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in HELD:
            connection.execute(text(f"vacuum {table.name}"))


def _erase(connection: Connection, persons: list[bytes]) -> Erased:
    """Remove texts and keys of some persons, and remember their cases."""
    of_persons = select(feedback.c.source_id, feedback.c.key_hash).where(feedback.c.person_key.in_(persons)).distinct()
    remembered = insert_or_keep(erased_cases).from_select(["source_id", "key_hash"], of_persons)
    connection.execute(remembered.on_conflict_do_nothing())
    cases = select(erased_cases.c.source_id, erased_cases.c.key_hash)
    told = _empty_feedback(connection, cases, persons)
    return Erased(told.texts, told.feedback, empty_reach(connection, reach.c.person_key.in_(persons)))


def _closed_cases(last: date) -> Select[tuple[int, int]]:
    """Give the cases whose newest row was closed by a day."""
    case = (feedback.c.source_id, feedback.c.key_hash)
    newest = (
        select(*case, feedback.c.closed_on).ext(distinct_on(*case)).order_by(*case, feedback.c.since_version.desc())
    )
    found = newest.subquery()
    return select(found.c.source_id, found.c.key_hash).where(found.c.closed_on <= last)


def _empty_feedback(
    connection: Connection, cases: Select[tuple[int, int]], persons: Iterable[bytes] | None = None
) -> Erased:
    """Remove the texts of all rows of some cases, and the keys of some persons, or of all."""
    f, t = feedback.c, feedback_texts.c
    joined = feedback.outerjoin(feedback_texts, (t.load_id == f.load_id) & (t.row_no == f.row_no))
    question = (
        select(f.id, f.source_id, f.load_id, f.row_no, f.content_hash, f.person_key, t.text)
        .select_from(joined)
        .where(tuple_(f.source_id, f.key_hash).in_(cases))
    )
    named = None if persons is None else frozenset(persons)
    found: Rows = list(connection.execute(question))
    rows = [row for row in found if row.text is not None or _goes(row, named)]
    unnamed = [row.id for row in rows if _goes(row, named)]
    rehash_feedback(connection, rows, unnamed)
    told = [(row.load_id, row.row_no) for row in rows if row.text is not None]
    _delete_texts(connection, told)
    write_digests(connection, feedback, {row.source_id for row in rows})
    return Erased(len(told), len(unnamed))


def _goes(row: Row[Any], named: frozenset[bytes] | None) -> bool:
    """Say whether the person key of a row is removed."""
    return row.person_key is not None and (named is None or bytes(row.person_key) in named)


def _delete_texts(connection: Connection, rows: list[tuple[int, int]]) -> None:
    """Remove the texts of some rows, each known by its load and its number there."""
    statement = text(
        "delete from feedback_texts t"
        " using unnest(cast(:loads as int[]), cast(:rows as int[])) as gone (load_id, row_no)"
        " where t.load_id = gone.load_id and t.row_no = gone.row_no"
    )
    connection.execute(statement, {"loads": [load for load, _ in rows], "rows": [number for _, number in rows]})
