"""Days as columns of whole numbers: their ordinals, 0 where there is none; and quarters, 0 being the first of 1970."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from dashboard.data.priority import Bools, Ints

Objects = NDArray[np.object_]
NEVER = 0
FOREVER = date.max.toordinal()
"""Stands for the last day of what ends on no day."""
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = timedelta(days=1)
_MARCH = 3
_LEAP_DAY = (2, 29)


def ordinals(days: Iterable[date | None]) -> Ints:
    """Give days as a column."""
    return np.array([NEVER if day is None else day.toordinal() for day in days], dtype=np.int64)


def days_of(column: Ints) -> Objects:
    """Give a column of ordinals as days, None where there is none."""
    return only((column - _EPOCH).astype("datetime64[D]").astype(object), column != NEVER)


def only(values: NDArray[np.generic] | Objects, known: Bools) -> Objects:
    """Give a column with Python's own values, None where one is not known."""
    shown: Objects = values.astype(object)
    shown[~known] = None
    return shown


def quarters(column: Ints) -> Ints:
    """Give the quarter of each day."""
    months: Ints = (column - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months // 3


def quarter(day: date) -> int:
    """Give the quarter of a day."""
    return int(quarters(ordinals([day]))[0])


def first_days(column: Ints) -> Objects:
    """Give the first day of each quarter."""
    found: Objects = (column * 3).astype("datetime64[M]").astype("datetime64[D]").astype(object)
    return found


def twelve_months_before(day: date) -> date:
    """Give the last of the days after which 12 calendar months have passed on a day.

    Twelve months after 29 February is 28 February.
    """
    following = day + _DAY
    leap = (following.month, following.day) == _LEAP_DAY
    month, number = (_MARCH, 1) if leap else (following.month, following.day)
    return date(following.year - 1, month, number) - _DAY
