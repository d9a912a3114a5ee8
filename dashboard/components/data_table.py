"""Tables as HTML: a caption, headers with a scope, numbers that carry their exact value.

The table of a chart holds what the chart shows, written by the same formatters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from urllib.parse import quote_plus

from dashboard.components.markup import Element, Node, el
from dashboard.i18n import t

NAMESPACE = "dash_html_components"
"""Rows and cells are written out instead of made by `el`, because a page holds hundreds of them."""
Order = Literal["ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `numeric` ones align to the end; `sorted_as` says that rows stand in its order.

    `href` makes the heading a link that sorts by the column, in the order that `sorts` names. `key` names a column
    whose numbers can be explained.
    """

    label: str
    numeric: bool = True
    sorted_as: Order | None = None
    href: str | None = None
    sorts: Order = "ascending"
    key: str | None = None


class Number(NamedTuple):
    """A cell with a number: as read, and exact; `value` is None where it is missing, or names another state."""

    text: str | Element
    value: object


Cell = Number | str | Element
"""A number, or text; the first cell of a row names the row."""
EXPLANATION = "/data/explain"
"""The path of the page that explains a number; `assets/shell/explain.js` adds the filters of the page to its links."""


@dataclass(frozen=True, slots=True)
class Explained:
    """How the numbers of a table lead to what they are made of.

    `figure` is the table's id in the catalogue, `rows` the key of each row, None where it has no explanation, and
    `names` what each row is called.
    """

    figure: str
    rows: Sequence[str | None] = field(default_factory=tuple)
    names: Sequence[str] = field(default_factory=tuple)


def data_table(
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    explained: Explained | None = None,
) -> Element:
    """Give a table inside a region of its own that scrolls and can be reached with the keyboard.

    Args:
        name: the chart whose numbers these are, as in `data-chart`.
        caption: what the numbers are; it also names the region, so it must be unique on the page.
        columns: one for each cell of a row.
        rows: the cells as read.
        explained: how they lead to what they are made of: by one link at the end of each row, and a click on a number.
    """
    headers = [_header(column) for column in columns]
    lines = [_row(columns, row) for row in rows]
    if explained:
        headers.append(el("Th", el("Span", t("explain.title"), class_="visually-hidden"), scope="col", class_="why"))
        lines = [
            _row(columns, row, (explained.figure, key, named))
            for row, key, named in zip(rows, explained.rows, explained.names, strict=True)
        ]
    table = el("Table", el("Caption", caption), el("Thead", el("Tr", *headers)), el("Tbody", lines), data_table=name)
    label = t("table.region", name=caption)
    return el("Div", table, class_="table-region", role="region", tabIndex="0", aria_label=label)


def _header(column: Column) -> Element:
    """Give a column's header."""
    label = _sorting_link(column, column.href) if column.href else column.label
    class_ = "n" if column.numeric else None
    return el("Th", label, scope="col", class_=class_, aria_sort=column.sorted_as, data_column=column.key)


def _sorting_link(column: Column, href: str) -> Element:
    """Give the link of a heading: its label, the sign of the order in force, and in words what a press does."""
    sign = el("Span", aria_hidden="true", class_=f"sort-sign sort-{column.sorted_as or 'none'}")
    act = el("Span", f", {t(f'table.sort_{column.sorts}')}", class_="visually-hidden")
    return el("A", column.label, act, sign, href=href, data_shell_link="", class_="sort-link")


def _row(columns: Sequence[Column], cells: Sequence[Cell], leads: tuple[str, str | None, str] | None = None) -> Element:
    """Give a row; its first cell is the header of the row, and a last one leads on where `leads` says so."""
    first, *others = cells
    rest = [_cell(column, cell) for column, cell in zip(columns[1:], others, strict=True)]
    head = {"namespace": NAMESPACE, "type": "Th", "props": {"scope": "row", "children": _text(first)}}
    last = [] if leads is None else [_leading(*leads)]
    return {"namespace": NAMESPACE, "type": "Tr", "props": {"children": [head, *rest, *last]}}


def _leading(figure: str, row: str | None, name: str) -> Element:
    """Give the cell that leads to what the numbers of its row are made of; its sign is drawn by the style sheet."""
    link = None if row is None else explaining_link(figure, row, name)
    return {"namespace": NAMESPACE, "type": "Td", "props": {"className": "why", "children": link}}


def explaining_link(figure: str, row: str, name: str) -> Element:
    """Give the link to what the numbers of a row are made of; its sign is drawn, its name is the label alone."""
    href = f"{EXPLANATION}?figure={figure}&row={quote_plus(row)}"
    told = {"href": href, "data-row": row, "data-shell-link": "", "aria-label": t("explain.row", name=name)}
    return {"namespace": NAMESPACE, "type": "A", "props": told}


def _text(cell: Cell) -> Node:
    """Give what is read in a cell."""
    return cell.text if isinstance(cell, Number) else cell


def _cell(column: Column, cell: Cell) -> Element:
    """Give a cell; a number carries its exact value, or `missing`."""
    if isinstance(cell, Number):
        value = "missing" if cell.value is None else str(cell.value)
        props = {"className": "n", "data-value": value, "children": cell.text}
        return {"namespace": NAMESPACE, "type": "Td", "props": props}
    plain: Element = {"className": "n", "children": cell} if column.numeric else {"children": cell}
    return {"namespace": NAMESPACE, "type": "Td", "props": plain}
