"""Ten thousand answers without a canary: whatever a funder asks, nothing of somebody else's stands in the answer.

The example programme is filled with canaries wherever a row is not of the funder's grants (`canaries`); then everything
is asked (`questions`), also by an administrator who looks through the funder's eyes. A sample of it runs each time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

import pytest
from sqlalchemy import select, text

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.app import create_app
from dashboard.data.demo import GRANT_OF_FUNDER, load_demo
from dashboard.data.schema import metadata
from dashboard.data.schema import registers as r
from dashboard.data.schema.partnerships import partnerships
from dashboard.data.schema.results import indicators
from dashboard.data.schema.timeline import releases
from tests.access.canaries import Planted, plant, signs
from tests.access.questions import Asker, Known, Question, file_in
from tests.access.test_calendar_keys import made
from tests.access.test_seeing_as import look
from tests.conftest import Server
from tests.visiting import PASSWORD, House, Visitor

FUNDER = "funder-wb"
OWN = GRANT_OF_FUNDER[FUNDER]
FOREIGN = GRANT_OF_FUNDER["funder-eu"]
SAMPLE, ALL = 560, 10_000
TRACES = frozenset({"sessions", "audit", "sign_in_attempts", "basket_items", "calendar_keys"})
"""Tables in which a visit leaves its trace, or an account what is its own."""


@dataclass(frozen=True)
class Ground:
    """An installation full of canaries."""

    house: House
    planted: Planted
    known: Known


@pytest.fixture(scope="module")
def ground(postgres: Server, migrated: str) -> Iterator[Ground]:
    """Give the example programme with canaries in everything that is not the funder's."""
    database = postgres.create("canaries", migrated)
    load_demo(database.engines, rows=1_000)
    create_demo_accounts(database.engines.writer, PASSWORD)
    with database.engines.owner.begin() as connection:
        known = Known(
            grants=tuple(connection.scalars(select(r.grants.c.code))),
            projects=tuple(connection.scalars(select(r.projects.c.code))),
            indicators=tuple(connection.scalars(select(indicators.c.code))),
            programmes=tuple(connection.scalars(select(r.programmes.c.code))),
            partners=tuple(
                connection.scalars(
                    select(r.organisations.c.code).join(
                        partnerships, partnerships.c.organisation_id == r.organisations.c.id
                    )
                )
            ),
            versions=tuple(connection.scalars(select(releases.c.released_version).distinct())),
        )
        planted = plant(connection, OWN)
    yield Ground(House(create_app(database.settings, database.engines), database), planted, known)
    postgres.drop(database)


def checksums(house: House) -> dict[str, str]:
    """Give a checksum of the rows of every table but those in which a visit leaves its trace."""
    question = "select coalesce(md5(string_agg(x::text, '' order by x::text)), '') from {} x"
    with house.database.engines.owner.connect() as connection:
        return {
            name: str(connection.scalar(text(question.format(f'"{name}"'))))
            for name in metadata.tables
            if name not in TRACES
        }


def wrong(ground: Ground, questions: Iterator[Question], count: int) -> list[tuple[str, int, list[str]]]:
    """Ask so many questions; give those whose answer fails or holds a canary."""
    found = []
    for question in islice(questions, count):
        with question.ask() as answer:
            told = signs(answer.get_data(), asked=question.told, codes=ground.planted.codes)
            if told or answer.status_code >= 500:
                found.append((question.told, answer.status_code, told))
    return found


def asker(ground: Ground, visitor: Visitor, seed: int) -> Asker:
    """Give somebody with many questions."""
    return Asker(ground.house, visitor, ground.known, Random(seed))


def ask_as_both(ground: Ground, count: int) -> None:
    """Ask as the funder, and a tenth of it through the funder's eyes; nothing may leak and nothing may change."""
    funder, admin = ground.house.signed_in(FUNDER), ground.house.signed_in("admin")
    before = checksums(ground.house)
    assert wrong(ground, asker(ground, funder, 1).questions(), count - count // 10) == []
    assert look(ground.house, admin, FUNDER).status_code == 302
    assert wrong(ground, asker(ground, admin, 2).questions(), count // 10) == []
    assert checksums(ground.house) == before


def test_canaries_stand_in_every_table_that_has_rows_of_others(ground: Ground) -> None:
    tables = {column.partition(".")[0] for column in ground.planted.columns}
    assert len(ground.planted.columns) > 90
    assert {"grant_details", "project_details", "milestones", "results", "commitments", "capacity"} <= tables
    assert {"feedback_texts", "spending", "scores", "protocols", "outputs", "stage_changes"} <= tables


def test_whoever_may_see_them_does(ground: Ground) -> None:
    """The same questions find canaries where they are nobody's secret: the test can tell one."""
    manager = asker(ground, ground.house.signed_in("manager"), 3)
    assert sum(bool(one[2]) for one in wrong(ground, manager.questions(), 64)) > 5


def test_a_sample_of_answers_holds_no_canary(ground: Ground) -> None:
    ask_as_both(ground, SAMPLE)


@pytest.mark.exhaustive
def test_ten_thousand_answers_hold_no_canary(ground: Ground) -> None:
    ask_as_both(ground, ALL)


def test_calendars_and_reports_hold_no_canary(ground: Ground) -> None:
    funder = ground.house.signed_in(FUNDER)
    key = made(ground.house, FUNDER)
    for search in ("", f"?grant={FOREIGN[0]}", "?lang=ar"):
        told = funder.http.get(f"/calendar/{key}.ics{search}")
        assert told.status_code in {200, 404}
        assert signs(told.get_data(), asked=search, codes=ground.planted.codes) == []
    asking = asker(ground, funder, 4)
    for grant, form in ((OWN[0], "xlsx"), (FOREIGN[0], "docx"), (FOREIGN[0], "iati")):
        answer = asking.report(grant, form)
        assert signs(answer, asked=grant, codes=ground.planted.codes) == [], (grant, form)
        assert grant in OWN or not file_in(answer)
        assert signs(file_in(answer), asked=grant, codes=ground.planted.codes) == [], (grant, form)


SENSITIVE = "select count(*) from feedback where is_sensitive"
TEXTS = ("staff", "manager")


@pytest.mark.parametrize("username", TEXTS)
def test_nobody_inside_is_told_what_people_said_nor_who_they_are(ground: Ground, username: str) -> None:
    """Texts and keys of feedback stand in no answer of who lacks the right, keys of people in none at all."""
    with ground.house.database.engines.owner.connect() as connection:
        assert connection.scalar(text(SENSITIVE)), "the example has sensitive cases"
        said = {
            str(one).encode()
            for one in connection.scalars(text("select feedback_key from feedback order by id limit 400"))
        }
        said |= {str(one).encode() for one in connection.scalars(text("select left(text, 15) from feedback_texts"))}
        keys = "select encode(person_key, 'hex') from reach where person_key is not null order by id limit 200"
        said |= {str(one).encode() for one in connection.scalars(text(keys))}
    visitor = ground.house.signed_in(username)
    for question in islice(asker(ground, visitor, 5).questions(), 100):
        with question.ask() as answer:
            body = answer.get_data()
            assert answer.status_code < 500
            assert not [one for one in said if one in body], question.told
