"""Which KIND a table is, told from its headers."""

from dataclasses import replace

import numpy as np

from dashboard.data.loading.checks import nearest
from dashboard.data.loading.kind import Field, Kind
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.labels import headers_of, plain
from dashboard.data.loading.problems import Finding, Problem, RefusedError
from dashboard.data.loading.sheets import Sheet
from dashboard.i18n import LOCALES, catalogue


def recognise(sheet: Sheet, asked: str | None = None) -> Kind:
    """Give the KIND of a sheet: the one asked for, else the only one that its headers fit.

    A KIND fits where it knows every header and misses no required one; where none does, also one that knows most of the
    headers. Between several the name of the file or sheet decides where it names one of them; else a KIND is left out
    whose marks are all missing or that needs its name.

    Raises:
        RefusedError: no KIND fits, or several do.
    """
    if asked:
        return _asked_for(sheet, asked)
    fitting = [kind for kind in KINDS.values() if fits(kind, sheet)] or _mostly_fitting(sheet)
    if not fitting:
        raise RefusedError(_what_is_nearest(sheet))
    named = [kind for kind in fitting if _is_named(kind, sheet)]
    marked = [kind for kind in fitting if _is_marked(kind, sheet)]
    for several in (fitting, named, marked):
        if len(several) == 1:
            return several[0]
    names = ", ".join(kind.name for kind in marked or fitting)
    raise RefusedError(
        [Problem(sheet.file, sheet.name, sheet.header_row, "", "load.error.several_kinds", (("kinds", names),))]
    )


def fits(kind: Kind, sheet: Sheet) -> bool:
    """Say whether a KIND knows every header of the sheet and misses none that it needs."""
    return not _unknown(kind, sheet) and _may_be(kind, sheet)


def _mostly_fitting(sheet: Sheet) -> list[Kind]:
    """Give the KINDs that know most of the headers, and of these the ones that know as many as any."""
    known = {kind.name: len(fields_of(kind, sheet)) for kind in KINDS.values() if _may_be(kind, sheet)}
    most = max(known.values(), default=0)
    spoken = len(sheet.columns) - len(sheet.quiet)
    return [KINDS[name] for name, number in known.items() if number == most and number * 2 > spoken]


def _may_be(kind: Kind, sheet: Sheet) -> bool:
    """Say whether nothing forbids to take a sheet for one of this KIND."""
    found = set(fields_of(kind, sheet).values())
    return not header_problems(kind, sheet) and (not sheet.own or bool(sheet.own & found))


def bind(sheet: Sheet, kind: Kind) -> Sheet:
    """Give the sheet with its columns under the names of the KIND's fields; the headers as written are kept aside.

    Columns that the KIND does not know are left out with a warning.

    Raises:
        RefusedError: a header is nearly one that is missing, a required one is missing, or two mean the same.
    """
    if problems := header_problems(kind, sheet):
        raise RefusedError(problems)
    found = fields_of(kind, sheet)
    told = [h for h in _unknown(kind, sheet) if h not in sheet.quiet]
    columns = {name: sheet.columns[header] for name, header in found.items()}
    unknown = [_not_loaded(sheet, header) for header in told]
    return replace(sheet, columns=columns, headers=found, findings=[*sheet.findings, *unknown])


def _not_loaded(sheet: Sheet, header: str) -> Finding:
    """Give the warning that a column is not loaded; it is no row's."""
    whole = np.zeros(1, np.int32)
    return Finding(sheet.file, sheet.name, header, "load.warning.unknown_header", whole, {"column": header})


def fields_of(kind: Kind, sheet: Sheet) -> dict[str, str]:
    """Give the sheet's header for each field of the KIND that it has; of two that mean the same, the last."""
    return {one.name: header for header in sheet.columns if (one := field_of(kind, sheet, header))}


def field_of(kind: Kind, sheet: Sheet, header: str) -> Field | None:
    """Give the field that a header means: by its own words, else by what its form says of it."""
    known = headers_of(kind)
    names = (header, *sheet.hints.get(header, ()))
    return next((known[name] for name in map(plain, names) if name in known), None)


def _unknown(kind: Kind, sheet: Sheet) -> list[str]:
    """Give the headers that mean no field of the KIND, those that nobody need be told of left out."""
    return [h for h in sheet.columns if h not in sheet.quiet and not field_of(kind, sheet, h)]


def header_problems(kind: Kind, sheet: Sheet) -> list[Problem]:
    """Give what is wrong with the headers of a sheet, taken as this KIND."""
    found, unknown = fields_of(kind, sheet), _unknown(kind, sheet)
    problems = []
    absent = [f.name for f in kind.fields if f.name not in found]
    for header, near in zip(unknown, nearest(unknown, absent), strict=True):
        if near:
            problems.append(_at_header(sheet, header, "load.error.unknown_header_near", column=header, near=near))
    taken = [one.name for h in sheet.columns if (one := field_of(kind, sheet, h))]
    twins = {name for name in taken if taken.count(name) > 1}
    problems += [_at_header(sheet, name, "load.error.header_twice", column=name) for name in sorted(twins)]
    missing = [f for f in kind.fields if needed(f) and f.name not in found]
    return problems + [_at_header(sheet, f.name, "load.error.header_missing", column=f.name) for f in missing]


def needed(one: Field) -> bool:
    """Say whether a file must have this column."""
    return one.required and not one.default


def _at_header(sheet: Sheet, header: str, key: str, **values: str) -> Problem:
    """Give a problem of the header row."""
    return Problem(sheet.file, sheet.name, sheet.header_row, header, key, tuple(values.items()))


def _asked_for(sheet: Sheet, asked: str) -> Kind:
    """Give the KIND that the person named."""
    if asked not in KINDS:
        raise RefusedError([Problem(sheet.file, sheet.name, 0, "", "load.error.no_such_kind", (("kind", asked),))])
    return KINDS[asked]


def _is_marked(kind: Kind, sheet: Sheet) -> bool:
    """Say whether the headers alone may make a file one of this KIND."""
    return not kind.only_by_name and (not kind.marks or bool(kind.marks & fields_of(kind, sheet).keys()))


def _is_named(kind: Kind, sheet: Sheet) -> bool:
    """Say whether the sheet, or else the file, bears the name of the KIND at its beginning."""
    labels = (catalogue(language).get(f"load.kind.{kind.name}", kind.name) for language in LOCALES)
    spelled = tuple(plain(label) for label in (kind.name, *labels))
    return plain(sheet.name or sheet.file.rsplit(".", 1)[0]).startswith(spelled)


def _what_is_nearest(sheet: Sheet) -> list[Problem]:
    """Say that no KIND fits, and what the nearest one misses."""
    best = max(KINDS.values(), key=lambda kind: (len(fields_of(kind, sheet)), -len(kind.fields)))
    problems = [Problem(sheet.file, sheet.name, sheet.header_row, "", "load.error.unknown_kind")]
    if len(fields_of(best, sheet)) * 2 > len(sheet.columns) - len(sheet.quiet):
        problems += header_problems(best, sheet)
        stray = [h for h in _unknown(best, sheet) if h not in {one.column for one in problems}]
        problems += [_at_header(sheet, header, "load.error.unknown_header", column=header) for header in stray]
    return problems
