"""The card of feedback answered in time, which four pages show, so that they cannot disagree."""

from dashboard import formats
from dashboard.components.kpi_card import Kpi
from dashboard.data.feedback import Headline
from dashboard.export.key_figures import ratio
from dashboard.i18n import t
from dashboard.shown_sum import is_suppressed


def answered_in_time(kpi: str, headline: Headline | None) -> Kpi:
    """Give the share answered in time of all that were answered or are past their limit, and how it is made up.

    Without any case in view nothing is known; with cases of which none is due the share is of nothing.
    """
    h = headline
    if h is None or h.received is None:
        return ratio(kpi, None, None, "")
    counts = {"in_time": h.in_time, "late": h.late, "passed": h.passed, "without_limit": h.without_limit or None}
    # A share of which the other part is suppressed would be 100 %.
    rest = h.late + h.passed
    return ratio(kpi, h.in_time, rest if is_suppressed(rest) else h.in_time + rest, notes(**counts))


def notes(**facts: int | None) -> str:
    """Write further counts beside a figure; what is None is left out."""
    told = {name: formats.whole(value) for name, value in facts.items() if value is not None}
    return " · ".join(t(f"feedback.note.{name}", value=value) for name, value in told.items())
