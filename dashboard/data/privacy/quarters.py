"""Quarters: the shortest time of which a protected viewer learns anything."""

from datetime import date

from dashboard.address import Month, Period

QUARTER = 3


def quarter_of(day: date) -> int:
    """Give the index of the first month of the quarter in which a day lies."""
    return Month.of(day).index // QUARTER * QUARTER


def quarters_of(first: date, last: date) -> range:
    """Give the indexes of the first months of all quarters from one day to another."""
    return range(quarter_of(first), quarter_of(last) + 1, QUARTER)


def in_quarters(period: Period) -> Period:
    """Give the whole quarters that a period touches; one that consists of quarters stays as it is written."""
    first, last = quarter_of(period.first_day), quarter_of(period.last_day) + QUARTER - 1
    if (first, last) == (period.start.index, period.end.index):
        return period
    start, end = Month.at(first), Month.at(last)
    text = f"{start.year}-Q{start.number // QUARTER + 1}" if last - first < QUARTER else f"{start}..{end}"
    return Period(text, start, end)


def last_month(quarter: int) -> Month:
    """Give the last month of the quarter that begins in a month: under it the quarter stands where months would."""
    return Month.at(quarter + QUARTER - 1)
