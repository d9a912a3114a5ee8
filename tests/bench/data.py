"""Rows for measuring: as many people reached as asked for, spread over every code, and many earlier loads.

Rows go into the database by COPY, past the checks of the loader, so that a million of them take seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select, text

from dashboard.codes import AGE_BAND, COUNTING_RULE, DISABILITY, POPULATION_GROUP, SEX
from dashboard.data import rollups
from dashboard.data.schema import registers as r
from dashboard.data.versions import draw_version
from dashboard.data.wholesale import write_columns
from tests.oracle_rows import World
from tests.reach_world import ids, provenance, store_registers

PROGRAMMES, PROJECTS, MONTHS, FIRST_MONTH = 5, 60, 106, "2018-01"
"""Months run to 2026-10."""
MAX_THEN_SUM_PROJECTS = 2
_COLUMNS = {
    "date": "i4",
    "programme_id": "i4",
    "project_id": "i4",
    "activity_kind_id": "i4",
    "place_id": "i4",
    "province_id": "i4",
    "population_group": "i2",
    "sex": "i2",
    "age_band": "i2",
    "disability": "i2",
    "directness": "i2",
    "counting_rule": "i2",
    "new_people": "i4",
    "contacts": "i4",
    "source_id": "i4",
    "load_id": "i4",
    "row_no": "i4",
    "key_hash": "i8",
    "content_hash": "i8",
    "since_version": "i4",
}
Column = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Codes:
    """Ids of the registers that rows point at."""

    programmes: Column
    projects: Column
    kinds: Column
    districts: Column
    provinces: Column


def prepare(connection: Connection) -> Codes:
    """Write the programmes and projects as a version of their own, and give the ids of everything."""
    programme_of = {f"P{n:02d}": f"PROG-{n % PROGRAMMES + 1}" for n in range(PROJECTS)}
    subprogramme_of = {project: f"SUB-{n % 20:02d}" for n, project in enumerate(programme_of)}
    store_registers(connection, World([], programme_of, subprogramme_of), draw_version(connection, "load"))
    projects = connection.execute(select(r.projects.c.id, r.projects.c.programme_id).order_by(r.projects.c.id)).all()
    places = connection.execute(
        select(r.places.c.id, r.places.c.province_id).where(r.places.c.level == "district").order_by(r.places.c.id)
    ).all()
    return Codes(
        programmes=np.array([row.programme_id for row in projects]),
        projects=np.array([row.id for row in projects]),
        kinds=np.array(sorted(ids(connection, r.activity_kinds).values())),
        districts=np.array([row.id for row in places]),
        provinces=np.array([row.province_id for row in places]),
    )


def rows(codes: Codes, size: int, seed: int) -> dict[str, Column]:
    """Give random rows; places and projects are as uneven as real ones."""
    rng = np.random.default_rng(seed)
    uneven = 1 / np.arange(5, len(codes.districts) + 5) ** 0.7
    place = rng.permutation(rng.choice(len(codes.districts), size, p=uneven / uneven.sum()))
    project = rng.integers(0, len(codes.projects), size)
    start = np.datetime64(FIRST_MONTH, "D")
    days = int((np.datetime64(FIRST_MONTH, "M") + MONTHS).astype("datetime64[D]").astype(int) - start.astype(int))
    day = rng.integers(0, days, size) + int((start - np.datetime64("2000-01-01")).astype(int))
    new = rng.poisson(3, size)
    made = {
        "date": day,
        "programme_id": codes.programmes[project],
        "project_id": codes.projects[project],
        "activity_kind_id": rng.choice(codes.kinds, size),
        "place_id": codes.districts[place],
        "province_id": codes.provinces[place],
        "population_group": rng.integers(0, len(POPULATION_GROUP), size),
        "sex": rng.choice(len(SEX), size, p=(0.55, 0.4, 0.01, 0.04)),
        "age_band": rng.integers(0, len(AGE_BAND), size),
        "disability": rng.integers(0, len(DISABILITY), size),
        "directness": rng.choice(2, size, p=(0.95, 0.05)),
        "counting_rule": np.where(
            project < MAX_THEN_SUM_PROJECTS, COUNTING_RULE.index("max_then_sum"), (project % 2) * 2
        ),
        "new_people": new,
        "contacts": new + rng.poisson(2, size),
    }
    order = np.lexsort((made["date"], made["place_id"], made["province_id"]))
    return {name: column[order].astype(np.int64) for name, column in made.items()}


def store(connection: Connection, made: dict[str, Column]) -> int:
    """Store rows as one load of one version, and give the version."""
    version = draw_version(connection, "load")
    origin = provenance(connection, version)
    size = len(made["date"])
    extra = {"row_no": np.arange(2, size + 2), "key_hash": np.arange(size), "content_hash": np.arange(size)}
    write_columns(connection, "reach", _COLUMNS, {**origin, **made, **extra})
    rollups.apply_load(connection, version)
    return version


def store_many(connection: Connection, codes: Codes, loads: int, size: int) -> None:
    """Store many small loads, each of one month of one project, as they arrive over the years."""
    for number in range(loads):
        made = rows(codes, size, seed=1000 + number)
        month = np.datetime64(FIRST_MONTH, "M") + number * MONTHS // loads
        first = int((month.astype("datetime64[D]") - np.datetime64("2000-01-01")).astype(int))
        made["date"] = first + made["date"] % 28
        store(connection, made)


def states(seed: int) -> Iterator[dict[str, str]]:
    """Give filter states of the page without end: programme, period and place changed in turn, all at random."""
    rng = np.random.default_rng(seed)
    periods = [f"{y}{part}" for y in range(2018, 2027) for part in ("", "-H1", "-Q2", "-03", "-09")]
    state: dict[str, str] = {}
    number = 0
    while True:
        name = ("programme", "period", "place")[number % 3]
        choice = {
            "programme": f"PROG-{rng.integers(1, PROGRAMMES + 1)}",
            "period": str(rng.choice(periods)),
            "place": f"TR-{rng.integers(1, 82):02d}",
        }[name]
        # One change in four clears a filter, so that wide states come up as often as in use.
        state = {k: v for k, v in state.items() if k != name} | ({name: choice} if rng.random() < 0.75 else {})
        yield dict(state)
        number += 1


def analyse(connection: Connection) -> None:
    """Let PostgreSQL learn how the rows lie, as it does by itself after a while."""
    for table in ("reach", "reach_cells", "segments", "segment_batches"):
        connection.execute(text(f"analyze {table}"))
