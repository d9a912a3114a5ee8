"""Cards of key figures that more than one page shows, so that they cannot disagree."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard import formats
from dashboard.catalogue import KPIS, SHARE
from dashboard.components.kpi_card import Change, Kpi, NoValue, Number, Target
from dashboard.components.markup import Node, el, ltr
from dashboard.components.status_badge import Status
from dashboard.data.overview import Elapsed, Spent
from dashboard.data.progress import Progress
from dashboard.i18n import t
from dashboard.shown_sum import is_partial, is_suppressed

STATUSES: dict[str | None, Status] = {
    "achieved": "achieved",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "off_track": "off_track",
}


def people_against_plan(kpi: str, people: int | None, plan: Progress | None) -> Kpi:
    """Give the card of unique people, with its plan where there is one."""
    if plan is None or people is None or is_suppressed(people):
        return count(kpi, people, "")
    ratio = people / plan.target if plan.target else None
    standing = plan.standing
    planned = [] if standing.plan is None else [t("kpi.plan_to_date", plan=formats.whole(standing.plan))]
    over = [t("status.over_plan")] if standing.over_plan else []
    return replace(
        count(kpi, people, " · ".join([*planned, *over])),
        target=Target(formats.whole(plan.target), ratio),
        status=STATUSES.get(standing.status),
    )


def count(kpi: str, value: int | None, note: str, change: Change | None = None) -> Kpi:
    """Give the card of a count; no count is missing, not zero, and one of which nothing is shown is suppressed."""
    known: Number | NoValue = "missing" if value is None else "suppressed" if is_suppressed(value) else value
    told = _partly(note, value)
    return Kpi(kpi, t(KPIS[kpi].label), known, formats.whole(value), note=told or None, change=change)


def ratio(kpi: str, part: int | None, total: int | None, note: str) -> Kpi:
    """Give the card of a ratio, unrounded beside the rounded text; over nothing it is undefined.

    A ratio of which one side is suppressed is suppressed too.
    """
    figure = KPIS[kpi]
    value: Number | NoValue
    if part is None or total is None:
        value, text = "missing", ""
    elif is_suppressed(part) or is_suppressed(total):
        value, text = "suppressed", ""
    elif total == 0:
        value, text = "not_applicable", ""
    else:
        value = part / total
        text = formats.percent(value) if figure.unit == SHARE else formats.decimal(value)
    return Kpi(kpi, t(figure.label), value, text, note=_partly(note, part, total) or None)


def _partly(note: str, *values: int | None) -> str:
    """Add to a note that a figure leaves suppressed cells out, where it does."""
    partial = any(map(is_partial, values)) and not any(map(is_suppressed, values))
    return " · ".join(filter(None, [note, t("protected.partial") if partial else ""]))


def part_of(kpi: str, part: int, total: int, words: str) -> Kpi:
    """Give a count of a total, and its share in words."""
    note = t(words, share=formats.percent(part / total))
    return Kpi(kpi, t(KPIS[kpi].label), part, ltr(formats.pair(part, total)), note=note)


def time_gone(kpi: str, elapsed: Elapsed) -> Kpi:
    """Give the share of the grants' time that has gone by."""
    share = elapsed.share
    if share is None:
        return absent(kpi)
    note = t("overview.days_of", days=formats.whole(elapsed.days), total=formats.whole(elapsed.total))
    return Kpi(kpi, t(KPIS[kpi].label), share, formats.percent(share), note=note)


def absent(kpi: str, note: str = "") -> Kpi:
    """Give the card of a figure that has nothing to speak of."""
    return Kpi(kpi, t(KPIS[kpi].label), "not_applicable", note=note or None)


def spent_of_budget(kpi: str, spent: Sequence[Spent]) -> Kpi:
    """Give spent ÷ budget; several currencies stand on a line each, and are never one number."""
    known = [line for line in spent if line.share is not None]
    if not known:
        return absent(kpi)
    label = t(KPIS[kpi].label)
    if len(spent) > 1:
        return Kpi(kpi, label, "not_applicable", _by_currency([_share_line(line) for line in spent]))
    only = known[0]
    return Kpi(kpi, label, only.share or 0, formats.percent(only.share), note=_spent_of(only))


def spent_of_secured(kpi: str, spent: Sequence[Spent]) -> Kpi:
    """Give the same as protected viewers see it: of what the own grants secured, and named so."""
    return replace(spent_of_budget(kpi, spent), label=t("projects.spent_of_secured"))


def amounts(kpi: str, money: Sequence[tuple[str, Decimal]], note: str) -> Kpi:
    """Give an amount; those of several currencies stand on a line each, and are never one number."""
    if not money:
        return absent(kpi, note)
    label = t(KPIS[kpi].label)
    if len(money) > 1:
        lines = [
            el("Li", formats.money(amount, currency), data_currency=currency, data_value=str(amount))
            for currency, amount in money
        ]
        return Kpi(kpi, label, "not_applicable", _by_currency(lines), note=note or None)
    currency, amount = money[0]
    return Kpi(kpi, label, amount, formats.money(amount, currency), note=note or None)


def _by_currency(lines: Sequence[Node]) -> Node:
    """Give one line for each currency."""
    return el("Ul", lines, class_="kpi-lines")


def _share_line(spent: Spent) -> Node:
    """Give the line of one currency, with its exact share."""
    share = "missing" if spent.share is None else str(spent.share or 0)
    name = el("Span", spent.currency, class_="kpi-currency")
    money = el("Small", _spent_of(spent))
    return el("Li", name, formats.percent(spent.share), money, data_currency=spent.currency, data_value=share)


def _spent_of(spent: Spent) -> str:
    """Write what was spent of which budget."""
    return t(
        "overview.spent_of",
        spent=formats.money(spent.spent, spent.currency),
        budget=formats.money(spent.budget, spent.currency),
    )
