"""How an indicator stands: the arithmetic of `Standing`, free of any database.

The rules are printed on `/methods`. Missing is None, never 0; arithmetic is decimal. Values that a protected viewer
gets may be `ShownSum`s: numbers of which a part, or all, is kept back. Of what is kept back whole nothing is judged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.data.readings import Amount, Reading, Rule, added
from dashboard.shown_sum import NOT_SHOWN, is_partial, is_suppressed

__all__ = [
    "SUMMED",
    "Amount",
    "Reading",
    "Rule",
    "Standing",
    "Thresholds",
    "added",
    "judge",
    "life_target",
    "stand",
    "to_date",
]

HUNDRED = Decimal(100)
SUMMED = frozenset({"sum", "unique_people"})
"""Kinds whose value to date is a sum and whose baseline is 0 where none is given."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a programme draws its lines between behind, at risk, on track and over plan."""

    behind_below: Decimal = Decimal("0.80")
    at_risk_below: Decimal = Decimal("0.95")
    over_plan_above: Decimal = Decimal("1.15")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an indicator stands on a day; None is undefined or missing and shown as a dash."""

    actual: Amount | None
    plan: Amount | None
    target: Amount | None
    baseline: Decimal | None
    progress: Decimal | None
    """(actual − baseline) / (target − baseline), a share; right for falling indicators too."""
    percent_of_target: Decimal | None
    """actual / target, a share: what funders print."""
    score: Decimal | None
    status: str | None
    """achieved, on_track, at_risk or off_track; None where nothing can be judged."""
    over_plan: bool
    without_baseline: bool
    open_value: Amount | None
    """Value of the period that has not ended; shown apart and never judged."""


def stand(
    rule: Rule,
    targets: Iterable[Reading],
    results: Iterable[Reading],
    day: date,
    thresholds: Thresholds | None = None,
) -> Standing:
    """Judge an indicator on a day: only periods that ended before it count."""
    targets, results = list(targets), list(results)
    return judge(
        rule,
        actual=to_date(rule, [r for r in results if r.end < day]),
        plan=to_date(rule, [t for t in targets if t.end < day], planned=True),
        target=life_target(rule, targets),
        open_value=to_date(rule, [r for r in results if r.start <= day <= r.end]),
        thresholds=thresholds,
    )


def judge(
    rule: Rule,
    *,
    actual: Amount | None,
    plan: Amount | None,
    target: Amount | None,
    open_value: Amount | None = None,
    thresholds: Thresholds | None = None,
) -> Standing:
    """Judge an indicator by its value and plan to date and its life-of-project target; see `stand`."""
    baseline, lines = _baseline(rule), thresholds or Thresholds()
    told = None if is_suppressed(actual) else actual
    score = _score(rule, told, plan, baseline)
    return Standing(
        actual=actual,
        plan=plan,
        target=target,
        baseline=rule.baseline,
        progress=_progress(rule, told, target, baseline),
        percent_of_target=_ratio(told, target),
        score=score,
        status=_status(rule, told, target, score, lines),
        over_plan=score is not None and score > lines.over_plan_above,
        without_baseline=baseline is None and score is not None,
        open_value=open_value,
    )


def to_date(rule: Rule, rows: Iterable[Reading], *, planned: bool = False) -> Amount | None:
    """Give the value of a set of periods by the indicator's kind; None where no row says anything.

    Args:
        rule: the indicator.
        rows: results or targets of the periods that count.
        planned: True for targets, whose cumulative kinds are already running totals.
    """
    # Divisions are rounded at the 28th digit, so that even this last one must not hang on the order of rows.
    known = sorted((r for r in rows if r.known), key=lambda r: (r.end, r.start, r.place or 0))
    scattered = rule.over_place == "none" and len({r.place for r in known}) > 1
    if not known or scattered:
        return None
    if rule.kind == "ratio":
        return _ratio_to_date(known, rule.measure, every=rule.over_time == "ratio" and not planned)
    if rule.kind in SUMMED or (rule.kind == "cumulative" and not planned):
        return added(_value(rule, r) for r in known)
    return _latest_of_each_place(rule, known)


def life_target(rule: Rule, targets: Iterable[Reading]) -> Amount | None:
    """Give the life-of-project target: declared, the sum of all period targets, or the last target."""
    if rule.final_target is not None:
        return rule.final_target
    return to_date(rule, targets, planned=True)


def _value(rule: Rule, row: Reading) -> Amount:
    """Give the value of one known row; a percentage is written as 45, not 0.45."""
    if row.numerator is not None and row.denominator is not None:
        if is_partial(row.numerator) or is_partial(row.denominator):
            return NOT_SHOWN
        share = _ratio(row.numerator, row.denominator)
        return (share or Decimal(0)) * (HUNDRED if rule.measure == "2" else 1)
    return row.value if row.value is not None else Decimal(0)


def _latest_of_each_place(rule: Rule, known: list[Reading]) -> Amount:
    """Give Σ over places of each place's latest value; the rows come in the order of time."""
    latest: dict[int | None, Reading] = {}
    for row in known:
        latest[row.place] = row
    return added(_value(rule, r) for r in latest.values())


def _ratio_to_date(known: list[Reading], measure: str, *, every: bool) -> Amount | None:
    """Give Σnumerator / Σdenominator, never a mean of percentages; a lone percentage stands for itself.

    `every` takes all periods together, else the latest speaks, as it always does for targets. A ratio of which a part
    is kept back is not shown at all: what is left would be another ratio.
    """
    last = max(r.end for r in known)
    rows = known if every else [r for r in known if r.end == last]
    fractions = [r for r in rows if r.numerator is not None and r.denominator is not None]
    if any(is_partial(r.numerator) or is_partial(r.denominator) for r in fractions):
        return NOT_SHOWN
    if len(fractions) == len(rows):
        top = sum((r.numerator or Decimal(0) for r in fractions), Decimal(0))
        bottom = sum((r.denominator or Decimal(0) for r in fractions), Decimal(0))
        share = _ratio(top, bottom)
        return None if share is None else share * (HUNDRED if measure == "2" else 1)
    return rows[0].value if len(rows) == 1 else None


def _baseline(rule: Rule) -> Decimal | None:
    """Give the baseline that the judgement starts from."""
    if rule.baseline is None and rule.kind in SUMMED:
        return Decimal(0)
    return rule.baseline


def _ratio(top: Amount | None, bottom: Amount | None) -> Decimal | None:
    """Divide, or give None where that is undefined."""
    return None if top is None or not bottom else Decimal(top) / Decimal(bottom)


def _not_worse(rule: Rule, actual: Amount, than: Amount) -> bool:
    """Tell whether a value is at least as good as another, in the indicator's own direction."""
    return actual >= than if rule.ascending else actual <= than


def _progress(
    rule: Rule,
    actual: Amount | None,
    target: Amount | None,
    baseline: Decimal | None,
) -> Decimal | None:
    """Give the share of the way from baseline to target; *maintain* (target = baseline) is all or nothing."""
    if actual is None or target is None or baseline is None:
        return None
    if target == baseline:
        return Decimal(1) if _not_worse(rule, actual, baseline) else Decimal(0)
    return (Decimal(actual) - baseline) / (Decimal(target) - baseline)


def _score(rule: Rule, actual: Amount | None, plan: Amount | None, baseline: Decimal | None) -> Decimal | None:
    """Give S, the actual way against the planned way; None where it is undefined."""
    if actual is None or plan is None or rule.kind == "qualitative":
        return None
    if baseline is None:
        return _ratio(actual, plan) if rule.ascending else _ratio(plan, actual)
    if plan == baseline:
        return Decimal(1) if _not_worse(rule, actual, baseline) else Decimal(0)
    return (Decimal(actual) - baseline) / (Decimal(plan) - baseline)


def _status(
    rule: Rule,
    actual: Amount | None,
    target: Amount | None,
    score: Decimal | None,
    lines: Thresholds,
) -> str | None:
    """Give the word for a score; a reached final target is achieved, unless it only asks to maintain the baseline."""
    maintain = target is not None and target == _baseline(rule)
    reached = actual is not None and target is not None and _not_worse(rule, actual, target)
    if reached and not maintain and rule.kind != "qualitative":
        return "achieved"
    if score is None:
        return None
    if score < lines.behind_below:
        return "off_track"
    return "at_risk" if score < lines.at_risk_below else "on_track"
