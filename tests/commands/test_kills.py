"""Loads that are killed at any moment, by their own end or by the database's: nothing partial, nothing lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from dashboard.data.engine import Engines, open_engines
from dashboard.data.loading import load_files
from dashboard.data.rollup_check import verify
from dashboard.settings import Settings
from tests.commands.outage import migrated_server
from tests.commands.running import servers_below
from tests.conftest import short_folder
from tests.data.loading.conftest import REACH_HEADER, REGISTERS, csv_text

ROWS = 1_500
BACKEND_EVERY = 4
"""Of so many kills one is that of the server's own process, which makes the whole server start anew."""


@dataclass(frozen=True, slots=True)
class World:
    """A durable database with a small programme, its folder, and the address of its owner."""

    folder: Path
    settings: Settings
    engines: Engines


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Give the database."""
    files = tmp_path_factory.mktemp("registers")
    for name, content in REGISTERS.items():
        (files / f"{name}.csv").write_text(csv_text(content), "utf-8")
    with short_folder() as folder, migrated_server(folder) as (_, settings):
        engines = open_engines(settings)
        report = load_files(
            engines, [files / f"{name}.csv" for name in REGISTERS if name not in {"places", "activity_kinds"}]
        )
        assert not report.refused, list(map(str, report.errors))
        yield World(folder, settings, engines)
        engines.dispose()


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.exhaustive)])
def test_a_load_that_is_killed_leaves_nothing_partial_and_loses_nothing(
    world: World, tmp_path: Path, kills: int
) -> None:
    chance = random.Random(kills)
    loader = subprocess.Popen(
        [sys.executable, "-m", "tests.commands.killed_loader", str(world.settings.database_url)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    names, acknowledged, lasts = [], {}, 0.0
    try:
        for number in range(kills + 1):
            path = reach_file(tmp_path, f"{kills}-{number}", chance)
            names.append(path.stem)
            started = time.perf_counter()
            after = chance.uniform(0, lasts * 1.1) if number else None
            said = one_load(loader, world, path, after, backend=number % BACKEND_EVERY == BACKEND_EVERY - 1)
            lasts = lasts or time.perf_counter() - started
            assert not said.startswith("refused"), said
            if said != "dead":
                acknowledged[path.stem] = said
    finally:
        loader.stdin.close()  # type: ignore[union-attr]
        loader.wait(30)
        loader.stdout.close()  # type: ignore[union-attr]
    world.engines.dispose()
    await_server(world)
    stored = whole_loads(world, names)
    assert set(acknowledged) <= set(stored), "an acknowledged load is lost"
    assert {stored[name] for name in stored} == {ROWS}, "a load is partial"
    assert names[0] in acknowledged


def one_load(loader: "subprocess.Popen[str]", world: World, path: Path, after: float | None, *, backend: bool) -> str:
    """Have a file loaded, and kill whoever does it after some seconds; give what was acknowledged."""
    await_server(world)
    loader.stdin.write(f"{path}\n")  # type: ignore[union-attr]
    loader.stdin.flush()  # type: ignore[union-attr]
    child = int(loader.stdout.readline().split()[1])  # type: ignore[union-attr]
    if after is not None:
        time.sleep(after)
        with suppress(ProcessLookupError, psutil.NoSuchProcess):
            if backend:
                kill_backend(world)
            else:
                os.kill(child, signal.SIGKILL)
    return loader.stdout.readline().strip()  # type: ignore[union-attr]


def kill_backend(world: World) -> None:
    """Kill the server's process that has worked most for a client: the one that loads."""
    workers = [child for server in servers_below(world.folder) for child in server.children()]
    busiest = max(workers, key=lambda one: one.create_time())
    busiest.kill()


def await_server(world: World) -> None:
    """Wait until the server has recovered."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with world.engines.owner.connect() as connection:
                connection.execute(text("select 1"))
        except OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return


def whole_loads(world: World, names: list[str]) -> dict[str, int]:
    """Give the live rows of each source that has any trace; everything that belongs to a load fits together."""
    asked = """
        select s.name, count(r.id) as rows, max(l.accepted) as told, count(distinct l.id) as loads,
            (select count(*) from audit where action = 'load' and subject = s.name) as acts
        from sources s left join loads l on l.source_id = s.id left join reach r on r.load_id = l.id
        where s.name = any(:names) group by s.name"""
    with world.engines.owner.connect() as connection:
        rows = connection.execute(text(asked), {"names": names}).all()
        assert verify(connection) == []
        drawn = connection.scalars(text("select version from versions order by version")).all()
    assert list(drawn) == list(range(1, len(drawn) + 1))
    assert {(row.told, row.loads, row.acts) for row in rows} == {(ROWS, 1, 1)}
    return {row.name: row.rows for row in rows}


def reach_file(folder: Path, name: str, chance: random.Random) -> Path:
    """Write a file of records of people reached."""
    path = folder / f"{name}.csv"
    lines = [
        f"2021-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d},P1,advice,TR-34,host,female,25-49,no,"
        f"{chance.randint(0, 5)},{number + 5},R-{name}-{number}"
        for number in range(ROWS)
    ]
    path.write_text("\n".join((f"{REACH_HEADER},record_key", *lines)), "utf-8")
    return path
