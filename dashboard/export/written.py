"""The cells of a table in words: as the screen shows them, with their signs, and as plain text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from dashboard import formats
from dashboard.components.data_table import Number
from dashboard.components.markup import Element, el
from dashboard.components.status_badge import STATES, badge
from dashboard.components.step_sign import step_sign
from dashboard.components.value_mark import KEPT_BACK, value_mark
from dashboard.figures.table import Column, LongerThan, Said, Table
from dashboard.i18n import t
from dashboard.shown_sum import is_partial, is_suppressed

DATED: Mapping[str, Callable[[Any], str]] = {"day": formats.day, "month": formats.month, "quarter": formats.quarter}
"""How each kind of column writes its days."""
NUMBERS: Mapping[str, Callable[[Any], str]] = {
    "whole": formats.whole,
    "number": formats.number,
    "points": partial(formats.decimal, digits=2),
    "share": formats.percent,
    "money": formats.amount,
}
"""How each kind of column writes its numbers."""
UNDETERMINED = "und"
"""The language of a text of which nobody knows it."""
WORD = "_word"
"""Ends the key of a column of words whose codes stand in the column before, under the key without it."""


def written(column: Column, cell: Any) -> str:  # noqa: ANN401  A cell.
    """Write one cell as the screen does, without its sign or colour."""
    if column.kind == "wait":
        return str(_wait(cell).text)
    if is_suppressed(cell):
        return t("value.suppressed")
    text = (NUMBERS.get(column.kind) or DATED.get(column.kind, _text))(cell)
    return f"{text}{KEPT_BACK}" if is_partial(cell) else text


def cells_of(column: Column, at: int, table: Table) -> list[Any]:
    """Give a column as read; the word of a state, whose code is the column before, gets its sign and colour."""
    cells = [row[at] for row in table.rows]
    if column.kind == "step":
        return _steps(at, table)
    if at + 1 < len(table.columns) and table.columns[at + 1].kind == "state":
        return [_marked(number, row[at + 1]) for number, row in zip(read_cells(column, cells), table.rows, strict=True)]
    if not column.key.endswith(WORD):
        return read_cells(column, cells)
    return [_word(row[at - 1], word) for row, word in zip(table.rows, cells, strict=True)]


def _marked(number: Number, state: str) -> Number:
    """Give a number as it is, or the mark of why there is none."""
    return number if state == "value" else Number(value_mark(state), state)


def _word(code: str | None, word: str) -> Any:  # noqa: ANN401  A cell.
    """Give the word of a state with its sign and colour, plain where there is no state to point at."""
    return word if code == "" else badge(STATES.get(code or "", "none"), word)


def _steps(at: int, table: Table) -> list[Any]:
    """Give one step of every row; without a day it was skipped where a later step has one."""
    later = [place for place, column in enumerate(table.columns) if column.kind == "step" and place > at]
    return [_step(row[at], passed=any(row[place] for place in later)) for row in table.rows]


def _step(day: date | None, *, passed: bool) -> Element:
    """Give one step of one row."""
    if day is not None:
        return step_sign("reached", formats.day(day))
    return step_sign("skipped" if passed else "not_yet")


def read_cells(column: Column, cells: Sequence[Any]) -> list[Any]:
    """Write the cells of a column as they are read on the screen; numbers keep their exact value beside it."""
    if column.kind in OF_THEIR_OWN:
        return list(map(OF_THEIR_OWN[column.kind], cells))
    if column.kind in NUMBERS:
        write = NUMBERS[column.kind]
        return [_protected(cell, write) if is_partial(cell) else Number(write(cell), cell) for cell in cells]
    return list(map(DATED.get(column.kind, _text), cells))


def _protected(cell: int, write: Callable[[Any], str]) -> Number:
    """Write a sum that leaves suppressed cells out, with a sign; where nothing of it is shown the mark stands alone."""
    if is_suppressed(cell):
        return Number(value_mark("suppressed"), "suppressed")
    return Number(f"{write(cell)}{KEPT_BACK}", cell)


def _wait(cell: int | LongerThan | None) -> Number:
    """Write a wait in days; one that is not reached yet is longer than the longest observed, and no number."""
    if isinstance(cell, LongerThan):
        return Number(formats.wait(cell.days, reached=False), "not_reached")
    return Number(formats.wait(cell), cell)


def _said(cell: Said | None) -> Element | str:
    """Write what somebody said in its own language and direction."""
    return (
        formats.MISSING
        if cell is None
        else el("Span", str(cell), lang=cell.language or UNDETERMINED, dir="auto", class_="said")
    )


OF_THEIR_OWN: Mapping[str, Callable[[Any], Any]] = {"wait": _wait, "said": _said}
"""Kinds of columns whose cells are no plain numbers, days or words."""


def _text(cell: Any) -> str:  # noqa: ANN401  Any cell that is no number and no day.
    """Write a text, or the sign of a missing one."""
    return formats.MISSING if cell is None else str(cell)
