"""What a file looks like: the KIND whose words its headers are nearest to, and how it writes days and numbers."""

from difflib import get_close_matches

from dashboard.data.loading.days import day_convention
from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.labels import headers_of, plain
from dashboard.data.loading.recognising import field_of, needed
from dashboard.data.loading.sheets import Sheet
from dashboard.data.loading.written_numbers import convention

_LEAST, _NEAR = 2, 0.8
_LOOKED_AT = 2_000
"""Distinct texts of a column of which the convention is told."""


def best_kind(sheet: Sheet) -> Kind | None:
    """Give the KIND that knows most headers, required ones first; None where none knows two."""
    scored = []
    for kind in KINDS.values():
        known = {one.name for header in sheet.columns if (one := field_of(kind, sheet, header))}
        missing = sum(needed(one) and one.name not in known for one in kind.fields)
        scored.append((len(known), -missing, -len(kind.fields), kind.name))
    known_most, *_, name = max(scored)
    return KINDS[name] if known_most >= _LEAST else None


def matched(kind: Kind, sheet: Sheet) -> dict[str, str]:
    """Give the field for every header that means one, or nearly spells one that no other header means."""
    pairs: dict[str, str] = {}
    for header in sheet.columns:
        one = field_of(kind, sheet, header)
        if one and one.name not in pairs.values():
            pairs[header] = one.name
    known = headers_of(kind)
    for header in sheet.columns:
        free = [spelled for spelled, one in known.items() if one.name not in pairs.values()]
        near = get_close_matches(plain(header), free, 1, _NEAR) if header not in pairs else []
        if near and header not in sheet.quiet:
            pairs[header] = known[near[0]].name
    return pairs


def conventions_of(kind: Kind | None, sheet: Sheet, pairs: dict[str, str]) -> dict[str, str]:
    """Say how the columns that hold days and numbers write them, where any does."""
    types = {one.name: one.type for one in kind.fields} if kind else {}
    days: list[str] = []
    numbers: list[str] = []
    for header, field in pairs.items():
        texts = [str(text).strip() for text in sheet.columns[header].texts[:_LOOKED_AT] if text]
        if types[field] == "date":
            days += [day_convention(texts)] if texts else []
        elif types[field] in {"integer", "decimal"}:
            numbers += [style for text in texts if (style := convention(text)) not in {"whole", "none"}]
    told = {"dates": _one_of(days), "decimals": _one_of(["ambiguous" if n == "either" else n for n in numbers])}
    return {name: word for name, word in told.items() if word}


def _one_of(words: list[str]) -> str:
    """Give the one word that all say; what leaves it open gives way to what does not."""
    clear = set(words) - {"ambiguous"} or set(words)
    return "mixed" if len(clear) > 1 else next(iter(clear), "")
