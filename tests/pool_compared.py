"""The product's figures of the pool beside the oracle's, under random filters."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data import projects
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.versions import Snapshot
from tests import pool_oracle as oracle
from tests import pool_world as world
from tests.pool_facts import Row

PERIODS = ("2019", "2020-H2", "2021-Q1", "2021-02", "2019-06..2021-08", "2022", "2023", "2017")
PLACES = ("TR-34", "TR-34-1327", "TR-34-1103", "TR-01", "TR-06")
SEARCHES = ("IŞIK", "sanli", "çocuk p0", "xyz", "kultur", "İSTANBUL", "belediye")
PROTECTED, TRIED = 0.03, 0.4
"""Shares of the questions of protected viewers, and of those with a period or with weights of their own."""
PLAIN_TYPES = (str, int, float, Decimal, date)
QUESTIONS = {
    "projects": oracle.Pool.list_projects,
    "by_stage": oracle.Pool.by_stage,
    "stage_budgets": oracle.Pool.stage_budgets,
    "priorities": oracle.Pool.priorities,
    "incomplete": oracle.Pool.incomplete,
    "days_in_stage": oracle.Pool.days_in_stage,
    "goals_by_stage": oracle.Pool.goals_by_stage,
    "modes": oracle.Pool.modes,
    "flow": oracle.Pool.flow,
    "action_plan": oracle.Pool.action_plan,
}
NAMED = ("code", "name_tr", "name_en", "name_ar")
COLUMNS = {
    "projects": (
        *(*NAMED, "programme_code", "stage", "entered_on", "days", "limit", "mode", "country", "owner", "starts_on"),
        *("original_ends_on", "ends_on", "budget", "currency", "spent", "secured", "gap", "priority", "rank"),
        *("stability", "missing"),
    ),
    "by_stage": ("stage", "projects"),
    "stage_budgets": ("stage", "currency", "projects", "budget"),
    "priorities": (
        *(*NAMED, "rank", "priority", "stability", "criterion_code", "criterion_tr", "criterion_en", "criterion_ar"),
        *("weight", "score", "part"),
    ),
    "incomplete": (*NAMED, "stage", "missing", "missing_tr", "missing_en", "missing_ar"),
    "days_in_stage": (*NAMED, "stage", "entered_on", "days", "limit", "over"),
    "goals_by_stage": ("goal_code", *NAMED[1:], "stage", "projects"),
    "modes": ("country", "mode", "projects"),
    "flow": ("quarter", "inflow", "outflow", "in_pool"),
    "action_plan": (
        *("rank", *NAMED, "stage", "owner", "starts_on", "original_ends_on", "ends_on", "priority", "budget"),
        *("currency", "secured", "gap", "mode", "days", "limit"),
    ),
}


@dataclass(frozen=True)
class Question:
    """The same question for the oracle and for the product."""

    asked: oracle.Asked
    filters: Filters


def random_question(rng: random.Random, version: int, live: dict[str, list[Row]]) -> Question:
    """Give one random question about a version of the made-up pools."""
    late = world.LAST + timedelta(days=rng.randrange(400))
    reference = rng.choice((late, late, late, world.day(rng), world.day(rng), date(2018, 12, 31)))
    # Most questions have few restrictions, so that something is left to see.
    restricted = rng.sample(("scope", "programme", "grant", "place", "own", "own", "q"), rng.choice((0, 0, 1, 1, 2, 4)))
    scope = rng.choice((frozenset({"PA", "PB"}), frozenset({"PC"}), frozenset())) if "scope" in restricted else None
    protected = rng.random() < PROTECTED
    programmes = tuple(rng.sample(world.PROGRAMMES, rng.choice((1, 2)) if "programme" in restricted else 0))
    grants = tuple(rng.sample(world.GRANTS, rng.choice((1, 2)) if "grant" in restricted else 0))
    places = tuple(rng.sample(PLACES, rng.choice((1, 2)) if "place" in restricted else 0))
    period = Period.parse(rng.choice(PERIODS)) if rng.random() < TRIED else None
    own = random_own(rng, live, scope, reference) if "own" in restricted else {}
    q = rng.choice(SEARCHES) if "q" in restricted else ""
    weights = random_weights(rng, live) if rng.random() < TRIED else None
    asked = oracle.Asked(
        version,
        reference,
        scope,
        protected,
        programmes,
        grants,
        places,
        period.first_day if period else None,
        period.last_day if period else None,
        {} if protected else own,
        q,
        None if weights is None else {code: Fraction(text) for code, text in weights.items()},
    )
    pairs = [(name, value) for name, values in own.items() for value in values]
    pairs += [("q", q)] if q else []
    pairs += [("weights", ",".join(f"{code}:{text}" for code, text in weights.items()))] if weights else []
    pairs += [("sort", "-priority")]
    filters = Filters(
        Viewer(programmes=scope, protected=protected),
        Snapshot(version, reference),
        programmes,
        grants,
        places,
        period=period,
        own=tuple(pairs),
    )
    return Question(asked, filters)


def question_on(version: int, day: date, own: tuple[tuple[str, str], ...] = ()) -> Question:
    """Give a question without shared filters; `own` are parameters of the page that can be used."""
    values = {name: tuple(value for other, value in own if other == name) for name, _ in own if name != "q"}
    asked = oracle.Asked(version, day, own=values, q=dict(own).get("q", ""))
    return Question(asked, Filters(EVERYTHING, Snapshot(version, day), own=own))


def random_own(
    rng: random.Random, live: dict[str, list[Row]], scope: frozenset[str] | None, reference: date
) -> dict[str, tuple[str, ...]]:
    """Give values of the pool's own filters that the viewer may choose; most questions have none or one of them."""
    there = oracle.Pool(live, oracle.Asked(0, reference, scope)).field
    goals = [g["code"] for g in live["goals"] if scope is None or g["programme"] in scope]
    known = {
        "stage": list(world.STAGES),
        "goal": goals,
        "mode": ["unilateral", "joint"],
        "country": sorted({p["country"] for p in there if p["country"]}),
        "owner": sorted({p["owner"] for p in there if p["owner"]}),
    }
    names = rng.sample(list(known), rng.choice((1, 1, 2)))
    return {name: tuple(rng.sample(known[name], min(len(known[name]), rng.randrange(1, 5)))) for name in names}


def random_weights(rng: random.Random, live: dict[str, list[Row]]) -> dict[str, str] | None:
    """Give a trial of weights for the criteria of a pool, or None where it has none."""
    found = {row["code"]: rng.choice(("0", "1", "2.5", "30", "33.3333")) for row in live["criteria"]}
    return found if any(text != "0" for text in found.values()) else None


def differences(
    connection: Connection, live: dict[str, list[Row]], question: Question
) -> list[tuple[str, object, object]]:
    """Give every figure that is not the oracle's: its name, expected and found."""
    pool = oracle.Pool(live, question.asked)
    wrong: list[tuple[str, object, object]] = []
    for name, answer in QUESTIONS.items():
        frame = getattr(projects, name)(connection, question.filters)
        expected, found = answer(pool), lines(frame)
        assert tuple(frame.columns) == COLUMNS[name]
        assert all(cell is None or type(cell) in PLAIN_TYPES for line in found for cell in line), name
        if expected != found:
            wrong.append((name, *unequal(expected, found)))
    expected_head, found_head = pool.headline(), head(projects.headline(connection, question.filters))
    if question.asked.protected:
        expected_head |= {"high_priority_waiting": None, "incomplete": None, "gaps": None, "without_budget": 0}
    wrong += [
        (name, expected_head[name], found_head[name]) for name in found_head if expected_head[name] != found_head[name]
    ]
    return wrong


def lines(frame: DataFrame) -> list[tuple[object, ...]]:
    """Give the rows of a frame."""
    return list(frame.itertuples(index=False, name=None))


def head(found: projects.Headline) -> dict[str, object]:
    """Give the single numbers in the oracle's form."""
    plain = {name: getattr(found, name) for name in found.__slots__}
    plain["spent"] = [(line.currency, line.spent, line.budget) for line in found.spent]
    plain["gaps"] = None if found.gaps is None else [(line.currency, line.gap) for line in found.gaps]
    return plain


def unequal(expected: list[tuple[object, ...]], found: list[tuple[object, ...]]) -> tuple[object, object]:
    """Give only the lines that differ, so that a failure can be read."""
    return [line for line in expected if line not in found] or expected, [
        line for line in found if line not in expected
    ] or found
