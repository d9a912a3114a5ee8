"""Tables as they are read in a document: each cell in the words of the screen, with its exact value beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import formats
from dashboard.components.markup import text_of
from dashboard.components.value_mark import SIGNS
from dashboard.export.report.model import Cell, Group, Heading, Laid
from dashboard.export.screen import DATED, NUMBERS
from dashboard.export.timeline_framework import FORMS, Part, group_of
from dashboard.figures.table import Column, LongerThan, Table, Value
from dashboard.i18n import t

_PARAGRAPHS = frozenset({"Span", "P", "Div", "Li"})
"""Elements that stand on a line of their own where they stand beside another."""
Row = Mapping[str, Any]


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
    if state != "value":
        return Cell((absent(state),))
    return Cell((written(column, value),), value)


def absent(state: str) -> str:
    """Write why a number is not there: a sign and a word."""
    return f"{SIGNS[state]} {t(f'value.{state}')}"


def written(column: Column, value: Value) -> str:
    """Write a cell as the screen does."""
    if isinstance(value, LongerThan):
        return formats.wait(value.days, reached=False)
    write = NUMBERS.get(column.kind) or DATED.get(column.kind)
    if column.kind == "wait":
        write = formats.wait
    if write:
        return write(value)
    return formats.MISSING if value is None else str(value)


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
    made = (make(row)[0] for _, make in parts[1:])
    return (Cell(tuple(name), row["code"]), *(Cell(tuple(lines_of(nodes)) or (formats.MISSING,)) for nodes in made))


def lines_of(nodes: object) -> list[str]:
    """Give the words of elements of the screen, those that stand apart there on a line of their own."""
    if isinstance(nodes, list | tuple):
        return [line for node in nodes for line in lines_of(node)]
    if isinstance(nodes, dict) and nodes["type"] == "Div":
        inside = nodes["props"].get("children", ())
        return lines_of(inside if isinstance(inside, list) else [inside])
    text = text_of(nodes)
    return [text] if text else []
