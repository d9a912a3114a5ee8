"""The product's figures beside the oracle's, under random filters."""

import random
from datetime import date

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.codes import POPULATION_GROUP
from dashboard.data import beneficiaries
from dashboard.data.beneficiaries import Answers
from dashboard.data.filters import Filters, Viewer
from dashboard.data.frames import Columns
from dashboard.data.versions import Snapshot
from dashboard.figures.table import lists
from tests import oracle
from tests.oracle_rows import Asked
from tests.reach_world import GRANTS, PLACES, Stored

PERIODS = (
    "2019",
    "2020",
    "2020-H1",
    "2020-Q3",
    "2021-03",
    "2020-04..2021-03",
    "2019-11..2021-02",
    "2021",
    "2022",
    "2023",
    "2018",
)


def asked_and_filters(rng: random.Random, versions: tuple[int, ...]) -> tuple[Asked, Filters]:
    """Give one random question, for the oracle and for the product."""
    version = rng.choice((versions[-1], versions[-1], rng.choice(versions)))
    day = rng.choice((date(2026, 11, 22), date(2022, 9, 20), date(2021, 5, 17), date(2019, 1, 1)))
    programmes = tuple(rng.sample(("PA", "PB", "PC"), rng.choice((0, 0, 1, 1, 2))))
    grants = tuple(rng.sample(list(GRANTS), rng.choice((0, 0, 0, 1, 2))))
    places = tuple(rng.sample((*PLACES, "TR-06", "TR-63"), rng.choice((0, 0, 0, 1, 1, 2, 3))))
    groups = tuple(rng.sample(POPULATION_GROUP, rng.choice((0, 0, 1, 2))))
    period = Period.parse(rng.choice(PERIODS)) if rng.random() < 0.7 else None
    scope = rng.choice((None, None, None, frozenset({"PA", "PB"}), frozenset({"PC"}), frozenset[str]()))
    asked = Asked(
        version,
        day,
        programmes,
        grants,
        places,
        groups,
        period.first_day if period else None,
        period.last_day if period else None,
        scope,
    )
    viewer = Viewer(programmes=scope, protected=False)
    snapshot = Snapshot(version, day, latest=version == versions[-1])
    return asked, Filters(viewer, snapshot, programmes, grants, places, groups, period)


def differences(
    stored: Stored, connection: Connection, asked: Asked, filters: Filters
) -> list[tuple[str, object, object]]:
    """Give every figure of a page that is not the oracle's: its name, expected and found."""
    answers = beneficiaries.page_answers(connection, filters)
    detail = beneficiaries.reached_by_province_sex_age(connection, filters)
    world = stored.world
    found = _found(answers) | {"detail": _by(detail, "place_code", "sex", "age_band")}
    expected = {
        "month": oracle.by_month(world, asked),
        "quarter": oracle.by_group_and_quarter(world, asked),
        "sex_age": oracle.by_sex_and_age(world, asked),
        "place": oracle.by_place(world, asked),
        "kind": oracle.by_kind(world, asked),
        "subprogramme": oracle.by_subprogramme(world, asked),
        "rules": oracle.counting_rules(world, asked),
        "headline": oracle.headline(world, asked),
        "detail": oracle.by_province_sex_age(world, asked),
    }
    return [(name, *_unequal(expected[name], found[name])) for name in expected if expected[name] != found[name]]


def _unequal(expected: object, found: object) -> tuple[object, object]:
    """Give only what differs, so that a failure can be read."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return tuple(
            {key: value for key, value in one.items() if other.get(key, ...) != value}
            for one, other in ((expected, found), (found, expected))
        )
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return tuple(
            [a for a, b in zip(*pair, strict=True) if a != b] for pair in ((expected, found), (found, expected))
        )
    return expected, found


def _found(answers: Answers) -> dict[str, object]:
    """Give the product's figures in the oracle's form."""
    head = answers.headline()
    names = [name for name in head.__slots__ if name not in {"first_day", "last_day"}]
    rules = answers.counting_rules()
    return {
        "month": list(zip(*answers.reached_by_month().values(), strict=True)),
        "quarter": _by(answers.reached_by_group_and_quarter(), "quarter", "population_group"),
        "sex_age": _by(answers.reached_by_sex_and_age(), "sex", "age_band"),
        "place": _by(answers.reached_by_place(), "place_code"),
        "kind": _by(answers.reached_by_activity_kind(), "code"),
        "subprogramme": _by(answers.reached_by_subprogramme(), "code"),
        "rules": {rule: (people, projects) for rule, people, projects in zip(*rules.values(), strict=True)},
        "headline": {name: getattr(head, name) for name in names},
    }


def _by(answer: DataFrame | Columns, *keys: str) -> dict[object, object]:
    """Give the numbers of an answer by its keys."""
    cells = lists(answer)
    numbers = [name for name in ("new_people", "contacts") if name in cells]
    rows = zip(*(cells[name] for name in (*keys, *numbers)), strict=True)
    size = len(keys)
    return {(row[0] if size == 1 else row[:size]): (row[size] if len(numbers) == 1 else row[size:]) for row in rows}
