"""The key figures of the page, from its headline and its plan."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from pandas import DataFrame

from dashboard import formats
from dashboard.catalogue import KPIS, SHARE
from dashboard.components.kpi_card import Change, Kpi, NoValue, Number, Target
from dashboard.components.status_badge import Status
from dashboard.data.beneficiaries import Headline
from dashboard.data.standing import Reading, Rule, Standing, Thresholds, stand
from dashboard.i18n import t

STATUSES: dict[str | None, Status] = {
    "achieved": "achieved",
    "on_track": "on_track",
    "at_risk": "at_risk",
    "off_track": "off_track",
}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """Unique people against their plan: `target` is the last planned number, `standing` the judgement to date."""

    target: int
    standing: Standing


def progress(months: DataFrame, plan: DataFrame, day: date, thresholds: Thresholds) -> Progress | None:
    """Judge unique people by the plan of the months that ended before a day; None without a plan.

    Args:
        months: the frame of `reached_by_month`.
        plan: the frame of `plan_by_month`.
        day: the day of judgement; a month that has not ended before it is not judged.
        thresholds: where the programme draws its lines.
    """
    if plan.empty or months.empty:
        return None
    actual = dict(zip(months["month"], months["unique_people"], strict=True))
    planned = dict(zip(plan["month"], plan["planned"], strict=True))
    last = max(planned)
    judged = max((month for month in actual if month in planned and _after(month) <= day), default=None)
    target = Reading(last, last, value=Decimal(planned[last]))
    rule = Rule("cumulative", final_target=target.value, baseline=Decimal(0))
    if judged is None:
        return Progress(planned[last], stand(rule, [], [], day, thresholds))
    end = _after(judged) - _ONE_DAY
    plans = [Reading(judged, end, value=Decimal(planned[judged]))]
    results = [Reading(judged, end, value=Decimal(actual[judged]))]
    return Progress(planned[last], stand(rule, plans, results, day, thresholds))


def _after(month: date) -> date:
    """Give the first day of the next month."""
    return (month + timedelta(days=31)).replace(day=1)


def kpis(headline: Headline, plan: Progress | None) -> list[Kpi]:
    """Give the cards of the page in the order of the catalogue."""
    h = headline
    of_new = _notes(("disability", h.disabled_people), ("indirect", h.indirect_people))
    return [
        _unique_people(h, plan),
        _count("new_people", h.new_people, of_new, _change(h)),
        _count("contacts", h.contacts, _notes(("to_date", h.contacts_to_date))),
        _ratio("contacts_per_person", h.contacts_to_date, h.unique_people, ""),
        _ratio("share_women", h.women, h.sex_known, _notes(("sex_unknown", h.sex_unknown))),
        _ratio("share_host", h.host, h.group_known, _notes(("group_unknown", h.group_unknown))),
    ]


def _unique_people(headline: Headline, plan: Progress | None) -> Kpi:
    """Give the card of unique people, with its plan where there is one."""
    people = headline.unique_people
    if plan is None or people is None:
        return _count("unique_people", people, "")
    ratio = people / plan.target if plan.target else None
    standing = plan.standing
    planned = [] if standing.plan is None else [t("kpi.plan_to_date", plan=formats.whole(standing.plan))]
    over = [t("status.over_plan")] if standing.over_plan else []
    return replace(
        _count("unique_people", people, " · ".join([*planned, *over])),
        target=Target(formats.whole(plan.target), ratio),
        status=STATUSES.get(standing.status),
    )


def _count(name: str, value: int | None, note: str, change: Change | None = None) -> Kpi:
    """Give the card of a count; no count is missing, not zero."""
    known: Number | NoValue = "missing" if value is None else value
    figure = KPIS[f"beneficiaries.{name}"]
    return Kpi(figure.id, t(figure.label), known, formats.whole(value), note=note or None, change=change)


def _ratio(name: str, part: int | None, total: int | None, note: str) -> Kpi:
    """Give the card of a ratio, unrounded beside the rounded text; over nobody it is undefined."""
    figure = KPIS[f"beneficiaries.{name}"]
    value: Number | NoValue
    if part is None or total is None:
        value, text = "missing", ""
    elif total == 0:
        value, text = "not_applicable", ""
    else:
        value = part / total
        text = formats.percent(value) if figure.unit == SHARE else formats.decimal(value)
    return Kpi(figure.id, t(figure.label), value, text, note=note or None)


def _notes(*facts: tuple[str, int | None]) -> str:
    """Write further counts beside a figure; one that is missing is left out."""
    return " · ".join(t(f"kpi.note.{name}", value=formats.whole(value)) for name, value in facts if value is not None)


def _change(headline: Headline) -> Change | None:
    """Give the difference of new people from the period of the same length before; None without one."""
    now, before = headline.new_people, headline.previous_new_people
    if now is None or before is None:
        return None
    return Change(now - before, (now - before) / before if before else None)
