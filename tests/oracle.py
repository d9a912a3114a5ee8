"""Every figure about people reached, computed a second time: plain loops over plain rows.

Nothing here asks the database or the product's own code. A `Reach` is one row of a file with the versions in which it
was live; a `World` is all rows with the registers they point at; `Asked` are the filters. Read it beside
`design/domain.md` §3.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta

from tests.oracle_rows import Asked, Reach, World


def live(since: int, until: int | None, version: int) -> bool:
    """Say whether something is live as of a version."""
    return since <= version and (until is None or until > version)


def province(place: str) -> str:
    """Give the province of a place: `TR-01-1757` lies in `TR-01`."""
    return place[:5]


def grant_end(world: World, grant: str, version: int) -> date | None:
    """Give a grant's current end as of a version: what its latest amendment says, else its first end."""
    known = [a for a in world.amendments if a.grant == grant and a.since <= version]
    return max(known, key=lambda a: a.amended).ends if known else world.grants[grant][1]


def counts_for_grant(world: World, row: Reach, grant: str, version: int) -> bool:
    """Say whether a row counts for a grant: its project has a live share and its day lies inside both sets of dates."""
    for share in world.shares:
        if share.grant == grant and share.project == row.project and live(share.since, share.until, version):
            firsts = [day for day in (world.grants[grant][0], share.first) if day]
            lasts = [day for day in (grant_end(world, grant, version), share.last) if day]
            if all(row.date >= day for day in firsts) and all(row.date <= day for day in lasts):
                return True
    return False


def fits(world: World, row: Reach, asked: Asked) -> bool:
    """Say whether a row is in the figures, whatever its day."""
    programme = world.programme_of[row.project]
    return (
        live(row.since, row.until, asked.version)
        and (asked.viewer is None or programme in asked.viewer)
        and (not asked.programmes or programme in asked.programmes)
        and (not asked.grants or any(counts_for_grant(world, row, g, asked.version) for g in asked.grants))
        and (not asked.places or row.place in asked.places or province(row.place) in asked.places)
        and (not asked.groups or row.group in asked.groups)
    )


def to_date(world: World, asked: Asked) -> list[Reach]:
    """Give the rows up to E."""
    return [row for row in world.rows if row.date <= asked.last and fits(world, row, asked)]


def in_period(world: World, asked: Asked) -> list[Reach]:
    """Give the rows inside P."""
    return [row for row in to_date(world, asked) if asked.start is None or row.date >= asked.start]


def people(rows: Iterable[Reach], *, within_kind: bool = False) -> int:
    """Count direct new people: sums, and for `max_then_sum` the largest activity of each cell, then the sum."""
    total = 0
    cells: dict[Hashable, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if row.directness != "direct":
            continue
        if row.rule == "max_then_sum":
            cell = (row.project, row.place, row.group, row.sex, row.age, row.kind if within_kind else None)
            activity = ("code", row.activity) if row.activity is not None else ("kind", row.kind)
            cells[cell][activity] += row.new
        else:
            total += row.new
    return total + sum(max(activities.values()) for activities in cells.values())


def contacts(rows: Iterable[Reach]) -> int:
    """Count direct service contacts."""
    return sum(row.contacts for row in rows if row.directness == "direct")


def indirect(rows: Iterable[Reach]) -> int:
    """Count people reached indirectly."""
    return sum(row.new for row in rows if row.directness == "indirect")


def split(rows: Iterable[Reach], key: Callable[[Reach], Hashable]) -> dict[Hashable, list[Reach]]:
    """Give the rows by a key."""
    found: dict[Hashable, list[Reach]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)


def month(day: date) -> date:
    """Give the first day of the month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """Give the first day of the next month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def quarter(day: date) -> date:
    """Give the first day of the quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def by_month(world: World, asked: Asked) -> list[tuple[object, ...]]:
    """Give month, new people, contacts, indirect people, people to date, records and in_period, without a gap."""
    rows = to_date(world, asked)
    if not rows:
        return []
    found, months = split(rows, lambda row: month(row.date)), []
    day = month(min(row.date for row in rows))
    while day <= asked.last:
        own = found.get(day, [])
        past = next_month(day)
        running = people(row for row in rows if row.date < past)
        measures = (people(own), contacts(own), indirect(own)) if own else (None, None, None)
        months.append((day, *measures, running, len(own), asked.start is None or day >= asked.start))
        day = past
    return months


def by_group_and_quarter(world: World, asked: Asked) -> dict[Hashable, tuple[int, int]]:
    """Give new people and contacts by quarter and population group; each quarter is a period of its own."""
    found = split(in_period(world, asked), lambda row: (quarter(row.date), row.group))
    return {key: (people(rows), contacts(rows)) for key, rows in found.items()}


def by_sex_and_age(world: World, asked: Asked) -> dict[Hashable, int]:
    """Give new people by sex and age band."""
    found = split(in_period(world, asked), lambda row: (row.sex, row.age))
    return {key: people(rows) for key, rows in found.items()}


def by_place(world: World, asked: Asked) -> dict[Hashable, tuple[int, int]]:
    """Give new people and contacts by province, or by place where one province or a district is asked for."""
    provinces = [place for place in asked.places if len(place) == len("TR-34")]
    districts = [place for place in asked.places if place not in provinces and province(place) not in provinces]
    fine = bool(districts) or len(provinces) == 1
    found = split(in_period(world, asked), lambda row: row.place if fine else province(row.place))
    return {key: (people(rows), contacts(rows)) for key, rows in found.items()}


def by_kind(world: World, asked: Asked) -> dict[Hashable, tuple[int, int]]:
    """Give new people and contacts by kind of activity; the rule is applied within each kind."""
    found = split(in_period(world, asked), lambda row: row.kind)
    return {key: (people(rows, within_kind=True), contacts(rows)) for key, rows in found.items()}


def by_subprogramme(world: World, asked: Asked) -> dict[Hashable, tuple[int, int]]:
    """Give new people and contacts by sub-programme, else by programme."""
    key = {project: world.subprogramme_of.get(project, world.programme_of[project]) for project in world.programme_of}
    found = split(in_period(world, asked), lambda row: key[row.project])
    return {code: (people(rows), contacts(rows)) for code, rows in found.items()}


def by_province_sex_age(world: World, asked: Asked) -> dict[Hashable, int]:
    """Give new people by province, sex and age band."""
    found = split(in_period(world, asked), lambda row: (province(row.place), row.sex, row.age))
    return {key: people(rows) for key, rows in found.items()}


def counting_rules(world: World, asked: Asked) -> dict[Hashable, tuple[int, int]]:
    """Give, by counting rule, the people to date and the number of projects with such people."""
    found: dict[Hashable, tuple[int, int]] = {}
    for rule, rows in split(to_date(world, asked), lambda row: row.rule).items():
        own = [people(part) for part in split(rows, lambda row: row.project).values()]
        if any(own):
            found[rule] = (sum(own), sum(1 for part in own if part))
    return found


def headline(world: World, asked: Asked) -> dict[str, object]:
    """Give the single numbers; None where no record fits."""
    reached, period = to_date(world, asked), in_period(world, asked)

    def part(key: Callable[[Reach], bool]) -> int | None:
        return people(row for row in reached if key(row)) if reached else None

    return {
        "unique_people": people(reached) if reached else None,
        "new_people": people(period) if period else None,
        "contacts": contacts(period) if period else None,
        "contacts_to_date": contacts(reached) if reached else None,
        "women": part(lambda row: row.sex == "female"),
        "sex_known": part(lambda row: row.sex != "unknown"),
        "sex_unknown": part(lambda row: row.sex == "unknown"),
        "host": part(lambda row: row.group == "host"),
        "group_known": part(lambda row: row.group != "unknown"),
        "group_unknown": part(lambda row: row.group == "unknown"),
        "indirect_people": indirect(period) if period else None,
        "disabled_people": people(row for row in period if row.disability == "yes") if period else None,
        "records": len(period),
        "previous_new_people": previous(world, asked, reached),
        "has_data": bool(reached),
    }


def previous(world: World, asked: Asked, reached: list[Reach]) -> int | None:
    """Give the new people of as many months before the period, None where they begin before the first data."""
    if asked.start is None or asked.end is None or not reached:
        return None
    months = (asked.end.year - asked.start.year) * 12 + asked.end.month - asked.start.month + 1
    index = asked.start.year * 12 + asked.start.month - 1 - months
    start, end = date(index // 12, index % 12 + 1, 1), asked.start - timedelta(days=1)
    first = min(row.date for row in world.rows if row.since <= asked.version)
    if start < month(first) or end > asked.day:
        return None
    rows = (row for row in world.rows if start <= row.date <= end and fits(world, row, asked))
    return people(rows)
