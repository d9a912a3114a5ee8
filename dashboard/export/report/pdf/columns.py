"""How wide the columns of a table are, and whether its page lies on its side: no word breaks while there is room."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.export.drawing import letters
from dashboard.export.report.model import Laid
from dashboard.export.report.pdf.directions import BREAK

UPRIGHT, ASIDE = 170.0, 257.0
"""Millimetres between the margins of a page that stands, and of one that lies on its side."""
USUAL = 8.0
_SMALLER = (7.5, 7.0, 6.5, 6.0)
"""Sizes of the letters in points: what all tables have, and what wide ones may come to."""
_PADDING = 2.3
"""Millimetres that a cell keeps free, both sides together, and some slack for the widths of letters."""
_LONGEST_LINE = 62.0
"""Millimetres beyond which a line is better broken."""
_FEWEST, _LONGEST_WORD = 11.0, 45.0
"""Millimetres of the narrowest column; those beyond which a word is broken, since no table can give it more."""
_CROWDED = 1.35
"""How much wider its lines may be than a standing page, before a table lies down rather than breaking them all."""
_SLACK = 0.01
"""Millimetres that rounding may cost."""
_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of columns in millimetres, the size of letters in points, and whether the page lies on its side."""

    widths: tuple[float, ...]
    size: float
    flipped: bool


def columns(laid: Laid) -> Columns:
    """Choose the page and the letters for a table, the largest in which each column holds its longest word."""
    tries = [(UPRIGHT, USUAL, False), (ASIDE, USUAL, True), *((ASIDE, size, True) for size in _SMALLER)]
    for room, size, flipped in tries:
        least, wanted = _needs(laid, size)
        crowded = not flipped and sum(wanted) > room * _CROWDED
        if sum(least) <= room and not crowded:
            return Columns(_shared(laid, least, wanted, room), size, flipped)
    return Columns(tuple(one * ASIDE / sum(least) for one in least), _SMALLER[-1], flipped=True)


def _needs(laid: Laid, size: float) -> tuple[list[float], list[float]]:
    """Give for each column the width of its longest word and of its longest line, within reason, in millimetres."""
    least, wanted = [], []
    for at, heading in enumerate(laid.headings):
        lines = {line for row in laid.rows for line in row[at].lines}
        words = [(word, 600) for word in _words(heading.label)] + [
            (word, 400) for line in lines for word in _words(line)
        ]
        longest = max((_wide(word, size, weight) for word, weight in words), default=0.0)
        line = max([_wide(line, size, 400) for line in lines], default=0.0)
        least.append(max(min(longest, _LONGEST_WORD) + _PADDING, _FEWEST))
        wanted.append(max(least[-1], min(line + _PADDING, _LONGEST_LINE)))
    return least, wanted


def _words(line: str) -> list[str]:
    """Give what a line may break between; a blank that keeps `16 Jun 2026` together is no such place."""
    return line.replace("\n", " ").split(" ")


def broken(line: str, width: float, size: float, weight: int = 400) -> str:
    """Give a line in which words wider than their column may break at any letter.

    Args:
        line: of a cell.
        width: of the column, in millimetres.
        size: of the letters, in points.
        weight: of the letters.
    """
    room = width - _PADDING + _SLACK
    return " ".join(BREAK.join(word) if _wide(word, size, weight) > room else word for word in _words(line))


def _wide(text: str, size: float, weight: int) -> float:
    """Give the millimetres that a text takes in one line."""
    return letters.measured(text, weight) * size * _POINT


def _shared(laid: Laid, least: Sequence[float], wanted: Sequence[float], room: float) -> tuple[float, ...]:
    """Share out the width of the page: what words need, then what lines want, and the rest to columns of words."""
    spare, asked = room - sum(least), sum(wanted) - sum(least)
    if asked > spare:
        return tuple(low + (want - low) * spare / asked for low, want in zip(least, wanted, strict=True))
    rest = room - sum(wanted)
    words = [at for at, heading in enumerate(laid.headings) if not heading.numeric] or [0]
    share = {at: rest * wanted[at] / sum(wanted[one] for one in words) for at in words}
    return tuple(want + share.get(at, 0) for at, want in enumerate(wanted))
