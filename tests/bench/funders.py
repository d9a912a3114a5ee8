"""What protection costs: the first look at a release, and a change of filter as funder beside the manager's.

Run as `python -m tests.bench.funders`. A database with 1,000,000 rows of people reached, all of them of projects that
two grants of one funder pay for (one project by both), released three times. The first look is the whole page
`Ulaşılan kişiler` in a process that knows nothing yet; then funder and manager change filters in turn, on the same
server and under the same states, none of which was seen before.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, text

from dashboard.access import accounts, scopes
from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.address import parse_address
from dashboard.data import beneficiaries
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import Engines, open_engines, reading
from dashboard.data.filters import Viewer, resolve_filters
from dashboard.data.migrating import upgrade
from dashboard.data.reference import load_reference
from dashboard.data.releasing import release
from dashboard.data.schema import registers as r
from dashboard.data.versions import draw_version
from tests.bench import data
from tests.bench.__main__ import database_of, served, timed
from tests.bench.client import PASSWORD, Client, change
from tests.bench.serving import settings_for
from tests.reach_world import provenance

SIZE, LATER = 1_000_000, 5_000
GRANTS = ("FG1", "FG2")
FUNDER = "bench-funder"
WARM, CHANGES = 40, 200
GOAL, FIRST_LOOK = 1.5, 3.0


def build(url: str, size: int) -> None:
    """Fill a database: the rows, two grants, an account that has both, and three releases."""
    engines, started = open_engines(settings_for(url)), time.perf_counter()
    upgrade(engines)
    load_reference(engines)
    with engines.owner.begin() as connection:
        codes = data.prepare(connection)
        _pay(connection, codes)
        data.store(connection, data.rows(codes, size - 2 * LATER, seed=1))
    for number in (0, 1, 2):
        with engines.owner.begin() as connection:
            if number:
                data.store(connection, data.rows(codes, LATER, seed=number + 1))
            version = release(connection, GRANTS[0], actor="bench").released_version
            release(connection, GRANTS[1], version, actor="bench")
    with engines.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    create_demo_accounts(engines.writer, PASSWORD)
    with engines.writer.begin() as connection:
        accounts.create_account(connection, FUNDER, "funder", actor="bench", password=PASSWORD)
        scopes.set_scope(connection, FUNDER, scopes.Scope(grants=frozenset(GRANTS)), actor="bench")
    with engines.owner.begin() as connection:
        connection.execute(text("update accounts set all_programmes = true where username = 'manager'"))
    engines.dispose()
    print(f"  {size:,} rows stored in {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)


def _pay(connection: Connection, codes: data.Codes) -> None:
    """Let each of the two grants pay for half of the projects, and both for one of them."""
    origin = provenance(connection, draw_version(connection, "load"))
    for number, code in enumerate(GRANTS):
        grant = connection.scalar(r.grants.insert().values(code=code).returning(r.grants.c.id))
        details = {"grant_id": grant, "name_tr": code, "programme_id": int(codes.programmes[0])}
        days = {"starts_on": date(2000, 1, 1), "ends_on": date(2099, 12, 31)}
        connection.execute(r.grant_details.insert().values(**origin, **details, **days))
        half = len(codes.projects) // len(GRANTS)
        paid = codes.projects[number * half : (number + 1) * half].tolist() + (
            [int(codes.projects[0])] if number else []
        )
        connection.execute(
            r.project_grants.insert(), [{**origin, "grant_id": grant, "project_id": project} for project in paid]
        )


def first_look(url: str) -> tuple[float, float]:
    """Give the seconds, and those of the processor, of the first whole page in a process that knows nothing."""
    engines = open_engines(settings_for(url))
    viewer = Viewer(programmes=frozenset(), grants=frozenset(GRANTS), protected=True)
    started, used = time.perf_counter(), time.process_time()
    _page(engines, viewer)
    found = time.perf_counter() - started, time.process_time() - used
    engines.dispose()
    return found


def _page(engines: Engines, viewer: Viewer) -> None:
    """Ask everything that the page shows."""
    with reading(engines.reader, viewer) as connection:
        filters = resolve_filters(connection, parse_address(""), viewer)
        answers = beneficiaries.page_answers(connection, filters)
        assert answers.headline().has_data


def compare(port: int) -> dict[str, float]:
    """Give the median seconds of a change of filter as each of the two, asked in turn."""
    clients = {name: Client(port, name) for name in (FUNDER, "manager")}
    specs = {name: client.callback_of("beneficiaries") for name, client in clients.items()}
    unseen = data.states(7)
    for state in islice(unseen, WARM):
        for name, client in clients.items():
            client.post(change(specs[name], state))
    times: dict[str, list[float]] = {name: [] for name in clients}
    for state in islice(unseen, CHANGES):
        for name, client in clients.items():
            times[name].append(timed(client, change(specs[name], state))[0])
    return {name: median(seconds) for name, seconds in times.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.funders", description=__doc__)
    parser.add_argument("--rows", type=int, default=SIZE)
    size = parser.parse_args(arguments).rows
    with tempfile.TemporaryDirectory(prefix="uyum-bench-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "data"
        with EmbeddedPostgres(home) as server:
            build(database_of(server, size, made=False), size)
        with EmbeddedPostgres(home) as server:
            url = database_of(server, size)
            wall, used = first_look(url)
            with served(url) as port:
                found = compare(port)
        ratio = found[FUNDER] / found["manager"]
        print(f"first look at a release, {size:,} rows: {wall:.1f} s  (at most {FIRST_LOOK:.0f})")
        print(f"  {used:.1f} s of them in this process")
        print(f"a change of filter, funder ÷ manager (p50): {ratio:.2f}  (at most {GOAL})")
        print(f"  funder {found[FUNDER] * 1000:.1f} ms, manager {found['manager'] * 1000:.1f} ms")


if __name__ == "__main__":
    main()
