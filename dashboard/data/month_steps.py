"""Steps of whole months from a day, as contracts count them, and the place of a day on an axis of months."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from dashboard.address import Month

DAY = timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """Give the day so many months later; where that month is shorter, its last day (31 August + 3 = 30 November)."""
    month = Month.at(Month.of(day).index + months)
    return min(month.last, month.first + timedelta(days=day.day - 1))


def end_of_run(first: date, months: int) -> date:
    """Give the last day of a run of months that begins on a day: 12 months from 15 April end on 14 April."""
    return months_later(first, months) - DAY


def months_passed(start: Month, day: date) -> Decimal:
    """Give the months from the beginning of a month to the end of a day; the last day of a month makes it whole."""
    whole = Month.of(day).index - start.index
    return whole + Decimal(day.day) / monthrange(day.year, day.month)[1]
