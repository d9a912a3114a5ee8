"""What people speak about, month by month, and the months in which a topic comes up more or less often than before."""

import numpy as np
from pandas import DataFrame

from dashboard.address import Month
from dashboard.data.directory import Entry
from dashboard.data.feedback_rates import usual_range
from dashboard.data.feedback_selection import EARLIER_MONTHS
from dashboard.data.frames import frame
from dashboard.data.summing import Sums

LEAST_KNOWN = 6
"""Known months among the previous 12 without which nothing is expected of a month."""


def topics_by_month(
    found: Sums, months: list[int], exposure: dict[int, int], categories: dict[int, Entry]
) -> DataFrame:
    """Give the cases of each month and category, and whether they are more or fewer than the months before explain.

    Columns: month, category_code, names, cases, contacts, expected, low, high, unusual (`high`, `low` or empty). Every
    category that occurs has a row for every month.

    Args:
        found: cases by month (`start`) and category (`one`), of the months shown and the 12 before.
        months: indexes of the months shown.
        exposure: direct contacts by month, of the months that are known.
        categories: their codes and names by id, in their order.
    """
    starts, topics = found.keys["start"].tolist(), found.keys["one"].tolist()
    cases = dict(zip(zip(starts, topics, strict=True), found.measures[0].tolist(), strict=True))
    occurring = {topic for (month, topic) in cases if month in set(months)}
    keys = [(month, topic) for month in months for topic in categories if topic in occurring]
    expected = [expected_in(month, topic, cases, exposure) for month, topic in keys]
    lows, highs = usual_range(np.array([0.0 if e is None else e for e in expected]))
    ranges = [
        (None, None) if e is None else (low, high)
        for e, low, high in zip(expected, lows.tolist(), highs.tolist(), strict=True)
    ]
    counts = [cases.get(key, 0) for key in keys]
    return frame(
        month=[Month.at(month).first for month, _ in keys],
        category_code=[categories[topic].code for _, topic in keys],
        **{f"name_{lang}": [categories[topic].names[lang] for _, topic in keys] for lang in ("tr", "en", "ar")},
        cases=counts,
        contacts=[exposure.get(month) for month, _ in keys],
        expected=expected,
        low=[low for low, _ in ranges],
        high=[high for _, high in ranges],
        unusual=[verdict(count, *limits) for count, limits in zip(counts, ranges, strict=True)],
    )


def expected_in(month: int, topic: int, cases: dict[tuple[int, int], int], exposure: dict[int, int]) -> float | None:
    """Give the cases to be expected of a topic: the rate of the previous 12 months on the contacts of the month.

    None where the month is not known, or fewer than 6 of those before.
    """
    before = [earlier for earlier in range(month - EARLIER_MONTHS, month) if earlier in exposure]
    if month not in exposure or len(before) < LEAST_KNOWN:
        return None
    contacts = sum(exposure[earlier] for earlier in before)
    return sum(cases.get((earlier, topic), 0) for earlier in before) * exposure[month] / contacts


def verdict(cases: int, low: int | None, high: int | None) -> str:
    """Say whether a count lies outside its limits."""
    if low is None or high is None:
        return ""
    return "high" if cases > high else "low" if cases < low else ""
