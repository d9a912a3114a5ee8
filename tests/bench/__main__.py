"""`make bench`: what a change of filter costs, as ratios in one run.

Two databases with the same 500 earlier loads, one with 100,000 rows of people reached and one with ten times as many,
each behind the product's own server (two workers). Signed in as manager, first pass over filter states not seen before:
programme, period and place changed in turn. A change is every card, key figure and table of `Ulaşılan kişiler`.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, make_url, text

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import open_engines
from dashboard.data.migrating import upgrade
from dashboard.data.reference import load_reference
from tests.bench import data
from tests.bench.client import PASSWORD, Client, change, nothing
from tests.bench.serving import settings_for

EARLIER_LOADS, ROWS_OF_EARLIER_LOAD = 500, 100
SIZES = (100_000, 1_000_000)
CHANGES, CLIENTS, SECONDS = 300, 16, 10
WARM, WARM_EACH = 200, 10
"""Changes before anything is measured: of the one client, and then of each of all."""


@dataclass(frozen=True)
class Measured:
    """Seconds of one change and of a callback that does nothing (medians), and changes a second of all clients."""

    change: float
    nothing: float
    rate: float
    answer: int
    """Bytes of an answer, median."""


def build(url: str, size: int, log: object) -> int:
    """Fill a database; give a version in the middle of its history."""
    settings = settings_for(url)
    engines = open_engines(settings)
    started = time.perf_counter()
    upgrade(engines)
    load_reference(engines)
    with engines.owner.begin() as connection:
        codes = data.prepare(connection)
        data.store_many(connection, codes, EARLIER_LOADS, ROWS_OF_EARLIER_LOAD)
        middle = connection.scalar(text("select max(version) - 1 from versions"))
        data.store(connection, data.rows(codes, size - EARLIER_LOADS * ROWS_OF_EARLIER_LOAD, seed=1))
    with engines.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    create_demo_accounts(engines.writer, PASSWORD)
    with engines.owner.begin() as connection:
        connection.execute(text("update accounts set all_programmes = true where username = 'manager'"))
    engines.dispose()
    print(f"  {size:,} rows stored in {time.perf_counter() - started:.0f} s", file=log, flush=True)  # type: ignore[arg-type]
    return int(middle or 0)


@contextmanager
def served(url: str) -> Iterator[int]:
    """Hold the product's server on a database; give its port."""
    command = [sys.executable, "-m", "tests.bench.serving", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield int(server.stdout.readline() if server.stdout else "0")
        finally:
            server.terminate()


def measure(port: int, seed: int, version: int | None) -> Measured:
    """Measure one server on states that it has not seen."""
    unseen = data.states(seed)
    fixed = {"v": str(version)} if version else {}
    client = Client(port)
    spec = client.callback_of("beneficiaries")
    for state in islice(unseen, WARM):
        client.post(change(spec, state | fixed))
    changes, nothings, sizes = [], [], []
    for number, state in enumerate(islice(unseen, CHANGES)):
        seconds, size = timed(client, change(spec, state | fixed))
        changes.append(seconds)
        sizes.append(size)
        nothings.append(timed(client, nothing(number))[0])
    rate = together(port, [change(spec, state | fixed) for state in islice(unseen, 20_000)])
    return Measured(median(changes), median(nothings), rate, int(median(sizes)))


def timed(client: Client, body: str) -> tuple[float, int]:
    """Post a body; give the seconds until the whole answer was here, and its bytes."""
    started = time.perf_counter()
    size = client.post(body)
    return time.perf_counter() - started, size


def together(port: int, bodies: list[str]) -> float:
    """Let 16 clients change filters without a pause, once both workers are warm; give changes a second."""
    clients = [Client(port) for _ in range(CLIENTS)]
    for client, body in zip(clients * WARM_EACH, bodies[::-1], strict=False):
        client.post(body)  # A connection stays with its worker, and a worker remembers what belongs to a version.
    end = time.perf_counter() + SECONDS

    def run(number: int) -> int:
        done = 0
        for body in bodies[number::CLIENTS]:
            if time.perf_counter() > end:
                break
            clients[number].post(body)
            done += 1
        return done

    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        total = sum(pool.map(run, range(CLIENTS)))
    return total / (time.perf_counter() - started)


def report(found: dict[tuple[int, bool], Measured]) -> list[str]:
    """Write the figures and their ratios."""
    lines = []
    small, large = SIZES
    for as_of in (False, True):
        few, many = found[small, as_of], found[large, as_of]
        lines += [
            "as of an earlier version:" if as_of else "now:",
            f"  a change, {large:,} rows ÷ {small:,} rows: {many.change / few.change:.2f}  (at most 1.3)",
            f"  a change ÷ a callback that does nothing: {many.change / many.nothing:.1f}  (at most 30)",
            f"  changes a second, {CLIENTS} clients: {many.rate:.0f}  (at least 150)",
        ]
        lines += [f"  {size:>9,} rows: {_one(found[size, as_of])}" for size in SIZES]
    return lines


def _one(found: Measured) -> str:
    """Write the figures of one server."""
    times = f"change p50 {found.change * 1000:.1f} ms, nothing p50 {found.nothing * 1000:.2f} ms"
    return f"{times}, {found.rate:.0f} changes/s, answer {found.answer:,} bytes"


def database_of(server: EmbeddedPostgres, size: int, *, made: bool = True) -> str:
    """Give the address of the database of a size, made here where it is not there yet."""
    if not made:
        owner = create_engine(server.url, isolation_level="AUTOCOMMIT")
        with owner.connect() as connection:
            connection.execute(text(f"create database bench_{size}"))
        owner.dispose()
    return make_url(server.url).set(database=f"bench_{size}").render_as_string(hide_password=False)


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(prog="make bench", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="uyum-bench-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "data"
        with EmbeddedPostgres(home) as server:
            middles = {size: build(database_of(server, size, made=False), size, sys.stderr) for size in SIZES}
        # Stopping the server has written all that the bulk loads had left to write, which is not what a page costs.
        with EmbeddedPostgres(home) as server:
            found = {}
            for size in SIZES:
                for as_of in (False, True):
                    with served(database_of(server, size)) as port:
                        found[size, as_of] = measure(port, size + as_of, middles[size] if as_of else None)
            print("\n".join(report(found)))


if __name__ == "__main__":
    main()
