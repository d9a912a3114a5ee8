"""Dates as people write them: `2021-03-31` or `31.03.2021`."""

import re
from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2150, 12, 31)
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_TURKISH = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")


def read_day(text: str) -> date | None:
    """Give the day that a text means, or None where it is not a date between 1900 and 2150."""
    match = _ISO.fullmatch(text) or _TURKISH.fullmatch(text)
    if not match:
        return None
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
