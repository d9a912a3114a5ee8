"""What loading costs: the time of a load of records against a bare COPY of the same rows, in one run.

`python -m tests.bench_loading [ROWS]` makes records of all districts, kinds of activity and codes, loads them with
every check, index and rollup into an embedded database, and copies the very same rows into a table without indexes.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from psycopg import Connection as DriverConnection

from dashboard.codes import AGE_BAND, DISABILITY, POPULATION_GROUP, SEX
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import Engines, open_engines
from dashboard.data.loading import load_files
from dashboard.data.migrating import upgrade
from dashboard.data.reference import reference
from dashboard.settings import Settings

PROJECTS = 60
HEADER = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"
FIRST_DAY, DAYS = date(2018, 1, 1), 3_200


def records(rows: int, letter: str) -> Iterator[str]:
    """Give the lines of a file of records; codes of projects begin with a letter."""
    draw = random.Random(rows)
    places = reference("places")
    districts = list(places.code[places.level == "district"])
    kinds = list(reference("activity_kinds").code)
    projects = [f"{letter}{n:02d}" for n in range(PROJECTS)]
    lists = (projects, kinds, districts, POPULATION_GROUP, SEX, AGE_BAND, DISABILITY)
    days = [(FIRST_DAY + timedelta(days=n)).isoformat() for n in range(DAYS)]
    yield HEADER
    for _ in range(rows):
        new = draw.randrange(30)
        codes = ",".join(draw.choice(codes) for codes in lists)
        yield f"{draw.choice(days)},{codes},{new},{new + draw.randrange(60)}"


def write(folder: Path, rows: int, letter: str = "P") -> list[Path]:
    """Write the files: the programme first, the records last."""
    files = {
        "programmes.csv": ["code,name_tr", "A,A", "B,B"],
        "projects.csv": ["code,programme_code,name_tr", *(f"{letter}{n:02d},{'AB'[n % 2]},P" for n in range(PROJECTS))],
        "reach.csv": records(rows, letter),
    }
    for name, lines in files.items():
        with (folder / name).open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    return [folder / name for name in files]


def bare_copy(engines: Engines) -> float:
    """Give the seconds of a COPY of the stored records into a table of the same columns without any index."""
    raw = engines.owner.raw_connection()
    try:
        connection = raw.driver_connection
        assert isinstance(connection, DriverConnection)
        with connection.cursor() as cursor:
            cursor.execute("create table bare as select * from reach limit 0")
            with cursor.copy("copy reach to stdout") as copy:
                data = b"".join(bytes(block) for block in copy)
            connection.commit()
            start = time.perf_counter()
            with cursor.copy("copy bare from stdin") as copy:
                copy.write(data)
            connection.commit()
            return time.perf_counter() - start
    finally:
        raw.close()


def measure(rows: int) -> None:
    """Load and copy, and print both times, their ratio and the memory of the process."""
    with tempfile.TemporaryDirectory(prefix="uyum-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        *registers, reach = write(folder, rows)
        with EmbeddedPostgres(folder / "data") as server:
            engines = open_engines(Settings(database_url=server.url, database_roles="bench"))
            upgrade(engines)
            assert not load_files(engines, registers).refused
            start = time.perf_counter()
            report = load_files(engines, [reach])
            loading = time.perf_counter() - start
            assert report.accepted == rows, list(report.errors[:5])
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            bare = bare_copy(engines)
            engines.dispose()
    ratio = f"load {loading:.2f} s  bare copy {bare:.2f} s  ratio {loading / bare:.1f}"
    sys.stdout.write(f"rows {rows}  {ratio}  memory {memory:.0f} MB\n")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
