"""From files to tables: each sheet with its KIND, checked on its own, and the source that it fills."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.data.loading.checks import Checked, check_sheet
from dashboard.data.loading.column_map import ColumnMap, belongs, mapped
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.files import read_sheets
from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS, ORDER
from dashboard.data.loading.layout import find_header
from dashboard.data.loading.problems import Problem, Problems, RefusedError
from dashboard.data.loading.recognising import bind, fits, recognise
from dashboard.data.loading.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Table:
    """One checked sheet and the source that it fills."""

    checked: Checked
    source: str


MapOf = Callable[[str], ColumnMap | None]
"""Gives the column map of a source, if it has one."""


def no_map(_: str) -> None:
    """Know no column map."""


def gather(
    files: Sequence[Path],
    kind: str | None,
    source: str | None,
    errors: Problems,
    progress: Progress | None,
    map_of: MapOf = no_map,
) -> list[Table]:
    """Read and check every file on its own, each KIND after those it refers to.

    A file that cannot be read, or whose KIND cannot be told, is written into `errors` and left out.
    """
    checked: list[Checked] = []
    for path in files:
        try:
            checked += _check_file(path, kind, progress, map_of(source or path.name))
        except RefusedError as refusal:
            errors.tell(*refusal.problems)
    tables = name_sources(checked, source)
    refuse_shared_sources(tables, errors)
    return sorted(tables, key=lambda table: ORDER.index(table.checked.kind.name))


def _check_file(path: Path, kind: str | None, progress: Progress | None, column_map: ColumnMap | None) -> list[Checked]:
    """Read and check the sheets of one file."""
    sheets = read_sheets(path, progress, column_map.find if column_map else find_header)
    if column_map:
        return [check_sheet(*one) for one in _by_map(column_map, path.name, sheets)]
    if kind in KINDS and len(sheets) > 1:
        sheets = [sheet for sheet in sheets if fits(KINDS[kind], sheet)] or sheets
    found = _recognised(sheets, kind)
    return [check_sheet(its_kind, bind(sheet, its_kind)) for sheet, its_kind in found]


def _recognised(sheets: list[Sheet], kind: str | None) -> list[tuple[Sheet, Kind]]:
    """Give the KIND of every sheet; sheets that need not be one are left out where another is."""
    found: list[tuple[Sheet, Kind]] = []
    refused: list[RefusedError] = []
    for sheet in sheets:
        try:
            its_kind = recognise(sheet, kind)
            bind(sheet, its_kind)
        except RefusedError as refusal:
            if not sheet.optional:
                raise
            refused.append(refusal)
        else:
            if not (sheet.own and any(its_kind is other for _, other in found)):
                found.append((sheet, its_kind))
    if refused and not found:
        raise refused[0]
    return found


def _by_map(column_map: ColumnMap, file: str, sheets: list[Sheet]) -> list[tuple[Kind, Sheet]]:
    """Give the sheets that a column map speaks of; of a file of IATI also the others, which need no map."""
    mine = [mapped(column_map, sheet) for sheet in sheets if belongs(column_map, sheet)]
    if not mine:
        told = (("sheet", column_map.sheet), ("columns", ", ".join(header for header, _ in column_map.columns)))
        raise RefusedError([Problem(file, column_map.sheet, 0, "", "load.error.map_no_sheet", told)])
    others = [sheet for sheet in sheets if sheet.form == "iati" and not belongs(column_map, sheet)]
    return mine + [(its_kind, bind(sheet, its_kind)) for sheet, its_kind in _recognised(others, None)]


def name_sources(checked: list[Checked], asked: str | None) -> list[Table]:
    """Give each table its source: the name asked for, else the file's; where it has several tables, with the KIND's.

    A workbook `2021.xlsx` with one table fills the source `2021.xlsx`, one with several `2021.xlsx#projects` and so on.
    """
    bases = [asked or one.sheet.file for one in checked]
    kinds = Counter(bases)
    pairs = Counter((base, one.kind.name) for base, one in zip(bases, checked, strict=True))
    tables = []
    for base, one in zip(bases, checked, strict=True):
        alone = kinds[base] == 1
        suffix = one.kind.name if pairs[base, one.kind.name] == 1 else one.sheet.name or one.sheet.file
        tables.append(Table(one, base if alone else f"{base}#{suffix}"))
    return tables


def refuse_shared_sources(tables: list[Table], errors: Problems) -> None:
    """Refuse two tables that would fill one source."""
    named = Counter(table.source for table in tables)
    for table in tables:
        if named[table.source] > 1:
            told = (("source", table.source),)
            errors.tell(
                Problem(table.checked.sheet.file, table.checked.sheet.name, 0, "", "load.error.source_twice", told)
            )
