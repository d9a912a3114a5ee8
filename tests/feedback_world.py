"""A made-up world of feedback beside one of people reached, loaded step by step through the product's own loader."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection

from dashboard.data.loading import load_rows
from tests.feedback_facts import PRIORITIES, TYPES, Case, Told
from tests.reach_world import FIRST, LAST, PLACES, PROJECTS, store_world

CATEGORIES = (
    "access",
    "quality",
    "timeliness",
    "staff_behaviour",
    "information",
    "safety",
    "misconduct",
    "sea",
    "other",
)
CHANNELS = ("desk", "phone", "box", "social")
LANGUAGES = ("tr", "ar", "fa", "unknown")
DAY = timedelta(days=1)
SPIKE = date(2021, 9, 1)
"""A month in which one topic comes up far more often than before."""
COLUMNS = {
    "feedback_key": "key",
    "received_on": "received",
    "channel": "channel",
    "type": "type",
    "category": "category",
    "project_code": "project",
    "place_code": "place",
    "language": "language",
    "sex": "sex",
    "age_band": "age",
    "sensitivity": "sensitivity",
    "priority": "priority",
    "due_on": "due",
    "first_response_on": "answered",
    "closed_on": "closed",
    "rating": "rating",
}
SECRET = b"x" * 32


def random_case(rng: random.Random, key: str, source: str, received: date | None = None) -> Case:
    """Give one case; one in twelve is sensitive, one in six is open, and days of several may lie years ahead."""
    received = received or FIRST + rng.randrange((LAST - FIRST).days + 1) * DAY
    answered = received + rng.choice((0, 1, 2, 3, 5, 8, 13, 13, 30, 90, 400)) * DAY if rng.random() < 0.75 else None
    closed = (answered or received) + rng.choice((0, 1, 4, 20, 200)) * DAY if rng.random() < 0.8 else None
    kind = rng.choice(TYPES)
    return Case(
        key=key,
        received=received,
        project=rng.choice(list(PROJECTS)),
        place=rng.choice((*PLACES, None)),
        type=kind,
        category=rng.choice((*CATEGORIES[:6], *CATEGORIES[:5], "other", rng.choice(CATEGORIES))),
        channel=rng.choice(CHANNELS),
        language=rng.choice(LANGUAGES),
        sex=rng.choice(("female", "male", "unknown")),
        age=rng.choice(("18-24", "25-49", "60+", "unknown")),
        sensitivity=rng.choice(("no",) * 30 + ("unclear", "yes")),
        priority=rng.choice(PRIORITIES),
        needs=kind in TYPES[:4] if rng.random() < 0.8 else rng.random() < 0.5,
        due=received + rng.choice((0, 2, 3, 5, 13, 60, 300)) * DAY if rng.random() < 0.3 else None,
        answered=answered,
        closed=closed,
        rating=rng.choice((None, None, 1, 3, 4, 5)),
        source=source,
    )


class Loader:
    """Loads cases as files would be, and keeps in step what the oracle reads."""

    def __init__(self, connection: Connection, told: Told) -> None:
        self.connection, self.told = connection, told
        self.files: dict[str, dict[str, Case]] = {}

    def load(self, source: str, cases: list[Case], *, supersede: bool = False) -> None:
        """Load a file: what it does not change stays as it is, and a superseding one ends what it leaves out."""
        report = load_rows(
            self.connection, "feedback", frame_of(cases), source=source, supersede=supersede, secret=SECRET
        )
        version = self.told.newest = report.version or 0
        said = {case.key: replace(case, source=source) for case in cases}
        live = {c.key: c for c in self.told.cases if c.source == source and c.until is None}
        kept = {
            key for key, case in said.items() if key in live and replace(live[key], since=1) == replace(case, since=1)
        }
        ended = {key for key in live if supersede and key not in kept}
        self.told.cases = [
            replace(c, until=version) if c.source == source and c.until is None and c.key in ended else c
            for c in self.told.cases
        ] + [replace(case, since=version) for key, case in said.items() if key not in kept]
        self.files[source] = said if supersede else {**self.files.get(source, {}), **said}

    def limit(self, days: dict[str, int]) -> None:
        """Load the days to answer in by priority, in place of those before."""
        frame = pd.DataFrame([(p, str(n)) for p, n in days.items()], columns=["priority", "days"], dtype=str)
        report = load_rows(self.connection, "response_limits", frame, source="limits", supersede=True)
        version = self.told.newest = report.version or 0
        still = {(p, n) for p, n, _, until in self.told.limits if until is None and days.get(p) == n}
        self.told.limits = [
            (p, n, since, until if until or (p, n) in still else version) for p, n, since, until in self.told.limits
        ] + [(p, n, version, None) for p, n in days.items() if (p, n) not in still]


def frame_of(cases: list[Case]) -> pd.DataFrame:
    """Give cases as a file holds them."""
    rows = []
    for case in cases:
        row = {column: getattr(case, name) for column, name in COLUMNS.items()}
        row |= {"needs_answer": "yes" if case.needs else "no"}
        row |= {"status": "closed" if case.closed else "answered" if case.answered else "received"}
        rows.append({column: "" if value is None else str(value) for column, value in row.items()})
    return pd.DataFrame(rows, dtype=str)


def steps(connection: Connection, rng: random.Random, size: int = 260) -> Iterator[Told]:
    """Load a world step by step; give what is known after each load of feedback."""
    stored = store_world(connection, rng)
    told = Told(stored.world, newest=stored.versions[-1])
    loader = Loader(connection, told)
    yield told
    loader.load("a", [random_case(rng, f"a{number}", "a") for number in range(size)])
    yield told
    loader.limit({"normal": 20, "high": 10, "urgent": 3})
    spike = [
        replace(
            random_case(rng, f"s{number}", "b", SPIKE + rng.randrange(28) * DAY), category="safety", sensitivity="no"
        )
        for number in range(40)
    ]
    loader.load("b", [random_case(rng, f"b{number}", "b") for number in range(size)] + spike)
    yield told
    loader.load("a", corrected(rng, list(loader.files["a"].values())), supersede=True)
    yield told
    loader.limit({"normal": 15, "high": 10, "low": 60})
    loader.load("c", [random_case(rng, f"b{number}", "c") for number in range(30)])
    yield told
    again = [replace(random_case(rng, key, "a"), sensitivity="no") for key in gone(told, "a")]
    loader.load("a", again)
    yield told


def corrected(rng: random.Random, cases: list[Case]) -> list[Case]:
    """Give a file in which a third of the cases says something new: gone, answered, sensitive or not so any more."""
    found = []
    for case in cases:
        change = rng.random()
        if change < 0.1:
            continue
        if change < 0.2:
            said = "no" if case.is_sensitive else "yes"
            found.append(replace(case, sensitivity=said, category="access"))
        elif change < 0.33:
            found.append(random_case(rng, case.key, case.source, case.received))
        else:
            found.append(case)
    return found


def gone(told: Told, source: str) -> list[str]:
    """Give the keys of a source that were once live and are not any more."""
    live = {case.key for case in told.cases if case.source == source and case.until is None}
    return sorted({case.key for case in told.cases if case.source == source} - live)
