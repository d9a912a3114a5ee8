"""The facts of a database as the oracle takes them: every row as loaded, read without the product's questions."""

from collections.abc import Iterable

from sqlalchemy import Engine, text

from dashboard.codes import AGE_BAND, COUNTING_RULE, DIRECTNESS, DISABILITY, POPULATION_GROUP, SEX
from tests.oracle import Reach, World

_ROWS = """
    select r.date, p.code, k.code, l.code, r.population_group, r.sex, r.age_band, r.disability, r.new_people,
        r.contacts, r.activity_code, r.directness, r.counting_rule, r.since_version, r.until_version
    from reach r join projects p on p.id = r.project_id join activity_kinds k on k.id = r.activity_kind_id
        join places l on l.id = r.place_id"""
_PROGRAMMES = "select p.code, g.code from projects p join programmes g on g.id = p.programme_id"


def world_of(engine: Engine) -> World:
    """Give all people reached that a database holds; grants are left out."""
    with engine.connect() as connection:
        rows = [_row(row) for row in connection.execute(text(_ROWS))]
        programmes = {row[0]: row[1] for row in connection.execute(text(_PROGRAMMES))}
    return World(rows, programmes)


def _row(row: Iterable[object]) -> Reach:
    """Give one row with its codes as files write them."""
    date, project, kind, place, group, sex, age, disability, new, contacts, activity, direct, rule, since, until = row
    return Reach(
        date=date,  # type: ignore[arg-type]
        project=str(project),
        kind=str(kind),
        place=str(place),
        group=POPULATION_GROUP[int(str(group))],
        sex=SEX[int(str(sex))],
        age=AGE_BAND[int(str(age))],
        disability=DISABILITY[int(str(disability))],
        new=int(str(new)),
        contacts=int(str(contacts)),
        activity=str(activity) if activity else None,
        directness=DIRECTNESS[int(str(direct))],
        rule=COUNTING_RULE[int(str(rule))],
        since=int(str(since)),
        until=int(str(until)) if until else None,
    )
