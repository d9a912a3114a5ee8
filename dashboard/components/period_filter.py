"""The filter of time: one list of years, half-years, quarters and months, or a range from month to month."""

from collections.abc import Sequence

from dashboard.address import Month, Period
from dashboard.components.markup import Element, el
from dashboard.formats import month_long, period_label
from dashboard.i18n import t

CUSTOM = "custom"
"""Value of the choice that opens the range."""
_GROUPS = {12: "filter.years", 6: "filter.halves", 3: "filter.quarters", 1: "filter.months"}


def period_filter(chosen: Period | None, periods: Sequence[Period]) -> Element:
    """Give the list of periods and the range beside it.

    Args:
        chosen: the period of the address; one without data is offered too, so that the list can show it.
        periods: the periods that have data, in order of display.
    """
    offered = list(periods)
    custom = chosen is not None and ".." in chosen.text
    if chosen and not custom and chosen.text not in {period.text for period in offered}:
        offered.append(chosen)
    months = {period.start for period in offered if period.months == 1}
    ends = {chosen.start, chosen.end} if chosen and custom else set()
    value = CUSTOM if custom else chosen.text if chosen else ""
    return el(
        "Div",
        el("Label", t("filter.period"), htmlFor="shell-filter-period", class_="shell-filter-label"),
        el("Select", _options(offered), id="shell-filter-period", class_="form-select", defaultValue=value),
        _range(sorted(months | ends), chosen if custom else None),
        class_="shell-filter",
        data_filter="period",
    )


def _options(periods: Sequence[Period]) -> list[Element]:
    """Give the choices in groups: all time, the calendar periods, then the range."""
    groups = [
        el("Optgroup", [_option(p.text, period_label(p)) for p in periods if p.months == months], label=t(key))
        for months, key in _GROUPS.items()
        if any(p.months == months for p in periods)
    ]
    return [_option("", t("format.all_time")), *groups, _option(CUSTOM, t("filter.custom"))]


def _option(value: str, label: str) -> Element:
    """Give one choice of a list."""
    return el("Option", label, value=value)


def _range(months: Sequence[Month], chosen: Period | None) -> Element:
    """Give the two lists of months, shown only while the range is chosen."""
    edges = {"from": chosen.start if chosen else None, "to": chosen.end if chosen else None}
    return el(
        "Div",
        [_edge(name, months, edge) for name, edge in edges.items()],
        id="shell-filter-range",
        class_="shell-range",
        hidden=chosen is None,
    )


def _edge(name: str, months: Sequence[Month], chosen: Month | None) -> Element:
    """Give the list of months for one end of the range."""
    box = f"shell-filter-{name}"
    options = [_option(str(month), month_long(month)) for month in months]
    return el(
        "Div",
        el("Label", t(f"filter.{name}"), htmlFor=box, class_="shell-filter-label"),
        el("Select", options, id=box, class_="form-select", defaultValue=str(chosen or (months[0] if months else ""))),
    )
