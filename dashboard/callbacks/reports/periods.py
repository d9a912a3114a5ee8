"""Periods to choose from, in groups: half-years first, because most reports are about one."""

from collections.abc import Collection, Iterable

from dashboard.address import Period
from dashboard.components.report_form import Choices
from dashboard.formats import period_label
from dashboard.i18n import t

GROUPS = {6: "filter.halves", 12: "filter.years", 3: "filter.quarters", 1: "filter.months"}
"""The length of a group's periods in months, and its heading."""


def period_groups(periods: Iterable[str], chosen: Period | None = None, locked: Collection[Period] = ()) -> Choices:
    """Give periods in groups.

    Args:
        periods: as addresses write them, in order of display.
        chosen: is offered too where it is none of them.
        locked: those to mark as kept as they were reported.
    """
    found = [Period.parse(text) for text in periods]
    if chosen and chosen.text not in {period.text for period in found}:
        found.append(chosen)
    kept = {(period.start, period.end) for period in locked}
    told = {
        period: t("reports.locked_period", period=period_label(period))
        if (period.start, period.end) in kept
        else period_label(period)
        for period in found
    }
    groups = {
        t(key): {period.text: told[period] for period in found if period.months == months}
        for months, key in GROUPS.items()
    }
    others = {period.text: told[period] for period in found if period.months not in GROUPS}
    return {heading: choices for heading, choices in ({"": others} | groups).items() if choices}
