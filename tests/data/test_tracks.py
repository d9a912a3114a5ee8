"""Which indicator speaks for a grant, and what its plan misses; by hand and without a database."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from dashboard.data.standing import Reading
from dashboard.data.tracks import _missing, in_order

Q1, Q2 = (date(2021, 1, 1), date(2021, 3, 31)), (date(2021, 4, 1), date(2021, 6, 30))


def track(code: str, grant: str | None, kind: str = "sum", level: str = "output") -> Any:  # noqa: ANN401  A stand-in.
    """Give what the order looks at."""
    return SimpleNamespace(code=code, grant=grant, kind=kind, level=level)


def test_a_grants_own_people_speak_first_then_its_level_and_code() -> None:
    tracks = [
        track("A", None, "unique_people", "pdo"),
        track("B", "G1", "sum", "output"),
        track("C", "G1", "sum", "pdo"),
        track("E", "G1", "unique_people", "output"),
        track("D", "G1", "unique_people", "output"),
    ]
    assert [one.code for one in in_order(tracks, "G1")] == ["D", "E", "C", "B", "A"]


def test_a_quarter_of_the_plan_is_told_where_one_of_its_months_is() -> None:
    """Given plans by quarter and results by month: what is told in part is not missing, an empty row and no row are."""
    planned = [Reading(*Q1, None, Decimal(30)), Reading(*Q2, None, Decimal(30))]
    march = Reading(date(2021, 3, 1), date(2021, 3, 31), None, Decimal(9))
    assert _missing(planned, [march], date(2021, 7, 1)) == 1
    assert _missing(planned, [march], date(2021, 6, 30)) == 0
    assert _missing(planned, [march, Reading(*Q2)], date(2021, 7, 1)) == 1
    assert _missing(planned, [march, Reading(*Q2, None, Decimal(0))], date(2021, 7, 1)) == 0
