"""People reached against their plan."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pandas import DataFrame

from dashboard.data.frames import Columns
from dashboard.data.standing import Reading, Rule, Standing, Thresholds, stand

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """Unique people against their plan: `target` is the last planned number, `standing` the judgement to date."""

    target: int
    standing: Standing


def progress(
    months: DataFrame | Columns, plan: DataFrame | Columns, day: date, thresholds: Thresholds
) -> Progress | None:
    """Judge unique people by the plan of the months that ended before a day; None without a plan.

    Args:
        months: the answer of `reached_by_month`.
        plan: that of `plan_by_month`.
        day: the day of judgement; a month that has not ended before it is not judged.
        thresholds: where the programme draws its lines.
    """
    actual = dict(zip(months["month"], months["unique_people"], strict=True))
    planned = dict(zip(plan["month"], plan["planned"], strict=True))
    if not actual or not planned:
        return None
    last = max(planned)
    judged = max((month for month in actual if month in planned and _after(month) <= day), default=None)
    rule = Rule("cumulative", final_target=Decimal(planned[last]), baseline=Decimal(0))
    if judged is None:
        return Progress(planned[last], stand(rule, [], [], day, thresholds))
    end = _after(judged) - _ONE_DAY
    plans = [Reading(judged, end, value=Decimal(planned[judged]))]
    results = [Reading(judged, end, value=Decimal(actual[judged]))]
    return Progress(planned[last], stand(rule, plans, results, day, thresholds))


def _after(month: date) -> date:
    """Give the first day of the next month."""
    return (month + timedelta(days=31)).replace(day=1)
