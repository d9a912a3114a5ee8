"""Rows of cells with a number each: a darker cell holds more, and the number in it says the same.

The name of a row stands above its cells, so that they are as wide as the screen allows, also on a phone.
"""

from collections.abc import Mapping, Sequence

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.lettering import bold
from dashboard.figures.provinces import class_starts

EMPTY, *STEPS = (theme.SEQUENTIAL[at] for at in (0, 1, 2, 4))
"""Colours of nothing and of more and more."""
MOST_ROWS = 11
"""Rows that fit under the names of the columns."""
_ON_COLOUR = dict.fromkeys(STEPS[:-1], theme.INK) | {EMPTY: theme.INK, STEPS[-1]: theme.PAPER}
_WIDTH, _HIGH, _TOP = 0.94, 0.46, 0.8
"""The share of its column that a cell fills; the share of its row among eleven; what the first name takes."""
_SLANTED = 50
"""Pixels that slanted names of columns take beside those of upright ones, about."""
_SHORT, _USUAL, _SMALL = 3, 12, 9
"""A number of more letters is written smaller, so that it keeps to its cell on a phone."""

Row = tuple[str, str, Sequence[int]]
"""Code, name and one count a column."""


Signs = Mapping[tuple[str, int], str]
"""What is written before the number of a cell, by the code of its row and the place of its column."""


def matrix(  # noqa: PLR0913  A keyword for each thing in which matrices differ.
    rows: Sequence[Row],
    columns: Sequence[str],
    *,
    slant: int = -60,
    largest: int | None = None,
    signs: Signs | None = None,
    starts: Sequence[int] | None = None,
    least: int = 1,
) -> theme.Figure:
    """Draw rows of counts, the first on top.

    Args:
        rows: at most `MOST_ROWS`.
        columns: the name of each column.
        slant: how far the names of the columns are turned; slanted, long ones fit on a phone too.
        largest: see `cells`.
        signs: see `cells`.
        starts: see `cells`.
        least: fewer rows keep the height of so many, where their card is of one height.
    """
    thickness = _HIGH * named_bars.share_of_few(max(len(rows), least), above=_SLANTED if slant else 0)
    return theme.figure(
        [cells(rows, thickness, largest=largest, signs=signs, starts=starts)],
        barmode="overlay",
        xaxis=column_axis(columns, slant),
        yaxis=named_bars.hidden_axis([code for code, _, _ in rows], top=_TOP, least=least),
        margin={**named_bars.MARGIN, "r": 40},
        annotations=[named_bars.name_above(code, name, yshift=10) for code, name, _ in rows],
    )


def cells(
    rows: Sequence[Row],
    thickness: float,
    *,
    blanks: bool = True,
    largest: int | None = None,
    signs: Signs | None = None,
    starts: Sequence[int] | None = None,
) -> theme.Trace:
    """Give the cells as bars of one width that stand side by side.

    Args:
        rows: the rows of the matrix.
        thickness: the share of its row that a cell fills.
        blanks: whether cells of nothing are drawn too.
        largest: the count by which the steps of colour are chosen, where sums of many would outshine all others.
        signs: given where some cells are marked; then a cell of nothing has its number, too.
        starts: the least count of each step of colour; without them they grow by the powers of ten.
    """
    cells = [(code, at, count) for code, _, counts in rows for at, count in enumerate(counts) if count or blanks]
    most = largest or max((count for _, _, count in cells), default=0)
    starts = class_starts(most)[: len(STEPS)] if starts is None else starts
    colours = [_colour(count, starts) for _, _, count in cells]
    texts = [_text(count, None if signs is None else signs.get((code, at), "")) for code, at, count in cells]
    return {
        "type": "bar",
        "orientation": "h",
        "width": thickness,
        "y": [code for code, _, _ in cells],
        "base": [at + (1 - _WIDTH) / 2 for _, at, _ in cells],
        "x": [_WIDTH] * len(cells),
        "customdata": [count for _, _, count in cells],
        "text": texts,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {
            "color": [_ON_COLOUR[colour] for colour in colours],
            "size": [_SMALL if len(text) > _SHORT and signs is None else _USUAL for text in texts],
        },
        "marker": {"color": colours},
        "hoverinfo": "none",
    }


def _text(count: int, sign: str | None) -> str:
    """Write what stands in a cell: its number after its sign; None among signs means that nothing stays empty."""
    if sign is None:
        return formats.whole(count) if count else ""
    return bold(f"{sign} {formats.whole(count)}") if sign else formats.whole(count)


def _colour(count: int, starts: Sequence[int]) -> str:
    """Give the colour of a cell: the last step that its count reaches."""
    reached = sum(count >= start for start in starts)
    return STEPS[len(STEPS) - len(starts) + reached - 1] if reached else EMPTY


def column_axis(columns: Sequence[str], slant: int = -60, **own: object) -> theme.Axis:
    """Give the axis of the columns above the cells."""
    return {
        "range": [0, len(columns)],
        "side": "top",
        "showline": False,
        "ticks": "",
        "tickvals": [at + 0.5 for at in range(len(columns))],
        "ticktext": list(columns),
        "tickangle": slant,
        "ticklabeloverflow": "allow",
        **own,
    }
