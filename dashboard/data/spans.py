"""Days into the fewest spans: years first, then quarters and months, and the days that fill no span."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dashboard.address import Month
from dashboard.data.cubes import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Spans of one length that follow each other within a calendar year, or days where `span` is None.

    `first` is the first day of the first span and `last` the first day of the last one; for days the first and last
    day.
    """

    span: Span | None
    first: date
    last: date


@lru_cache(maxsize=4096)
def pieces(first: date, last: date, spans: tuple[Span, ...]) -> tuple[Piece, ...]:
    """Cut the days from `first` to `last` into pieces, in order.

    Args:
        first: the first day.
        last: the last day, included; before `first` there are no pieces.
        spans: lengths that may be used, the longest first; a longer one must be a multiple of a shorter one.
    """
    return tuple(_cut(first, last, spans)) if first <= last else ()


def _cut(first: date, last: date, spans: tuple[Span, ...]) -> Iterator[Piece]:
    """Give the whole spans of the longest length in the middle, and what is left on both sides in shorter ones."""
    if not spans:
        yield Piece(None, first, last)
        return
    length, shorter = int(spans[0]), spans[1:]
    begin = Month.of(first).index + (first.day > 1)
    begin = -(-begin // length) * length
    end = (Month.of(last).index + (_next_day(last).day == 1)) // length * length
    if begin >= end:
        yield from _cut(first, last, shorter)
        return
    if first < Month.at(begin).first:
        yield from _cut(first, Month.at(begin - 1).last, shorter)
    for year in range(begin // 12, (end - 1) // 12 + 1):
        own, past = max(begin, year * 12), min(end, year * 12 + 12)
        yield Piece(spans[0], Month.at(own).first, Month.at(past - length).first)
    if last > Month.at(end - 1).last:
        yield from _cut(Month.at(end).first, last, shorter)


def _next_day(day: date) -> date:
    """Give the day after."""
    return day + timedelta(days=1)
