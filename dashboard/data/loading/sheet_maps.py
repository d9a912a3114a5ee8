"""Which column map holds for which sheet of a file: what somebody says goes before what is kept for its source."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from dashboard.data.loading.column_map import ColumnMap
from dashboard.data.loading.labels import plain
from dashboard.data.loading.layout import Find, Head, Header, find_header


@dataclass(frozen=True, slots=True)
class SheetMaps:
    """The column maps of one file, one for each sheet that needs one."""

    said: tuple[ColumnMap, ...] = ()
    """Those of whoever loads."""
    kept: tuple[ColumnMap, ...] = ()
    """Those that are kept for the source, the newest first; for a sheet of which `said` speaks they do not count."""

    @property
    def all(self) -> tuple[ColumnMap, ...]:
        """Give the maps in the order in which they hold."""
        return (*self.said, *self.kept)

    @property
    def find(self) -> Find:
        """Give what finds the header of a sheet: the row with most of the headers named here, else one of a KIND."""
        wanted = frozenset(plain(header) for one in self.all for header, _ in one.columns)
        return partial(_find, wanted=wanted) if wanted else find_header

    def of(self, sheet: str, headers: Collection[str]) -> ColumnMap | None:
        """Give the map that holds for a sheet, or None where none speaks of it.

        Of several the one that names the sheet goes before one that names none, then the one that knows most headers.
        """
        for several in (self.said, self.kept):
            fitting = [one for one in several if belongs(one, sheet, headers)]
            if fitting:
                return max(fitting, key=partial(_nearness, sheet=sheet, headers=headers))
        return None


MapsOf = Callable[[str], SheetMaps]
"""Gives the column maps of a source."""


def no_maps(_: str) -> SheetMaps:
    """Know no column map."""
    return SheetMaps()


def belongs(column_map: ColumnMap, sheet: str, headers: Collection[str]) -> bool:
    """Say whether a map speaks of a sheet: it names it, or names no sheet and knows headers of it.

    The table of a file without sheets has no name: every map that names a sheet speaks of it.
    """
    if column_map.sheet:
        return plain(column_map.sheet) == plain(sheet) or not sheet
    return _known(column_map, headers) > 0


def _nearness(column_map: ColumnMap, sheet: str, headers: Collection[str]) -> tuple[bool, bool, int]:
    """Say how near a map is to a sheet: by its name to the letter, by its plain letters, and by headers."""
    return (column_map.sheet == sheet, plain(column_map.sheet) == plain(sheet), _known(column_map, headers))


def _known(column_map: ColumnMap, headers: Collection[str]) -> int:
    """Count the headers of a map that a sheet has."""
    spelled = {plain(header) for header in headers}
    return sum(plain(header) in spelled for header, _ in column_map.columns)


def _find(head: Head, wanted: frozenset[str]) -> Header | None:
    """Give the header of a sheet: a map's, or where no row has one of its words, a KIND's."""
    return find_header(head, wanted) or find_header(head)
