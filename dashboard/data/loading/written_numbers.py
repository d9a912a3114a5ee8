"""Numbers as people write them, read exactly: `1.234,5` or `1234.5`, one convention a column."""

import re
from decimal import Decimal

from dashboard.data.parsing.limits import NUMBER_CELL

_WHOLE = re.compile(r"[+-]?\d{1,30}")
_TURKISH = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3}){1,9},\d{1,30}|\d{1,30},\d{1,30}|[1-9]\d{0,2}(?:\.\d{3}){2,9})")
_MACHINE = re.compile(r"[+-]?\d{0,30}\.\d{1,30}(?:[eE][+-]?\d{1,2})?")
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,9}(?:[.,]\d{1,30})?")
_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
"""1.234 is a thousand and more in Turkish and one and a bit elsewhere."""


def convention(text: str) -> str:
    """Say how a number is written: `whole`, `turkish`, `machine`, `either` or, where it is no number, `none`."""
    text = _closed(text)
    if text.endswith(NUMBER_CELL) or _WHOLE.fullmatch(text):
        return "whole"
    if _EITHER.fullmatch(text):
        return "either"
    if _TURKISH.fullmatch(text):
        return "turkish"
    return "machine" if _MACHINE.fullmatch(text) else "none"


def read_number(text: str, *, turkish: bool) -> str:
    """Give a number in the one form that is stored: plain digits with a point and no zeros at its end."""
    text = text.replace(NUMBER_CELL, "") if NUMBER_CELL in text else _machine_form(text, turkish=turkish)
    plain = format(Decimal(text), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    plain = plain.removeprefix("+")
    return "0" if plain in {"-0", ""} else plain


def _closed(text: str) -> str:
    """Give a number without the blanks between its thousands."""
    return _BLANKS.sub("", text) if _SPACED.fullmatch(text) else text


def _machine_form(text: str, *, turkish: bool) -> str:
    """Give a written number with a decimal point and no marks between thousands."""
    text = _closed(text)
    return text.replace(".", "").replace(",", ".") if turkish else text
