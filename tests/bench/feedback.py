"""What the page of feedback costs with 500,000 cases and with 50,000, as a ratio in one run.

Run as `python -m tests.bench.feedback`. Two databases with the same people reached and 60 earlier loads of feedback,
asked in turn under filter states not seen before: programme, period, place (provinces and districts) and type changed
one after the other, as of now and as of a version between. What is a function of the data version and the day is in
memory, as after the first page of a version.
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, create_engine, make_url, text

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.address import address_of
from dashboard.data import feedback
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import Engines, open_engines, reading
from dashboard.data.filters import EVERYTHING, Filters, resolve_filters
from dashboard.data.migrating import upgrade
from tests.bench import data
from tests.bench import feedback_rows as made
from tests.bench.__main__ import served, timed
from tests.bench.client import PASSWORD, Client, RefusedError, change
from tests.bench.serving import settings_for

SIZES = (50_000, 500_000)
GOAL = 1.3
REACHED = 100_000
CHANGES, WARM = 400, 100
Question = Callable[[Connection, Filters], object]
ANSWERS: dict[str, Question] = {
    "page_answers": feedback.page_answers,
    "headline": feedback.headline,
    "response_times": feedback.response_times,
    "topics_by_month": feedback.topics_by_month,
    "received_by_place": feedback.received_by_place,
    "beside_results": feedback.beside_results,
}


def build(url: str, size: int) -> tuple[Engines, int, list[str]]:
    """Fill a database; give its engines, a version between, and the codes of the districts."""
    engines, started = open_engines(settings_for(url)), time.perf_counter()
    upgrade(engines)
    with engines.owner.begin() as connection:
        codes = data.prepare(connection)
        data.store(connection, data.rows(codes, REACHED, seed=1))
        middle = made.store_all(connection, codes, size)
        districts = list(connection.scalars(text("select code from places where level = 'district' order by code")))
        cells = connection.scalar(text("select count(*) from feedback_cells"))
    create_demo_accounts(engines.writer, PASSWORD)
    with engines.owner.begin() as connection:
        connection.execute(text("update accounts set all_programmes = true where username = 'manager'"))
    with engines.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    print(f"{size:,} cases and {cells:,} cells stored in {time.perf_counter() - started:.0f} s", flush=True)
    return engines, middle, districts


Took = dict[int, list[dict[str, float]]]
"""Seconds of each question at each change, by size."""


def ask(engines: Engines, state: dict[str, str]) -> dict[str, float]:
    """Ask every question under some filters; give the seconds of each."""
    took = {}
    with reading(engines.reader, EVERYTHING) as connection:
        parsed = address_of({name: [value] for name, value in state.items()}, feedback.PARAMETERS)
        filters = resolve_filters(connection, parsed, EVERYTHING)
        for name, question in ANSWERS.items():
            started = time.perf_counter()
            question(connection, filters)
            took[name] = time.perf_counter() - started
    return took


def measure(engines: dict[int, Engines], unseen: Iterator[dict[str, str]]) -> Took:
    """Ask both databases in turn, so that a busy moment of the machine hits both."""
    found: Took = {size: [] for size in engines}
    for number, state in enumerate(islice(unseen, WARM + CHANGES)):
        if number == WARM:
            gc.collect()
        for size, one in engines.items():
            took = ask(one, state)
            if number >= WARM:
                found[size].append(took)
    return found


class Patient:
    """A client that signs in anew where the server gave up its connection while the other database was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.client = Client(port)
        self.spec = self.client.callback_of("feedback")

    def seconds(self, state: dict[str, str]) -> float:
        """Give the seconds until the whole page was here."""
        try:
            return timed(self.client, change(self.spec, state))[0]
        except (RefusedError, OSError):
            self.client = Client(self.port)
            return timed(self.client, change(self.spec, state))[0]


def measure_pages(engines: dict[int, Engines], asked: dict[str, Iterator[dict[str, str]]]) -> Iterator[str]:
    """Ask the product's server on each database for the whole page in turn, and write what it takes."""
    few, many = SIZES
    with ExitStack() as stack:
        ports = {size: stack.enter_context(served(url_of(one))) for size, one in engines.items()}
        clients = {size: Patient(port) for size, port in ports.items()}
        for case, states in asked.items():
            took: dict[int, list[float]] = {size: [] for size in SIZES}
            for state in islice(states, WARM + CHANGES):
                for size, client in clients.items():
                    took[size].append(client.seconds(state))
            page = {size: median(seconds[WARM:]) for size, seconds in took.items()}
            yield line(f"the whole page, {case}", page[few], page[many])


def line(what: str, few: float, many: float) -> str:
    """Write a ratio beside its goal."""
    sizes = f"{few * 1000:.1f} ms, {many * 1000:.1f} ms"
    return f"{what}, {SIZES[1]:,} cases ÷ {SIZES[0]:,}: {many / few:.2f}  (at most {GOAL})  {sizes}"


def url_of(engines: Engines) -> str:
    """Give the address of a database."""
    return engines.owner.url.set(drivername="postgresql").render_as_string(hide_password=False)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.feedback", description=__doc__)
    parser.add_argument("--answers-only", action="store_true", help="leave the whole page out")
    alone = parser.parse_args().answers_only
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="uyum-bench-", dir="/tmp")))
        folder.chmod(0o711)
        server = stack.enter_context(EmbeddedPostgres(folder / "data", durable=False))
        engines: dict[int, Engines] = {}
        for size in SIZES:
            owner = create_engine(server.url, isolation_level="AUTOCOMMIT")
            with owner.connect() as connection:
                connection.execute(text(f"create database feedback_{size}"))
            owner.dispose()
            url = make_url(server.url).set(database=f"feedback_{size}").render_as_string(hide_password=False)
            engines[size], middle, districts = build(url, size)
            stack.callback(engines[size].dispose)
        fixed = {"as of now": {}, "as of a version between": {"v": str(middle)}}
        for case, more in fixed.items():
            found = measure(engines, ({**state, **more} for state in made.states(7, districts)))
            for name in ANSWERS:
                few, many = (median(one[name] for one in found[size]) for size in SIZES)
                print(line(f"{name}, {case}", few, many), flush=True)
        if not alone:
            asked = {case: ({**state, **more} for state in made.states(8, districts)) for case, more in fixed.items()}
            for written in measure_pages(engines, asked):
                print(written, flush=True)


if __name__ == "__main__":
    main()
