"""The key figures of the page, from its headline."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import Kpi
from dashboard.data.projects import Gap, Headline
from dashboard.export.key_figures import absent, amounts, count, spent_of_budget, spent_of_secured
from dashboard.i18n import t


def kpis(headline: Headline) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue, without those that a protected viewer does not get."""
    h = headline
    waiting = _notes(("on_hold", h.on_hold), ("undated", h.undated or None), ("without_stage", h.without_stage or None))
    scored = [] if h.high_priority_waiting is None else [_scored(h.high_priority_waiting, h.incomplete)]
    lacking = [] if h.gaps is None else [_lacking(h.gaps, h.without_budget)]
    spent_of = spent_of_secured if h.gaps is None else spent_of_budget
    return [
        count("projects.in_pool", h.in_pool, waiting),
        count("projects.running", h.running, _notes(("closing", h.closing))),
        *scored,
        _median(h.median_days_in_stage, h.stays),
        spent_of("projects.spent_share", h.spent),
        *lacking,
    ]


def _scored(high: int, incomplete: int | None) -> Kpi:
    """Give the waiting projects of a high priority, and how many have none for lack of a score."""
    return count("projects.high_priority_waiting", high, _notes(("incomplete", incomplete)))


def _lacking(gaps: Sequence[Gap], without_budget: int) -> Kpi:
    """Give what the action plan lacks, and of how many projects nobody knows it."""
    money = [(line.currency, line.gap) for line in gaps]
    return amounts("projects.funding_gap", money, _notes(("without_budget", without_budget or None)))


def _median(days: float | None, stays: int) -> Kpi:
    """Give the median of days, with the number of stays behind it; without any it is undefined."""
    figure = KPIS["projects.median_days_in_stage"]
    if days is None:
        return absent(figure.id)
    text = t("projects.days", days=formats.number(days))
    return Kpi(figure.id, t(figure.label), days, text, note=_notes(("stays", stays)))


def _notes(*facts: tuple[str, int | None]) -> str:
    """Write further counts beside a figure; what is None is left out."""
    return " · ".join(
        t(f"projects.note.{name}", value=formats.whole(value)) for name, value in facts if value is not None
    )
