"""Names of sheets that every program takes: short, each one once, without the signs that are forbidden there."""

import re
from collections.abc import Iterable

from dashboard import formats
from dashboard.export.native.legible import legible

LONGEST = 31
RESERVED = frozenset({"history"})
"""Names that Excel keeps for itself."""
NAMELESS = "#"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Give a name for each title in turn; equal ones, whatever their case, get a number."""
    taken: set[str] = set(RESERVED)
    found = []
    for title in titles:
        name = _free(safe(title), taken)
        taken |= _folded(name)
        found.append(name)
    return found


def safe(title: str) -> str:
    """Give the part of a title that may be the name of a sheet."""
    text = " ".join(_FORBIDDEN.sub(" ", legible(title)).split())
    return cut(text, LONGEST).strip("' ") or NAMELESS


def cut(text: str, longest: int) -> str:
    """Cut a text after a whole word where it is too long."""
    if len(text) <= longest:
        return text
    short = text[: longest - 1]
    words = short.rpartition(" ")[0]
    return f"{(words if len(words) > longest // 2 else short).rstrip(' .,;:-–')}…"


def _free(name: str, taken: set[str]) -> str:
    """Give a name that no other sheet has."""
    number, tried = 2, name
    while _folded(tried) & taken:
        tail = f" ({number})"
        tried, number = f"{name[: LONGEST - len(tail)].rstrip()}{tail}", number + 1
    return tried


def _folded(name: str) -> set[str]:
    """Give a name without its case, as programs of any language may compare it."""
    return {name.lower(), name.upper().lower(), formats.lower(name)}
