"""One sheet of a workbook, row by row: every cell as text, numbers marked, errors and formulas known by their cell."""

import re
from collections.abc import Callable

from dashboard.data.parsing.archive import Archive
from dashboard.data.parsing.limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_MERGED,
    NUMBER_CELL,
    WIDEST_GAP,
    Refusal,
)
from dashboard.data.parsing.number_formats import day_of, plain_number
from dashboard.data.parsing.workbook import Book
from dashboard.data.parsing.xml_stream import XmlStream

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_CARRIAGE_RETURN = "_x000D_"
_FORMULAS_TOLD = 20

Row = tuple[int, list[str]]
"""Number of the row and its cells; those at its end that are empty are left out."""


def column_number(letters: str) -> int:
    """Give the place of a column, A being 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(place: int) -> str:
    """Give the letters of a column, A being 0."""
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Worksheet:
    """Reads one sheet and tells each row that holds anything; `merged` are first row, first column, last row, last."""

    def __init__(self, name: str, book: Book, tell: Callable[[Row], None]) -> None:
        self.merged: list[tuple[int, int, int, int]] = []
        self.refusals: list[Refusal] = []
        self._name, self._book, self._tell = name, book, tell
        self._row, self._rows, self._place = 0, 0, -1
        self._cells: list[str] = []
        self._type, self._style = "n", 0
        self._value: list[str] = []
        self._taking, self._formula, self._spoken = False, False, False
        self._xml = XmlStream(self._start, self._end, self._text)

    @property
    def at(self) -> int:
        """Give how many bytes of the unpacked sheet are read."""
        return self._xml.at

    def read(self, archive: Archive, part: str) -> None:
        """Read the sheet to its end.

        Raises:
            Refusal: it breaks off, or is not safe to read; with row and column where they are known.
        """
        try:
            with archive.open(part) as unpacked:
                self._xml.read(unpacked)
        except Refusal as refusal:
            key = "broken_sheet" if refusal.key in {"not_xml", "not_workbook"} else refusal.key
            known = key in {"broken_sheet", "unsafe_xml"}
            raise Refusal(
                key, self._name, self._row if known else refusal.row, refusal.column, **refusal.values
            ) from refusal

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "row":
            self._open_row(attributes)
        elif name in {"v", "t"}:
            self._taking = not self._spoken
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._spoken = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._taking = False
        elif name == "c":
            self._close_cell()
        elif name == "rPh":
            self._spoken = False
        elif name == "row":
            self._close_row()

    def _text(self, data: str) -> None:
        if self._taking:
            self._value.append(data)

    def _open_row(self, attributes: dict[str, str]) -> None:
        told = attributes.get("r", "")
        row = int(told) if told.isascii() and told.isdigit() and len(told) <= 7 else self._row + 1  # noqa: PLR2004
        if row <= self._row or row > 2**20:
            raise self._refusal("broken_sheet", self._row)
        self._row, self._place, self._cells = row, -1, []
        self._rows += 1

    def _close_row(self) -> None:
        while self._cells and not self._cells[-1]:
            self._cells.pop()
        if self._cells:
            self._tell((self._row, self._cells))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        place = column_number(found[1]) if found else self._place + 1
        if self._row - self._rows > WIDEST_GAP:
            raise self._refusal("rows_far_apart", self._row, place)
        if place >= MOST_COLUMNS:
            raise self._refusal("column_far_away", self._row, place, limit=str(MOST_COLUMNS))
        if place <= self._place:
            raise self._refusal("broken_sheet", self._row, place)
        self._place = place
        style = attributes.get("s", "")
        self._type, self._style = attributes.get("t", "n"), int(style) if style.isascii() and style.isdigit() else 0
        self._value, self._formula = [], False

    def _close_cell(self) -> None:
        raw = "".join(self._value)
        if self._formula and not raw and self._type != "str":
            if len(self.refusals) < _FORMULAS_TOLD:
                cell = f"{column_letters(self._place)}{self._row}"
                self.refusals.append(self._refusal("formula_without_value", self._row, self._place, cell=cell))
            return
        text = self._meaning(raw) if raw else ""
        if text:
            self._cells.extend([""] * (self._place - len(self._cells)))
            self._cells.append(text[:LONGEST_CELL])

    def _meaning(self, raw: str) -> str:
        """Give a cell as text."""
        if self._type == "s":
            place = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else -1  # noqa: PLR2004
            if not 0 <= place < len(self._book.texts):
                raise self._refusal("broken_sheet", self._row, self._place)
            raw = self._book.texts[place]
        elif self._type == "b":
            return "true" if raw.strip() in {"1", "true"} else "false"
        elif self._type == "d":
            return raw.strip().removesuffix("T00:00:00")
        elif self._type == "n":
            return self._number(raw)
        return raw.replace(_CARRIAGE_RETURN, "").strip()

    def _number(self, raw: str) -> str:
        """Give a number, or the day that it means."""
        try:
            value = float(raw)
        except ValueError:
            raise self._refusal("broken_sheet", self._row, self._place) from None
        if not abs(value) < 1e300:  # noqa: PLR2004 - beyond this there are no digits to write
            return raw.strip()
        days = self._book.days
        if self._style < len(days) and days[self._style] and (day := day_of(value, from_1904=self._book.from_1904)):
            return day
        return plain_number(value) + NUMBER_CELL * (2 if self._book.from_1904 else 1)

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found and len(self.merged) < MOST_MERGED:
            self.merged.append((int(found[2]), column_number(found[1]), int(found[4]), column_number(found[3])))

    def _refusal(self, key: str, at: int, place: int | None = None, **values: str) -> Refusal:
        column = "" if place is None else column_letters(place)
        return Refusal(key, self._name, at, column, **values)
