"""The timeline's figures once more, in plain Python over the rows of the files; nothing of the product is used.

Rows are dictionaries of text by English header, as in the files; an empty text is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

Row = dict[str, str]
Rows = list[Row]


@dataclass(frozen=True)
class Files:
    """The rows of the files that the timeline reads."""

    programmes: Rows
    grants: Rows
    amendments: Rows
    milestones: Rows
    spending: Rows
    rates: Rows
    indicators: Rows
    targets: Rows
    results: Rows


def day(text: str) -> date | None:
    """Read a day."""
    return date.fromisoformat(text) if text else None


def must(text: str) -> date:
    """Read a day that is there."""
    return date.fromisoformat(text)


def plus_months(start: date, months: int) -> date:
    """Go on by months; a day that does not exist becomes the one before it that does."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for number in range(start.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def end_of(files: Files, grant: Row) -> date | None:
    """Give the current end of a grant."""
    moves = [a for a in files.amendments if a["grant_code"] == grant["code"] and a.get("new_ends_on")]
    return day(max(moves, key=lambda a: a["amended_on"])["new_ends_on"] if moves else grant["ends_on"])


def amount_of(files: Files, grant: Row) -> Fraction | None:
    """Give the current amount of a grant."""
    moves = [a for a in files.amendments if a["grant_code"] == grant["code"] and a.get("new_amount")]
    text = max(moves, key=lambda a: a["amended_on"])["new_amount"] if moves else grant["amount"]
    return Fraction(text) if text else None


def report_state(row: Row, today: date, opens: date | None) -> str:
    """Walk through what happened to a report, one day after the other."""
    due = must(row["due_on"])
    begin = opens or due - timedelta(days=30)
    log = [(date.min, 0, "not_due"), (begin, 1, "due"), (due + timedelta(days=1), 2, "overdue")]
    steps = (("done_on", "submitted"), ("sent_back_on", "sent_back"), ("resubmitted_on", "submitted"))
    for place, (name, state) in enumerate((*steps, ("accepted_on", "accepted"))):
        if row.get(name):
            log.append((must(row[name]), 3 + place, state))
    passed = [(rank, state) for when, rank, state in log if when <= today]
    return max(passed)[1]


def slip(row: Row, today: date) -> tuple[str, int | None, int | None, str | None]:
    """Give state, slippage against both plans, and what it is measured with."""
    due, first, done, ahead = (
        must(row["due_on"]),
        must(row["original_due_on"]),
        day(row["done_on"]),
        day(row["forecast_on"]),
    )
    if done and done <= today:
        return ("done" if done <= due else "done_late"), (done - first).days, (done - due).days, "done"
    state = "overdue" if today > due else "open"
    if ahead:
        reached = max(ahead, today)
        return state, (reached - first).days, (reached - due).days, "forecast"
    if state == "overdue":
        return state, (today - first).days, (today - due).days, "so_far"
    return state, None, None, None


def deadlines(rule: str, start: date | None, end: date | None) -> list[tuple[str, date, date]]:
    """Give part, last day of the period and deadline of each report that a rule asks for."""
    if not rule or start is None or end is None:
        return []
    if rule == "world_bank":
        ends = [date(year, *tail) for year in range(start.year, end.year + 1) for tail in ((6, 30), (12, 31))]
        lasts = sorted({one for one in ends if start <= one < end} | {end})
        return [("semester", last, last + timedelta(days=45)) for last in lasts]
    found, years = [], 0
    while plus_months(start, 12 * years + 18) <= end:
        years += 1
        last = plus_months(start, 12 * years) - timedelta(days=1)
        found.append(("interim", last, last + timedelta(days=60)))
    return [*found, ("final", end, plus_months(end, 6 if rule == "eu_abroad" else 3))]


def money(files: Files, grants: Rows, today: date) -> dict[str, dict[str, Fraction]]:
    """Give by currency the budget and what was committed, disbursed and spent."""
    lines: dict[str, dict[str, Fraction]] = {}
    for grant in grants:
        agreed = amount_of(files, grant)
        if agreed is not None and grant["currency"]:
            line = lines.setdefault(grant["currency"], {})
            line["budget"] = line.get("budget", Fraction(0)) + agreed
        for row in files.spending:
            if row["grant_code"] == grant["code"] and must(row["spent_on"]) <= today:
                line = lines.setdefault(row["currency"], {})
                line[row["kind"]] = line.get(row["kind"], Fraction(0)) + Fraction(row["amount"])
    return lines


def converted(files: Files, grants: Rows, today: date) -> tuple[str, Fraction] | None:
    """Give what was spent in the reporting currency of all programmes in view, None where that cannot be said."""
    own = {p["reporting_currency"] for p in files.programmes if p["code"] in {g["programme_code"] for g in grants}}
    if len(own) != 1 or not (to := own.pop()):
        return None
    total = Fraction(0)
    lines = money(files, grants, today)
    for currency, line in lines.items():
        rate = Fraction(1)
        if currency != to:
            known = [r for r in files.rates if (r["currency"], r["to"]) == (currency, to) and must(r["day"]) <= today]
            if not known:
                return None
            rate = Fraction(max(known, key=lambda r: r["day"])["rate"])
        total += rate * line.get("expenditure", Fraction(0))
    return (to, total) if lines else None


def steps(rows: Iterable[Row], code: str) -> list[tuple[date, date, Fraction]]:
    """Give the periods of an indicator that have a value, all places together, in order."""
    sums: dict[tuple[date, date], Fraction] = {}
    for row in rows:
        if row["indicator_code"] == code and row["value"] and not row.get("dimension"):
            period = must(row["period_start"]), must(row["period_end"])
            sums[period] = sums.get(period, Fraction(0)) + Fraction(row["value"])
    return [(*period, value) for period, value in sorted(sums.items())]


def months_of(first: date, last: date) -> list[date]:
    """Give the first days of the months of a period."""
    months = []
    while first <= last:
        months.append(first.replace(day=1))
        first = plus_months(first.replace(day=1), 1)
    return months


def planned_by_month(indicator: Row, files: Files) -> list[tuple[date, Fraction]]:
    """Give each month of the plan with what it adds."""
    months: list[tuple[date, Fraction]] = []
    before = Fraction(indicator.get("baseline_value") or 0)
    for first, last, value in steps(files.targets, indicator["code"]):
        own = months_of(first, last)
        adds = value - before if indicator["kind"] == "cumulative" else value
        before = value
        months += [(month, adds / len(own)) for month in own]
    return months


def schedule(indicator: Row, files: Files, today: date) -> tuple[Fraction, Fraction] | None:
    """Give ES and AT in months; None where nothing is planned or reported."""
    plan = planned_by_month(indicator, files)
    told = [(first, last, value) for first, last, value in steps(files.results, indicator["code"]) if last < today]
    if not plan or not told:
        return None
    totals = [Fraction(0)]
    for _, adds in plan:
        totals.append(totals[-1] + adds)
    earned, passed = Fraction(0), Fraction(0)
    for _, last, value in told:
        earned += value
        passed = Fraction((last.year - plan[0][0].year) * 12 + last.month - plan[0][0].month + 1)
        if earned >= totals[-1]:
            return Fraction(next(n for n, total in enumerate(totals) if total == totals[-1])), passed
    month = max(n for n, total in enumerate(totals) if total <= earned)
    return month + (earned - totals[month]) / (totals[month + 1] - totals[month]), passed


def expected(indicator: Row, files: Files, today: date) -> tuple[str, date | None]:
    """Give state and day of the forecast at the mean of the last six months."""
    told = [(first, last, value) for first, last, value in steps(files.results, indicator["code"]) if last < today]
    planned = steps(files.targets, indicator["code"])
    target = planned[-1][2] if indicator["kind"] == "cumulative" else sum(value for _, _, value in planned)
    reached = sum((value for _, _, value in told), Fraction(0))
    if not told:
        return "missing", None
    if reached >= target:
        return "done", None
    adds = {m: value / len(months_of(first, last)) for first, last, value in told for m in months_of(first, last)}
    latest = max(adds)
    recent = [adds.get(plus_months(latest, -back)) for back in range(6)]
    if None in recent or plus_months(latest, 7) < today.replace(day=1):
        return "missing", None
    pace = sum(one for one in recent if one is not None) / Fraction(6)
    if pace <= 0:
        return "not_reached", None
    month, left = latest, target - reached
    for _ in range(400):
        month, left = plus_months(month, 1), left - pace
        if left <= 0:
            break
    end = plus_months(month, 1) - timedelta(days=1)
    return ("reachable", end) if left <= 0 and end <= plus_months(today, 120) else ("not_reached", None)
