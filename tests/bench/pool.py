"""What the page of the project pool costs with 5,000 projects and with 50, as a ratio in one run.

Run as `python -m tests.bench.pool`. Two databases, asked in turn under filter states not seen before; what is a
function of the data version and the day is in memory, as after the first page of a version.
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from sqlalchemy import Connection, create_engine, make_url, text

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.address import address_of
from dashboard.data import projects
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import Engines, open_engines, reading
from dashboard.data.filters import EVERYTHING, Filters, resolve_filters
from dashboard.data.migrating import upgrade
from dashboard.data.reference import load_reference
from tests.bench import pool_rows as made
from tests.bench.__main__ import served, timed
from tests.bench.client import PASSWORD, Client, change
from tests.bench.serving import settings_for

SIZES = (50, 5_000)
CHANGES, WARM, SET = 300, 20, 0.15
DAY = date(2026, 6, 30)
PARAMETERS = ("stage", "goal", "mode", "country", "owner", "q", "weights")
DRAWN = 15
"""Projects for which a chart has room."""
Question = Callable[[Connection, Filters], object]
QUESTIONS: dict[str, Question] = {
    "headline": projects.headline,
    "by_stage": projects.by_stage,
    "stage_budgets": projects.stage_budgets,
    "priorities": partial(projects.priorities, most=DRAWN),
    "incomplete": partial(projects.incomplete, most=DRAWN),
    "days_in_stage": partial(projects.days_in_stage, most=DRAWN),
    "goals_by_stage": projects.goals_by_stage,
    "modes": projects.modes,
    "flow": projects.flow,
    "action_plan": projects.action_plan,
    "projects": projects.projects,
    "criteria_in_force": projects.criteria_in_force,
    "choices": projects.choices,
    "own_problems": projects.own_problems,
}


def states(seed: int) -> Iterator[dict[str, str]]:
    """Give addresses of the page without end: a programme, a period, a stage … changed in turn, all at random."""
    rng = np.random.default_rng(seed)
    state: dict[str, str] = {}
    while True:
        name = str(rng.choice(("programme", "grant", "place", "period", *PARAMETERS)))
        values = {
            "programme": rng.choice(made.PROGRAMMES),
            "grant": rng.choice(made.GRANTS),
            "place": f"TR-{rng.integers(1, 82):02d}",
            "period": f"{rng.integers(2019, 2026)}",
            "stage": rng.choice(made.STAGES),
            "goal": rng.choice(made.GOALS),
            "mode": rng.choice(made.MODES),
            "country": rng.choice(made.COUNTRIES),
            "owner": rng.choice(made.OWNERS),
            "q": rng.choice(made.WORDS),
            "weights": ",".join(f"{code}:{rng.integers(1, 100)}" for code in made.CRITERIA),
        }
        # Most changes clear a filter, so that wide states, which are the slow ones, come up most often.
        state = {key: value for key, value in state.items() if key != name}
        if rng.random() < SET:
            state[name] = str(values[name])
        yield state | {"on": str(DAY)}


def orders(seed: int) -> Iterator[dict[str, str]]:
    """Give addresses without a filter, whose long tables stand in one order after the other."""
    rng = np.random.default_rng(seed)
    while True:
        column, page = rng.choice(("name", "owner", "days", "budget", "priority")), rng.integers(1, 4)
        yield {"on": str(DAY), "list.sort": f"-{column}", "action_plan.sort": "owner", "list.page": str(page)}


def trials(seed: int) -> Iterator[dict[str, str]]:
    """Give addresses without a filter, with other weights on trial each time."""
    rng = np.random.default_rng(seed)
    while True:
        yield {"on": str(DAY), "weights": ",".join(f"{code}:{rng.integers(1, 100)}" for code in made.CRITERIA)}


CASES = {"a change of filter": states, "another order, no filter": orders, "other weights, no filter": trials}
"""What is changed on the page."""


def build(url: str, size: int) -> Engines:
    """Fill a database and give its engines."""
    engines = open_engines(settings_for(url))
    upgrade(engines)
    load_reference(engines)
    with engines.owner.begin() as connection:
        made.store_pool(connection, size)
    create_demo_accounts(engines.writer, PASSWORD)
    with engines.owner.begin() as connection:
        connection.execute(text("update accounts set all_programmes = true where username = 'manager'"))
    with engines.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    return engines


def ask(engines: Engines, state: dict[str, str]) -> dict[str, float]:
    """Ask everything of one page; give the seconds of each question."""
    took = {}
    with reading(engines.reader, EVERYTHING) as connection:
        parsed = address_of({name: [value] for name, value in state.items()}, PARAMETERS)
        filters = resolve_filters(connection, parsed, EVERYTHING)
        for name, question in QUESTIONS.items():
            started = time.perf_counter()
            question(connection, filters)
            took[name] = time.perf_counter() - started
    return took


def measure(engines: dict[int, Engines]) -> dict[int, list[dict[str, float]]]:
    """Ask both databases in turn, so that a busy moment of the machine hits both."""
    unseen = states(7)
    for state in islice(unseen, WARM):
        for one in engines.values():
            ask(one, state)
    gc.collect()
    found: dict[int, list[dict[str, float]]] = {size: [] for size in engines}
    for state in islice(unseen, CHANGES):
        for size, one in engines.items():
            found[size].append(ask(one, state))
    return found


Pages = dict[str, dict[int, list[float]]]
"""Seconds of each change of the page by case and size."""


def measure_pages(engines: dict[int, Engines]) -> Pages:
    """Ask the product's server on each database for the whole page in turn."""
    found: Pages = {}
    with ExitStack() as stack:
        ports = {size: stack.enter_context(served(url_of(one))) for size, one in engines.items()}
        clients = {size: Client(port) for size, port in ports.items()}
        spec = clients[SIZES[0]].callback_of("projects")
        for case, made_up in CASES.items():
            took: dict[int, list[float]] = {size: [] for size in SIZES}
            for state in islice(made_up(8), WARM + CHANGES):
                for size, client in clients.items():
                    took[size].append(timed(client, change(spec, state))[0])
            found[case] = {size: seconds[WARM:] for size, seconds in took.items()}
    return found


def url_of(engines: Engines) -> str:
    """Give the address of a database."""
    return engines.owner.url.set(drivername="postgresql").render_as_string(hide_password=False)


def report(found: dict[int, list[dict[str, float]]], pages: Pages) -> list[str]:
    """Write what the page and its questions take, and the ratios of the wholes."""
    few, many = SIZES
    whole = {size: median(sum(one.values()) for one in took) for size, took in found.items()}
    lines = []
    for case, took in pages.items():
        page = {size: median(seconds) for size, seconds in took.items()}
        times = ", ".join(f"{size:,}: {seconds * 1000:.1f} ms" for size, seconds in page.items())
        lines.append(
            f"the whole page, {case}, {many:,} ÷ {few} projects: {page[many] / page[few]:.2f}  (at most 2)  {times}"
        )
    lines += [f"all questions, {many:,} projects ÷ {few}: {whole[many] / whole[few]:.2f}"]
    lines += [f"  {size:>5,} projects: {seconds * 1000:.2f} ms" for size, seconds in whole.items()]
    for name in QUESTIONS:
        own = {size: median(one[name] for one in took) * 1000 for size, took in found.items()}
        lines.append(f"    {name:<18} {own[few]:.3f} ms, {own[many]:.3f} ms")
    return lines


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(prog="python -m tests.bench.pool", description=__doc__).parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="uyum-bench-", dir="/tmp")))
        folder.chmod(0o711)
        server = stack.enter_context(EmbeddedPostgres(folder / "data", durable=False))
        engines = {}
        for size in SIZES:
            owner = create_engine(server.url, isolation_level="AUTOCOMMIT")
            with owner.connect() as connection:
                connection.execute(text(f"create database pool_{size}"))
            owner.dispose()
            url = make_url(server.url).set(database=f"pool_{size}").render_as_string(hide_password=False)
            engines[size] = build(url, size)
            stack.callback(engines[size].dispose)
        print("\n".join(report(measure(engines), measure_pages(engines))))


if __name__ == "__main__":
    main()
