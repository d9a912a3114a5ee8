"""The key figures of data quality."""

from dashboard import formats
from dashboard.components.kpi_card import Kpi
from dashboard.data.quality import Headline
from dashboard.export.key_figures import count, ratio
from dashboard.i18n import t


def kpis(found: Headline, stale_days: int) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue."""
    known = t("data.note.known", known=formats.whole(found.known), asked=formats.whole(found.asked))
    due = t("data.note.due", reported=formats.whole(found.in_time), due=formats.whole(found.due))
    refused = t("data.note.refusals", count=formats.whole(found.refusals)) if found.refusals else ""
    watched = t("data.note.watched", count=formats.whole(found.watched), days=formats.whole(stale_days))
    return [
        ratio("data.completeness", found.known, found.asked, known),
        ratio("data.timeliness", found.in_time, found.due, due),
        count("data.duplicates", found.duplicates, ""),
        count("data.rejected", found.rejected, refused),
        count("data.stale_sources", found.stale, watched),
    ]
