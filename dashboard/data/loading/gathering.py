"""From files to tables: each sheet with its KIND, checked on its own, and the source that it fills."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.data.loading.checks import Checked, check_sheet
from dashboard.data.loading.column_map import ColumnMap, mapped
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.files import read_sheets
from dashboard.data.loading.iati_grants import Known, KnownOf, settle
from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS, ORDER
from dashboard.data.loading.problems import Problem, Problems, RefusedError
from dashboard.data.loading.recognising import bind, fits, recognise
from dashboard.data.loading.sheet_maps import MapsOf, SheetMaps, belongs, no_maps
from dashboard.data.loading.sheets import Sheet
from dashboard.data.loading.submissions import stream_of


@dataclass(frozen=True, slots=True)
class Table:
    """One checked sheet and the source that it fills."""

    checked: Checked
    source: str


Read = list[tuple[Kind, Sheet]]
"""The sheets of one file, each with its KIND."""


def gather(  # noqa: PLR0913 - what is asked, what is told, and what is known
    files: Sequence[Path],
    kind: str | None,
    source: str | None,
    errors: Problems,
    progress: Progress | None,
    maps_of: MapsOf = no_maps,
    *,
    known_of: KnownOf = Known,
    there_of: Callable[[], Mapping[str, str]] = dict,
) -> list[Table]:
    """Read and check every file on its own, each KIND after those it refers to.

    A file that cannot be read, or whose KIND cannot be told, is written into `errors` and left out, and so is a map of
    whoever loads that speaks of no sheet of any file. `known_of` gives what is known of grants, for files of IATI,
    `there_of` the KIND of each source that was ever filled.
    """
    read: list[Read] = []
    spoken: set[ColumnMap] = set()
    strays: dict[ColumnMap, str] = {}
    for path in files:
        maps = maps_of(source or stream_of(path.name))
        strays |= dict.fromkeys(maps.said, path.name)
        try:
            read.append(_read_file(path, kind, progress, maps, spoken))
        except RefusedError as refusal:
            errors.tell(*refusal.problems)
    if not len(errors):
        errors.tell(*(_no_sheet(file, [stray]) for stray, file in strays.items() if stray not in spoken))
    checked = [check_sheet(*one) for found in _settled(read, known_of, errors) for one in found]
    tables = name_sources(checked, source, there_of())
    refuse_shared_sources(tables, errors)
    return sorted(tables, key=lambda table: ORDER.index(table.checked.kind.name))


def _read_file(
    path: Path, kind: str | None, progress: Progress | None, maps: SheetMaps, spoken: set[ColumnMap]
) -> Read:
    """Read the sheets of one file, their columns under the names of their KIND's fields.

    The maps that speak of a sheet of it are put into `spoken`.
    """
    sheets = read_sheets(path, progress, maps.find)
    if maps.all:
        spoken |= {one for one in maps.all for sheet in sheets if belongs(one, sheet.name, sheet.columns)}
        return _by_maps(maps, path.name, sheets)
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


def _by_maps(maps: SheetMaps, file: str, sheets: list[Sheet]) -> Read:
    """Give the sheets of which a column map speaks, each by its own, and of the others those that need no map."""
    chosen = [(maps.of(sheet.name, sheet.columns), sheet) for sheet in sheets]
    if not any(column_map for column_map, _ in chosen):
        raise RefusedError([_no_sheet(file, maps.all)])
    mine = _mapped((column_map, sheet) for column_map, sheet in chosen if column_map)
    kinds = {kind.name for kind, _ in mine}
    for sheet in (sheet for column_map, sheet in chosen if not column_map):
        sheet.optional = sheet.form != "iati"
        mine += [(kind, bind(sheet, kind)) for kind in _fitting(sheet) if not (sheet.own and kind.name in kinds)]
    return mine


def _mapped(chosen: Iterable[tuple[ColumnMap, Sheet]]) -> Read:
    """Give sheets with their columns as their maps say; what is wrong with any of them is told together."""
    found: Read = []
    wrong: list[Problem] = []
    for column_map, sheet in chosen:
        try:
            found.append(mapped(column_map, sheet))
        except RefusedError as refusal:
            wrong += refusal.problems
    if wrong:
        raise RefusedError(wrong)
    return found


def _no_sheet(file: str, maps: Sequence[ColumnMap]) -> Problem:
    """Say that column maps speak of no sheet of a file."""
    sheets = [one.sheet for one in maps if one.sheet]
    columns = dict.fromkeys(header for one in maps for header, _ in one.columns)
    told = (("sheet", ", ".join(sheets)), ("columns", ", ".join(columns)))
    return Problem(file, sheets[0] if len(maps) == 1 and sheets else "", 0, "", "load.error.map_no_sheet", told)


def _fitting(sheet: Sheet) -> list[Kind]:
    """Give the KIND of a sheet of which no map speaks; nothing where it need not be one and is none."""
    try:
        return [kind for _, kind in _recognised([sheet], None)]
    except RefusedError:
        if sheet.optional:
            return []
        raise


def name_sources(checked: list[Checked], asked: str | None, there: Mapping[str, str]) -> list[Table]:
    """Give each table its source: the name asked for, else the file's; where it has several tables, with the KIND's.

    A workbook `2021.xlsx` with one table fills the source `2021.xlsx`, one with several `2021.xlsx#projects` and so on.
    Where it had more or fewer tables before, its only table of a KIND goes on filling the source that it filled then:
    otherwise its rows would count twice. `there` gives the KIND of each source that was ever filled.
    The name of an export of KoboToolbox counts without the moment at its end.
    """
    bases = [asked or stream_of(one.sheet.file) for one in checked]
    tables_of = Counter(bases)
    pairs = Counter((base, one.kind.name) for base, one in zip(bases, checked, strict=True))
    tables = []
    for base, one in zip(bases, checked, strict=True):
        only = pairs[base, one.kind.name] == 1
        suffix = one.kind.name if only else one.sheet.name or one.sheet.file
        name, other = base, f"{base}#{suffix}"
        if tables_of[base] > 1:
            name, other = other, name
        before = only and name not in there and there.get(other) == one.kind.name
        tables.append(Table(one, other if before else name))
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
