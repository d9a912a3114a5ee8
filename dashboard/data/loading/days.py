"""Days as people write them: `2021-03-31`, `31.03.2021`, `31/03/2021`, a number of Excel; one convention a column."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from babel.dates import get_month_names

from dashboard.data.parsing.limits import NUMBER_CELL
from dashboard.i18n import LOCALES

EARLIEST, LATEST = date(1900, 1, 1), date(2150, 12, 31)
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(?P<y>\d{{4}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_TIME}")
_DOTTED = re.compile(rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}}){_TIME}")
_SLASHED = re.compile(rf"(?P<a>\d{{1,2}})([-/])(?P<b>\d{{1,2}})\2(?P<y>\d{{4}}){_TIME}")
_SPELLED = re.compile(r"(?P<d>\d{1,2})\.?\s+(?P<m>[^\W\d]{3,12})\.?\s+(?P<y>\d{4})")
_SERIAL = re.compile(rf"(\d{{1,6}})(?:\.0+)?({NUMBER_CELL}{{1,2}})")
_ZERO = {1: date(1899, 12, 30), 2: date(1904, 1, 1)}
_MONTHS = 12


def read_day(text: str, *, month_first: bool = False) -> date | None:
    """Give the day that a text means, or None where it is not a date between 1900 and 2150.

    `month_first` says how a column writes days with slashes or dashes, see `day_convention`.
    """
    if serial := _SERIAL.fullmatch(text):
        return _within(_ZERO[len(serial[2])] + timedelta(days=int(serial[1])))
    if slashed := _SLASHED.fullmatch(text):
        day, month = (slashed["b"], slashed["a"]) if month_first else (slashed["a"], slashed["b"])
        return _date(slashed["y"], month, day)
    if spelled := _SPELLED.fullmatch(text):
        return _date(spelled["y"], str(_months().get(spelled["m"].casefold().replace("i\u0307", "i"), 0)), spelled["d"])
    match = _ISO.fullmatch(text) or _DOTTED.fullmatch(text)
    return _date(match["y"], match["m"], match["d"]) if match else None


def day_convention(texts: Sequence[str]) -> str:
    """Say how a column writes its days.

    `day_first` or `month_first` where slashes or dashes part them and one number is above 12; `mixed` where both are
    said, `ambiguous` where none is; else `dotted`, or `iso` for everything that can be read in one way only.
    """
    slashed = [found for text in texts if (found := _SLASHED.fullmatch(text))]
    firsts = {int(found["a"]) > _MONTHS for found in slashed if max(int(found["a"]), int(found["b"])) > _MONTHS}
    if len(firsts) > 1:
        return "mixed"
    if firsts:
        return "day_first" if True in firsts else "month_first"
    if any(found["a"] != found["b"] for found in slashed):
        return "ambiguous"
    return "dotted" if any(map(_DOTTED.fullmatch, texts)) else "iso"


def is_slashed(text: str) -> bool:
    """Say whether a text is a day whose order only its column tells."""
    return bool(_SLASHED.fullmatch(text))


def _date(year: str, month: str, day: str) -> date | None:
    """Give a day, or None where there is none such."""
    try:
        return _within(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _within(day: date) -> date | None:
    """Give a day of the years that we believe."""
    return day if EARLIEST <= day <= LATEST else None


@cache
def _months() -> dict[str, int]:
    """Give the number of a month for its names in every language, whole and short."""
    return {
        name.casefold().rstrip(".").replace("i\u0307", "i"): number
        for locale in LOCALES.values()
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
