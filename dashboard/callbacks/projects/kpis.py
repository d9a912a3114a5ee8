"""The key figures of the page, from its headline."""

from dashboard import formats
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import Kpi
from dashboard.data.projects import Headline
from dashboard.export.key_figures import absent, amounts, count, spent_of_budget
from dashboard.i18n import t


def kpis(headline: Headline) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue."""
    h = headline
    waiting = _notes(("on_hold", h.on_hold), ("undated", h.undated or None), ("without_stage", h.without_stage or None))
    gaps = [(line.currency, line.gap) for line in h.gaps]
    return [
        count("projects.in_pool", h.in_pool, waiting),
        count("projects.running", h.running, _notes(("closing", h.closing))),
        count("projects.high_priority_waiting", h.high_priority_waiting, _notes(("incomplete", h.incomplete))),
        _median(h.median_days_in_stage, h.stays),
        spent_of_budget("projects.spent_share", h.spent),
        amounts("projects.funding_gap", gaps, _notes(("without_budget", h.without_budget or None))),
    ]


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
