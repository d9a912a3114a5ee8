"""What a funder sees does not depend on anybody else's grants, nor on sensitive cases.

Two installations are filled alike, but in one of them the project of another funder's grant has other people and
feedback, and a sensitive case stands in one of the funder's own projects. Whatever the funder asks, both must answer
the same to the letter, and neither may name what is not the funder's.
"""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import text

from dashboard.app import exports
from dashboard.data.engine import writing
from dashboard.data.loading.load import load_rows
from dashboard.data.releasing import release
from tests.access.test_sensitive_cases import COLUMNS
from tests.access.twins import Answers, Twins, answers_of, both, let_in
from tests.conftest import Database, Server
from tests.privacy_world import FUNDER, store_programme
from tests.visiting import House, Visitor

OWN = "A1"
CANARIES = (b"Ad F1", b"Ad G9", b"F1", b"G9")
STATES = (
    "",
    "?grant=G9",
    "?place=TR-34&period=2021-02&group=host",
    "?v=3&on=2021-05-10&type=complaint",
    *(
        pytest.param(search, marks=pytest.mark.exhaustive)
        for search in ("?grant=G1", "?v=2", "?place=TR-34-1103&programme=PA", "?period=2021-Q1&type=complaint")
    ),
)


def _cases(*, other: bool) -> pd.DataFrame:
    """Give feedback of own and foreign projects; in the other installation with more of what the funder may not see."""
    days = [day.date().isoformat() for day in pd.date_range("2021-01-04", "2021-06-28", freq="D")]
    rows = [_case(f"K-{n}", day, ("A1", "A2", "B1")[n % 3], n) for n, day in enumerate(days * 2)]
    rows += [_case(f"F-{n}", day, "F1", n) for n, day in enumerate(days * (3 if other else 1))]
    if other:
        rows.append(_case("S-1", days[40], OWN, 2) | {"sensitivity": "yes", "category": "sea", "language": "so"})
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=str).fillna("")


def _case(key: str, day: str, project: str, number: int) -> dict[str, str]:
    """Give one case."""
    return {
        "feedback_key": key,
        "received_on": day,
        "project_code": project,
        "channel": ("desk", "phone")[number % 2],
        "type": ("complaint", "request", "thanks")[number % 3],
        "category": "access",
        "place_code": ("TR-34", "TR-06")[number % 2],
        "language": ("tr", "ar")[number % 2],
        "sensitivity": "no",
        "priority": "normal",
        "status": "answered",
        "first_response_on": day,
    }


def _fill(database: Database, *, other: bool) -> None:
    """Load the same versions into both installations."""
    with database.engines.owner.begin() as connection:
        store_programme(connection, 5, size=60, foreign=7 if other else 1)
    with writing(database.engines.writer) as connection:
        load_rows(connection, "feedback", _cases(other=other), source="f", secret=b"x" * 32)
        for grant in FUNDER.grants:
            release(connection, grant, actor="test")
    let_in(database, FUNDER.grants)
    with database.engines.owner.begin() as connection:
        for table in ("versions", "loads"):
            connection.execute(text(f"update {table} set committed_at = '2021-07-01 09:00:00+00'"))  # noqa: S608 - fixed names.


@pytest.fixture(scope="module")
def twins(postgres: Server, migrated: str) -> Iterator[Twins]:
    """Give both installations, each with the funder signed in."""
    with both(postgres, migrated, "grants", _fill) as houses:
        yield houses


def _answers(house: House, visitor: Visitor, search: str) -> Answers:
    """Ask every callback and every file for an address, and give all answers by what was asked."""
    found = answers_of(house, visitor, search)
    for page, taken in exports(house.database.settings).items():
        for chart in taken.shown:
            code = f"{'&' if search else '?'}code={OWN}" if taken.named else ""
            for ending in ("csv", "xlsx")[: 1 if search else 2]:
                answer = visitor.http.get(f"/export/{page}/{chart.partition('.')[2]}.{ending}{search}{code}")
                found[f"{page} {chart}.{ending}"] = answer.status_code, answer.get_data() if ending == "csv" else b""
    return found


@pytest.mark.parametrize("search", STATES)
def test_a_funder_gets_the_same_whatever_others_have(twins: Twins, search: str) -> None:
    one, other = (_answers(house, visitor, search) for house, visitor in twins)
    assert [asked for asked in one if one[asked] != other[asked]] == []
    assert not [asked for asked, (status, _) in one.items() if status >= 500]
    named = "G9" in search
    assert not [asked for asked, (_, body) in one.items() if any(c in body for c in CANARIES) and not named]


def test_the_funder_does_see_people_and_feedback(twins: Twins) -> None:
    answers = _answers(*twins[0], "")
    for page, chart in (("beneficiaries", "by_place"), ("beneficiaries", "age_sex"), ("feedback", "by_month")):
        status, body = answers[f"{page} {page}.{chart}.csv"]
        assert status == 200
        assert any(int(word) >= 10 for word in body.decode().replace("\r\n", ";").split(";") if word.isdigit())
