"""Every figure of the page of one partner beside a second, plain computation: made-up worlds and the example."""

import random
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection

from dashboard.data import partner
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.partner import Found
from tests.conftest import Database, Server
from tests.partner_oracle import OnePartner, exact, is_there
from tests.partnership_compared import Question, question_on, random_question
from tests.partnership_facts import TABLES
from tests.partnership_oracle import Asked
from tests.partnership_world import ORGANISATIONS, Made, Maker
from tests.pool_compared import lines
from tests.pool_facts import Facts, Row, facts_of

WORLDS, QUESTIONS_OF_A_VERSION = 24, 2
PARTNERS = {
    "partners": """select l.*, p.code as project, g.code as programme, o.code as organisation
    from project_partners l join projects p on p.id = l.project_id join programmes g on g.id = p.programme_id
    join organisations o on o.id = l.organisation_id"""
}
DAYS = (date(2026, 11, 22), date(2021, 8, 14), date(2021, 8, 15), date(2019, 3, 1))


def differences(connection: Connection, live: dict[str, list[Row]], question: Question, code: str) -> list[str]:
    """Name every figure of a partner's page that is not the oracle's."""
    found = partner.find(connection, question.filters, code)
    there = is_there(live, question.asked, code)
    if found is None:
        return [] if not there else ["there"]
    known = OnePartner(live, question.asked, code)
    wrong = [name for name, got in page(found).items() if got != getattr(known, name)()]
    return wrong if there else ["there", *wrong]


def page(found: Found) -> dict[str, object]:
    """Give what the page tells, in the oracle's form."""
    remaining, details = partner.remaining(found), partner.details(found)
    told = [details.place, details.province, details.historic]
    return {
        "steps": lines(found.steps),
        "remaining": (remaining.days, remaining.ends_on, remaining.state),
        "capacity_mean": exact(partner.capacity_change(found)),
        "assessments": [
            (one.partnership, one.area, one.assessed_on, one.level, one.first, one.change)
            for one in partner.assessments(found)
        ],
        "joint_activities": [
            (one.code, one.state, one.planned_on, one.held_on, one.staff_trained)
            for one in partner.joint_activities(found)
        ],
        "taught_and_learned": [
            (one.code, one.direction, one.other, one.held_on, one.participants) for one in partner.exchanges(found)
        ],
        "events": [(one.day, one.kind, one.partnership) for one in partner.events(found)],
        "where": (*(names and names["tr"] for names in told), details.country),
        "commitments": lines(partner.commitments(found)),
        "protocols": lines(partner.protocols(found)),
    }


@pytest.fixture(scope="module")
def worlds(postgres: Server, migrated: str) -> Iterator[tuple[Database, list[Made], Facts]]:
    """Give made-up worlds, their versions and all their rows."""
    copy = postgres.create("test_partner_figures", migrated)
    rng = random.Random(41)
    with copy.engines.owner.begin() as connection:
        maker = Maker(connection)
        made = [maker.make(rng) for _ in range(WORLDS)]
    yield copy, made, facts_of(copy.engines.owner, TABLES)
    postgres.drop(copy)


@pytest.mark.parametrize("number", range(WORLDS))
def test_every_figure_of_every_made_up_partner_is_the_oracle_s(
    worlds: tuple[Database, list[Made], Facts], number: int
) -> None:
    database, made, facts = worlds
    rng, one = random.Random(number), made[number]
    with reading(database.engines.reader, EVERYTHING) as connection:
        for version in (one.before, one.after):
            live = facts.live(version)
            for _ in range(QUESTIONS_OF_A_VERSION):
                question = random_question(rng, version, live, one.edge)
                wrong = {code: differences(connection, live, question, code) for code in (*ORGANISATIONS, "NONE")}
                assert {code: names for code, names in wrong.items() if names} == {}, question.asked


@pytest.fixture(scope="module")
def example(demo_database: Database) -> tuple[int, dict[str, list[Row]]]:
    """Give the newest version of the example and its live rows."""
    facts = facts_of(demo_database.engines.owner, TABLES | PARTNERS)
    version = max(row["since_version"] for row in facts.tables["partnerships"])
    return version, facts.live(version)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_figure_of_the_example_s_partners_is_the_oracle_s(
    demo_database: Database, example: tuple[int, dict[str, list[Row]]], day: date
) -> None:
    version, live = example
    codes = sorted({row["organisation"] for row in live["partnerships"]})
    assert len(codes) > 20
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        question = question_on(version, day)
        wrong = {code: differences(connection, live, question, code) for code in codes}
    assert {code: names for code, names in wrong.items() if names} == {}


def test_projects_of_the_example_s_partners_are_those_they_take_part_in(
    demo_database: Database, example: tuple[int, dict[str, list[Row]]]
) -> None:
    version, live = example
    question = question_on(version, DAYS[0])
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        for code in {row["organisation"] for row in live["partnerships"]}:
            found = partner.find(connection, question.filters, code)
            assert found
            rows = [(row["project"], row["role"]) for row in live["partners"] if row["organisation"] == code]
            assert [(one.code, one.role) for one in partner.projects(found)] == sorted(rows)


def test_eminonu_is_in_fatih_and_bozat_in_piraziz_today(example: tuple[int, dict[str, list[Row]]]) -> None:
    version, live = example
    told = {code: OnePartner(live, Asked(version, DAYS[0]), code).where() for code in ("EMINONU", "BOZAT")}
    assert told == {
        "EMINONU": ("Fatih", "İstanbul", "Eminönü", "TR"),
        "BOZAT": ("Piraziz", "Giresun", "Bozat", "TR"),
    }
