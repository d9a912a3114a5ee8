"""Mappings: how the list of another institution becomes rows of our KINDs, declared as data.

A mapping names for each KIND the columns of the list that fill it. What cannot be read off a row (a date that differs
from the earlier list) is worked out against the database by the mapping's `revise`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from sqlalchemy import Connection

from dashboard.data.loading.problems import Finding, Problem, RefusedError
from dashboard.data.loading.sheets import Column, Sheet, as_texts, constant

Transform = Callable[[str], str]
"""From a text of the list to the text of our file; raises ValueError for one it does not know."""


@dataclass(frozen=True, slots=True)
class From:
    """One of our columns, filled from the first of some columns of the list that exists and is not empty."""

    columns: tuple[str, ...]
    transform: Transform = str.strip


@dataclass(frozen=True, slots=True)
class Together:
    """One of our columns, made of two columns of the list; of each the first that exists is read."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    transform: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Always:
    """One of our columns that says the same in every row."""

    text: str


How = From | Together | Always
Part = dict[str, How]
"""How the columns of one KIND are filled, by field name."""


@dataclass(frozen=True, slots=True)
class TablePart:
    """The rows of one KIND: what fills them, and which rows of the list they are made from."""

    kind: str
    columns: Part
    only: tuple[From, frozenset[str]] | None = None
    """A reading of the list and its texts for which a row is made; without it every row makes one."""
    filled: tuple[str, ...] = ()
    """Our columns without which a row of the list makes none."""
    once: bool = False
    """Whether the rows say the same for the whole list, which then gives one row."""


class Revision(Protocol):
    """Works out what a list changes, compared with what is live, and changes the sheets accordingly."""

    def __call__(self, connection: Connection, sheets: dict[str, Sheet], source: str, dated: date) -> list[Finding]:
        """Change the sheets (by KIND) of a list of one date, and give the warnings that this brings.

        `source` is the stream's name without its KIND.
        """


@dataclass(frozen=True, slots=True)
class Mapping:
    """One list of one institution."""

    name: str
    needs: tuple[tuple[str, ...], ...]
    """Columns that the list must have; of each group one."""
    parts: tuple[TablePart, ...]
    date_of: Callable[[str], date | None]
    """From the name of a file to the date of the list in it."""
    revise: Revision


def apply(mapping: Mapping, sheet: Sheet) -> dict[str, Sheet]:
    """Give the sheets, by KIND, that a list gives; every row keeps its number in the list.

    Raises:
        RefusedError: it is not this list, or a value has no counterpart.
    """
    for group in mapping.needs:
        if not set(group) & set(sheet.columns):
            told = (("column", " / ".join(group)),)
            raise RefusedError([Problem(sheet.file, sheet.name, 1, group[0], "load.error.not_this_list", told)])
    return {part.kind: _part(part, sheet) for part in mapping.parts}


def _part(part: TablePart, sheet: Sheet) -> Sheet:
    """Give the rows of one KIND."""
    columns = {name: _filled(sheet, how) for name, how in part.columns.items()}
    kept = np.arange(1 if part.once else len(sheet))
    if part.only:
        told, texts = part.only
        chosen = _filled(sheet, told)
        kept = np.flatnonzero(chosen.spread((text in texts for text in chosen.texts), bool))
    for name in part.filled:
        kept = kept[~columns[name].missing[kept]]
    return Sheet(sheet.file, part.kind, {n: c.take(kept) for n, c in columns.items()}, sheet.rows[kept])


def _filled(sheet: Sheet, how: How) -> Column:
    """Give one of our columns."""
    if isinstance(how, Always):
        return constant(how.text, len(sheet))
    if isinstance(how, Together):
        return _joined(_first_of(sheet, how.first), _first_of(sheet, how.second), how.transform)
    filled = constant("", len(sheet))
    for name in how.columns:
        if name in sheet.columns:
            filled = _first_filled(filled, _transformed(sheet, name, how.transform))
    return filled


def _first_of(sheet: Sheet, names: tuple[str, ...]) -> Column:
    """Give the first of some columns that the list has."""
    return next((sheet.columns[name] for name in names if name in sheet.columns), constant("", len(sheet)))


def _joined(one: Column, other: Column, transform: Callable[[str, str], str]) -> Column:
    """Give the text that two columns make together, worked out once for each pair of texts."""
    pairs, codes = np.unique(np.stack([one.codes, other.codes]), axis=1, return_inverse=True)
    texts = [transform(str(one.texts[a]), str(other.texts[b])) for a, b in pairs.T.tolist()]
    return Column(as_texts(texts), codes.reshape(-1).astype(np.int32))


def _first_filled(one: Column, other: Column) -> Column:
    """Give the first column, and the other where the first is empty."""
    codes = np.where(one.missing, other.codes + len(one.texts), one.codes)
    return Column(as_texts([*one.texts, *other.texts]), codes.astype(np.int32))


def _transformed(sheet: Sheet, name: str, transform: Transform) -> Column:
    """Give a column of the list as our file would write it."""
    column = sheet.columns[name]
    texts, wrong = [], []
    for place, text in enumerate(column.texts):
        try:
            texts.append(transform(str(text)) if text else "")
        except ValueError:
            texts.append("")
            wrong.append(place)
    cells = np.flatnonzero(np.isin(column.codes, wrong))
    if len(cells):
        told = [(int(sheet.rows[i]), str(column.texts[column.codes[i]])) for i in cells]
        raise RefusedError(
            [
                Problem(sheet.file, sheet.name, row, name, "load.error.unmapped_value", (("value", v),))
                for row, v in told
            ]
        )
    return Column(as_texts(texts), column.codes)
