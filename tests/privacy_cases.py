"""The attack on protected feedback: random cases of a small programme, and every figure that a funder can ask."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pandas as pd
from sqlalchemy import Connection

from dashboard.address import parse_address
from dashboard.data import feedback
from dashboard.data.engine import Engines, writing
from dashboard.data.filters import Filters, resolve_filters
from dashboard.data.loading.load import load_rows
from dashboard.data.releasing import release
from tests.access.test_sensitive_cases import COLUMNS
from tests.privacy_attack import GRANTS, PERIODS, PLACES, QUARTER_OF, Seen
from tests.privacy_system import SMALL
from tests.privacy_world import FUNDER, PROVINCES, QUARTERS, Cell

GRANT_OF = {"A1": "G1", "A2": "G1", "B1": "G2"}
STILL = "B1"
"""The project of which no case moves on."""
TYPES, CHANNELS, CATEGORIES = ("request", "complaint", "thanks"), ("desk", "phone"), ("access", "quality", "timeliness")
LIMIT = 10


CHANGING = frozenset({"outcome", "state"})
"""Families of which a case changes its cell with the days."""
Rows = tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Cases:
    """The cases of a programme as two releases know them, and the versions released."""

    rows: tuple[Rows, Rows]
    released: tuple[int, int]

    def true_cells(self) -> Counter[Cell]:
        """Count the cases of every cell.

        In the second release a quarter and province stands as in the first where it counts fewer than 10 more; how its
        cases stand is told as it is then, where they are as many as before.
        """
        first, second = (self._cells(at) for at in (0, 1))
        version = str(self.released[1])
        for block in {cell[1:4] for cell in second}:
            before, after = (
                found[str(v), *block, "total"] for found, v in zip((first, second), self.released, strict=True)
            )
            if before and after - before < SMALL:
                kept = {cell: n for cell, n in first.items() if cell[1:4] == block}
                own = {cell: n for cell, n in second.items() if cell[1:4] == block}
                if before == after:
                    kept = {c: n for c, n in kept.items() if c[4] not in CHANGING}
                    own = {c: n for c, n in own.items() if c[4] not in CHANGING}
                for cell in own:
                    del second[cell]
                second.update({(version, *cell[1:]): n for cell, n in kept.items()})
        return first + second

    def _cells(self, at: int) -> Counter[Cell]:
        """Count the cases of every cell of a release."""
        found = Counter[Cell]()
        for row in self.rows[at]:
            quarter = _quarter(_received(row).month)
            head = (str(self.released[at]), GRANT_OF[row["project_code"]], quarter, row["place_code"])
            for family, members in _members(row).items():
                found[*head, family, *members] += 1
        return found


def _members(row: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Give to which cell of each family a case belongs."""
    waited = row["first_response_on"] and date.fromisoformat(row["first_response_on"]) - _received(row)
    outcome = "passed" if not waited else "in_time" if waited <= timedelta(LIMIT) else "late"
    return {
        "total": (),
        "type": (row["type"],),
        "channel": (row["channel"],),
        "category": (row["category"],),
        "sex_age": (row["sex"], row["age_band"]),
        "outcome": (outcome if row["type"] != "thanks" else "other",),
        "state": ("closed" if row["closed_on"] else "open",),
    }


def _received(row: dict[str, str]) -> date:
    """Give the day on which a case was received."""
    return date.fromisoformat(row["received_on"])


def store_cases(engines: Engines, seed: int, size: int = 500, later: int = 90) -> Cases:
    """Load random cases of the programme's own projects and release them; and once more, with later ones and answers.

    Args:
        engines: of the database.
        seed: tells programmes apart.
        size: cases of the first release.
        later: cases that only the second one has, most of them of one province.
    """
    rng = random.Random(seed)
    first = tuple(_case(rng, number) for number in range(size))
    second = (*(_moved_on(rng, row) for row in first), *(_case(rng, size + number) for number in range(later)))
    released = []
    for rows in (first, second):
        frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=str).fillna("")
        with writing(engines.writer) as connection:
            known = {"supersede": True, "reason": "düzeltme"} if released else {}
            load_rows(connection, "feedback", frame, source="f", secret=b"x" * 32, **known)  # type: ignore[arg-type]
        with writing(engines.writer) as connection:
            version = release(connection, "G1", actor="test").released_version
            release(connection, "G2", version, actor="test")
        released.append(version)
    return Cases((first, second), (released[0], released[1]))


def _moved_on(rng: random.Random, row: dict[str, str]) -> dict[str, str]:
    """Give a case as it stands later: some of those that were open are answered and closed."""
    if row["closed_on"] or row["project_code"] == STILL or rng.random() < 0.7:
        return row
    answered = row["first_response_on"] or (_received(row) + timedelta(LIMIT)).isoformat()
    return row | {"first_response_on": answered, "closed_on": answered, "status": "closed"}


def _case(rng: random.Random, number: int) -> dict[str, str]:
    """Give one case; some places and kinds are much rarer than others."""
    received = date(2021, 1, 1) + timedelta(rng.randrange(181))
    answered = received + timedelta(rng.randrange(1, 2 * LIMIT)) if rng.random() < 0.8 else None
    closed = answered is not None and rng.random() < 0.5
    kind = rng.choices(TYPES, (8, 3, 1))[0]
    return {
        "feedback_key": f"K-{number}",
        "received_on": received.isoformat(),
        "project_code": rng.choice(list(GRANT_OF)),
        "place_code": rng.choices(PROVINCES, (6, 3, 1))[0],
        "type": kind,
        "channel": rng.choices(CHANNELS, (4, 1))[0],
        "category": rng.choices(CATEGORIES, (6, 2, 1))[0],
        "sex": rng.choices(("female", "male", "unknown"), (5, 3, 1))[0],
        "age_band": rng.choice(("18-24", "25-49")),
        "language": "tr",
        "sensitivity": "no",
        "priority": "normal",
        "needs_answer": "no" if kind == "thanks" else "yes",
        "due_on": (received + timedelta(LIMIT)).isoformat(),
        "status": "closed" if closed else "answered" if answered else "received",
        "first_response_on": answered.isoformat() if answered else "",
        "closed_on": answered.isoformat() if answered and closed else "",
    }


def collect_cases(connection: Connection, cases: Cases) -> Seen:
    """Ask everything under every address."""
    seen = Seen()
    types = ((), ("request",), ("thanks", "complaint"))
    for version, period, places, grants, kinds in product(cases.released, PERIODS, PLACES, GRANTS, types):
        parts = [f"v={version}", "on=2021-06-30", *(f"place={one}" for one in places)]
        parts += [*(f"grant={one}" for one in grants), *(f"type={one}" for one in kinds)]
        address = parse_address("?" + "&".join([*parts, f"period={period}"] if period else parts), ("type",))
        filters = resolve_filters(connection, address, FUNDER)
        _everything(feedback.page_answers(connection, filters), filters, kinds, str(version), seen)
    return seen


def _everything(
    answers: feedback.Answers | feedback.CaseAnswers, filters: Filters, kinds: tuple[str, ...], version: str, seen: Seen
) -> None:
    """Note every figure of one address."""

    def note(value: object, family: str, members: Iterable[tuple[str, ...]], **where: list[str]) -> None:
        period = filters.period
        quarters = [
            q for q, end in QUARTER_OF.items() if not period or (period.start.number <= end <= period.end.number)
        ]
        heads = product(
            [version],
            filters.grants or sorted(FUNDER.grants),
            where.get("quarters", quarters),
            where.get("places", filters.places or PROVINCES),
            [family],
            members,
        )
        seen.add(frozenset((*head, *tail) for *head, tail in heads), value)

    received, family = ([(kind,) for kind in kinds], "type") if kinds else ([()], "total")
    head = answers.headline()
    note(head.received, family, received)
    for row in answers.received_by_month().itertuples():
        note(row.cases, "type", [(row.type,)], quarters=[_quarter(row.month.month)])
    for row in answers.received_by_place().itertuples():
        note(row.cases, family, received, places=[row.place_code])
    for row in answers.rate_by_month().itertuples():
        note(row.cases, family, received, quarters=[_quarter(row.month.month)])
    if kinds:
        return
    for name in ("in_time", "late", "passed"):
        note(getattr(head, name), "outcome", [(name,)])
    note(head.open, "state", [("open",)])
    for row in answers.received_by_channel().itertuples():
        note(row.cases, "channel", [(row.channel,)])
    for row in answers.received_by_sex_and_age().itertuples():
        note(row.cases, "sex_age", [(row.sex, row.age_band)])
    for row in answers.topics_by_month().itertuples():
        note(row.cases, "category", [(row.category_code,)], quarters=[_quarter(row.month.month)])


def _quarter(month: int) -> str:
    """Give the quarter of a month of the programme's year."""
    return next(quarter for quarter, months in QUARTERS.items() if month in months)
