"""Values of a file that were not understood, and what each of them may mean: our codes, in our words."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from dashboard.data.loading.cells import countries, currencies
from dashboard.data.loading.checks import HIDDEN
from dashboard.data.loading.iati_grants import ACTIVITY, ACTIVITY_AGAIN, GRANT, NO_GRANT, NO_PROGRAMME, PROGRAMME
from dashboard.data.loading.kind import Field
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.problems import Finding
from dashboard.data.loading.registers import Registers
from dashboard.formats import country, sort_key
from dashboard.i18n import LOCALES, choose, locale, t

MOST = 200
"""Values of a sheet that are shown, the most frequent ones first."""
_REASONS = frozenset(
    {"not_a_code", "unknown_reference", "not_an_identifier", "not_yes_or_no", "not_a_currency", "not_a_country"}
)
_KEYS = {f"load.error.{reason}{near}" for reason in _REASONS for near in ("", "_near")}
_OF_IATI = {NO_GRANT: GRANT, NO_PROGRAMME: PROGRAMME}
_HEADERS = {ACTIVITY: GRANT, ACTIVITY_AGAIN: PROGRAMME}


def _currency(code: str) -> str:
    """Name a currency by its ISO 4217 code: `EUR` is `Euro`; one that nobody knows stays."""
    return str(locale().currencies.get(code, code))


_STANDARD: Mapping[str, tuple[Callable[[], Collection[str]], Callable[[str], str]]] = {
    "currency": (currencies, _currency),
    "country": (countries, country),
}
"""Codes of ISO standards with their names, by the type of a field."""
Unread = tuple[str, str, str, int]
"""Field, header in the file, value, number of rows."""


def unread(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Unread]]:
    """Give by file and sheet the values for which a code is missing, the most frequent ones first."""
    found: dict[tuple[str, str], Counter[tuple[str, str, str]]] = {}
    for one in findings:
        field = _field(one)
        if not field or "value" not in one.values:
            continue
        of = found.setdefault((one.file, one.sheet), Counter())
        told, rows = one.values["value"], one.values.get("rows")
        for value in [told] * len(one.rows) if isinstance(told, str) else told:
            if value != HIDDEN:
                of[field, one.column, str(value)] += int(rows) if isinstance(rows, str) else 1
    return {place: [(*what, rows) for what, rows in of.most_common(MOST)] for place, of in found.items()}


def _field(one: Finding) -> str:
    """Give the field of which a finding says that a value has no code; empty where it says something else."""
    if one.key in _OF_IATI:
        return _OF_IATI[one.key]
    return (one.field or _HEADERS.get(one.column, "")) if one.key in _KEYS else ""


def can_be_chosen(one: Field) -> bool:
    """Say whether there is a list of what a field may mean."""
    return bool(one.codes or one.refers) or one.type in {"flag", *_STANDARD}


def choices(connection: Connection, one: Field, within: Collection[str] | None) -> dict[str, str]:
    """Give the codes that a field may hold, with their words in the language in force, in the order of the words.

    Args:
        connection: a transaction of the writer.
        one: a field that `can_be_chosen`.
        within: programmes of whoever chooses; codes of others are not listed. None is every programme.
    """
    if one.codes:
        return {code: t(one.label_key(code)) for code in one.codes}
    if one.type == "flag":
        return {code: t(f"load.template.{code}") for code in ("yes", "no")}
    if one.type in _STANDARD:
        codes, name = _STANDARD[one.type]
        return _in_words({code: name(code) for code in codes()})
    kind = KINDS[one.refers]
    live = Registers(connection, within=within).live(kind.name)
    columns = [kind.table.c[f"name_{language}"] for language in LOCALES if f"name_{language}" in kind.table.c]
    query = select(kind.table.c[kind.owner], *columns).where(kind.table.c.until_version.is_(None))
    rows = {row[0]: {column.name[-2:]: name for column, name in zip(columns, row[1:], strict=True)}
            for row in connection.execute(query)}  # fmt: skip
    named = {code: choose(rows[number]) if columns and number in rows else code for code, number in live.items()}
    return _in_words(named)


def _in_words(named: Mapping[str, str]) -> dict[str, str]:
    """Give codes with their names in the order of these; the code stands behind its name."""
    listed = sorted(named, key=lambda code: (sort_key(named[code]), code))
    return {code: named[code] if named[code] == code else f"{named[code]} · {code}" for code in listed}
