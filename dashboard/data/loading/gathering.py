"""From files to tables: each sheet with its KIND, checked on its own, and the source that it fills."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.data.loading.checks import Checked, check_sheet
from dashboard.data.loading.column_map import ColumnMap, belongs, mapped
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.files import read_sheets
from dashboard.data.loading.iati_grants import Known, KnownOf, settle
from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS, ORDER
from dashboard.data.loading.layout import find_header
from dashboard.data.loading.problems import Problem, Problems, RefusedError
from dashboard.data.loading.recognising import bind, fits, recognise
from dashboard.data.loading.sheets import Sheet
from dashboard.data.loading.submissions import stream_of


@dataclass(frozen=True, slots=True)
class Table:
    """One checked sheet and the source that it fills."""

    checked: Checked
    source: str


Read = list[tuple[Kind, Sheet]]
"""The sheets of one file, each with its KIND."""
MapOf = Callable[[str], ColumnMap | None]
"""Gives the column map of a source, if it has one."""


def no_map(_: str) -> None:
    """Know no column map."""


def gather(  # noqa: PLR0913 - what is asked, what is told, and what is known
    files: Sequence[Path],
    kind: str | None,
    source: str | None,
    errors: Problems,
    progress: Progress | None,
    map_of: MapOf = no_map,
    *,
    known_of: KnownOf = Known,
) -> list[Table]:
    """Read and check every file on its own, each KIND after those it refers to.

    A file that cannot be read, or whose KIND cannot be told, is written into `errors` and left out. `known_of` gives
    what is known of grants, for files of IATI.
    """
    read: list[Read] = []
    for path in files:
        try:
            read.append(_read_file(path, kind, progress, map_of(source or stream_of(path.name))))
        except RefusedError as refusal:
            errors.tell(*refusal.problems)
    checked = [check_sheet(*one) for found in _settled(read, known_of, errors) for one in found]
    tables = name_sources(checked, source)
    refuse_shared_sources(tables, errors)
    return sorted(tables, key=lambda table: ORDER.index(table.checked.kind.name))


def _read_file(path: Path, kind: str | None, progress: Progress | None, column_map: ColumnMap | None) -> Read:
    """Read the sheets of one file, their columns under the names of their KIND's fields."""
    sheets = read_sheets(path, progress, column_map.find if column_map else find_header)
    if column_map:
        return _by_map(column_map, path.name, sheets)
    if kind in KINDS and len(sheets) > 1:
        sheets = [sheet for sheet in sheets if fits(KINDS[kind], sheet)] or sheets
    return [(its_kind, bind(sheet, its_kind)) for sheet, its_kind in _recognised(sheets, kind)]


def _settled(read: list[Read], known_of: KnownOf, errors: Problems) -> list[Read]:
    """Give the files with the grants of IATI's activities in place; a file that needs to be asked about is left out."""
    if not any(sheet.activities for found in read for _, sheet in found):
        return read
    known = known_of().joined(sheet for found in read for kind, sheet in found if kind.name == "grants")
    kept: list[Read] = []
    for found in read:
        try:
            kept.append([(kind, settle(sheet, known) if sheet.activities else sheet) for kind, sheet in found])
        except RefusedError as refusal:
            errors.tell(*refusal.problems)
    return kept


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


def _by_map(column_map: ColumnMap, file: str, sheets: list[Sheet]) -> Read:
    """Give the sheets that a column map speaks of, and of the others those that need no map."""
    mine = [mapped(column_map, sheet) for sheet in sheets if belongs(column_map, sheet)]
    if not mine:
        told = (("sheet", column_map.sheet), ("columns", ", ".join(header for header, _ in column_map.columns)))
        raise RefusedError([Problem(file, column_map.sheet, 0, "", "load.error.map_no_sheet", told)])
    others = [sheet for sheet in sheets if not belongs(column_map, sheet)]
    kinds = {kind.name for kind, _ in mine}
    for sheet in others:
        sheet.optional = sheet.form != "iati"
        mine += [(kind, bind(sheet, kind)) for kind in _fitting(sheet) if not (sheet.own and kind.name in kinds)]
    return mine


def _fitting(sheet: Sheet) -> list[Kind]:
    """Give the KIND of a sheet of which no map speaks; nothing where it need not be one and is none."""
    try:
        return [kind for _, kind in _recognised([sheet], None)]
    except RefusedError:
        if sheet.optional:
            return []
        raise


def name_sources(checked: list[Checked], asked: str | None) -> list[Table]:
    """Give each table its source: the name asked for, else the file's; where it has several tables, with the KIND's.

    A workbook `2021.xlsx` with one table fills the source `2021.xlsx`, one with several `2021.xlsx#projects` and so on.
    The name of an export of KoboToolbox counts without the moment at its end.
    """
    bases = [asked or stream_of(one.sheet.file) for one in checked]
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
