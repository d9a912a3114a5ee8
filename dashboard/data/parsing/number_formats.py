"""Which cells of a workbook are days: the number formats of its styles, and days counted from 1900 or 1904."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_ZERO_1900, _ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - days without a zone
_LAST = 2_958_466
"""The day after 31 December 9999."""


def is_day(number: int, formats: dict[int, str]) -> bool:
    """Say whether a number format shows a day or a time."""
    if number in _BUILT_IN:
        return True
    shown = _LITERAL.sub("", formats.get(number, "").split(";")[0])
    return bool(re.search(r"[dmyhs]", shown, re.IGNORECASE)) and "general" not in shown.casefold()


def plain_number(value: float) -> str:
    """Give a number in plain digits: the 15 that Excel itself shows, without the dust of binary fractions."""
    text = format(Decimal(f"{value:.15g}"), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def day_of(value: float, *, from_1904: bool) -> str:
    """Give the day, or day and time, that a number means; empty where it means none."""
    if not 0 <= value < _LAST:
        return ""
    moment = (_ZERO_1904 if from_1904 else _ZERO_1900) + timedelta(days=value)
    moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    if value < 1 and not from_1904:
        return moment.time().isoformat()
    return moment.date().isoformat() if moment.time().isoformat() == "00:00:00" else moment.isoformat()
