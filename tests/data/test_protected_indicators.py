"""Results of indicators that count people are shown as base cells where nobody is counted beside them.

Everything else is exact. Beside people reached they are attacked by linear programming, see `test_privacy_results.py`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from dashboard.data.directory import Directory, Place
from dashboard.data.privacy.beside import Beside
from dashboard.data.privacy.reach_rows import FAMILIES
from dashboard.data.protected_indicators import counts_people, protected_rows, shown_amount
from dashboard.data.readings import Rows, Told
from dashboard.shown_sum import NOT_SHOWN, is_suppressed

FIRST, LAST = date(2021, 1, 1), date(2021, 3, 31)
ISTANBUL, ANKARA = 34, 6
PLACES = {i: Place(i, f"TR-{i:02}", {}, i) for i in (ISTANBUL, ANKARA)}
KNOWN = Directory(
    {}, {}, {}, {}, {}, {}, {}, PLACES, None, None, frozenset(), frozenset(), {}, {}, {}, frozenset()
)  # Places are all that is looked up.
NOBODY = Beside(KNOWN, (), dict.fromkeys(FAMILIES, ()))


@dataclass(frozen=True)
class Row:
    """What an indicator says of itself."""

    counts: str | None = "unique_people"
    measure: str = "1"
    kind: str = "sum"


RATIO = Row(measure="2", kind="ratio")


def _told(value: str, comment: str | None = None, place: int | None = None, month: int | None = None) -> Told:
    days = (date(2021, month, 1), date(2021, month, 28)) if month else (FIRST, LAST)
    return Told(*days, place, Decimal(value), comment=comment)


def protected(row: Row, *states: list[Told]) -> list[Told]:
    """Give what is shown of the whole of an indicator, of which each release tells something."""
    return protected_rows(row, [{None: told} for told in states], NOBODY)[None]


def values(told: list[Told]) -> list[Decimal | None]:
    """Give the values shown, None where one is kept back."""
    return [None if is_suppressed(one.value) else Decimal(one.value or 0) for one in told]


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
    kept, shown = protected(Row(), [_told("7", "yedi kişi", ISTANBUL), _told("70", "bir söz", ANKARA)])
    assert (kept.value, kept.comment) == (NOT_SHOWN, None)
    assert (shown.value, shown.comment) == (70, "bir söz")


def test_things_are_exact_and_bare_percentages_whole() -> None:
    told = [_told("7", "söz")]
    assert protected(Row(counts="things"), told) == told
    assert values(protected(RATIO, [_told("42.857142")])) == [43], "3 of 7 would be told by its digits"


def test_of_a_fraction_both_numbers_are_cells() -> None:
    shown, kept = protected(
        RATIO,
        [
            Told(FIRST, LAST, ISTANBUL, None, Decimal(33), Decimal(61)),
            Told(FIRST, LAST, ANKARA, None, Decimal(3), Decimal(61)),
        ],
    )
    assert (shown.numerator, shown.denominator) == (35, 60)
    assert is_suppressed(kept.numerator)
    assert kept.denominator == 60


def test_what_holds_a_small_result_or_lies_within_one_is_kept_back() -> None:
    """5 and 30 in two provinces of 35 in all, which would tell the 5; and of a quarter of three months."""
    places = [_told("5", place=ISTANBUL), _told("30", place=ANKARA), _told("35")]
    assert values(protected(Row(), places)) == [None, 30, None]
    months = [_told("5", month=1), _told("22", month=2), _told("0", month=3), _told("30", place=ANKARA)]
    assert values(protected(Row(), months)) == [None, None, None, None], "a month of all places holds a province's"
    assert values(protected(Row(), [_told("22", month=2), _told("40", month=3)])) == [20, 40]


def test_between_releases_a_result_moves_by_ten() -> None:
    first, second, third = ([_told(value, place=ANKARA)] for value in ("7", "12", "17"))
    assert values(protected(Row(), first, second)) == [None], "five more are not seen"
    assert values(protected(Row(), first, second, third)) == [15]
    assert values(protected(Row(), [_told("30")], [_told("33")])) == [30], "33 would be 35"
    assert values(protected(Row(), [_told("0")], [_told("12")])) == [10], "nobody was there"
    assert values(protected(Row(), [], [_told("12")])) == [10]
    assert values(protected_rows(Row(), [{None: [_told("7")]}, {}], NOBODY)[None]) == [None], "it is gone, unseen"
    assert protected_rows(Row(), [{None: [_told("26")]}, {}], NOBODY) == {}
    assert values(protected(RATIO, [_told("42")], [_told("43")])) == [43], "a bare percentage is no number of people"


def test_parts_are_told_once() -> None:
    def rows(whole: str, female: str, male: str) -> Rows:
        return {None: [_told(whole)], ("sex", "female"): [_told(female)], ("sex", "male"): [_told(male)]}

    first, near, moved = rows("100", "60", "40"), rows("108", "60", "48"), rows("130", "70", "60")
    shown = {part: values(told) for part, told in protected_rows(Row(), [first, near], NOBODY).items()}
    assert shown == {None: [100], ("sex", "female"): [60], ("sex", "male"): [40]}
    shown = {part: values(told) for part, told in protected_rows(Row(), [first, near, moved], NOBODY).items()}
    assert shown == {None: [130], ("sex", "female"): [None], ("sex", "male"): [None]}


def _parts(whole: str | None, **told: str) -> dict[str, object]:
    """Give what is shown of women, men and others beside the whole."""
    rows: Rows = {("sex", name): [_told(value)] for name, value in told.items()}
    shown = protected_rows(Row(), [rows | ({None: [_told(whole)]} if whole else {})], NOBODY)
    return {part[1]: one.value for part, (one,) in shown.items() if part}


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
    parts: Rows = {("sex", "female"): [_told("10")], ("sex", "male"): [_told("1")], ("age", "60+"): [_told("11")]}
    shown = protected_rows(Row(), [parts], NOBODY)
    assert is_suppressed(shown["sex", "female"][0].value)
    assert is_suppressed(shown["sex", "male"][0].value)
    assert shown["age", "60+"][0].value == 10


def test_a_part_that_is_kept_back_is_not_told_as_a_sum_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Beside, "told", lambda _self, number, *_: 15 if number > 9 else None)
    # 15 of whom 14 are men: 15 is shown for both, and women could be no more than four.
    assert all(map(is_suppressed, _parts("15", female="1", male="14").values()))
