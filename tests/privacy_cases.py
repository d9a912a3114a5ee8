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
from dashboard.data.filters import Filters, resolve_filters
from dashboard.data.loading.load import load_rows
from dashboard.data.releasing import release
from tests.access.test_sensitive_cases import COLUMNS
from tests.privacy_attack import GRANTS, PERIODS, PLACES, QUARTER_OF, Seen
from tests.privacy_world import FUNDER, PROVINCES, QUARTERS, Cell

GRANT_OF = {"A1": "G1", "A2": "G1", "B1": "G2"}
TYPES, CHANNELS, CATEGORIES = ("request", "complaint", "thanks"), ("desk", "phone"), ("access", "quality", "timeliness")
LIMIT = 10


@dataclass(frozen=True)
class Cases:
    """The cases of a programme, and the version that was released."""

    rows: tuple[dict[str, str], ...]
    released: tuple[int, ...]

    def true_cells(self) -> Counter[Cell]:
        """Count the cases of every cell."""
        found = Counter[Cell]()
        for row in self.rows:
            quarter = _quarter(_received(row).month)
            head = (str(self.released[0]), GRANT_OF[row["project_code"]], quarter, row["place_code"])
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


def store_cases(connection: Connection, seed: int, size: int = 500) -> Cases:
    """Load random cases of the programme's own projects and release them."""
    rng = random.Random(seed)
    rows = tuple(_case(rng, number) for number in range(size))
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=str).fillna("")
    load_rows(connection, "feedback", frame, source="f", secret=b"x" * 32)
    released = release(connection, "G1", actor="test").released_version
    release(connection, "G2", released, actor="test")
    return Cases(rows, (released,))


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
    for period, places, grants, kinds in product(PERIODS, PLACES, GRANTS, ((), ("request",), ("thanks", "complaint"))):
        parts = [f"v={cases.released[0]}", "on=2021-06-30", *(f"place={one}" for one in places)]
        parts += [*(f"grant={one}" for one in grants), *(f"type={one}" for one in kinds)]
        address = parse_address("?" + "&".join([*parts, f"period={period}"] if period else parts), ("type",))
        filters = resolve_filters(connection, address, FUNDER)
        _everything(feedback.page_answers(connection, filters), filters, kinds, cases, seen)
    return seen


def _everything(
    answers: feedback.Answers | feedback.CaseAnswers, filters: Filters, kinds: tuple[str, ...], cases: Cases, seen: Seen
) -> None:
    """Note every figure of one address."""

    def note(value: object, family: str, members: Iterable[tuple[str, ...]], **where: list[str]) -> None:
        period = filters.period
        quarters = [
            q for q, end in QUARTER_OF.items() if not period or (period.start.number <= end <= period.end.number)
        ]
        heads = product(
            [str(cases.released[0])],
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
