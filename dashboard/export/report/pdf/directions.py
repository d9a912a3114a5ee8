"""Lines in a document from right to left: what reads from left to right in them keeps its order."""

import re
import unicodedata

from dashboard.export.drawing.letters import writable
from dashboard.export.report.model import Direction

_STRONG = frozenset({"R", "AL"})
_NUMBER = r"\d+(?:[.,]\d+)*"
_NUMBERS = re.compile(rf"(?<![\w.\u2212+-])[+\u2212-]?{_NUMBER}(?:\s?[/–:-]\s?{_NUMBER})*%?(?![a-zA-Z])")
_ENDLESS = re.compile(r"\S{40}(?=\S{20})")
"""The beginning of a word that no line can hold, such as an address."""
_PLAIN = re.compile(_NUMBER)
"""A number that keeps its order by itself, unlike `9 / 24`, `2021-03`, `10–14`, `-3` or `33.3%` among Arabic words."""
_ISOLATE, _CLOSE = "\u2066", "\u2069"


def said(text: str, direction: Direction) -> dict[str, object]:
    """Give a line with whether it reads from left to right, as one of numbers or Latin letters alone does."""
    turned = direction == "rtl" and not any(unicodedata.bidirectional(letter) in _STRONG for letter in text)
    return {"text": steady(text, "ltr" if turned else direction), "ltr": turned}


def steady(text: str, direction: Direction) -> str:
    """Give a line in which numbers keep their order in both directions, and words without an end may break."""
    text = _ENDLESS.sub(lambda found: f"{found[0]}\u200b", writable(text))
    if direction == "ltr":
        return text
    return _NUMBERS.sub(lambda found: found[0] if _PLAIN.fullmatch(found[0]) else f"{_ISOLATE}{found[0]}{_CLOSE}", text)
