"""Results of indicators that count people are shown as base cells; everything else is exact."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from dashboard.data.framework_lines import Told
from dashboard.data.protected_indicators import counts_people, protected, protected_parts, shown_amount
from dashboard.data.standing import Reading
from dashboard.shown_sum import NOT_SHOWN, is_suppressed

FIRST, LAST = date(2021, 1, 1), date(2021, 3, 31)


@dataclass(frozen=True)
class Row:
    """What an indicator says of itself."""

    counts: str | None = "unique_people"
    measure: str = "1"
    kind: str = "sum"


def _told(value: str, comment: str | None = None, place: int | None = None) -> Told:
    return Told(FIRST, LAST, place, Decimal(value), comment=comment)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Row(), True),
        (Row(counts="contacts"), True),
        (Row(counts="households"), True),
        (Row(counts=None), True),
        (Row(counts="things"), False),
        (Row(counts=None, measure="2", kind="ratio"), True),
        (Row(counts=None, measure="4", kind="snapshot"), False),
        (Row(counts=None, measure="1", kind="qualitative"), False),
    ],
)
def test_what_is_not_declared_to_count_things_counts_people(row: Row, *, expected: bool) -> None:
    assert counts_people(row) is expected


@pytest.mark.parametrize(
    ("true", "shown"),
    [("0", "0"), ("10", "10"), ("12", "10"), ("13", "15"), ("-13", "-15"), ("1237", "1235"), ("12.9", "10")],
)
def test_numbers_from_ten_on_are_rounded_to_five(true: str, shown: str) -> None:
    assert shown_amount(Decimal(true)) == Decimal(shown)


@pytest.mark.parametrize("true", ["1", "9", "9.9", "0.2", "-4"])
def test_small_ones_are_kept_back(true: str) -> None:
    assert is_suppressed(shown_amount(Decimal(true)))


def test_nothing_known_stays_unknown() -> None:
    assert shown_amount(None) is None


def test_what_is_said_of_a_kept_back_number_is_kept_back_too() -> None:
    kept, shown = protected(Row(), [_told("7", "yedi kişi"), _told("70", "bir söz")])
    assert (kept.value, kept.comment) == (NOT_SHOWN, None)
    assert (shown.value, shown.comment) == (70, "bir söz")


def test_things_and_bare_percentages_are_exact() -> None:
    told = [_told("7", "söz")]
    assert protected(Row(counts="things"), told) == told
    assert protected(Row(measure="2", kind="ratio"), told) == told


def test_of_a_fraction_both_numbers_are_cells() -> None:
    shown, kept = protected(
        Row(measure="2", kind="ratio"),
        [
            Reading(FIRST, LAST, None, None, Decimal(33), Decimal(61)),
            Reading(FIRST, LAST, 1, None, Decimal(3), Decimal(61)),
        ],
    )
    assert (shown.numerator, shown.denominator) == (35, 60)
    assert is_suppressed(kept.numerator)
    assert kept.denominator == 60


def _parts(whole: str | None, **values: str) -> dict[str, object]:
    """Give what is shown of women, men and others beside the whole."""
    parts = {("sex", name): [_told(value)] for name, value in values.items()}
    shown = protected_parts(Row(), [_told(whole)] if whole else [], parts)
    return {name: one.value for (_, name), (one,) in shown.items()}


def test_parts_that_the_whole_would_tell_are_kept_back() -> None:
    # 11 of whom 10 are women: 10 is shown for both, and men could be no more than two.
    assert all(map(is_suppressed, _parts("11", female="10", male="1").values()))
    assert all(map(is_suppressed, _parts("4", female="4", male="0").values()))


def test_a_part_that_could_be_any_is_kept_back_alone() -> None:
    shown = _parts("99", female="33", male="30", other="31", unknown="5")
    assert [is_suppressed(value) for value in shown.values()] == [False, False, False, True]


def test_without_a_whole_a_lone_breakdown_tells_of_nothing_but_itself() -> None:
    shown = _parts(None, female="10", male="1")
    assert shown["female"] == 10
    assert is_suppressed(shown["male"])


def test_two_breakdowns_tell_of_each_other() -> None:
    parts = {("sex", "female"): [_told("10")], ("sex", "male"): [_told("1")], ("age", "60+"): [_told("11")]}
    shown = protected_parts(Row(), [], parts)
    assert is_suppressed(shown["sex", "female"][0].value)
    assert is_suppressed(shown["sex", "male"][0].value)
    assert shown["age", "60+"][0].value == 10
