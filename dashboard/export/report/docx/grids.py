"""Tables of a Word report: real ones, their header row repeated on every page, numbers at the end of the line."""

from collections.abc import Iterator, Sequence

from dashboard.export.report.docx.words import attribute, paragraph, run
from dashboard.export.report.fitting import Compact
from dashboard.export.report.model import Cell, Heading, Pairs
from dashboard.export.report.widths import lines_of, widths
from dashboard.figures import theme
from dashboard.i18n import direction

POINTS = 8.0
"""Size of letters in a table; styles say the same."""
TWIPS = 56.6929
"""Twentieths of a point in a millimetre."""
MOST_TOGETHER = 105.0
"""A table of at most so many millimetres stands on one page."""
_LINE, _ROW = 3.7, 1.7
"""Millimetres of a line, and of the room around the lines of a row."""
LINE, HEAD, TINT = (colour.removeprefix("#") for colour in (theme.GRID, theme.SEQUENTIAL[0], "#F4F6F8"))
RULE = theme.BLUE.removeprefix("#")


def table(slim: Compact, title: str, alt: str, available: float) -> str:
    """Give a table.

    Args:
        slim: what it says.
        title: what it is called.
        alt: what it shows, for whoever does not see it.
        available: its width in millimetres.
    """
    laid = slim.laid
    twips = [round(one * TWIPS) for one in widths(laid, available, POINTS)]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in twips)
    head = _row(
        [_cell(_head(one), width, fill=HEAD) for one, width in zip(laid.headings, twips, strict=True)],
        "<w:cantSplit/><w:tblHeader/>",
    )
    body = "".join(_rows(slim, twips))
    return f"<w:tbl>{_properties(sum(twips), title, alt)}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"


def _properties(width: int, title: str, alt: str, look: str = "0420") -> str:
    """Give the properties of a table; in Arabic its first column stands on the right."""
    turned = "<w:bidiVisual/>" if direction() == "rtl" else ""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, RULE), ("bottom", 8, RULE), ("insideH", 4, LINE))
    )
    firsts = 'w:firstRow="1"' if look == "0420" else 'w:firstRow="0"'
    return (
        f'<w:tblPr>{turned}<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}" {firsts} w:lastRow="0" w:firstColumn="1"'
        f' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val={attribute(title)}/>'
        f"<w:tblDescription w:val={attribute(alt)}/></w:tblPr>"
    )


def _head(heading: Heading) -> str:
    """Give the inside of the heading of a column."""
    return paragraph("TableHead", run(heading.label), numeric=heading.numeric)


def _rows(slim: Compact, twips: Sequence[int]) -> Iterator[str]:
    """Give the rows under the titles of their groups, each with its note beneath it.

    A short table stays on one page. No row of a long one keeps to the next, else LibreOffice moves the whole table.
    """
    notes, left = iter(slim.notes), len(slim.laid.rows)
    together = _height(slim, twips) <= MOST_TOGETHER
    for group in slim.laid.groups:
        if group.title:
            yield _across(paragraph("TableHead", run(group.title), keep=together), twips, TINT)
        for row in group.rows:
            left, note = left - 1, next(notes, "")
            keep = together and bool(left or note)
            cells = zip(row, slim.laid.headings, twips, strict=True)
            inside = ((_inside(cell, numeric=one.numeric, keep=keep), width) for cell, one, width in cells)
            yield _row([_cell(*one) for one in inside], "<w:cantSplit/>")
            if note:
                yield _across(paragraph("TableSmall", run(note), keep=together and left > 0), twips)


def _height(slim: Compact, twips: Sequence[int]) -> float:
    """Give the millimetres that the rows of a table take, with their notes."""
    wide = [one / TWIPS for one in twips]
    lines = [lines_of(row, wide, POINTS) for row in slim.laid.rows]
    lines += [1 for group in slim.laid.groups if group.title]
    lines += [lines_of((Cell((note,)),), (sum(wide),), POINTS) for note in slim.notes if note]
    return sum(one * _LINE + _ROW for one in lines)


def _across(inside: str, twips: Sequence[int], fill: str = "") -> str:
    """Give a row of one cell across all columns."""
    return _row([_cell(inside, sum(twips), fill=fill, span=len(twips))], "<w:cantSplit/>")


def _row(cells: Sequence[str], look: str) -> str:
    """Give a row."""
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(inside: str, width: int, *, fill: str = "", span: int = 1) -> str:
    """Give a cell around its paragraphs."""
    spread = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    room = '<w:tcMar><w:top w:w="45" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/></w:tcMar>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spread}{shade}{room}</w:tcPr>{inside}</w:tc>'


def _inside(cell: Cell, *, numeric: bool, keep: bool) -> str:
    """Give the lines of a cell, those after its value smaller."""
    first, *others = cell.lines or ("",)
    lines = [paragraph("TableText", run(first), numeric=numeric, keep=keep)]
    lines += [paragraph("TableSmall", run(line), numeric=numeric, keep=keep) for line in others]
    return "".join(lines)


def facts(pairs: Pairs, title: str, available: float) -> str:
    """Give names with what they are as a table without a header row: the first column names each row."""
    shares = (0.32, 0.68)
    twips = [round(available * share * TWIPS) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in twips)
    rows = (
        _row(
            [
                _cell(paragraph("TableHead", run(name)), twips[0]),
                _cell(paragraph("TableText", run(fact)), twips[1]),
            ],
            "<w:cantSplit/>",
        )
        for name, fact in pairs
    )
    return f"<w:tbl>{_properties(sum(twips), title, title, '0480')}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
