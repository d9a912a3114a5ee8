"""How wide the columns of a table are: no word breaks while there is room, and words get what numbers leave."""

from collections.abc import Sequence
from math import ceil

from dashboard.export.report.model import Cell, Laid

EM, BOLD_EM = 0.58, 0.64
"""Mean width of a letter in its own size, plain and bold."""
POINT = 0.3528
"""Millimetres in a point."""
PADDING = 3.6
"""Millimetres that a cell keeps free, both sides together."""
_LONGEST_WORD, _LONGEST_LINE = 20, 46


def least_width(laid: Laid, points: float) -> float:
    """Give the millimetres below which words of a table would break."""
    return sum(_least(laid, at, points) for at in range(len(laid.headings)))


def widths(laid: Laid, available: float, points: float) -> list[float]:
    """Share out the width of a page, in millimetres.

    Args:
        laid: the table.
        available: the width that it fills.
        points: size of its letters.
    """
    columns = range(len(laid.headings))
    least = [_least(laid, at, points) for at in columns]
    wanted = [max(low, _wanted(laid, at, points)) for low, at in zip(least, columns, strict=True)]
    if sum(least) >= available:
        return [one * available / sum(least) for one in least]
    spare = available - sum(least)
    asked = sum(wanted) - sum(least)
    if asked > spare:
        return [low + (want - low) * spare / asked for low, want in zip(least, wanted, strict=True)]
    rest = available - sum(wanted)
    words = [at for at in columns if not laid.headings[at].numeric] or [0]
    whole = sum(wanted[one] for one in words)
    return [want + (rest * want / whole if at in words else 0) for at, want in zip(columns, wanted, strict=True)]


def _least(laid: Laid, at: int, points: float) -> float:
    """Give the width of the longest word of a column, that of its heading included."""
    lines = (line for row in laid.rows for line in row[at].lines)
    letters = max((len(word) for line in lines for word in line.split(" ")), default=1)
    heading = max(map(len, laid.headings[at].label.split(" ")), default=1)
    return max(_width(min(_LONGEST_WORD, letters), points), _width(min(_LONGEST_WORD, heading), points, BOLD_EM))


def _wanted(laid: Laid, at: int, points: float) -> float:
    """Give the width of the longest line of a column, within reason."""
    longest = max([len(line) for row in laid.rows for line in row[at].lines], default=1)
    heading = len(laid.headings[at].label) / 2
    return max(_width(min(_LONGEST_LINE, longest), points), _width(min(_LONGEST_LINE, heading), points, BOLD_EM))


def _width(letters: float, points: float, em: float = EM) -> float:
    """Give the millimetres that so many letters take in a cell."""
    return letters * points * POINT * em + PADDING


def lines_of(row: Sequence[Cell], wide: Sequence[float], points: float) -> int:
    """Give how many lines a row takes when its columns are so many millimetres wide."""
    return max(sum(_broken(line, width, points) for line in cell.lines) for cell, width in zip(row, wide, strict=True))


def _broken(line: str, width: float, points: float) -> int:
    """Give into how many lines a column breaks one."""
    return max(1, ceil(len(line) * points * POINT * EM / max(1.0, width - PADDING)))
