"""Tables as they are read in a document: each cell in the words of the screen, with its exact value beside them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dashboard import formats
from dashboard.components.markup import text_of
from dashboard.components.value_mark import SIGNS
from dashboard.export.report.model import Cell, Group, Heading, Laid
from dashboard.export.timeline_framework import FORMS, Part, group_of
from dashboard.export.written import written
from dashboard.figures.table import Table
from dashboard.i18n import direction, t
from dashboard.shown_sum import is_suppressed

Row = Mapping[str, Any]
LEFT_TO_RIGHT_MARK, NO_BREAK_SPACE = "\u200e", "\u00a0"
_APART = frozenset({"Div", "Ul", "Dl", "P", "Li"})
"""Elements whose parts stand on lines of their own."""


def laid(table: Table) -> Laid:
    """Lay out a table as the screen does: codes left out, a number that is not there replaced by why."""
    shown = [at for at, column in enumerate(table.columns) if column.kind not in {"code", "state"}]
    headings = tuple(Heading(table.columns[at].label, numeric=table.columns[at].is_number) for at in shown)
    rows = tuple(tuple(cell_at(table, row, at) for at in shown) for row in table.rows)
    return Laid(headings, (Group("", rows),))


def cell_at(table: Table, row: Sequence[Any], at: int) -> Cell:
    """Give one cell; a column of states behind it says why there is no number."""
    column, value = table.columns[at], row[at]
    if column.kind == "step":
        return Cell((_step(table, row, at),), value)
    state = row[at + 1] if at + 1 < len(table.columns) and table.columns[at + 1].kind == "state" else "value"
    state = "suppressed" if is_suppressed(value) else state
    if state != "value":
        return Cell((absent(state),))
    words = written(column, value)
    return Cell((words.replace(" ", NO_BREAK_SPACE) if isinstance(value, date) else words,), value)


def absent(state: str) -> str:
    """Write why a number is not there: a sign and a word, never parted by a line break."""
    return f"{SIGNS[state]}{NO_BREAK_SPACE}{t(f'value.{state}')}"


def _step(table: Table, row: Sequence[Any], at: int) -> str:
    """Write the day on which a step was reached, or that it was skipped, or is not reached yet."""
    if row[at] is not None:
        return formats.day(row[at])
    later = (place for place, column in enumerate(table.columns) if column.kind == "step" and place > at)
    return t("step_sign.skipped") if any(row[place] for place in later) else t("step_sign.not_yet")


def laid_framework(table: Table) -> Laid:
    """Lay out a results framework in the form of its funder, with what each cell says besides its value."""
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    parts = FORMS[rows[0]["form"]]
    headings = tuple(Heading(t(label)) for label, _ in parts)
    titles = list(dict.fromkeys(map(group_of, rows)))
    groups = (Group(title, tuple(_indicator(row, parts) for row in rows if group_of(row) == title)) for title in titles)
    return Laid(headings, tuple(groups))


def _indicator(row: Row, parts: Sequence[Part]) -> tuple[Cell, ...]:
    """Give the cells of one indicator, the first of which says which one it is."""
    name = [row["name"], " · ".join(filter(None, (row["code"], row["unit"], row["direction"])))]
    name += [t("framework.co_financed")] if row["co_financed"] else []
    name += [row["definition"]] if row["definition"] else []
    cells = (_framework_cell(nodes, more.get("data_value")) for _, make in parts[1:] for nodes, more in [make(row)])
    return Cell(tuple(name), row["code"]), *cells


def _framework_cell(nodes: object, exact: object) -> Cell:
    """Give a cell of the framework; its exact value is a number, or None where a state stands in its place."""
    try:
        value = None if exact is None else Decimal(str(exact))
    except InvalidOperation:
        value = None
    return Cell(tuple(lines_of(nodes)) or (formats.MISSING,), value)


def lines_of(nodes: object) -> list[str]:
    """Give the words of elements of the screen, those that stand apart there on a line of their own."""
    if isinstance(nodes, list | tuple):
        return [line for node in nodes for line in lines_of(node)]
    if isinstance(nodes, dict) and nodes["type"] in _APART:
        inside = nodes["props"].get("children", ())
        parts = inside if isinstance(inside, list | tuple) else [inside]
        return lines_of(parts) if any(map(_stands_apart, parts)) else [_words(nodes)]
    words = _words(nodes)
    return [words] if words else []


def _stands_apart(node: object) -> bool:
    """Say whether an element stands on a line of its own beside others."""
    return isinstance(node, dict) and (node["type"] in _APART or _class(node).startswith("framework-"))


def _class(node: Mapping[str, Any]) -> str:
    """Give the class of an element."""
    return str(node["props"].get("className", ""))


def _words(node: object) -> str:
    """Give the words of one line; what reads left to right keeps its order also in Arabic."""
    if isinstance(node, list | tuple):
        return " ".join(filter(None, map(_words, node)))
    if isinstance(node, dict) and "props" in node:
        words = _words(node["props"].get("children", ""))
        fixed = node["props"].get("dir") == "ltr" and direction() == "rtl"
        return f"{LEFT_TO_RIGHT_MARK}{words}{LEFT_TO_RIGHT_MARK}" if fixed and words else words
    return text_of(node)
