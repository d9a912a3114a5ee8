"""What the page of partnerships costs with 1,363 municipalities and with 25, as a ratio in one run.

Run as `python -m tests.bench.partnerships`. Two databases, asked in turn under filter states not seen before; what is a
function of the data version and the day is in memory, as after the first page of a version.
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from sqlalchemy import Connection, create_engine, make_url, text

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.address import address_of
from dashboard.data import partnerships
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import Engines, open_engines, reading
from dashboard.data.filters import EVERYTHING, Filters, resolve_filters
from dashboard.data.loading.partnership_kinds import STATES, STEPS
from dashboard.data.migrating import upgrade
from dashboard.data.reference import load_reference
from tests.bench import partnership_rows as made
from tests.bench.__main__ import served, timed
from tests.bench.client import PASSWORD, Client, change
from tests.bench.serving import settings_for

SIZES = (25, 1_363)
CHANGES, WARM, SET = 300, 40, 0.15
DAY = date(2026, 6, 30)
DRAWN, ROWS = 15, 50
"""Rows for which a chart has room, and those of a page of a table."""
Question = Callable[[Connection, Filters], object]
QUESTIONS: dict[str, Question] = {
    "headline": partnerships.headline,
    "steps": partial(partnerships.steps, most=ROWS),
    "protocols": partial(partnerships.protocols, most=DRAWN),
    "commitments": partial(partnerships.commitments, most=ROWS),
    "commitments_by_partner": partial(partnerships.commitments_by_partner, most=DRAWN),
    "capacity_by_area": partnerships.capacity_by_area,
    "capacity_over_time": partnerships.capacity_over_time,
    "joint_by_kind": partnerships.joint_by_kind,
    "exchanges": partial(partnerships.exchanges, most=ROWS),
    "map_partners": partnerships.map_partners,
    "unplaced": partnerships.unplaced,
    "partners": partial(partnerships.partners, most=ROWS),
    "objectives": partnerships.objectives,
    "seats": partnerships.seats,
    "seats_by_group": partnerships.seats_by_group,
    "attendance": partnerships.attendance,
    "working_kinds": partnerships.working_kinds,
    "outputs": partnerships.outputs,
    "choices": partnerships.choices,
    "own_problems": partnerships.own_problems,
}
WHOLE: dict[str, Question] = {
    "steps": partnerships.steps,
    "commitments": partnerships.commitments,
    "exchanges": partnerships.exchanges,
    "partners": partnerships.partners,
}
"""Lists that are asked whole where somebody sorts them or takes them as a file."""


def states(seed: int) -> Iterator[dict[str, str]]:
    """Give addresses of the page without end: a programme, a period, a step … changed in turn, all at random."""
    rng = np.random.default_rng(seed)
    state: dict[str, str] = {}
    while True:
        name = str(rng.choice(("programme", "grant", "place", "period", *partnerships.PARAMETERS)))
        values = {
            "programme": rng.choice(made.PROGRAMMES),
            "grant": rng.choice(made.GRANTS),
            "place": f"TR-{rng.integers(1, 82):02d}",
            "period": f"{rng.integers(2021, 2027)}",
            "step": rng.choice(STEPS),
            "status": rng.choice(STATES),
            "dormant": "yes",
            "country": rng.choice(("TR", "DE")),
            "q": rng.choice(made.WORDS),
        }
        # Most changes clear a filter, so that wide states, which are the slow ones, come up most often.
        state = {key: value for key, value in state.items() if key != name}
        if rng.random() < SET:
            state[name] = str(values[name])
        yield state | {"on": str(DAY)}


def days(seed: int) -> Iterator[dict[str, str]]:
    """Give addresses without a filter, each on another reference day: everything is looked at anew."""
    rng = np.random.default_rng(seed)
    while True:
        yield {"on": str(DAY - timedelta(days=int(rng.integers(1500))))}


def orders(seed: int) -> Iterator[dict[str, str]]:
    """Give addresses without a filter, whose long tables stand in one order after the other."""
    rng = np.random.default_rng(seed)
    while True:
        step, state, page = rng.choice(("name", "step", "days_since")), rng.choice(("due_on", "name")), rng.integers(4)
        yield {"on": str(DAY), "steps.sort": f"-{step}", "commitment_list.sort": state, "steps.page": str(page + 1)}


CASES = {"a change of filter": states, "another order, no filter": orders, "another day, no filter": days}
"""What is changed on the page."""


def build(url: str, size: int) -> Engines:
    """Fill a database and give its engines."""
    engines = open_engines(settings_for(url))
    upgrade(engines)
    load_reference(engines)
    with engines.owner.begin() as connection:
        made.Maker(connection).make(size)
    create_demo_accounts(engines.writer, PASSWORD)
    with engines.owner.begin() as connection:
        connection.execute(text("update accounts set all_programmes = true where username = 'manager'"))
    with engines.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    return engines


def ask(engines: Engines, state: dict[str, str], questions: dict[str, Question]) -> dict[str, float]:
    """Ask everything of one page; give the seconds of each question."""
    took = {}
    with reading(engines.reader, EVERYTHING) as connection:
        parsed = address_of({name: [value] for name, value in state.items()}, partnerships.PARAMETERS)
        filters = resolve_filters(connection, parsed, EVERYTHING)
        for name, question in questions.items():
            started = time.perf_counter()
            question(connection, filters)
            took[name] = time.perf_counter() - started
    return took


Took = dict[int, list[dict[str, float]]]
"""Seconds of each question at each change, by size."""


def measure(engines: dict[int, Engines], questions: dict[str, Question], unseen: Iterator[dict[str, str]]) -> Took:
    """Ask both databases in turn, so that a busy moment of the machine hits both."""
    for state in islice(unseen, WARM):
        for one in engines.values():
            ask(one, state, questions)
    gc.collect()
    found: Took = {size: [] for size in engines}
    for state in islice(unseen, CHANGES):
        for size, one in engines.items():
            found[size].append(ask(one, state, questions))
    return found


def measure_pages(engines: dict[int, Engines]) -> Iterator[str]:
    """Ask the product's server on each database for the whole page in turn, and write what it takes."""
    few, many = SIZES
    with ExitStack() as stack:
        ports = {size: stack.enter_context(served(url_of(one))) for size, one in engines.items()}
        clients = {size: Client(port) for size, port in ports.items()}
        spec = clients[few].callback_of("partnerships")
        for case, made_up in CASES.items():
            took: dict[int, list[float]] = {size: [] for size in SIZES}
            for state in islice(made_up(8), WARM + CHANGES):
                for size, client in clients.items():
                    took[size].append(timed(client, change(spec, state))[0])
            page = {size: median(seconds[WARM:]) for size, seconds in took.items()}
            times = ", ".join(f"{size:,}: {seconds * 1000:.1f} ms" for size, seconds in page.items())
            ratio = page[many] / page[few]
            yield f"the whole page, {case}, {many:,} partnerships ÷ {few}: {ratio:.2f}  (at most 2)  {times}"


def url_of(engines: Engines) -> str:
    """Give the address of a database."""
    return engines.owner.url.set(drivername="postgresql").render_as_string(hide_password=False)


def report(title: str, found: Took) -> list[str]:
    """Write what questions take, and the ratio of the wholes."""
    few, many = SIZES
    whole = {size: median(sum(one.values()) for one in took) for size, took in found.items()}
    lines = [f"{title}, {many:,} partnerships ÷ {few}: {whole[many] / whole[few]:.2f}"]
    lines += [f"  {size:>5,} partnerships: {seconds * 1000:.2f} ms" for size, seconds in whole.items()]
    for name in found[few][0]:
        own = {size: median(one[name] for one in took) * 1000 for size, took in found.items()}
        lines.append(f"    {name:<24} {own[few]:.3f} ms, {own[many]:.3f} ms")
    return lines


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(prog="python -m tests.bench.partnerships", description=__doc__).parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="uyum-bench-", dir="/tmp")))
        folder.chmod(0o711)
        server = stack.enter_context(EmbeddedPostgres(folder / "data", durable=False))
        engines = {}
        for size in SIZES:
            owner = create_engine(server.url, isolation_level="AUTOCOMMIT")
            with owner.connect() as connection:
                connection.execute(text(f"create database partnerships_{size}"))
            owner.dispose()
            url = make_url(server.url).set(database=f"partnerships_{size}").render_as_string(hide_password=False)
            engines[size] = build(url, size)
            stack.callback(engines[size].dispose)
        for line in measure_pages(engines):
            print(line, flush=True)
        for case, made_up in CASES.items():
            for what, questions in (("the questions of a page", QUESTIONS), ("lists asked whole", WHOLE)):
                print("\n".join(report(f"{what}, {case}", measure(engines, questions, made_up(7)))))


if __name__ == "__main__":
    main()
