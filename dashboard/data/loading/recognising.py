"""Which KIND a table is, told from its headers."""

from dashboard.data.loading.checks import nearest
from dashboard.data.loading.kind import Field, Kind
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.labels import headers_of, plain
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.sheets import Sheet
from dashboard.i18n import LOCALES, catalogue


def recognise(sheet: Sheet, asked: str | None = None) -> Kind:
    """Give the KIND of a sheet: the one asked for, else the only one that its headers fit.

    A KIND fits where it knows every header and misses no required one. Between several the name of the file or sheet
    decides where it names one of them; else a KIND is left out whose marks are all missing or that needs its name.

    Raises:
        RefusedError: no KIND fits, or several do.
    """
    if asked:
        return _asked_for(sheet, asked)
    fitting = [kind for kind in KINDS.values() if fits(kind, sheet)]
    if not fitting:
        raise RefusedError(_what_is_nearest(sheet))
    named = [kind for kind in fitting if _is_named(kind, sheet)]
    marked = [kind for kind in fitting if _is_marked(kind, sheet)]
    for several in (fitting, named, marked):
        if len(several) == 1:
            return several[0]
    names = ", ".join(kind.name for kind in marked or fitting)
    raise RefusedError([Problem(sheet.file, sheet.name, 1, "", "load.error.several_kinds", (("kinds", names),))])


def fits(kind: Kind, sheet: Sheet) -> bool:
    """Say whether a KIND knows every header of the sheet and misses none that it needs."""
    return not _header_problems(kind, sheet)


def bind(sheet: Sheet, kind: Kind) -> Sheet:
    """Give the sheet with its columns under the names of the KIND's fields; the headers as written are kept aside.

    Raises:
        RefusedError: a header is unknown, or a required one is missing.
    """
    if problems := _header_problems(kind, sheet):
        raise RefusedError(problems)
    found = _fields(kind, sheet)
    columns = {name: sheet.columns[header] for name, header in found.items()}
    return Sheet(sheet.file, sheet.name, columns, sheet.rows, found)


def _fields(kind: Kind, sheet: Sheet) -> dict[str, str]:
    """Give the sheet's header for each field of the KIND that it has."""
    known = headers_of(kind)
    pairs = [(known.get(plain(header)), header) for header in sheet.columns]
    return {one.name: header for one, header in pairs if one}


def _header_problems(kind: Kind, sheet: Sheet) -> list[Problem]:
    """Give what is wrong with the headers of a sheet, taken as this KIND."""
    known, found = headers_of(kind), _fields(kind, sheet)
    unknown = [header for header in sheet.columns if plain(header) not in known]
    problems = []
    for header, near in zip(unknown, nearest(unknown, [f.name for f in kind.fields]), strict=True):
        key = "load.error.unknown_header_near" if near else "load.error.unknown_header"
        problems.append(_at_header(sheet, header, key, column=header, near=near))
    taken = [known[plain(h)].name for h in sheet.columns if plain(h) in known]
    twins = {name for name in taken if taken.count(name) > 1}
    problems += [_at_header(sheet, name, "load.error.header_twice", column=name) for name in sorted(twins)]
    missing = [f for f in kind.fields if needed(f) and f.name not in found]
    return problems + [_at_header(sheet, f.name, "load.error.header_missing", column=f.name) for f in missing]


def needed(one: Field) -> bool:
    """Say whether a file must have this column."""
    return one.required and not one.default


def _at_header(sheet: Sheet, header: str, key: str, **values: str) -> Problem:
    """Give a problem of the header row."""
    return Problem(sheet.file, sheet.name, 1, header, key, tuple(values.items()))


def _asked_for(sheet: Sheet, asked: str) -> Kind:
    """Give the KIND that the person named."""
    if asked not in KINDS:
        raise RefusedError([Problem(sheet.file, sheet.name, 0, "", "load.error.no_such_kind", (("kind", asked),))])
    return KINDS[asked]


def _is_marked(kind: Kind, sheet: Sheet) -> bool:
    """Say whether the headers alone may make a file one of this KIND."""
    return not kind.only_by_name and (not kind.marks or bool(kind.marks & _fields(kind, sheet).keys()))


def _is_named(kind: Kind, sheet: Sheet) -> bool:
    """Say whether the sheet, or else the file, bears the name of the KIND at its beginning."""
    labels = (catalogue(language).get(f"load.kind.{kind.name}", kind.name) for language in LOCALES)
    spelled = tuple(plain(label) for label in (kind.name, *labels))
    return plain(sheet.name or sheet.file.rsplit(".", 1)[0]).startswith(spelled)


def _what_is_nearest(sheet: Sheet) -> list[Problem]:
    """Say that no KIND fits, and what the nearest one misses."""
    best = max(KINDS.values(), key=lambda kind: (len(_fields(kind, sheet)), -len(kind.fields)))
    problems = [Problem(sheet.file, sheet.name, 1, "", "load.error.unknown_kind")]
    if len(_fields(best, sheet)) * 2 > len(sheet.columns):
        problems += _header_problems(best, sheet)
    return problems
