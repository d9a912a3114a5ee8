"""Which columns of numbers have no explanation, and why: what they tell is no figure of rows.

A column of a table is either explained or stands here; a test demands it of every table of the catalogue.
"""

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "pointer": "the row leads to where its number stands, and is explained there",
    "statistic": "a bound of chance that a statistic works out of figures that are explained beside it",
    "loads": "the page tells of loads themselves: their rows stand in its own lists",
}
"""Why a number has no explanation, by the name of the reason."""
UNEXPLAINED: Mapping[str, str] = {
    "overview.exceptions.days": "pointer",
    "feedback.topics.expected": "statistic",
    "feedback.topics.low": "statistic",
    "feedback.topics.high": "statistic",
    "feedback.places.low": "statistic",
    "feedback.places.high": "statistic",
    "data.coverage.rows": "loads",
    "data.fixes.count": "loads",
    "data.fields.known": "loads",
    "data.fields.asked": "loads",
    "data.fields.share": "loads",
    "data.source_list.rows": "loads",
    "data.source_list.age": "loads",
    "data.load_list.version": "loads",
    "data.load_list.brought": "loads",
    "data.load_list.rows": "loads",
    "data.load_list.duplicate": "loads",
    "data.refusals.rejected": "loads",
}
"""The reason of each such column, by `<table>.<column>`."""
