"""The cubes, kept up to date by each load inside its own transaction.

`apply_load` appends what a version changed; nothing that was written is ever changed, so that every earlier version
keeps its figures. `verify` computes every cell of every version again from the rows, in SQL, and compares; `rebuild`
writes the cells anew. See `dashboard.data.schema.people` for segments.
"""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, delete, exists, func, insert, literal_column, select, text

from dashboard.data.cubes import Shelf, Span
from dashboard.data.engine import hold_writers_lock
from dashboard.data.families import FAMILIES, Family
from dashboard.data.rollup_check import Difference, verify
from dashboard.data.schema.people import segment_batches, segments
from dashboard.data.summing import PLACED, Sums, cells, first_days, year_and_month
from dashboard.data.wholesale import Numbers, read_columns, write_columns

__all__ = ["Difference", "apply_load", "fit", "rebuild", "verify"]

_STORED = ("segment", "version", "slice_id", "place_id", "starts_on")
_MOST = 2**31 - 1
_TOGETHER = 200_000


class TooManyPeopleError(Exception):
    """A month, quarter or year would hold more than 2,147,483,647 people or contacts; a number in the load is wrong."""


Chunk = tuple[str, int, int, int, int]
"""Cube, kind of slice, level of place, span and calendar year: the cells that share one row of segments."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The segment that answers for a chunk now: how many closed sums it opened with, and how many cells followed."""

    number: int
    closed: int
    added: int


def apply_load(connection: Connection, version: int) -> None:
    """Bring the cubes up to a data version whose rows have just been stored and ended.

    Must be called once for each version that changed rows of any family, in the order of versions, in the transaction
    that holds the writers' lock. Does nothing where the version changed no row.
    """
    for family in FAMILIES:
        rows = family.changes(connection, version)
        if len(rows):
            writer = _Writer(connection, family, version)
            for shelf, span, found in cells(family.cubes, family.breakdowns, rows):
                writer.add(shelf, span, found)
            writer.finish()


def rebuild(connection: Connection) -> None:
    """Write all cells anew from the rows, version by version; needs the owner's connection."""
    for table in (*(family.cells for family in FAMILIES), segment_batches, segments):
        connection.execute(delete(table))
    versions: set[int] = set()
    for family in FAMILIES:
        rows = family.facts.c
        ended = select(rows.until_version).where(rows.until_version.is_not(None))
        versions |= set(connection.scalars(select(rows.since_version).union(ended)))
    for version in sorted(versions):
        apply_load(connection, version)


def fit(connection: Connection) -> bool:
    """Write all cells anew where the cubes that are kept are not those of this code; say whether that was so.

    Needs the owner's connection, in the transaction that upgrades the schema: the pages of this code find no cells in a
    cube that another release did not keep, and would take that for no data.
    """
    s = segments.c
    kept = {tuple(row) for row in connection.execute(select(s.cube, s.slice_kind, s.place_level, s.span).distinct())}
    shelves = [shelf for family in FAMILIES if _has_rows(connection, family) for shelf in family.shelves]
    if kept == {(f.cube, int(f.slice), int(f.level), int(span)) for f in shelves for span in f.spans}:
        return False
    hold_writers_lock(connection)
    rebuild(connection)
    return True


def _has_rows(connection: Connection, family: Family) -> bool:
    """Say whether a family has any row that is in its cells."""
    rows = select(family.facts.alias("r")).where(literal_column(family.counted))
    return bool(connection.scalar(select(exists(rows))))


class _Writer:
    """Appends one version's cells, and opens the next segment where they outnumber the closed sums."""

    def __init__(self, connection: Connection, family: Family, version: int) -> None:
        self.connection = connection
        self.family = family
        self.keys = (*PLACED, *family.breakdowns)
        self.version = version
        self.current = _current_segments(connection)
        self.next = (connection.scalar(select(func.max(segments.c.segment))) or 0) + 1
        self.opened: list[dict[str, object]] = []
        self.batches: list[dict[str, object]] = []
        self.waiting: list[tuple[int, Sums]] = []

    def add(self, shelf: Shelf, span: Span, found: Sums) -> None:
        """Append the cells of one shelf and span to the segments of their years, or open the next ones."""
        name = (shelf.cube, int(shelf.slice), int(shelf.level), int(span))
        full = {}
        for year, part in found.by_year():
            segment = self.current.get((*name, year))
            if segment and segment.added + len(part) <= segment.closed:
                self._write(segment.number, part)
            else:
                full[year] = segment.number if segment else None
        if full:
            closed = found.picked(np.isin(found.keys["year"], list(full)))
            before = [number for number in full.values() if number is not None]
            whole = closed.joined(self._read(before)).grouped(self.keys) if before else closed
            parts = dict(whole.by_year())
            for year in full:  # A year in which nothing is left still opens a segment, an empty one.
                self._write(self._open((*name, year)), parts.get(year, whole.picked(slice(0))))

    def finish(self) -> None:
        """Write what still waits, and record the segments that were opened and how many cells each got."""
        self._flush()
        if self.opened:
            self.connection.execute(insert(segments), self.opened)
        if self.batches:
            self.connection.execute(insert(segment_batches), self.batches)

    def _open(self, chunk: Chunk) -> int:
        """Open the next segment of a chunk."""
        cube, slice_kind, place_level, span, year = chunk
        names = {"cube": cube, "slice_kind": slice_kind, "place_level": place_level, "span": span, "year": year}
        self.opened.append({"segment": self.next, "first_version": self.version, **names})
        self.next += 1
        return self.next - 1

    def _write(self, segment: int, part: Sums) -> None:
        """Put cells of a segment among those that wait to be written together."""
        self.batches.append({"segment": segment, "version": self.version, "cells": len(part)})
        self.waiting.append((segment, part))
        if sum(len(waiting) for _, waiting in self.waiting) > _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        """Write the cells that wait, all under this version."""
        sizes = [len(part) for _, part in self.waiting]
        if sum(sizes):
            keys = {name: np.concatenate([part.keys[name] for _, part in self.waiting]) for name in self.keys}
            starts_on = first_days(keys.pop("year"), keys.pop("month"))
            numbers: dict[str, Numbers | int] = {"version": self.version, **keys}
            numbers["segment"] = np.repeat([number for number, _ in self.waiting], sizes)
            numbers["starts_on"] = starts_on
            measures = np.concatenate([part.measures for _, part in self.waiting], axis=1)
            if np.abs(measures).max() > _MOST:
                raise TooManyPeopleError
            columns = dict.fromkeys((*_STORED, *self.family.breakdowns, *self.family.measures), "i4")
            numbers |= zip(self.family.measures, measures, strict=True)
            write_columns(self.connection, self.family.cells.name, columns, numbers)
        self.waiting = []

    def _read(self, numbers: list[int]) -> Sums:
        """Give all cells of some segments of one shelf and span."""
        family = self.family
        kinds = dict.fromkeys(("slice_id", "place_id", "starts_on", *family.breakdowns, *family.measures), "i4")
        listed = ", ".join(map(str, numbers))
        query = f"select {', '.join(kinds)} from {family.cells.name} where segment in ({listed})"  # noqa: S608  Numbers and fixed names.
        found = read_columns(self.connection, query, kinds)
        year, month = year_and_month(found["starts_on"])
        keys = {name: found[name] for name in ("slice_id", "place_id", *family.breakdowns)}
        return Sums({**keys, "year": year, "month": month}, np.stack([found[name] for name in family.measures]))


def _current_segments(connection: Connection) -> dict[Chunk, Segment]:
    """Give the newest segment of every chunk with its numbers of cells."""
    query = text("""
        select distinct on (cube, slice_kind, place_level, span, year)
            cube, slice_kind, place_level, span, year, segment,
            (select sum(cells) from segment_batches b where b.segment = s.segment and version = first_version),
            (select sum(cells) from segment_batches b where b.segment = s.segment and version > first_version)
        from segments s order by cube, slice_kind, place_level, span, year, first_version desc""")
    return {
        (row[0], row[1], row[2], row[3], row[4]): Segment(row[5], row[6] or 0, row[7] or 0)
        for row in connection.execute(query)
    }
