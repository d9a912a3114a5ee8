"""Cards of key figures that more than one page shows, so that they cannot disagree."""

from dataclasses import replace

from dashboard import formats
from dashboard.catalogue import KPIS, SHARE
from dashboard.components.kpi_card import Change, Kpi, NoValue, Number, Target
from dashboard.components.status_badge import Status
from dashboard.data.progress import Progress
from dashboard.i18n import t

STATUSES: dict[str | None, Status] = {
    "achieved": "achieved",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "off_track": "off_track",
}


def people_against_plan(kpi: str, people: int | None, plan: Progress | None) -> Kpi:
    """Give the card of unique people, with its plan where there is one."""
    if plan is None or people is None:
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
    """Give the card of a count; no count is missing, not zero."""
    known: Number | NoValue = "missing" if value is None else value
    return Kpi(kpi, t(KPIS[kpi].label), known, formats.whole(value), note=note or None, change=change)


def ratio(kpi: str, part: int | None, total: int | None, note: str) -> Kpi:
    """Give the card of a ratio, unrounded beside the rounded text; over nothing it is undefined."""
    figure = KPIS[kpi]
    value: Number | NoValue
    if part is None or total is None:
        value, text = "missing", ""
    elif total == 0:
        value, text = "not_applicable", ""
    else:
        value = part / total
        text = formats.percent(value) if figure.unit == SHARE else formats.decimal(value)
    return Kpi(kpi, t(figure.label), value, text, note=note or None)
