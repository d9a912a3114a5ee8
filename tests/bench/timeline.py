"""What the page of the timeline costs with 100 grants and 172,800 results, and with 10 grants and 8,640, as a ratio.

Run as `python -m tests.bench.timeline`. Two databases, asked in turn under filter states not seen before: another
grant, a period, a programme, the other form, another indicator, a day of the past; half of them of one grant alone.
"""

import argparse
import gc
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from sqlalchemy import create_engine, make_url, text

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import open_engines
from dashboard.data.migrating import upgrade
from dashboard.data.reference import load_reference
from tests.bench import timeline_rows as made
from tests.bench.__main__ import served, timed
from tests.bench.client import PASSWORD, Client, change
from tests.bench.serving import settings_for
from tests.timeline_world import load

SIZES = {"few": (10, 3), "many": (100, 6)}
"""Grants, and the places for which each indicator is told every month."""
CHANGES, WARM, LIMIT = 80, 10, 2.0


def states(seed: int) -> Iterator[dict[str, str]]:
    """Give addresses of the page without end, all at random and about grants that both databases have."""
    rng = np.random.default_rng(seed)
    shared = made.grants(min(grants for grants, _ in SIZES.values()))
    while True:
        grant = str(rng.choice(shared))
        state = {"on": f"{rng.integers(2023, 2026)}-{rng.integers(1, 13):02d}-{rng.integers(1, 28):02d}"}
        state |= {"grant": grant} if rng.random() < 0.5 else {}
        state |= {"programme": str(rng.choice(("A", "B")))} if rng.random() < 0.1 else {}
        state |= {"period": f"{rng.integers(2022, 2025)}-H{rng.integers(1, 3)}"} if rng.random() < 0.2 else {}
        state |= {"form": str(rng.choice(("wb", "eu")))} if rng.random() < 0.2 else {}
        yield state | ({"indicator": f"{grant}-I{rng.integers(0, 3)}"} if rng.random() < 0.2 else {})


def build(url: str, grants: int, places: int) -> None:
    """Fill a database."""
    engines = open_engines(settings_for(url))
    upgrade(engines)
    load_reference(engines)
    for files in made.tables(grants, places):
        load(engines, files)
    create_demo_accounts(engines.writer, PASSWORD)
    with engines.owner.begin() as connection:
        connection.execute(text("update accounts set all_programmes = true where username = 'manager'"))
    with engines.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    engines.dispose()


def measure(urls: dict[str, str]) -> dict[str, list[float]]:
    """Ask the product's server on each database for the whole page in turn; give seconds a change."""
    took: dict[str, list[float]] = {name: [] for name in urls}
    with ExitStack() as stack:
        clients = {name: Client(stack.enter_context(served(url))) for name, url in urls.items()}
        spec = next(iter(clients.values())).callback_of("timeline")
        for state in islice(states(7), WARM + CHANGES):
            for name, client in clients.items():
                took[name].append(timed(client, change(spec, state))[0])
    return {name: seconds[WARM:] for name, seconds in took.items()}


def report(found: dict[str, list[float]]) -> str:
    """Write what a change of the page takes, and the ratio."""
    few, many = (median(found[name]) for name in SIZES)
    times = ", ".join(f"{name}: {median(seconds) * 1000:.0f} ms" for name, seconds in found.items())
    return f"the whole page, many ÷ few: {many / few:.2f}  (at most {LIMIT:g})  {times}"


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(prog="python -m tests.bench.timeline", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="uyum-bench-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres(Path(folder) / "data", durable=False) as server:
            urls = {}
            for name, (grants, places) in SIZES.items():
                owner = create_engine(server.url, isolation_level="AUTOCOMMIT")
                with owner.connect() as connection:
                    connection.execute(text(f"create database timeline_{name}"))
                owner.dispose()
                urls[name] = make_url(server.url).set(database=f"timeline_{name}").render_as_string(hide_password=False)
                build(urls[name], grants, places)
            gc.collect()
            print(report(measure(urls)))


if __name__ == "__main__":
    main()
