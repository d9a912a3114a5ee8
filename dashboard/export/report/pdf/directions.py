"""Words in a document: each piece with its direction, so that what reads from left to right keeps its order in Arabic.

No sign of direction goes into the file: it would stay among the letters, and nobody who searches types it.
"""

import re
import unicodedata
from typing import TypeAlias

from dashboard.export.drawing.letters import writable
from dashboard.export.report.model import Direction

Piece: TypeAlias = tuple[str, bool]
"""Words, and whether they read from left to right among others that do not."""
LONGEST = 40
"""Letters beyond which words must be able to break over lines, and so cannot keep to a box."""
BREAK = "\u200b"
"""Where a word may be broken."""
_STRONG = frozenset({"R", "AL"})
_NUMBER = r"\d+(?:[.,]\d+)*"
_APART = re.compile(
    r"[\u202a\u202d\u2066]([^\u202c\u2069]*)[\u202c\u2069]|\u200e([^\u200e]+)\u200e|"
    rf"((?<![\w.\u2212+-])[+\u2212-]?{_NUMBER}(?:\s?[/–:-]\s?{_NUMBER})*%?(?![a-zA-Z]))"
)
"""What is marked as reading from left to right, and numbers such as `9 / 24`, `2021-03`, `10–14`, `-3` or `33.3%`."""
_PLAIN = re.compile(_NUMBER)
"""A number that keeps its order by itself."""
_MARKS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ENDLESS = re.compile(r"\S{28}(?=\S{12})")
"""The beginning of a word that no line can hold, such as an address."""


def said(text: str, direction: Direction) -> list[Piece]:
    """Give words in pieces of one direction each."""
    text = _ENDLESS.sub(lambda found: f"{found[0]}{BREAK}", text)
    if direction == "ltr" or not any(unicodedata.bidirectional(letter) in _STRONG for letter in text):
        return [(bare(text), direction == "rtl")] if text else []
    pieces, done = [], 0
    for found in _APART.finditer(text):
        words = next(group for group in found.groups() if group is not None)
        if (found[3] is None or not _PLAIN.fullmatch(words)) and len(words) <= LONGEST:
            pieces += [(text[done : found.start()], False), (words, True)]
            done = found.end()
    pieces.append((text[done:], False))
    return [(bare(words), ltr) for words, ltr in pieces if bare(words)]


def bare(text: str) -> str:
    """Give words without signs of direction, and with a sign for each letter that our fonts do not have."""
    return writable(_MARKS.sub("", text))
