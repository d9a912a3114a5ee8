"""The parts of a population sum to the whole, in every counting mode: once by hand, and once by the database."""

import csv
import itertools
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.codes import AGE_BAND, COUNTING_RULE, POPULATION_GROUP, SEX
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import load_files

HEADER = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"


def records(rule: str) -> str:
    """Give one record for every sex, age band and group, unknown ones included, with numbers drawn from a seed."""
    draw = random.Random(rule)
    rows = []
    for group, sex, age in itertools.product(POPULATION_GROUP, SEX, AGE_BAND):
        new = draw.randrange(20)
        rows.append(f"2021-03-01,P1,course,TR-34,{group},{sex},{age},unknown,{new},{new + draw.randrange(9)},{rule}")
    return "\n".join([f"{HEADER},counting_rule", *rows])


@pytest.mark.parametrize("rule", COUNTING_RULE)
def test_every_breakdown_sums_to_the_total(programme: Engines, write: Callable[..., Path], rule: str) -> None:
    file = write("march.csv", records(rule))
    assert not load_files(programme, [file]).refused
    by_hand: Counter[tuple[int, int, int]] = Counter()
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            place = (
                POPULATION_GROUP.index(row["population_group"]),
                SEX.index(row["sex"]),
                AGE_BAND.index(row["age_band"]),
            )
            by_hand[place] += int(row["new_people"])
    question = "select population_group, sex, age_band, sum(new_people) from reach group by 1, 2, 3"
    with reading(programme.reader, EVERYTHING) as connection:
        stored = {(g, s, a): int(people) for g, s, a, people in connection.execute(text(question))}
        total = connection.scalar(text("select sum(new_people) from reach"))
    assert stored == dict(by_hand) | {place: by_hand[place] for place in stored}
    assert sum(stored.values()) == sum(by_hand.values()) == total
    assert len(stored) == len(POPULATION_GROUP) * len(SEX) * len(AGE_BAND)


def test_a_row_with_more_new_people_than_contacts_is_refused_with_its_number(
    programme: Engines, write: Callable[..., Path]
) -> None:
    lines = records("declared").splitlines()
    cells = lines[57].split(",")
    lines[57] = ",".join([*cells[:8], str(int(cells[9]) + 1), *cells[9:]])
    report = load_files(programme, [write("march.csv", "\n".join(lines))])
    assert [(p.row, p.key) for p in report.errors] == [(58, "load.error.more_people_than_contacts")]
