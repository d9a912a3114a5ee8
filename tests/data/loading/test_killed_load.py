"""A load that is killed at any moment leaves nothing half-done, and what was acknowledged is there."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.data.engine import WRITERS_LOCK, Engines
from dashboard.data.loading import load_files
from dashboard.data.rollups import verify

ROWS = 20_000
HEADER = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"
CHILD = """
import sys
from pathlib import Path
from dashboard.data.engine import open_engines
from dashboard.data.loading import load_files
from dashboard.settings import Settings
engines = open_engines(Settings(database_url=sys.argv[1], database_roles=sys.argv[2]))
print("started", flush=True)
report = load_files(engines, [Path(sys.argv[3])])
print("version", report.version, flush=True)
"""


class Loading:
    """A load in a process of its own, which can be killed."""

    def __init__(self, engines: Engines, file: Path) -> None:
        url = engines.owner.url.render_as_string(hide_password=False)
        command = [sys.executable, "-c", CHILD, url, engines.roles.writer.removesuffix("_writer"), str(file)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "started\n"
        self.since = time.monotonic()

    def kill_after(self, seconds: float) -> str:
        """Kill the process after some seconds, and give what it had acknowledged."""
        time.sleep(max(0.0, self.since + seconds - time.monotonic()))
        self.process.kill()
        return self.process.communicate()[0]

    def wait(self) -> float:
        """Let the process finish, and give the seconds that it took."""
        acknowledged = self.process.communicate()[0]
        assert acknowledged.startswith("version ")
        return time.monotonic() - self.since


def stored(engines: Engines) -> tuple[int, int, int]:
    """Give how many records, loads of records and data versions there are, once no writer is left."""
    with engines.writer.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:n)"), {"n": WRITERS_LOCK})
        question = """select (select count(*) from reach), (select count(*) from loads where file_name like 'many%'),
            (select count(*) from versions)"""
        return tuple(connection.execute(text(question)).one())  # type: ignore[return-value]


@pytest.fixture
def many(write: Callable[..., Path]) -> Path:
    """Give a file of many records."""
    rows = (
        f"2021-{n % 12 + 1:02d}-{n % 28 + 1:02d},P{n % 2 + 1},course,TR-34,host,female,18-24,no,{n % 5},{n % 5 + n % 7}"
        for n in range(ROWS)
    )
    return write("many.csv", "\n".join([HEADER, *rows]))


@pytest.mark.parametrize("kills", [2, pytest.param(100, marks=pytest.mark.exhaustive)])
def test_given_a_load_when_it_is_killed_then_all_of_it_or_nothing_is_there(
    programme: Engines, many: Path, tmp_path: Path, kills: int
) -> None:
    whole = Loading(programme, many).wait()
    records, loads, versions = stored(programme)
    assert (records, loads) == (ROWS, 1)
    for n in range(kills):
        file = tmp_path / f"many{n}.csv"
        file.write_bytes(many.read_bytes())
        acknowledged = Loading(programme, file).kill_after(whole * (n + 1) / kills)
        now = stored(programme)
        whole_load = (records + ROWS, loads + 1, versions + 1)
        assert now in {(records, loads, versions), whole_load}
        if acknowledged:
            assert now == whole_load
        records, loads, versions = now
    assert not load_files(programme, [tmp_path / "many0.csv"]).refused
    with programme.owner.connect() as connection:
        assert verify(connection) == []
