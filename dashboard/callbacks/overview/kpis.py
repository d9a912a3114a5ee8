"""The key figures of the page; each equals that of its own page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.address import Address
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import INSIDE, Kpi
from dashboard.data import feedback, partnerships
from dashboard.data.asking import Failure
from dashboard.data.filters import Filters
from dashboard.data.indicators import Judged, reference_day
from dashboard.data.overview import Elapsed, Spent
from dashboard.data.portfolio import Projects
from dashboard.data.progress import progress
from dashboard.data.projects import Headline
from dashboard.data.standing import Thresholds
from dashboard.export.feedback_in_time import answered_in_time
from dashboard.export.key_figures import absent, count, part_of, people_against_plan, spent_of_budget, time_gone
from dashboard.i18n import t

GOOD = frozenset({"achieved", "on_track"})
TIMELINE = "/timeline"
Answers = Mapping[str, Any]


def kpis(answers: Answers, filters: Filters, address: Address) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue; one that lacks its answer says so and stands alone."""

    def people(months: Any, plan: Any, lines: Any) -> Kpi:  # noqa: ANN401  Frames and thresholds.
        return unique_people(months, plan, lines, reference_day(filters), address)

    def waiting(pool: Headline) -> Kpi:
        return high_priority_waiting(pool, address)

    def protocols(found: partnerships.Headline) -> Kpi:
        return protocols_in_force(found, address)

    def answered(found: feedback.Headline) -> Kpi:
        return feedback_in_time(found, address)

    def on_track(judged: Sequence[Judged]) -> Kpi:
        return indicators_on_track(judged, address)

    def elapsed(time: Elapsed) -> Kpi:
        return time_elapsed(time, address)

    def spent(money: Sequence[Spent]) -> Kpi:
        return budget_spent(money, address)

    cards = [
        _of(answers, "overview.unique_people", people, "reached_by_month", "plan_by_month", "thresholds"),
        _of(answers, "overview.indicators_on_track", on_track, "judged_indicators"),
        _of(answers, "overview.projects_completed", projects_completed, "projects_completed"),
        _of(answers, "overview.high_priority_waiting", waiting, "pool"),
        _of(answers, "overview.protocols_in_force", protocols, "partnerships"),
        _of(answers, "overview.feedback_in_time", answered, "feedback"),
        _of(answers, "overview.time_elapsed", elapsed, "time_elapsed"),
        _of(answers, "overview.budget_spent", spent, "money_spent"),
    ]
    return [card for card in cards if not filters.viewer.protected or card.id not in INSIDE]


def _of(answers: Answers, kpi: str, make: Callable[..., Kpi], *needs: str) -> Kpi:
    """Give one card from the answers it needs, or the card that says that one of them could not be had."""
    needed = [answers[name] for name in needs]
    failure = next((one for one in needed if isinstance(one, Failure)), None)
    if failure is None:
        return make(*needed)
    return Kpi(kpi, t(KPIS[kpi].label), "missing", note=f"{t('ui.error')} {t('ui.error_code')}: {failure.code}")


def unique_people(months: DataFrame, plan: DataFrame, lines: Thresholds, day: date, address: Address) -> Kpi:
    """Give people to date against their plan; the label leads to the page of people reached."""
    people = None if months.empty else int(months["unique_people"].iloc[-1])
    card = people_against_plan("overview.unique_people", people, progress(months, plan, day, lines))
    return replace(card, href=address.link("/beneficiaries"))


def indicators_on_track(judged: Sequence[Judged], address: Address) -> Kpi:
    """Give how many of the judged funder indicators are on track or achieved; the value is their number."""
    words = [one.standing.status for one in judged if one.grant and one.standing.status]
    good = sum(word in GOOD for word in words)
    if not words:
        return absent("overview.indicators_on_track")
    card = part_of("overview.indicators_on_track", good, len(words), "overview.share_of_judged")
    return replace(card, href=address.link(TIMELINE))


def projects_completed(projects: Projects) -> Kpi:
    """Give how many projects of the portfolio are completed."""
    if not projects.portfolio:
        return absent("overview.projects_completed")
    return part_of("overview.projects_completed", projects.completed, projects.portfolio, "overview.share_of_portfolio")


def high_priority_waiting(pool: Headline, address: Address) -> Kpi:
    """Give the waiting projects of high priority; the label leads to the page of the pool."""
    note = t("projects.note.incomplete", value=formats.whole(pool.incomplete)) if pool.incomplete else ""
    card = count("overview.high_priority_waiting", pool.high_priority_waiting, note)
    return replace(card, href=address.link("/projects"))


def protocols_in_force(found: partnerships.Headline, address: Address) -> Kpi:
    """Give the protocols in force; the label leads to the page of municipal partnerships."""
    ending = formats.whole(found.ending_90_days)
    note = t("overview.ending_soon", count=ending) if found.ending_90_days else ""
    card = count("overview.protocols_in_force", found.in_force, note)
    return replace(card, href=address.link("/partnerships"))


def feedback_in_time(found: feedback.Headline, address: Address) -> Kpi:
    """Give the share of feedback answered in time; the label leads to the page of feedback."""
    return replace(answered_in_time("overview.feedback_in_time", found), href=address.link("/feedback"))


def budget_spent(spent: Sequence[Spent], address: Address) -> Kpi:
    """Give spent ÷ the grants' amounts; the label leads to the timeline."""
    return replace(spent_of_budget("overview.budget_spent", spent), href=address.link(TIMELINE))


def time_elapsed(elapsed: Elapsed, address: Address) -> Kpi:
    """Give the share of the grants' time that has gone by; the label leads to the timeline."""
    return replace(time_gone("overview.time_elapsed", elapsed), href=address.link(TIMELINE))
