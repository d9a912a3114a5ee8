"""`python -m tests.bench.under_load`: what long loads cost those who browse meanwhile, as a ratio in one run.

Eight people, signed in, change the filters of `Ulaşılan kişiler` with a pause to look between two changes; alone, then
while `dashboard load` stores a file of 1,000,000 records in a process of its own, and so on in turn with further files,
for a load is over before so few people have made enough changes for a 95th percentile. Nobody waits for anybody: each
begins at a moment of their own, else eight would start at once each time. The pause makes them people and no benchmark
of throughput: a machine of two cores that is kept busy anyway would halve by any second program.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np
from sqlalchemy import text

from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import open_engines
from tests.bench import data
from tests.bench.__main__ import build, served, settings_for, timed
from tests.bench.client import Client, change
from tests.bench_loading import write

PEOPLE, PAUSE, ALONE_SECONDS = 8, (0.5, 2.0), 30
MOST = 2.0
"""How much longer the 95th percentile of a change may be during the loads."""
LETTERS = "LMNOPQ"
"""What the codes of the files begin with, one for each load."""


def browse(client: Client, seed: int, goes_on: Callable[[], bool]) -> list[float]:
    """Change filters as one person does; give the seconds of each change."""
    chance, taken = random.Random(seed), []
    spec = client.callback_of("beneficiaries")
    time.sleep(chance.uniform(0, PAUSE[1]))
    for state in islice(data.states(seed), 100_000):
        if not goes_on():
            break
        taken.append(timed(client, change(spec, state))[0])
        time.sleep(chance.uniform(*PAUSE))
    return taken


def together(clients: list[Client], seed: int, goes_on: Callable[[], bool]) -> list[float]:
    """Let all people browse; give the seconds of all changes."""
    seeds = range(seed, seed + len(clients))
    with ThreadPoolExecutor(len(clients)) as pool:
        parts = pool.map(lambda one, number: browse(one, number, goes_on), clients, seeds)
        return [seconds for part in parts for seconds in part]


def until(moment: float) -> Callable[[], bool]:
    """Give what says whether a moment has not come yet."""
    return lambda: time.monotonic() < moment


def tell_apart(url: str) -> None:
    """Give the registers of the stored records a key of their own each, as loading would have."""
    engines = open_engines(settings_for(url))
    with engines.owner.begin() as connection:
        for table in ("programme_details", "project_details"):
            connection.execute(text(f"update {table} set key_hash = -id"))  # noqa: S608 - fixed names.
    engines.dispose()


def load(url: str, files: list[Path], clients: list[Client], seed: int) -> list[float]:
    """Load files while all people browse; give the seconds of their changes.

    Raises:
        SystemExit: the load did not succeed.
    """
    command = [sys.executable, "-m", "dashboard", "load", *map(str, files)]
    environment = {"DASHBOARD_DATABASE_URL": url, "PATH": os.defpath}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as loading:
        during = together(clients, seed, lambda: loading.poll() is None)
    if loading.returncode:
        raise SystemExit(f"the load ended with {loading.returncode}")
    return during


def measured(folder: Path, rows: int, stored: int, loads: int) -> tuple[list[float], list[float], list[float]]:
    """Give the seconds of all changes alone and during the loads, and those of the loads."""
    alone: list[float] = []
    during: list[float] = []
    took: list[float] = []
    files = [write(Path(tempfile.mkdtemp(dir=folder)), rows, letter=letter) for letter in LETTERS[:loads]]
    with EmbeddedPostgres(folder / "data") as server:
        build(server.url, stored, sys.stderr)
        tell_apart(server.url)
        with served(server.url) as port:
            clients = [Client(port) for _ in range(PEOPLE)]
            together(clients, 100, until(time.monotonic() + 5))
            for number, one in enumerate(files, 1):
                alone += together(clients, 1_000 * number, until(time.monotonic() + ALONE_SECONDS))
                started = time.monotonic()
                during += load(server.url, one, clients, 1_000 * number + 500)
                took.append(time.monotonic() - started)
    return alone, during, took


def main() -> None:
    """Measure, and print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="records of each load")
    parser.add_argument("--stored", type=int, default=100_000, help="records before the first")
    parser.add_argument("--loads", type=int, default=3, choices=range(1, len(LETTERS) + 1))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="uyum-") as folder:
        Path(folder).chmod(0o711)
        alone, during, took = measured(Path(folder), chosen.rows, chosen.stored, chosen.loads)
    before, after = np.percentile(alone, 95), np.percentile(during, 95)
    told = ", ".join(f"{seconds:.0f}" for seconds in took)
    print(f"{len(took)} x {chosen.rows:,} rows loaded in {told} s while {PEOPLE} people browsed")
    print(f"  alone:  p50 {np.median(alone) * 1000:.1f} ms, p95 {before * 1000:.1f} ms ({len(alone)} changes)")
    print(f"  during: p50 {np.median(during) * 1000:.1f} ms, p95 {after * 1000:.1f} ms ({len(during)} changes)")
    print(f"  p95 during ÷ alone: {after / before:.2f}  (at most {MOST:g})")


if __name__ == "__main__":
    main()
