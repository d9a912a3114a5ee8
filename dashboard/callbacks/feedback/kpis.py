"""The key figures of the page, from its headline."""

from typing import Literal

from pandas import DataFrame

from dashboard import formats
from dashboard.catalogue import KPIS
from dashboard.components.kpi_card import Change, Kpi
from dashboard.data.feedback import Headline, Wait
from dashboard.export.feedback_in_time import answered_in_time, notes
from dashboard.export.key_figures import absent, count, ratio
from dashboard.figures.feedback.ageing import age
from dashboard.i18n import t
from dashboard.shown_sum import is_suppressed


def kpis(headline: Headline, ages: DataFrame) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue.

    Args:
        headline: the single numbers.
        ages: the frame of `open_by_age`.
    """
    h = headline
    if h.received is None:
        return [_missing(kpi) for kpi in KPIS if KPIS[kpi].page == "feedback"]
    thousands = h.received if is_suppressed(h.received) else h.received * 1000 if h.contacts else None
    return [
        count("feedback.received", h.received, "", _change(h)),
        count("feedback.open", h.open, _open(h, ages)),
        _days("median_response_days", h.wait, h.wait.median_days),
        _days("p90_response_days", h.wait, h.wait.p90_days),
        answered_in_time("feedback.answered_in_time", h),
        ratio("feedback.loop_closed", h.answered_of_due, h.due, notes(due=h.due)),
        ratio("feedback.per_1000_contacts", thousands, h.contacts or None, notes(contacts=h.contacts)),
        ratio("feedback.satisfaction", h.satisfied, h.rated, notes(rated=h.rated)),
    ]


def _missing(kpi: str) -> Kpi:
    """Give the card of a figure of which nothing is known."""
    return Kpi(kpi, t(KPIS[kpi].label), "missing")


def _change(headline: Headline) -> Change | None:
    """Give the difference of what was received from the period of the same length before; None without one."""
    now, before = headline.received, headline.previous_received
    if now is None or before is None:
        return None
    return Change(now - before, (now - before) / before if before else None)


def _open(headline: Headline, ages: DataFrame) -> str:
    """Say how many cases wait for a first answer, and how old the oldest open one is."""
    if is_suppressed(headline.wait.waiting):
        return ""
    told = [notes(waiting=headline.wait.waiting)]
    if oldest := [bucket for bucket, cases in zip(ages["bucket"], ages["cases"], strict=True) if cases]:
        told.append(t("feedback.note.oldest", value=age(oldest[-1])))
    return " · ".join(told) if headline.open else ""


def _days(name: Literal["median_response_days", "p90_response_days"], wait: Wait, days: int | None) -> Kpi:
    """Give a time to the first answer, with how many cases it is made of and how many of them still wait."""
    figure = KPIS[f"feedback.{name}"]
    if is_suppressed(wait.cases):
        return Kpi(figure.id, t(figure.label), "suppressed")
    if not wait.cases:
        return absent(figure.id)
    told = notes(cases=wait.cases, still_waiting=wait.waiting)
    if days is None:
        text = t("feedback.wait_days", days=formats.wait(wait.longest_days, reached=False))
        return Kpi(figure.id, t(figure.label), "not_reached", text, note=told)
    return Kpi(figure.id, t(figure.label), days, t("feedback.wait_days", days=formats.whole(days)), note=told)
