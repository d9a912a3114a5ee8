"""Tables on slides: real ones, split so that none leaves its slide, numbers at the end of the line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm

from dashboard.export.report.model import Cell, Group, Heading, Laid
from dashboard.export.report.pptx.places import BODY
from dashboard.export.report.pptx.words import BLUE, Look, fill
from dashboard.export.report.widths import POINT, least_width, lines_of, widths
from dashboard.figures import theme
from dashboard.i18n import direction

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without lines and fills."""
SIZES, USUAL = (14.0, 12.5, 11.0, 10.0, 9.0, 8.0, 7.0), 11.0
"""Sizes of letters, the first one at which no word breaks is taken; above the usual one the table fits one slide."""
LINE, PAD = 1.3, 2.2
"""The height of a line in its own size; millimetres that a row keeps free."""
HEAD, TINT, RULE = (colour.removeprefix("#") for colour in (theme.SEQUENTIAL[0], "#F4F6F8", theme.GRID))


def points_for(laid: Laid) -> float:
    """Give the size of letters at which a table fits the width of a slide."""
    return next((one for one in SIZES if _fits(laid, one)), SIZES[-1])


def _fits(laid: Laid, points: float) -> bool:
    """Say whether no word of a table breaks, and where its letters are large, whether it is one slide."""
    inside = least_width(laid, points) <= BODY.wide * 10
    return inside and (points <= USUAL or len(list(pages(laid, points))) == 1)


def brief(laid: Laid) -> Laid:
    """Give a table with the first line of each cell; documents hold the others."""
    groups = (Group(one.title, tuple(tuple(_first(cell) for cell in row) for row in one.rows)) for one in laid.groups)
    return replace(laid, groups=tuple(groups))


def _first(cell: Cell) -> Cell:
    """Give the first line of a cell."""
    return Cell(cell.lines[:1], cell.value)


def pages(laid: Laid, points: float) -> Iterator[Laid]:
    """Give the parts of a table that fit on one slide each; a group that goes on keeps its title."""
    wide = widths(laid, BODY.wide * 10, points)
    heads = tuple(Cell((one.label,)) for one in laid.headings)
    room = BODY.high * 10 - _height(lines_of(heads, wide, points), points)
    left, parts = room, list[Group]()
    for group in laid.groups:
        title = _height(1, points) if group.title else 0.0
        rows: list[tuple[Cell, ...]] = []
        for row in group.rows:
            need = _height(lines_of(row, wide, points), points) + (0 if rows else title)
            if need > left and (rows or parts):
                yield replace(laid, groups=(*parts, *([Group(group.title, tuple(rows))] if rows else [])))
                left, parts, rows = room, [], []
                need = _height(lines_of(row, wide, points), points) + title
            rows.append(row)
            left -= need
        parts.append(Group(group.title, tuple(rows)))
    if parts:
        yield replace(laid, groups=tuple(parts))


def _height(lines: int, points: float) -> float:
    """Give the millimetres of a row with so many lines."""
    return lines * points * POINT * LINE + PAD


def add_table(slide: Any, laid: Laid, points: float) -> Any:  # noqa: ANN401  Of python-pptx.
    """Put a table on a slide and give its frame."""
    wide = widths(laid, BODY.wide * 10, points)
    titles = sum(bool(group.title) for group in laid.groups)
    rows, columns = len(laid.rows) + titles + 1, len(laid.headings)
    frame = slide.shapes.add_table(rows, columns, Cm(BODY.x), Cm(BODY.y), Cm(BODY.wide), Cm(0.6 * rows))
    table = frame.table
    _style(table)
    for column, width in zip(table.columns, wide, strict=True):
        column.width = Cm(width / 10)
    strong, lines = Look(points, bold=True, colour=BLUE), iter(table.rows)
    heads = [Cell((one.label,)) for one in laid.headings]
    _write(next(lines), heads, laid.headings, strong, HEAD).height = _row_height(heads, wide, points)
    for group in laid.groups:
        if group.title:
            _title(next(lines), group.title, strong).height = _row_height((), (), points)
        for row in group.rows:
            _write(next(lines), row, laid.headings, Look(points)).height = _row_height(row, wide, points)
    return frame


def _row_height(row: Sequence[Cell], wide: Sequence[float], points: float) -> Cm:
    """Give the height of a row; PowerPoint keeps what is written until somebody edits the table."""
    return Cm(_height(lines_of(row, wide, points) if row else 1, points) / 10)


def _style(table: Any) -> None:  # noqa: ANN401  The same.
    """Set the look of a table: plain, its first row a header, in Arabic from right to left."""
    known = table._tbl.tblPr  # noqa: SLF001  python-pptx has no property for these.
    known.set("bandRow", "0")
    if direction() == "rtl":
        known.set("rtl", "1")
    known.find(qn("a:tableStyleId")).text = PLAIN


def _write(
    row: Any,  # noqa: ANN401  A row of python-pptx.
    cells: Sequence[Cell],
    headings: Sequence[Heading],
    look: Look,
    tint: str = "",
) -> Any:  # noqa: ANN401  The same.
    """Write the cells of one row and give it back."""
    for drawn, cell, heading in zip(row.cells, cells, headings, strict=True):
        _cell(drawn, cell.lines, replace(look, at_end=heading.numeric), tint)
    return row


def _title(row: Any, words: str, look: Look) -> Any:  # noqa: ANN401  The same.
    """Write the title of a group across all columns and give its row back."""
    first, *others = row.cells
    if others:
        first.merge(others[-1])
    _cell(first, (words,), look, TINT)
    return row


def _cell(drawn: Any, lines: Sequence[str], look: Look, tint: str) -> None:  # noqa: ANN401  A cell of python-pptx.
    """Write one cell, with a thin line beneath it."""
    fill(drawn.text_frame, lines, look)
    drawn.margin_top = drawn.margin_bottom = Cm(0.08)
    drawn.margin_left = drawn.margin_right = Cm(0.15)
    shade = f'<a:solidFill><a:srgbClr val="{tint}"/></a:solidFill>' if tint else "<a:noFill/>"
    line = f'<a:lnB {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill></a:lnB>'
    known = drawn._tc.get_or_add_tcPr()  # noqa: SLF001  python-pptx draws no lines of cells.
    known.append(parse_xml(line))
    known.append(parse_xml(shade.replace(">", f" {nsdecls('a')}>", 1) if tint else f"<a:noFill {nsdecls('a')}/>"))
