"""Totals do not depend on the order of rows, and places add up to the whole: tried on made-up readings of all kinds."""

from calendar import monthrange
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.period_values import gaps, of_period
from dashboard.data.standing import Reading, Rule, stand, to_date

KINDS = ("sum", "cumulative", "snapshot", "ratio", "unique_people", "qualitative")
YEAR = date(2021, 1, 1), date(2021, 12, 31)
AMOUNTS = st.none() | st.decimals(-1000, 1000, places=2)
COUNTS = st.integers(1, 1000).map(Decimal)
PLACES = st.sampled_from((None, 1, 2, 3))
DAYS = st.dates(date(2021, 1, 1), date(2022, 2, 1))
RULES = st.builds(
    Rule,
    kind=st.sampled_from(KINDS),
    measure=st.sampled_from(("1", "2")),
    ascending=st.booleans(),
    baseline=AMOUNTS,
    over_time=st.sampled_from(("latest", "ratio", "sum")),
    over_place=st.sampled_from(("sum", "ratio", "none")),
    final_target=AMOUNTS,
)


def reading(month: int, place: int | None, value: Decimal | None, fraction: tuple[Decimal, Decimal] | None) -> Reading:
    """Give the reading of a month of 2021 in a place."""
    last = date(2021, month, monthrange(2021, month)[1])
    return Reading(date(2021, month, 1), last, place, value, *(fraction or (None, None)))


READINGS = st.lists(
    st.builds(reading, st.integers(1, 12), PLACES, AMOUNTS, st.none() | st.tuples(COUNTS, COUNTS)),
    max_size=14,
    unique_by=lambda row: (row.start, row.place),
)
"""One row a month and place, as the database allows one live row a key."""

PLAIN = READINGS.map(lambda rows: [replace(row, numerator=None, denominator=None) for row in rows])
"""The same without fractions, whose quotients are rounded."""


@st.composite
def turned(draw: st.DrawFn) -> tuple[list[Reading], list[Reading]]:
    """Give readings twice, in two orders."""
    rows = draw(READINGS)
    return rows, draw(st.permutations(rows))


@given(RULES, turned(), turned(), DAYS)
def test_how_an_indicator_stands_does_not_depend_on_the_order_of_rows(
    rule: Rule, targets: tuple[list[Reading], list[Reading]], results: tuple[list[Reading], list[Reading]], day: date
) -> None:
    assert stand(rule, targets[0], results[0], day) == stand(rule, targets[1], results[1], day)
    assert of_period(rule, results[0], *YEAR) == of_period(rule, results[1], *YEAR)
    assert gaps(targets[0], results[0], day) == gaps(targets[1], results[1], day)


@given(st.sampled_from(("sum", "unique_people", "cumulative", "snapshot")), PLAIN)
def test_places_add_up_to_the_whole(kind: str, rows: list[Reading]) -> None:
    rule = Rule(kind)
    by_place = [to_date(rule, [row for row in rows if row.place == place]) for place in (None, 1, 2, 3)]
    known = [value for value in by_place if value is not None]
    assert to_date(rule, rows) == (sum(known) if known else None)


@given(PLAIN, DAYS)
def test_a_missing_row_changes_no_total_and_no_total_is_made_of_missing_rows(rows: list[Reading], day: date) -> None:
    rule, known = Rule("sum"), [row for row in rows if row.known]
    assert stand(rule, [], rows, day).actual == stand(rule, [], known, day).actual
    ended = [row for row in known if row.end < day]
    assert (stand(rule, [], rows, day).actual is None) == (not ended)


@settings(max_examples=50)
@given(PLAIN, DAYS)
def test_what_is_judged_and_what_is_open_are_never_the_same_rows(rows: list[Reading], day: date) -> None:
    """Given any day: the sum to date, the open month and the months to come add up to everything that is known."""
    found = stand(Rule("sum"), [], rows, day)
    to_come = to_date(Rule("sum"), [row for row in rows if row.start > day])
    parts = [part for part in (found.actual, found.open_value, to_come) if part is not None]
    assert to_date(Rule("sum"), rows) == (sum(parts) if parts else None)
