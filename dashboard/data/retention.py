"""How long texts and person keys are kept: up to which day their time is over."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

Retention = Mapping[str, int]
"""Months by KIND, see `Settings.retention`; a KIND that is not named keeps everything."""
NOTHING_ENDS: Retention = MappingProxyType({})


def last_day_past(retention: Retention, kind: str, today: date) -> date | None:
    """Give the latest day whose texts and keys are not kept any more, or None where this KIND keeps them for ever.

    For feedback it is compared with the day on which a case was closed, for people reached with that of the record.
    """
    if kind not in retention:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 - retention[kind], 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])) if year > 0 else None
