"""Headings that state what a chart shows, in at most fifteen words."""

from dashboard import formats
from dashboard.i18n import t

MOST_WORDS = 15


def finding(key: str, **values: str) -> str | None:
    """Give the sentence of a finding, or None where long names would make it too long to be read at a glance."""
    sentence = t(key, **values)
    return sentence if len(sentence.split()) <= MOST_WORDS else None


def share_of(part: float, total: float) -> str:
    """Write a part as a percentage of a total that is not 0."""
    return formats.percent(part / total)
