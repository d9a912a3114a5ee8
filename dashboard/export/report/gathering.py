"""A report put together part by part: whoever waits sees how far it is, and a part that fails takes none with it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection

from dashboard.data.asking import note_failure
from dashboard.data.filters import Filters
from dashboard.export.report.model import Report, Section
from dashboard.i18n import t

Making: TypeAlias = Callable[[Connection, Filters], Iterable[Section]]
Heading: TypeAlias = Callable[[Connection, Filters, Sequence[Section], Sequence[str]], Report]
"""Puts a cover before sections; it is told which parts could not be made."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report: the message key of its name, and what makes it; no sections where it has nothing."""

    key: str
    make: Making

    @property
    def name(self) -> str:
        """Give the name in the language in force."""
        return t(self.key)


@dataclass(frozen=True, slots=True)
class Gathered:
    """How far a report is after one of its parts, and after the last one the report itself."""

    name: str
    done: int
    of: int
    failed: bool = False
    report: Report | None = None


def gathered_parts(
    connection: Connection, filters: Filters, parts: Sequence[Part], head: Heading
) -> Iterator[Gathered]:
    """Make the parts one after the other and give the report with the last of them.

    A part that breaks is written to the log under a code and named in the report; PostgreSQL refuses everything after
    a broken statement, so that each part stands behind a savepoint of its own.
    """
    sections: list[Section] = []
    failed: list[str] = []
    for done, part in enumerate(parts, start=1):
        made = _attempted(connection, filters, part)
        sections += made or ()
        failed += [part.name] if made is None else []
        last = done == len(parts)
        report = head(connection, filters, sections, failed) if last else None
        yield Gathered(part.name, done, len(parts), failed=made is None, report=report)
    if not parts:
        yield Gathered("", 0, 0, report=head(connection, filters, (), ()))


def _attempted(connection: Connection, filters: Filters, part: Part) -> list[Section] | None:
    """Give the sections of a part, None where it could not be made."""
    try:
        with connection.begin_nested():
            return list(part.make(connection, filters))
    except Exception:  # noqa: BLE001  Whatever breaks one part, the others are still right.
        note_failure(f"report part {part.key}")
        return None
