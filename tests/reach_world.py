"""A made-up world of people reached, and the way into a database that does not go through the loader."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, Table, insert, select, text, update

from dashboard.codes import AGE_BAND, COUNTING_RULE, DIRECTNESS, DISABILITY, POPULATION_GROUP, SEX
from dashboard.data import rollups
from dashboard.data.schema import loads, sources
from dashboard.data.schema import partnerships as p
from dashboard.data.schema import registers as r
from dashboard.data.schema.people import reach
from dashboard.data.versions import draw_version
from tests.oracle_rows import Amendment, Reach, Share, World

FIRST, LAST = date(2019, 3, 5), date(2022, 9, 20)
PROJECTS = {"A1": "PA", "A2": "PA", "A3": "PA", "B1": "PB", "B2": "PB", "C1": "PC"}
PLACES = (
    "TR-34",
    "TR-34-1103",
    "TR-34-1166",
    "TR-34-1183",
    "TR-06-1130",
    "TR-06-1231",
    "TR-01",
    "TR-01-1104",
    "TR-63-1115",
)
RULES = {
    "A1": "person_key",
    "A2": "max_then_sum",
    "A3": "declared",
    "B1": "max_then_sum",
    "B2": "person_key",
    "C1": "declared",
}
PARTNER = "A1"
"""A municipality with a partnership of the first programme; its code is that of a project too."""
SUBPROGRAMMES = {"A1": "SA1", "A2": "SA2", "A3": "SA1", "C1": "SC1"}
GRANTS: dict[str, tuple[date | None, date | None]] = {
    "G1": (date(2019, 12, 17), date(2021, 3, 31)),
    "G2": (date(2020, 6, 10), date(2022, 1, 15)),
    "G3": (None, None),
}


Values = dict[str, object]
"""Columns of a row."""


@dataclass(frozen=True)
class Stored:
    """A world in a database, with the versions that its changes became."""

    world: World
    versions: tuple[int, ...]


def random_row(rng: random.Random, kinds: list[str]) -> Reach:
    """Give one row; half of its projects' activities have codes."""
    project = rng.choice(list(PROJECTS))
    new = rng.choice((0, 1, 1, 2, 5, 17))
    return Reach(
        date=FIRST + timedelta(days=rng.randrange((LAST - FIRST).days + 1)),
        project=project,
        kind=rng.choice(kinds[:4]),
        place=rng.choice(PLACES),
        group=rng.choice(POPULATION_GROUP),
        sex=rng.choice(SEX),
        age=rng.choice(AGE_BAND),
        disability=rng.choice(DISABILITY),
        new=new,
        contacts=new + rng.randrange(4),
        activity=rng.choice((None, "act-1", "act-2", "act-3")),
        directness=rng.choice(("direct", "direct", "direct", "indirect")),
        rule=RULES[project],
    )


def random_world(rng: random.Random, kinds: list[str], first: int, size: int) -> World:
    """Give a world of six versions: two loads, a superseding one, an amendment, and two small loads."""
    rows = [replace(random_row(rng, kinds), since=first) for _ in range(size)]
    rows += [replace(random_row(rng, kinds), since=first + 1) for _ in range(size // 2)]
    ended = rng.sample(range(size), size // 3)
    for place in ended:
        rows[place] = replace(rows[place], until=first + 2)
    rows += [
        replace(rows[place], since=first + 2, until=None, new=rows[place].new + 1, contacts=99) for place in ended[::2]
    ]
    for version in (first + 4, first + 5):
        rows += [replace(random_row(rng, kinds), since=version) for _ in range(25)]
    shares = [
        Share("G1", "A1", since=first),
        Share("G1", "A2", date(2020, 2, 11), date(2020, 11, 3), since=first),
        Share("G2", "A1", date(2020, 9, 9), None, since=first),
        Share("G2", "B1", None, date(2021, 5, 20), since=first, until=first + 3),
        Share("G2", "B1", None, date(2021, 12, 24), since=first + 3),
        Share("G3", "C1", since=first),
    ]
    amendments = [
        Amendment("G1", date(2021, 2, 1), date(2021, 12, 31), since=first + 3),
        Amendment("G2", date(2021, 6, 1), date(2022, 6, 30), since=first),
    ]
    return World(rows, PROJECTS, SUBPROGRAMMES, GRANTS, shares, amendments)


def store_world(connection: Connection, rng: random.Random, size: int = 900) -> Stored:
    """Write a random world into a migrated database, version by version, and keep its cubes as a load would."""
    first = draw_version(connection, "load")
    complete_reference(connection, provenance(connection, first))
    kinds = list(connection.scalars(select(r.activity_kinds.c.code).order_by(r.activity_kinds.c.code)))
    world = random_world(rng, kinds, first, size)
    store_registers(connection, world, first)
    versions = [first]
    for version in range(first, first + 6):
        if version > first:
            versions.append(draw_version(connection, "load"))
        store_rows(connection, world, version)
        store_terms(connection, world, version)
    return Stored(world, tuple(versions))


def complete_reference(connection: Connection, origin: dict[str, int]) -> None:
    """Add the kinds and places that the migrated database does not hold yet."""
    for code in {"advice", "course", "meeting", "visit"} if not ids(connection, r.activity_kinds) else ():
        _register(connection, (r.activity_kinds, r.activity_kind_details), origin, code, {}, {"position": 1})
    for code in sorted({*PLACES, *(place[:5] for place in PLACES)}, key=len):
        known = ids(connection, r.places)
        if code not in known:
            own: Values = {"level": "district" if code in PLACES and len(code) > len("TR-34") else "province"}
            _register(connection, (r.places, r.place_details), origin, code, own, {"sort_key": code, "country": "TR"})
            province = select(r.places.c.id).where(r.places.c.code == code[:5]).scalar_subquery()
            connection.execute(update(r.places).where(r.places.c.code == code).values(province_id=province))


def ids(connection: Connection, register: Table) -> dict[str, int]:
    """Give the id of every code of a register."""
    return {row[0]: row[1] for row in connection.execute(select(register.c.code, register.c.id))}


def provenance(connection: Connection, version: int) -> dict[str, int]:
    """Give the columns that say where a row came from, with a load for it."""
    name = f"test-{version}"
    source = connection.scalar(select(sources.c.id).where(sources.c.name == name))
    if source is None:
        source = connection.scalar(insert(sources).values(name=name, kind="reach").returning(sources.c.id))
    values = {"version": version, "source_id": source, "mode": "add", "file_name": "made.csv", "content_digest": ""}
    load = connection.scalar(insert(loads).values(**values, accepted=0, duplicate=0, warned=0).returning(loads.c.id))
    origin = {"source_id": source, "load_id": load, "row_no": 2, "key_hash": 0, "content_hash": 0}
    return {key: int(value or 0) for key, value in origin.items()} | {"since_version": version}


def store_registers(connection: Connection, world: World, version: int) -> None:
    """Write programmes, sub-programmes, projects, grants with their first terms, and a partner."""
    origin = provenance(connection, version)
    for code in sorted(set(world.programme_of.values())):
        _register(connection, (r.programmes, r.programme_details), origin, code, {}, {})
    programmes = ids(connection, r.programmes)
    for project, code in sorted(world.subprogramme_of.items(), key=lambda pair: pair[1]):
        if code not in ids(connection, r.subprogrammes):
            own: Values = {"programme_id": programmes[world.programme_of[project]]}
            _register(connection, (r.subprogrammes, r.subprogramme_details), origin, code, own, {"position": 1})
    known = ids(connection, r.subprogrammes)
    for project, programme in world.programme_of.items():
        details: Values = {"subprogramme_id": known.get(world.subprogramme_of.get(project, ""))}
        own = {"programme_id": programmes[programme]}
        _register(connection, (r.projects, r.project_details), origin, project, own, details)
    for grant, (first, last) in world.grants.items():
        details = {"programme_id": programmes["PA"], "starts_on": first, "ends_on": last}
        _register(connection, (r.grants, r.grant_details), origin, grant, {}, details)
    first_programme = min(programmes.values())
    own = {"programme_id": first_programme, "organisation_id": _partner(connection, origin)}
    _register(connection, (p.partnerships, p.partnership_details), origin, PARTNER, own, {"role": "implementing"})


def _partner(connection: Connection, origin: dict[str, int]) -> int:
    """Write the partner as an organisation; give its id."""
    pair = (r.organisations, r.organisation_details)
    _register(connection, pair, origin, PARTNER, {}, {"kind": "municipality"})
    return ids(connection, r.organisations)[PARTNER]


def _register(
    connection: Connection, pair: tuple[Table, Table], origin: dict[str, int], code: str, own: Values, details: Values
) -> None:
    """Write one code and its details, named after it; `pair` is the register and the table of its details."""
    register, attributes = pair
    number = connection.scalar(insert(register).values(code=code, **own).returning(register.c.id))
    key = f"{register.name.removesuffix('s')}_id"
    named = {"name_tr": f"Ad {code}"} if "name_tr" in attributes.c else {}
    connection.execute(insert(attributes).values(**{key: number}, **named, **origin, **details))


def store_rows(connection: Connection, world: World, version: int) -> None:
    """Write the rows that began in a version, end those that ended in it, and bring the cubes up to it."""
    projects, programmes = ids(connection, r.projects), ids(connection, r.programmes)
    places, kinds = ids(connection, r.places), ids(connection, r.activity_kinds)
    origin = provenance(connection, version)
    records = [
        {
            **origin,
            "row_no": number,
            "date": row.date,
            "programme_id": programmes[world.programme_of[row.project]],
            "project_id": projects[row.project],
            "activity_kind_id": kinds[row.kind],
            "activity_code": row.activity,
            "place_id": places[row.place],
            "province_id": places[row.place[:5]],
            "population_group": POPULATION_GROUP.index(row.group),
            "sex": SEX.index(row.sex),
            "age_band": AGE_BAND.index(row.age),
            "disability": DISABILITY.index(row.disability),
            "directness": DIRECTNESS.index(row.directness),
            "counting_rule": COUNTING_RULE.index(row.rule),
            "new_people": row.new,
            "contacts": row.contacts,
        }
        for number, row in enumerate(world.rows)
        if row.since == version
    ]
    if records:
        connection.execute(insert(reach), records)
    ended = [number for number, row in enumerate(world.rows) if row.until == version]
    statement = text("update reach set until_version = :version where row_no = any(:ended) and until_version is null")
    connection.execute(statement, {"version": version, "ended": ended})
    rollups.apply_load(connection, version)


def store_terms(connection: Connection, world: World, version: int, first: int = 1) -> None:
    """Write the shares and amendments that began in a version, and end the shares that ended in it.

    Args:
        connection: a transaction that may write.
        world: its shares and amendments count versions from `first`.
        version: a version of the database.
        first: the version of the database that they call 1.
    """
    origin = provenance(connection, version)
    projects, grants = ids(connection, r.projects), ids(connection, r.grants)
    shares, own = r.project_grants, version - first + 1
    connection.execute(
        text("update project_grants set until_version = :version where row_no = any(:ended) and until_version is null"),
        {"version": version, "ended": [n for n, s in enumerate(world.shares, 1000) if s.until == own]},
    )
    for number, share in enumerate(world.shares, 1000):
        if share.since == own:
            keys = {"project_id": projects[share.project], "grant_id": grants[share.grant], "row_no": number}
            connection.execute(insert(shares).values(**{**origin, **keys}, starts_on=share.first, ends_on=share.last))
    for amendment in world.amendments:
        if amendment.since == own:
            what = {"amended_on": amendment.amended, "kind": "extension", "new_ends_on": amendment.ends}
            connection.execute(
                insert(r.amendments).values(
                    grant_id=grants[amendment.grant], **what, reason="test", evidence="signed", **origin
                )
            )
