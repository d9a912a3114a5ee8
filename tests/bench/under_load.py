"""`python -m tests.bench.under_load`: what a long load costs those who browse meanwhile, as a ratio in one run.

Eight people, signed in, change the filters of `Ulaşılan kişiler` with a pause to look between two changes; first alone,
then while `dashboard load` stores a file of 1,000,000 records in a process of its own. The pause makes them people and
no benchmark of throughput: a machine of two cores that is kept busy anyway would halve by any second program.
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
"""How much longer the 95th percentile of a change may be during the load."""


def browse(port: int, seed: int, goes_on: Callable[[], bool]) -> list[float]:
    """Change filters as one person does; give the seconds of each change."""
    client, chance, taken = Client(port), random.Random(seed), []
    spec = client.callback_of("beneficiaries")
    for state in islice(data.states(seed), 100_000):
        if not goes_on():
            break
        taken.append(timed(client, change(spec, state))[0])
        time.sleep(chance.uniform(*PAUSE))
    return taken


def together(port: int, seed: int, goes_on: Callable[[], bool]) -> np.ndarray:
    """Let all people browse; give the seconds of all changes."""
    with ThreadPoolExecutor(PEOPLE) as pool:
        parts = list(pool.map(lambda number: browse(port, seed + number, goes_on), range(PEOPLE)))
    return np.array([seconds for part in parts for seconds in part])


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


def main() -> None:
    """Measure, and print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--stored", type=int, default=100_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="uyum-") as folder:
        Path(folder).chmod(0o711)
        files = write(Path(folder), chosen.rows, letter="L")
        with EmbeddedPostgres(Path(folder) / "data") as server:
            build(server.url, chosen.stored, sys.stderr)
            tell_apart(server.url)
            with served(server.url) as port:
                together(port, 100, until(time.monotonic() + 5))
                alone = together(port, 200, until(time.monotonic() + ALONE_SECONDS))
                started = time.monotonic()
                command = [sys.executable, "-m", "dashboard", "load", *map(str, files)]
                environment = {"DASHBOARD_DATABASE_URL": server.url, "PATH": os.defpath}
                with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as load:
                    during = together(port, 300, lambda: load.poll() is None)
                seconds = time.monotonic() - started
    if load.returncode:
        raise SystemExit(f"the load ended with {load.returncode}")
    before, after = np.percentile(alone, 95), np.percentile(during, 95)
    print(f"{chosen.rows:,} rows loaded in {seconds:.0f} s while {PEOPLE} people browsed")
    print(f"  alone:  p50 {np.median(alone) * 1000:.1f} ms, p95 {before * 1000:.1f} ms ({len(alone)} changes)")
    print(f"  during: p50 {np.median(during) * 1000:.1f} ms, p95 {after * 1000:.1f} ms ({len(during)} changes)")
    print(f"  p95 during ÷ alone: {after / before:.2f}  (at most {MOST:g})")


if __name__ == "__main__":
    main()
