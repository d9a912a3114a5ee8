"""The key figures of `Ulaşılan kişiler`, from its headline and its plan, for the page and for reports."""

from dashboard import formats
from dashboard.components.kpi_card import Change, Kpi
from dashboard.data.beneficiaries import Headline
from dashboard.data.progress import Progress
from dashboard.export.key_figures import count, people_against_plan, ratio
from dashboard.i18n import t


def kpis(headline: Headline, plan: Progress | None) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue."""
    h = headline
    of_new = _notes(("disability", h.disabled_people), ("indirect", h.indirect_people))
    to_date = "" if h.contacts == h.contacts_to_date else _notes(("to_date", h.contacts_to_date))
    return [
        people_against_plan("beneficiaries.unique_people", h.unique_people, plan),
        count("beneficiaries.new_people", h.new_people, of_new, _change(h)),
        count("beneficiaries.contacts", h.contacts, to_date),
        ratio("beneficiaries.contacts_per_person", h.contacts_to_date, h.unique_people, ""),
        ratio("beneficiaries.share_women", h.women, h.sex_known, _notes(("sex_unknown", h.sex_unknown))),
        ratio("beneficiaries.share_host", h.host, h.group_known, _notes(("group_unknown", h.group_unknown))),
    ]


def _notes(*facts: tuple[str, int | None]) -> str:
    """Write further counts beside a figure; one that is missing is left out."""
    return " · ".join(t(f"kpi.note.{name}", value=formats.whole(value)) for name, value in facts if value is not None)


def _change(headline: Headline) -> Change | None:
    """Give the difference of new people from the period of the same length before; None without one."""
    now, before = headline.new_people, headline.previous_new_people
    if now is None or before is None:
        return None
    return Change(now - before, (now - before) / before if before else None)
