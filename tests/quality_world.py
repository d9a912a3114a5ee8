"""A made-up installation of a few loads over three projects, of which one was taken back and one refused."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from dashboard.data.engine import Engines, writing
from dashboard.data.loading import load_files
from dashboard.data.loading.undoing import undo

STALE = 45
HEADER = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"
BEGUN = date(2021, 1, 1)
PROJECTS = {"A1": "A", "A2": "A", "B1": "B"}
REGISTERS = {
    "programmes.csv": "code,name_tr\nA,Program A\nB,Program B\n",
    "projects.csv": "code,programme_code,name_tr,stage,starts_on,ends_on\n"
    "A1,A,Bir,running,2021-01-01,2021-06-30\nA2,A,İki,running,,\nB1,B,Üç,running,2021-01-01,\n",
}


@dataclass
class World:
    """The rows that are live, by source, and what was loaded on which day."""

    engines: Engines
    folder: Path
    live: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    days: dict[int, date] = field(default_factory=dict)
    first: dict[tuple[str, date], date] = field(default_factory=dict)
    refused: int = 0

    def write(self, name: str, rows: list[tuple[str, ...]]) -> Path:
        """Write records into a file."""
        path = self.folder / name
        path.write_text("\n".join([HEADER, *(",".join(row) for row in rows)]) + "\n", "utf-8")
        return path

    def dated(self, version: int, day: date) -> None:
        """Have a version committed on a day."""
        self.days[version] = day
        with self.engines.owner.begin() as connection:
            for table in ("versions", "loads"):
                statement = f"update {table} set committed_at = :at where version = :version"  # noqa: S608
                connection.execute(text(statement), {"at": f"{day} 09:00+03", "version": version})


def loaded(engines: Engines, *paths: Path) -> int:
    """Load files, and give the version."""
    report = load_files(engines, paths)
    assert report.version, list(report.errors)
    return report.version


def record(chance: random.Random, project: str) -> tuple[str, ...]:
    """Give a random record."""
    day = date(2021, chance.randint(1, 9), chance.randint(1, 28))
    group, sex = chance.choice(["host", "unknown", "returnee"]), chance.choice(["female", "male", "unknown"])
    age = chance.choice(["0-4", "60+", "unknown"])
    counts = (str(chance.randint(0, 9)), str(chance.randint(9, 20)))
    return (
        day.isoformat(),
        project,
        "language_course",
        chance.choice(["TR-34", "TR-01"]),
        group,
        sex,
        age,
        "no",
        *counts,
    )


def make_world(engines: Engines, folder: Path, seed: int) -> World:
    """Give a world of a few loads, of which one was undone and one refused."""
    chance = random.Random(seed)
    made = World(engines, folder)
    paths = []
    for name, content in REGISTERS.items():
        paths.append(folder / name)
        paths[-1].write_text(content, "utf-8")
    day = BEGUN + timedelta(days=chance.randint(0, 60))
    made.dated(loaded(made.engines, *paths), day)
    for number in range(5):
        name = f"reach-{number}.csv"
        project = chance.choice(list(PROJECTS))
        rows = [record(chance, project) for _ in range(chance.randint(3, 12))]
        day += timedelta(days=chance.randint(1, 60))
        version = loaded(made.engines, made.write(name, rows))
        made.dated(version, day)
        if number == 3:
            with writing(made.engines.writer) as connection:
                undone = undo(connection, version, None, actor="staff")
            made.dated(undone.done, day)
            for row in rows:  # What was taken back had been there: the cubes remember the first day.
                made.first.setdefault((project, date.fromisoformat(row[0]).replace(day=1)), day)
            continue
        made.live[name] = rows
        for row in rows:
            made.first.setdefault((project, date.fromisoformat(row[0]).replace(day=1)), day)
    wrong = [
        ("2021-01-01", "NONE", "language_course", "TR-34", "host", "male", "0-4", "no", "1", "x") for _ in range(4)
    ]
    made.refused = load_files(made.engines, [made.write("wrong.csv", wrong)], actor="staff", within={"A"}).rejected
    return made
