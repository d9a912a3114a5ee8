"""Every figure about feedback, computed a second time: plain loops over plain cases.

Nothing here asks the database or the product's own code. Read it beside `design/domain.md` §8; contacts come from the
oracle of people reached.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from tests import oracle
from tests.feedback_chance import judged, wait
from tests.feedback_facts import PRIORITIES, TYPES, WAITING, Case, Question, Told
from tests.oracle_rows import Reach

BUCKETS = ((7, "0-7"), (14, "8-14"), (30, "15-30"), (60, "31-60"), (90, "61-90"), (10**6, "91+"))


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


def by_place(told: Told, question: Question) -> dict[object, tuple[int, int | None]]:
    """Give cases and contacts by province, or by place where one province or a district is asked for."""
    asked = replace(question.asked, groups=())
    provinces = [place for place in asked.places if len(place) == len("TR-34")]
    districts = [place for place in asked.places if place not in provinces and place[:5] not in provinces]
    fine = bool(districts) or len(provinces) == 1
    counts = Counter(case.place if fine else case.place[:5] for case in in_period(told, question) if case.place)
    exposure = oracle.by_place(told.world, asked)
    return {place: (n, exposure[place][1] if place in exposure else None) for place, n in counts.items()}
