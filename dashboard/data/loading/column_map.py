"""Column maps: which header of somebody's file means which field of a KIND, and which value which code.

`propose` shows what a file holds and what we take it for; a person mends it; `save_map` keeps it for a sheet of a
source, and every later load of that source uses it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.files import expand, read_sheets
from dashboard.data.loading.guessing import best_kind, conventions_of, matched
from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.labels import plain, spelling
from dashboard.data.loading.layout import find_or_guess
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.recognising import needed, recognise
from dashboard.data.loading.sheets import Sheet, as_texts

SHOWN_ROWS = 5
_MARK = "\u2060"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How one sheet of one source becomes rows of a KIND; headers that no pair names are not loaded."""

    kind: str
    columns: tuple[tuple[str, str], ...]
    """Header in the file, field of the KIND."""
    values: tuple[tuple[str, str, str], ...] = ()
    """Field, value in the file, code; spelling and case of the value do not count."""
    sheet: str = ""
    """Name of the sheet, where the file has several."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one sheet of a file holds, and what we take it for."""

    file: str
    sheet: str
    form: str
    """`plain`, `kobo`, `hxl` or `iati`."""
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The first rows under the headers, at most five, as the file writes them."""
    column_map: ColumnMap
    """Its `kind` is empty where no KIND knows two of the headers."""
    unmatched: tuple[str, ...]
    """Headers that would not be loaded."""
    missing: tuple[str, ...]
    """Fields that a file of this KIND must have and this one has not."""
    conventions: tuple[tuple[str, str], ...]
    """What was found out: `encoding`, `delimiter`, `dates` (iso, dotted, day_first, month_first, ambiguous, mixed),
    `decimals` (turkish, machine, ambiguous, mixed)."""


def propose(
    paths: Iterable[Path],
    kind: str | None = None,
    progress: Progress | None = None,
    kinds: Mapping[str, str] | None = None,
) -> list[Proposal]:
    """Give what every sheet of some files holds, and the column map that we would take for each.

    `kinds` says by their names which KIND some sheets are; `kind` speaks of all others.

    Raises:
        RefusedError: a file cannot be read, or there is no such KIND.
    """
    if kind and kind not in KINDS:
        raise RefusedError([Problem("", "", 0, "", "load.error.no_such_kind", (("kind", kind),))])
    sheets = [sheet for path in expand(paths) for sheet in read_sheets(path, progress, find_or_guess)]
    asked = [(kinds or {}).get(sheet.name, kind) for sheet in sheets]
    return [_proposal(*one) for one in zip(sheets, (KINDS.get(name or "") for name in asked), strict=True)]


def _kind_of(sheet: Sheet) -> Kind | None:
    """Give the KIND that a load would take a sheet for, else the one that knows most of its headers."""
    try:
        return recognise(sheet)
    except RefusedError:
        return best_kind(sheet)


def _proposal(sheet: Sheet, asked: Kind | None) -> Proposal:
    """Give the proposal for one sheet, of the KIND asked for or else of the one that its headers tell."""
    kind = asked or _kind_of(sheet)
    pairs = matched(kind, sheet) if kind else {}
    headers = tuple(sheet.columns)
    proposed = ColumnMap(kind.name if kind else "", tuple(pairs.items()), sheet=sheet.name)
    shown = range(min(SHOWN_ROWS, len(sheet)))
    columns = [sheet.columns[header] for header in headers]
    return Proposal(
        file=sheet.file,
        sheet=sheet.name,
        form=sheet.form,
        header_row=sheet.header_row,
        headers=headers,
        rows=tuple(tuple(str(c.texts[c.codes[at]]).replace(_MARK, "") for c in columns) for at in shown),
        column_map=proposed,
        unmatched=tuple(h for h in headers if h not in pairs and h not in sheet.quiet),
        missing=missing(proposed),
        conventions=tuple((sheet.conventions | conventions_of(kind, sheet, pairs)).items()),
    )


def missing(column_map: ColumnMap) -> tuple[str, ...]:
    """Give the fields that a file of a map's KIND must have and of which the map says nothing."""
    found = {field for _, field in column_map.columns}
    fields = KINDS[column_map.kind].fields if column_map.kind in KINDS else ()
    return tuple(one.name for one in fields if needed(one) and one.name not in found)


def mapped(column_map: ColumnMap, sheet: Sheet) -> tuple[Kind, Sheet]:
    """Give the KIND and the sheet with its columns under the names of the KIND's fields, values replaced.

    Raises:
        RefusedError: the map names a KIND, field or header that is not there, or leaves out a required field.
    """
    kind = KINDS.get(column_map.kind)
    if kind is None:
        raise RefusedError([_wrong(sheet, "", "no_such_kind", kind=column_map.kind)])
    spelled = {plain(header): header for header in sheet.columns}
    found = {field: spelled.get(plain(header), "") for header, field in column_map.columns}
    names = {one.name for one in kind.fields}
    wrong = [_wrong(sheet, f, "map_no_such_field", field=f, kind=kind.name) for f in found if f not in names]
    wrong += [_wrong(sheet, h, "map_no_such_header", column=h) for h, f in column_map.columns if not found[f]]
    fields = [field for _, field in column_map.columns]
    wrong += [_wrong(sheet, f, "header_twice", column=f) for f in sorted({f for f in fields if fields.count(f) > 1})]
    wrong += [_wrong(sheet, field, "header_missing", column=field) for field in missing(column_map)]
    if wrong:
        raise RefusedError(wrong)
    columns = {field: sheet.columns[header] for field, header in found.items()}
    for field in {field for field, _, _ in column_map.values} & columns.keys():
        codes = {spelling(value): code for name, value, code in column_map.values if name == field}
        texts = [codes.get(spelling(str(t).replace(_MARK, "").strip()), str(t)) for t in columns[field].texts]
        columns[field] = replace(columns[field], texts=as_texts(texts))
    return kind, replace(sheet, columns=columns, headers=found)


def _wrong(sheet: Sheet, header: str, reason: str, **values: str) -> Problem:
    """Give a problem of a map, told at the header of the sheet."""
    return Problem(sheet.file, sheet.name, sheet.header_row, header, f"load.error.{reason}", tuple(values.items()))
