"""Texts of a chart stay text: Plotly reads tags in them, so that a name from data could become a link or a script.

Plotly draws `<br>`, `<b>` and `<a href=…>` wherever a text holds them. Figures write line ends and bold letters with
the signs below, which no keyboard has; `lettered` turns these into tags, and every other `<` into the letter.
"""

import re

import orjson

LINE_END, _BOLD, _PLAIN = "\ue000", "\ue001", "\ue002"
"""Private signs of Unicode that stand for `<br>`, `<b>` and `</b>` until a figure is complete."""
_TAGS = str.maketrans({"<": "&lt;", LINE_END: "<br>", _BOLD: "<b>", _PLAIN: "</b>"})
_READ = {"<br>": " ", "<b>": "", "</b>": "", "&lt;": "<"}
_DRAWN = re.compile("|".join(_READ))
_HOLDS_TEXT = {str, list, dict, tuple}
_WRITTEN_SIGNS = tuple(sign.encode() for sign in ("<", LINE_END, _BOLD))


def in_lines(*lines: str) -> str:
    """Give a text of several lines."""
    return LINE_END.join(lines)


def bold(text: str) -> str:
    """Give a text in bold letters."""
    return f"{_BOLD}{text}{_PLAIN}"


def read_as_text(text: object) -> str:
    """Give a text of a finished figure as it is read, in one line and without bold letters."""
    return _DRAWN.sub(lambda sign: _READ[sign[0]], str(text))


def lettered(part: dict[str, object]) -> dict[str, object]:
    """Give a part of a figure in which every text is text; templates are the figure's own words and stay as is."""
    return _walked(part) if _holds_signs(part) else part


def _holds_signs(part: dict[str, object]) -> bool:
    """Say whether any text may need a change; nearly none does, and writing it all out is the quickest way to look."""
    try:
        written = orjson.dumps({key: value for key, value in part.items() if not key.endswith("template")})
    except TypeError:
        return True
    return any(sign in written for sign in _WRITTEN_SIGNS)


def _walked(part: dict[str, object]) -> dict[str, object]:
    """Give a part with every text in it as text."""
    return {key: value if key.endswith("template") else _as_text(value) for key, value in part.items()}


def _as_text(value: object) -> object:
    """Give a value with every text in it as text."""
    if isinstance(value, str):
        return value.translate(_TAGS)
    if isinstance(value, list | tuple):
        return [_as_text(one) for one in value] if _HOLDS_TEXT & set(map(type, value)) else value
    return _walked(value) if isinstance(value, dict) else value
