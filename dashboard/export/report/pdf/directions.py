"""Lines in a document from right to left: what reads from left to right in them keeps its order."""

import re
import unicodedata

from dashboard.export.report.model import Direction

_STRONG = frozenset({"R", "AL"})
_APART = re.compile(r"[+\u2212-]?\d[\d.,]*(?:\s?[/–:-]\s?\d[\d.,]*)+%?")
"""Numbers side by side, such as `9 / 24`, `2021-03` or `10–14`, which a line from right to left would turn round."""
_ISOLATE, _CLOSE = "\u2066", "\u2069"


def said(text: str, direction: Direction) -> dict[str, object]:
    """Give a line with whether it reads from left to right, as one of numbers or Latin letters alone does."""
    turned = direction == "rtl" and not any(unicodedata.bidirectional(letter) in _STRONG for letter in text)
    return {"text": text if turned else steady(text, direction), "ltr": turned}


def steady(text: str, direction: Direction) -> str:
    """Give a line in which numbers side by side keep their order in both directions."""
    if direction == "ltr":
        return text
    return _APART.sub(lambda found: f"{_ISOLATE}{found[0]}{_CLOSE}", text)
