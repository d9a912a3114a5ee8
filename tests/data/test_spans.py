"""Days are cut into spans without a gap, without an overlap, and into as few as can be."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address import Month
from dashboard.data.cubes import Span
from dashboard.data.spans import Piece, pieces

Y, Q, M = Span.YEAR, Span.QUARTER, Span.MONTH
KEPT = ((), (M,), (Y,), (Y, M), (Y, Q), (Q, M), (Y, Q, M))
DAYS = st.dates(date(2017, 1, 1), date(2023, 12, 31))


def days_of(piece: Piece) -> list[date]:
    """Give every day of a piece."""
    last = piece.last if piece.span is None else Month.at(Month.of(piece.last).index + int(piece.span) - 1).last
    return [piece.first + timedelta(days=n) for n in range((last - piece.first).days + 1)]


@settings(deadline=None)
@given(DAYS, DAYS, st.sampled_from(KEPT))
def test_every_day_is_in_exactly_one_piece(one: date, other: date, kept: tuple[Span, ...]) -> None:
    first, last = min(one, other), max(one, other)
    found = [day for piece in pieces(first, last, kept) for day in days_of(piece)]
    assert found == [first + timedelta(days=n) for n in range((last - first).days + 1)]


@settings(deadline=None)
@given(DAYS, DAYS, st.sampled_from(KEPT))
def test_a_piece_of_spans_begins_with_a_span_and_stays_in_one_year(
    one: date, other: date, kept: tuple[Span, ...]
) -> None:
    for piece in pieces(min(one, other), max(one, other), kept):
        if piece.span:
            assert piece.first.day == piece.last.day == 1
            assert (piece.first.month - 1) % piece.span == (piece.last.month - 1) % piece.span == 0
            assert piece.first.year == piece.last.year


def test_years_are_taken_first_then_quarters_then_months_then_days() -> None:
    assert pieces(date(2019, 2, 10), date(2021, 8, 31), (Y, Q, M)) == (
        Piece(None, date(2019, 2, 10), date(2019, 2, 28)),
        Piece(M, date(2019, 3, 1), date(2019, 3, 1)),
        Piece(Q, date(2019, 4, 1), date(2019, 10, 1)),
        Piece(Y, date(2020, 1, 1), date(2020, 1, 1)),
        Piece(Q, date(2021, 1, 1), date(2021, 4, 1)),
        Piece(M, date(2021, 7, 1), date(2021, 8, 1)),
    )


def test_no_days_are_no_pieces() -> None:
    assert pieces(date(2021, 2, 1), date(2021, 1, 31), (Y, M)) == ()
