"""The key figures of one project."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import Kpi
from dashboard.data.feedback import Answers
from dashboard.data.overview import Spent
from dashboard.data.pool_history import ENDS
from dashboard.data.project import Reached
from dashboard.data.project_details import Details
from dashboard.export.feedback_in_time import answered_in_time
from dashboard.export.key_figures import absent, amounts, count, spent_of_budget, spent_of_secured
from dashboard.i18n import t


def kpis(details: Details, spent: Sequence[Spent], reached: Reached, feedback: Answers) -> list[Kpi]:
    """Give the cards in the order of the catalogue; to a protected viewer those of the project's time and own money."""
    if details.protected:
        return [_days(details), spent_of_secured("project.spent_share", spent)]
    people = reached.people
    return [
        _days(details),
        _priority(details),
        count("project.unique_people", people.unique_people, _indirect(people.indirect_people)),
        count("project.contacts", people.contacts_to_date, ""),
        spent_of_budget("project.spent_share", spent),
        _gap(details),
        answered_in_time("project.feedback_in_time", feedback.headline()),
    ]


def _days(details: Details) -> Kpi:
    """Give the days in the stage of today beside their limit; closed and rejected projects wait for nothing."""
    figure = KPIS["project.days_in_stage"]
    if details.days is None or details.stage in ENDS:
        return absent(figure.id, t(f"stage.{details.stage}") if details.stage else "")
    notes = [t(f"stage.{details.stage}")]
    if details.limit is not None:
        notes.append(t("project.limit_of", limit=formats.whole(details.limit)))
    text = t("projects.days", days=formats.whole(details.days))
    return Kpi(figure.id, t(figure.label), details.days, text, note=" · ".join(notes))


def _priority(details: Details) -> Kpi:
    """Give the priority with rank and how firm it is; a project that lacks a score has none."""
    figure = KPIS["project.priority"]
    if details.missing:
        return absent(figure.id, t("project.lacks", count=formats.whole(details.missing)))
    if details.priority is None:
        return absent(figure.id)
    notes = []
    if details.rank is not None:
        notes.append(t("project.rank_of", rank=formats.whole(details.rank), count=formats.whole(details.ranked)))
    if details.stability is not None:
        notes.append(t("project.stability_of", share=formats.percent(details.stability)))
    text = formats.decimal(details.priority, 2)
    return Kpi(figure.id, t(figure.label), details.priority, text, note=" · ".join(notes) or None)


def _gap(details: Details) -> Kpi:
    """Give what a project of the action plan lacks beside what is secured."""
    secured = details.secured if details.currency else None
    note = "" if secured is None else t("project.secured_of", amount=formats.money(secured, details.currency or ""))
    if details.gap is None or details.currency is None:
        return absent("project.funding_gap", note)
    return amounts("project.funding_gap", [(details.currency, details.gap)], note)


def _indirect(people: int | None) -> str:
    """Say how many people were reached indirectly, where that is known."""
    return "" if people is None else t("kpi.note.indirect", value=formats.whole(people))
