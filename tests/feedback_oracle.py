"""Every figure about feedback, computed a second time: plain loops over plain cases.

Nothing here asks the database or the product's own code. A `Case` is one row of a file with the versions in which it
was live. Read it beside `design/domain.md` §8; contacts come from the oracle of people reached.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from tests import oracle
from tests.oracle_rows import Asked, Reach, World

TYPES = ("request", "suggestion", "complaint", "information", "thanks", "observation")
WAITING = TYPES[:4]
PRIORITIES = ("low", "normal", "high", "urgent")
BUCKETS = ((7, "0-7"), (14, "8-14"), (30, "15-30"), (60, "31-60"), (90, "61-90"), (10**6, "91+"))


@dataclass(frozen=True)
class Case:
    """One row of a feedback file, live from data version `since` until before `until`."""

    key: str
    received: date
    project: str
    place: str | None = None
    type: str = "request"
    category: str = "access"
    channel: str = "desk"
    language: str = "tr"
    sex: str = "unknown"
    age: str = "unknown"
    sensitivity: str = "no"
    priority: str = "normal"
    needs: bool = True
    due: date | None = None
    answered: date | None = None
    closed: date | None = None
    rating: int | None = None
    source: str = "a"
    since: int = 1
    until: int | None = None

    @property
    def is_sensitive(self) -> bool:
        """Say whether the row itself is sensitive."""
        return self.sensitivity != "no" or self.category in {"misconduct", "sea"}

    def answered_on(self, day: date) -> bool:
        """Say whether the case was answered by a day."""
        return self.answered is not None and self.answered <= day

    def closed_on(self, day: date) -> bool:
        """Say whether the case was closed by a day."""
        return self.closed is not None and self.closed <= day


@dataclass
class Told:
    """Everything that was ever loaded about feedback, beside the world of people reached."""

    world: World
    cases: list[Case] = field(default_factory=list)
    limits: list[tuple[str, int, int, int | None]] = field(default_factory=list)
    """Priority, days, and the versions between which they hold."""
    newest: int = 0

    def hidden(self) -> set[tuple[str, str]]:
        """Give the cases that were ever sensitive."""
        return {(case.source, case.key) for case in self.cases if case.is_sensitive}

    def limit(self, case: Case, version: int) -> date | None:
        """Give the last day on which an answer is in time, None without a limit."""
        if case.due is not None:
            return case.due
        days = [
            days for p, days, since, until in self.limits if p == case.priority and oracle.live(since, until, version)
        ]
        return case.received + timedelta(days=days[0]) if days else None


@dataclass(frozen=True)
class Question:
    """The filters of people reached, and those that feedback has of its own."""

    asked: Asked
    types: tuple[str, ...] = ()
    sensitive: bool = False


def known(told: Told, question: Question, *, whole_scope: bool = False) -> list[Case]:
    """Give the cases received up to the reference day that fit, whatever the period and the types."""
    asked, hidden = question.asked, set() if question.sensitive else told.hidden()
    if whole_scope:
        asked = replace(asked, programmes=(), grants=(), places=())
    found = []
    for case in told.cases:
        programme = told.world.programme_of[case.project]
        row = Reach(case.received, case.project, "", case.place or "", "", "", "", "", 0, 0)
        if (
            oracle.live(case.since, case.until, asked.version)
            and case.received <= asked.day
            and (case.source, case.key) not in hidden
            and (asked.viewer is None or programme in asked.viewer)
            and (not asked.programmes or programme in asked.programmes)
            and (
                not asked.grants
                or any(oracle.counts_for_grant(told.world, row, g, asked.version) for g in asked.grants)
            )
            and (not asked.places or (case.place and (case.place in asked.places or case.place[:5] in asked.places)))
        ):
            found.append(case)
    return found


def in_period(told: Told, question: Question) -> list[Case]:
    """Give the cases received in P, of the types asked for."""
    asked = question.asked
    return [
        case
        for case in known(told, question)
        if case.received <= asked.last
        and (asked.start is None or case.received >= asked.start)
        and (not question.types or case.type in question.types)
    ]


def months_of(told: Told, question: Question) -> list[date]:
    """Give the months of P, without a period from the first with a case on."""
    asked, cases = question.asked, in_period(told, question)
    day = asked.start or oracle.month(min((case.received for case in cases), default=date.max))
    found = []
    while day <= asked.last:
        found.append(day)
        day = oracle.next_month(day)
    return found


def contacts(told: Told, question: Question) -> list[Reach]:
    """Give the rows of people reached up to E under the same filters, groups left out."""
    return oracle.to_date(told.world, replace(question.asked, groups=()))


def month_contacts(told: Told, question: Question) -> dict[date, int]:
    """Give direct contacts by month, of the months with any record."""
    found = oracle.split(contacts(told, question), lambda row: oracle.month(row.date))
    return {month: oracle.contacts(rows) for month, rows in found.items()}  # type: ignore[misc]


def rate(count: float, exposure: int | None) -> float | None:
    """Give a count per 1,000 contacts."""
    return count * 1000 / exposure if exposure else None


def wait(cases: Iterable[Case], day: date) -> tuple[object, ...]:
    """Give cases, waiting, answered, median, 90th percentile and longest wait, by the textbook, one day at a time."""
    observed: list[tuple[int, bool]] = []
    waiting = 0
    for case in cases:
        if case.answered_on(day):
            observed.append(((case.answered - case.received).days, True))  # type: ignore[operator]
        elif case.closed_on(day):
            observed.append(((case.closed - case.received).days, False))  # type: ignore[operator]
        else:
            waiting += 1
            observed.append(((day - case.received).days, False))
    left, reached = Fraction(1), dict.fromkeys((Fraction(1, 2), Fraction(1, 10)))
    for days in sorted({days for days, _ in observed}):
        at_risk = sum(1 for other, _ in observed if other >= days)
        left *= 1 - Fraction(sum(1 for other, event in observed if event and other == days), at_risk)
        for share, found in reached.items():
            if found is None and left <= share:
                reached[share] = days  # type: ignore[assignment]
    answered = sum(1 for _, event in observed if event)
    return (len(observed), waiting, answered, *reached.values(), max((days for days, _ in observed), default=None))


def by_limit(told: Told, question: Question, cases: list[Case]) -> dict[str, int]:
    """Give how the cases that need an answer stand against their limits."""
    day, counts = question.asked.day, Counter[str]()
    for case in cases:
        limit = told.limit(case, question.asked.version)
        if not case.needs:
            continue
        if limit is None:
            counts["without_limit"] += 1
            continue
        if case.answered_on(day):
            counts["in_time" if case.answered <= limit else "late"] += 1  # type: ignore[operator]
        elif limit < day:
            counts["passed"] += 1
        if limit <= day:
            counts["due"] += 1
            counts["answered_of_due"] += case.answered_on(day)
    return {name: counts[name] for name in ("in_time", "late", "passed", "answered_of_due", "due", "without_limit")}


def rated(case: Case, day: date) -> bool:
    """Say whether a case has a rating that was given by a day."""
    return case.rating is not None and (case.closed or case.answered or case.received) <= day


def headline(told: Told, question: Question) -> dict[str, object]:
    """Give the single numbers of the page."""
    asked, cases = question.asked, in_period(told, question)
    exposure = [n for month, n in month_contacts(told, question).items() if month in months_of(told, question)]
    return {
        "received": len(cases) if known(told, question) else None,
        "previous_received": previous(told, question),
        "open": sum(1 for case in cases if not case.closed_on(asked.day)),
        "wait": wait((case for case in cases if case.type in WAITING), asked.day),
        **by_limit(told, question, cases),
        "contacts": sum(exposure) if exposure else None,
        "rated": sum(1 for case in cases if rated(case, asked.day)),
        "satisfied": sum(1 for case in cases if rated(case, asked.day) and (case.rating or 0) >= 4),
        "records": len(cases),
    }


def previous(told: Told, question: Question) -> int | None:
    """Give the cases of as many months before P; None where these begin before the first month with a case in scope."""
    asked, scope = question.asked, known(told, question, whole_scope=True)
    if asked.start is None or asked.end is None or not scope:
        return None
    start = asked.start
    months = (asked.end.year - start.year) * 12 + asked.end.month - start.month + 1
    index = start.year * 12 + start.month - 1 - months
    before, end = date(index // 12, index % 12 + 1, 1), start - timedelta(days=1)
    if before < oracle.month(min(case.received for case in scope)) or end > asked.day:
        return None
    return len(in_period(told, replace(question, asked=replace(asked, start=before, end=end))))


def by_month(told: Told, question: Question) -> list[tuple[object, ...]]:
    """Give month, type and cases, types that occur for every month."""
    cases = in_period(told, question)
    counts = Counter((oracle.month(case.received), case.type) for case in cases)
    types = [kind for kind in TYPES if any(case.type == kind for case in cases)]
    return [(month, kind, counts[month, kind]) for month in months_of(told, question) for kind in types]


def rates(told: Told, question: Question) -> list[tuple[object, ...]]:
    """Give month, cases, contacts and rate."""
    counts = Counter(oracle.month(case.received) for case in in_period(told, question))
    exposure = month_contacts(told, question)
    return [(m, counts[m], exposure.get(m), rate(counts[m], exposure.get(m))) for m in months_of(told, question)]


def response_times(told: Told, question: Question) -> list[tuple[object, ...]]:
    """Give the waiting time by type and priority, with the limit of the priority."""
    rows = []
    for kind in WAITING:
        for priority in PRIORITIES:
            own = [c for c in in_period(told, question) if (c.type, c.priority) == (kind, priority)]
            plain = Case("", date(2000, 1, 1), "", priority=priority)
            limit = told.limit(plain, question.asked.version)
            if own:
                days = None if limit is None else (limit - plain.received).days
                rows.append((kind, priority, *wait(own, question.asked.day), days))
    return rows


def ageing(told: Told, question: Question) -> list[tuple[object, ...]]:
    """Give bucket, type, open cases and those of them whose limit has passed without an answer."""
    day = question.asked.day
    opened = [case for case in in_period(told, question) if not case.closed_on(day)]
    cases, late = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case in opened:
        bucket = next(name for last, name in BUCKETS if (day - case.received).days <= last)
        cases[bucket, case.type] += 1
        late[bucket, case.type] += passed(told, question, case)
    types = [kind for kind in TYPES if any(case.type == kind for case in opened)]
    return [(bucket, kind, cases[bucket, kind], late[bucket, kind]) for _, bucket in BUCKETS for kind in types]


def passed(told: Told, question: Question, case: Case) -> bool:
    """Say whether a case needs an answer, has none and its limit has passed."""
    limit, day = told.limit(case, question.asked.version), question.asked.day
    return case.needs and limit is not None and limit < day and not case.answered_on(day)


def overdue(told: Told, question: Question) -> list[tuple[object, ...]]:
    """Give the open complaints of any day up to E whose limit has passed, and the days of the oldest."""
    everything = replace(question, asked=replace(question.asked, start=None))
    day = question.asked.day
    ages = [
        (day - case.received).days
        for case in in_period(told, everything)
        if case.type == "complaint" and not case.closed_on(day) and passed(told, question, case)
    ]
    return [(len(ages), max(ages))] if ages else []


def mix(told: Told, question: Question, name: str) -> dict[object, int]:
    """Give cases by an attribute, such as the channel."""
    return dict(Counter(getattr(case, name) for case in in_period(told, question)))


def sex_and_age(told: Told, question: Question) -> dict[object, int]:
    """Give cases by sex and age band."""
    return dict(Counter((case.sex, case.age) for case in in_period(told, question)))


def at_most(count: int, expected: float) -> float:
    """Give the probability of at most so many where so many are expected."""
    if count < 0:
        return 0.0
    if expected == 0:
        return 1.0
    return math.fsum(math.exp(k * math.log(expected) - expected - math.lgamma(k + 1)) for k in range(count + 1))


def topics(told: Told, question: Question, order: tuple[str, ...]) -> list[tuple[object, ...]]:
    """Give month, category, cases, contacts, expected and verdict of the last 12 months of P."""
    scope = known(told, question, whole_scope=True)
    first = oracle.month(min((case.received for case in scope), default=date.max))
    exposure = {m: n for m, n in month_contacts(told, question).items() if m >= first and n > 0}
    shown = months_of(told, question)[-12:]
    everything = in_period(told, replace(question, asked=replace(question.asked, start=None)))
    counts = Counter((oracle.month(case.received), case.category) for case in everything)
    rows: list[tuple[object, ...]] = []
    for month in shown:
        for category in order:
            if any(counts[other, category] for other in shown):
                index = month.year * 12 + month.month - 1
                before = [date(i // 12, i % 12 + 1, 1) for i in range(index - 12, index)]
                rows.append(
                    (month, category, counts[month, category], *judged(month, category, before, counts, exposure))
                )
    return rows


def judged(
    month: date, category: str, before: list[date], counts: Counter[tuple[date, str]], exposure: dict[date, int]
) -> tuple[object, ...]:
    """Give the contacts of a month, the cases to be expected and whether the count is unusual."""
    usable = [other for other in before if other in exposure]
    if month not in exposure or len(usable) < 6:
        return (exposure.get(month), None, "")
    earlier = sum(counts[other, category] for other in usable)
    expected = earlier / sum(exposure[other] for other in usable) * exposure[month]
    count = counts[month, category]
    if 1 - at_most(count - 1, expected) < 0.001:
        return (exposure[month], expected, "high")
    return (exposure[month], expected, "low" if at_most(count, expected) < 0.001 else "")


def by_place(told: Told, question: Question) -> dict[object, tuple[int, int | None]]:
    """Give cases and contacts by province, or by place where one province or a district is asked for."""
    asked = replace(question.asked, groups=())
    provinces = [place for place in asked.places if len(place) == len("TR-34")]
    districts = [place for place in asked.places if place not in provinces and place[:5] not in provinces]
    fine = bool(districts) or len(provinces) == 1
    counts = Counter(case.place if fine else case.place[:5] for case in in_period(told, question) if case.place)
    exposure = oracle.by_place(told.world, asked)
    return {place: (n, exposure[place][1] if place in exposure else None) for place, n in counts.items()}


def garwood(count: int) -> tuple[float, float]:
    """Give the exact 95 % limits of a Poisson count by halving an interval."""

    def solve(target: float, at: int) -> float:
        low, high = 0.0, count + 20 + 10 * math.sqrt(count + 1)
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if at_most(at, middle) > target else (low, middle)
        return low

    return (solve(0.975, count - 1) if count else 0.0), solve(0.025, count)
