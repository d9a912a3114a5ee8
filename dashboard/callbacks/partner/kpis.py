"""The key figures of one partner."""

from collections.abc import Sequence
from decimal import Decimal

from pandas import DataFrame

from dashboard import formats
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import Kpi
from dashboard.components.markup import Node, ltr
from dashboard.components.status_badge import badge
from dashboard.data.feedback import Answers
from dashboard.data.partner import Remaining
from dashboard.data.partner_links import Exchange
from dashboard.data.partnerships import Headline
from dashboard.export.feedback_in_time import answered_in_time
from dashboard.export.key_figures import absent, count
from dashboard.i18n import t

ENDS_SOON = 90
"""Days within which an end needs somebody."""


def kpis(
    remaining: Remaining,
    steps: DataFrame,
    headline: Headline,
    change: Decimal | None,
    exchanges: Sequence[Exchange],
    feedback: Answers | None,
) -> list[Kpi]:
    """Give the cards in the order of the catalogue."""
    return [*kpis_of_work(remaining, steps, headline, change, exchanges), feedback_in_time(feedback)]


def kpis_of_work(
    remaining: Remaining, steps: DataFrame, headline: Headline, change: Decimal | None, exchanges: Sequence[Exchange]
) -> list[Kpi]:
    """Give all cards but that of feedback, which protected viewers get for whole grants alone."""
    return [
        protocol_days_left(remaining),
        days_since_contact(steps),
        commitments_done(headline),
        staff_trained(headline),
        capacity_change(change),
        exchanged(exchanges),
    ]


def protocol_days_left(remaining: Remaining) -> Kpi:
    """Give the days until the last protocol in force ends; in words where it is open-ended, expired or none."""
    figure = KPIS["partner.protocol_days_left"]
    if remaining.days is None:
        return absent(figure.id, _without_days(remaining))
    end = t("partner.ends", day=formats.day(remaining.ends_on))
    note: Node = [end, " ", badge("risk", t("mun.expiring"))] if remaining.days <= ENDS_SOON else end
    text = t("projects.days", days=formats.whole(remaining.days))
    return Kpi(figure.id, t(figure.label), remaining.days, text, note=note)


def _without_days(remaining: Remaining) -> str:
    """Say why no days are left to count."""
    if remaining.state == "in_force":
        return t("partner.open_ended")
    if remaining.state == "expired":
        return t("partner.expired", day=formats.day(remaining.ends_on))
    return t("partnership_status.none")


def days_since_contact(steps: DataFrame) -> Kpi:
    """Give the days since anything last happened in any of the partnerships, and whether they lie dormant."""
    figure = KPIS["partner.days_since_contact"]
    if steps.empty:
        return absent(figure.id)
    days, last = min(steps["days_since"]), max(steps["last_event"])
    told = t("partner.latest_on", day=formats.day(last))
    note: Node = [told, " ", badge("risk", t("partner.dormant"))] if all(steps["dormant"]) else told
    return Kpi(figure.id, t(figure.label), days, t("projects.days", days=formats.whole(days)), note=note)


def commitments_done(headline: Headline) -> Kpi:
    """Give the commitments done, of those due."""
    figure = KPIS["partner.commitments_done"]
    if not headline.commitments_due:
        return absent(figure.id, t("partner.none_due"))
    done, due = headline.commitments_done, headline.commitments_due
    note = t("partner.share_of_due", share=formats.percent(done / due))
    return Kpi(figure.id, t(figure.label), done, ltr(formats.pair(done, due)), note=note)


def staff_trained(headline: Headline) -> Kpi:
    """Give the staff trained in joint activities; where nobody reported any, their number is missing, not 0."""
    unreported = headline.staff_unreported
    note = t("partner.unreported", count=formats.whole(unreported)) if unreported else ""
    return count("partner.staff_trained", headline.staff_trained, note)


def capacity_change(change: Decimal | None) -> Kpi:
    """Give the mean change of the areas that were assessed on two days."""
    figure = KPIS["partner.capacity_change"]
    if change is None:
        return absent(figure.id, t("partner.no_second_level"))
    return Kpi(figure.id, t(figure.label), change, _signed(change), note=t("partner.levels"))


def _signed(change: Decimal) -> Node:
    """Write a change with its sign, which stands before the digits in every language."""
    text = formats.decimal(change, 2)
    return ltr(f"+{text}" if change > 0 else text)


def exchanged(exchanges: Sequence[Exchange]) -> Kpi:
    """Give the exchanges of know-how, and in how many of them the partner taught and learned."""
    taught = len([one for one in exchanges if one.direction == "taught"])
    words = {"taught": formats.whole(taught), "learned": formats.whole(len(exchanges) - taught)}
    return count("partner.exchanges", len(exchanges), t("partner.taught_learned", **words))


def feedback_in_time(feedback: Answers | None) -> Kpi:
    """Give the share of feedback from the partner's place that was answered in time; without a place there is none."""
    return answered_in_time("partner.feedback_in_time", None if feedback is None else feedback.headline())
