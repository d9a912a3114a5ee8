"""Texts of a chart stay text: Plotly reads tags in them, so that a name from data could become a link or a script.

Plotly draws `<br>`, `<b>` and `<a href=…>` wherever a text holds them. Figures write line ends and bold letters with
the signs below, which no keyboard has; `lettered` turns these into tags, and every other `<` into the letter.
"""

LINE_END, _BOLD, _PLAIN = "\ue000", "\ue001", "\ue002"
"""Private signs of Unicode that stand for `<br>`, `<b>` and `</b>` until a figure is complete."""
_TAGS = str.maketrans({"<": "&lt;", LINE_END: "<br>", _BOLD: "<b>", _PLAIN: "</b>"})
_HOLDS_TEXT = {str, list, dict, tuple}


def in_lines(*lines: str) -> str:
    """Give a text of several lines."""
    return LINE_END.join(lines)


def bold(text: str) -> str:
    """Give a text in bold letters."""
    return f"{_BOLD}{text}{_PLAIN}"


def lettered(part: dict[str, object]) -> dict[str, object]:
    """Give a part of a figure in which every text is text; templates are the figure's own words and stay as is."""
    return {key: value if key.endswith("template") else _as_text(value) for key, value in part.items()}


def _as_text(value: object) -> object:
    """Give a value with every text in it as text; most values are numbers, of which a figure has thousands."""
    if isinstance(value, str):
        return value.translate(_TAGS) if any(sign in value for sign in ("<", LINE_END, _BOLD)) else value
    if isinstance(value, list | tuple):
        return [_as_text(one) for one in value] if _HOLDS_TEXT & set(map(type, value)) else value
    return lettered(value) if isinstance(value, dict) else value
