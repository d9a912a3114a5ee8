"""Which columns of numbers have no explanation, and why: what they tell is no figure of rows.

A column of a table is either explained or stands here; a test demands it of every table of the catalogue.
"""

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "pointer": "the row leads to where its number stands, and is explained there",
    "statistic": "a bound of chance that a statistic works out of figures that are explained beside it",
    "load": "the row is a load, or a refused file, itself: nothing lies behind it but the file",
}
"""Why a number has no explanation, by the name of the reason."""
UNEXPLAINED: Mapping[str, str] = {
    "overview.exceptions.days": "pointer",
    "feedback.topics.expected": "statistic",
    "feedback.topics.low": "statistic",
    "feedback.topics.high": "statistic",
    "feedback.places.low": "statistic",
    "feedback.places.high": "statistic",
    "data.fixes.count": "pointer",
    "data.load_list.version": "load",
    "data.load_list.brought": "load",
    "data.load_list.rows": "load",
    "data.load_list.duplicate": "load",
    "data.refusals.rejected": "load",
}
"""The reason of each such column, by `<table>.<column>`."""
