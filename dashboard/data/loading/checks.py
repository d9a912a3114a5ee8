"""From a sheet to checked columns in the form that is stored; every wrong cell is found, not only the first."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.data.loading.cells import (
    CELL_ERRORS,
    LONGEST_TEXT,
    READERS,
    Reading,
    is_plain,
    normal,
    read_amount,
    read_date,
)
from dashboard.data.loading.days import day_convention, is_slashed
from dashboard.data.loading.kind import Field, Kind
from dashboard.data.loading.problems import Finding, Problems
from dashboard.data.loading.sheets import Column, Sheet, as_texts, compact, constant
from dashboard.data.loading.written_numbers import convention
from dashboard.data.parsing.limits import NUMBER_CELL

NUMBERS = frozenset({"integer", "decimal"})
EXACT = NUMBERS | {"date"}
"""Types for which it matters whether a workbook holds a cell as a number."""
_LOST = {"text": re.compile(r"\?|\ufffd"), "prose": re.compile(r"\?(?=\w)|\ufffd")}
"""Where letters were lost: in a name at any question mark, in free text only at one before a letter."""
HIDDEN = "***"
"""What a message quotes of a cell that may say who somebody is."""
SUGGESTIONS, MOST_COMPARED = 200, 3_000
"""For how many unknown codes of a column, and among how many known ones, the nearest is looked for."""


@dataclass(slots=True)
class Checked:
    """The rows of one sheet, read.

    `columns` hold the stored form by field name, empty where a cell is empty or wrong.
    """

    kind: Kind
    sheet: Sheet
    columns: dict[str, Column] = field(default_factory=dict)
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.sheet)

    @property
    def rows(self) -> NDArray[np.int32]:
        """Give the number of each row in its file."""
        return self.sheet.rows

    def refuse(self, name: str, key: str, cells: NDArray[Any], **values: object) -> None:
        """Say that these cells (positions) of a column are wrong; values hold a text, or one text for each cell."""
        self.errors.add(self._finding(name, key, cells, values))

    def warn(self, name: str, key: str, cells: NDArray[Any], **values: object) -> None:
        """Say that these cells look wrong, but may be right."""
        self.warnings.add(self._finding(name, key, cells, values))

    def _finding(self, name: str, key: str, cells: NDArray[Any], values: dict[str, object]) -> Finding:
        column = self.sheet.headers.get(name, name)
        return Finding(self.sheet.file, self.sheet.name, column, key, self.rows[cells], dict(values), name)


def check_sheet(kind: Kind, sheet: Sheet) -> Checked:
    """Read every column of a sheet whose headers are known (`sheet.columns` by field name), then check whole rows."""
    checked = Checked(kind, sheet)
    checked.warnings.findings += sheet.findings
    for one in kind.fields:
        checked.columns[one.name] = _read_column(checked, one)
    for rule in kind.rules:
        rule(checked)
    return checked


def _read_column(checked: Checked, one: Field) -> Column:
    """Read one column, or give its default in every row where the file has none."""
    raw = checked.sheet.columns.get(one.name)
    if raw is None:
        return constant(one.default, len(checked))
    raw = compact(raw)
    if one.type in _LOST and not one.required and not one.default and is_plain(raw.texts):
        return raw
    texts = [normal(text) if one.type not in EXACT else text.strip() for text in raw.texts]
    if one.type in NUMBERS:
        readings = _read_numbers(checked.kind, one, texts)
    else:
        readings = _read_days(texts) if one.type == "date" else _read_texts(one, texts)
    readings = [("", "load.error.cell_error") if t in CELL_ERRORS else r for t, r in zip(texts, readings, strict=True)]
    _report(checked, one, raw, texts, readings)
    _look_for_lost_letters(checked, one, Column(as_texts(texts), raw.codes))
    stored = [one.default if not text else form for text, (form, _) in zip(texts, readings, strict=True)]
    return merged(stored, raw.codes)


def merged(stored: list[str], codes: NDArray[np.int32]) -> Column:
    """Give a column in which texts that came to be the same are kept once."""
    places: dict[str, int] = {}
    mapping = np.fromiter((places.setdefault(text, len(places)) for text in stored), np.int32, len(stored))
    return compact(Column(as_texts(list(places)), mapping[codes] if len(stored) else codes))


def _read_texts(one: Field, texts: list[str]) -> list[Reading]:
    """Read the distinct texts of a column that holds no numbers."""
    reader = READERS[one.type]
    return [reader(text, one) if text else ("", "") for text in texts]


def _read_days(texts: list[str]) -> list[Reading]:
    """Read the distinct days of a column in its one convention; refuse those that leave it open or break it."""
    order = day_convention(texts)
    readings = [read_date(text, month_first=order == "month_first") if text else ("", "") for text in texts]
    if order not in {"ambiguous", "mixed"}:
        return readings
    reason = f"load.error.date_{order}"
    return [("", reason) if is_slashed(text) else one for text, one in zip(texts, readings, strict=True)]


def _read_numbers(kind: Kind, one: Field, texts: list[str]) -> list[Reading]:
    """Read the distinct numbers of a column in its one convention; refuse those that leave it open or break it."""
    styles = [convention(text) if text else "" for text in texts]
    if "turkish" in styles and "machine" in styles:
        rarer = min(("turkish", "machine"), key=styles.count)
        wrong, reason = {rarer}, "load.error.number_mixed"
    elif "either" in styles and not {"turkish", "machine"} & set(styles):
        wrong, reason = {"either"}, "load.error.number_ambiguous"
    else:
        wrong, reason = set(), ""
    turkish = "turkish" in styles
    places = kind.decimals(one)
    readings = (read_amount(text, one, places, turkish=turkish) if text else ("", "") for text in texts)
    return [("", reason) if s in wrong else reading for s, reading in zip(styles, readings, strict=True)]


def _report(checked: Checked, one: Field, raw: Column, texts: list[str], readings: list[Reading]) -> None:
    """Write down the empty cells that must be filled, and the cells that could not be read, reason by reason."""
    if one.required and not one.default:
        empty = raw.spread((text == "" for text in texts), bool)
        checked.refuse(one.name, "load.error.required", np.flatnonzero(empty))
    for reason in sorted({key for _, key in readings if key}):
        bad = np.flatnonzero(raw.spread((key == reason for _, key in readings), bool))
        shown = [HIDDEN if one.private else text.replace(NUMBER_CELL, "")[:200] for text in texts]
        values = as_texts(shown)[raw.codes[bad]]
        if reason == "load.error.not_a_code":
            refuse_unknown(checked, one.name, reason, bad, values, list(one.codes))
        else:
            checked.refuse(one.name, reason, bad, value=values, **_limits(checked.kind, one))


def _limits(kind: Kind, one: Field) -> dict[str, str]:
    """Give what the messages say of a column's limits."""
    ends = {"lowest": str(one.lowest), "highest": str(one.highest)}
    return ends | {"limit": str(LONGEST_TEXT), "places": str(kind.decimals(one))}


def refuse_unknown(
    checked: Checked, name: str, reason: str, cells: NDArray[Any], values: NDArray[Any], known: list[str]
) -> None:
    """Refuse cells whose code nobody knows, with the most similar one that is known where there is one.

    `<reason>_near` is the message that names the similar code.
    """
    unknown = sorted(set(values))
    near = dict(zip(unknown, nearest(unknown, known), strict=True))
    similar = as_texts([near[value] for value in values])
    found = similar != ""
    checked.refuse(name, f"{reason}_near", cells[found], value=values[found], near=similar[found])
    checked.refuse(name, reason, cells[~found], value=values[~found])


def _look_for_lost_letters(checked: Checked, one: Field, column: Column) -> None:
    """Warn of lost letters."""
    if pattern := _LOST.get(one.type):
        lost = np.flatnonzero(column.spread((bool(pattern.search(text)) for text in column.texts), bool))
        shown = as_texts([HIDDEN] * len(column.texts)) if one.private else _shortened(column.texts)
        checked.warn(one.name, "load.warning.lost_letters", lost, value=shown[column.codes[lost]])


def _shortened(texts: NDArray[Any]) -> NDArray[Any]:
    """Give texts that fit on a line."""
    return as_texts([text if len(text) <= 80 else text[:79] + "…" for text in texts])  # noqa: PLR2004 - a line's width


def nearest(unknown: list[str], known: list[str]) -> list[str]:
    """Give for each unknown code the known one that looks most like it, or an empty text."""
    tried = unknown[:SUGGESTIONS] if len(known) <= MOST_COMPARED else []
    found = [next(iter(get_close_matches(text, known, 1, 0.75)), "") for text in tried]
    return found + [""] * (len(unknown) - len(found))
