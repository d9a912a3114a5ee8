"""A project pool for measuring: as many projects as asked for, each with a history, scores, money and links."""

import random
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, Table, insert, select

from dashboard.data.loading.project_kinds import MODES, STAGES
from dashboard.data.schema import pool
from dashboard.data.schema import registers as r
from dashboard.data.versions import draw_version
from tests.reach_world import ids, provenance

PROGRAMMES = tuple(f"PROG-{number}" for number in range(1, 6))
GRANTS = tuple(f"GRANT-{number:02d}" for number in range(1, 21))
GOALS = tuple(f"GOAL-{number:02d}" for number in range(1, 16))
CRITERIA = tuple(f"CRIT-{number}" for number in range(1, 7))
COUNTRIES = ("TR", "BG", "GR", "MK", "RO", "DE")
OWNERS = tuple(f"Kurul {number}" for number in range(1, 31))
WORDS = ("Gönüllü", "Çocuk", "Işık", "Şehir", "Uyum", "Okul", "Komşu", "Meslek", "Dil", "Göç")
FIRST, DAYS = date(2019, 1, 1), 2500
MADE_STAGES = (*STAGES[:6] * 2, *STAGES)
"""Most projects wait, as in a pool."""

Values = dict[str, object]


def store_pool(connection: Connection, size: int, seed: int = 1) -> int:
    """Write a pool as one version and give it."""
    rng, version = random.Random(seed), draw_version(connection, "load")
    origin = provenance(connection, version)

    def add(table: Table, rows: list[Values]) -> None:
        connection.execute(insert(table), [{**origin, **row} for row in rows])

    def register(table: Table, rows: list[Values]) -> list[int]:
        connection.execute(insert(table), rows)
        known = ids(connection, table)
        return [known[str(row["code"])] for row in rows]

    programmes = register(r.programmes, [{"code": code} for code in PROGRAMMES])
    add(r.programme_details, [{"programme_id": one, "name_tr": f"Program {one}"} for one in programmes])
    grants = register(r.grants, [{"code": code} for code in GRANTS])
    add(r.grant_details, [{"grant_id": one, "name_tr": "Hibe", "programme_id": programmes[one % 5]} for one in grants])
    goals = register(r.goals, [{"code": code, "programme_id": rng.choice(programmes)} for code in GOALS])
    add(r.goal_details, [{"goal_id": one, "name_tr": "Hedef", "level": "strategic", "position": one} for one in goals])
    criteria = register(pool.criteria, [{"code": code} for code in CRITERIA])
    weights = [Decimal(text) for text in ("0.3", "0.2", "0.2", "0.1", "0.1", "0.1")]
    add(pool.criterion_details, [_criterion(one, weight) for one, weight in zip(criteria, weights, strict=True)])
    add(pool.stage_limits, [{"stage": stage, "days": rng.choice((60, 180))} for stage in STAGES[:8]])
    codes: list[Values] = [{"code": f"P{n:05d}", "programme_id": rng.choice(programmes)} for n in range(size)]
    projects = register(r.projects, codes)
    add(r.project_details, [_details(rng, one) for one in projects])
    add(pool.stage_changes, [row for one in projects for row in _changes(rng, one)])
    add(pool.scores, [row for one in projects for row in _scores(rng, one, criteria)])
    add(pool.funding, [_amount(rng, one, "secured_on", number) for one in projects for number in range(2)])
    spent = [_amount(rng, one, "spent_on", number) for one in projects for number in range(5)]
    add(r.spending, [{**one, "kind": "expenditure", "grant_id": rng.choice(grants)} for one in spent])
    add(r.project_goals, [{"project_id": one, "goal_id": goal} for one in projects for goal in rng.sample(goals, 2)])
    add(r.project_grants, [{"project_id": one, "grant_id": rng.choice(grants)} for one in projects])
    _store_activities(connection, rng, origin, projects)
    return version


def _store_activities(connection: Connection, rng: random.Random, origin: dict[str, int], projects: list[int]) -> None:
    """Write an activity for each project, somewhere in Türkiye."""
    connection.execute(insert(r.activities), [{"code": f"A-{one}", "project_id": one} for one in projects])
    districts = list(connection.scalars(select(r.places.c.id).where(r.places.c.level == "district")))
    kind = next(iter(ids(connection, r.activity_kinds).values()))
    kept = {**origin, "activity_kind_id": kind, "name_tr": "Etkinlik"}
    activities = ids(connection, r.activities).values()
    rows = [{**kept, "activity_id": one, "place_id": rng.choice(districts)} for one in activities]
    connection.execute(insert(r.activity_details), rows)


def _criterion(number: int, weight: Decimal) -> Values:
    """Give a criterion."""
    return {"criterion_id": number, "name_tr": f"Ölçüt {number}", "weight": weight, "position": number}


def _details(rng: random.Random, project: int) -> Values:
    """Give the attributes of a project."""
    start = FIRST + timedelta(days=rng.randrange(DAYS))
    return {
        "project_id": project,
        "name_tr": f"{rng.choice(WORDS)} {rng.choice(WORDS)} projesi {project}",
        "name_en": f"Project {project}",
        "mode": rng.choice(MODES),
        "country": rng.choice(COUNTRIES),
        "owner": rng.choice(OWNERS),
        "implementer": "Belediye",
        "starts_on": start,
        "original_ends_on": start + timedelta(days=600),
        "ends_on": start + timedelta(days=700),
        "budget": Decimal(rng.randrange(10**5, 10**8)) / 100,
        "currency": rng.choice(("TRY", "EUR", "USD")),
    }


def _changes(rng: random.Random, project: int) -> list[Values]:
    """Give the way of a project to its stage."""
    way = STAGES[: STAGES.index(rng.choice(MADE_STAGES)) + 1][-4:]
    days = sorted(rng.sample(range(DAYS), len(way)))
    return [
        {"project_id": project, "stage": stage, "entered_on": FIRST + timedelta(days=day)}
        for stage, day in zip(way, days, strict=True)
    ]


def _scores(rng: random.Random, project: int, criteria: list[int]) -> list[Values]:
    """Give the scores of a project; one in ten lacks one."""
    scored = criteria if rng.random() > 0.1 else criteria[1:]
    return [
        {"project_id": project, "criterion_id": one, "score": rng.randint(1, 5), "scored_on": FIRST} for one in scored
    ]


def _amount(rng: random.Random, project: int, when: str, number: int) -> Values:
    """Give an amount of a project."""
    day, amount = FIRST + timedelta(days=rng.randrange(DAYS)), Decimal(rng.randrange(10**4, 10**7)) / 100
    kept = {"project_id": project, "amount": amount, "currency": rng.choice(("TRY", "EUR", "USD")), when: day}
    return {**kept, "reference": f"R-{project}-{number}"}
