"""A funder's timeline and overview tell of nobody else and of nothing that came later.

Two installations are filled alike, but one of them never heard of other funders' grants, projects, indicators, money,
reports, documents and comments, and of nothing after the release. Whatever the funder asks of both pages, both must
answer the same to the letter; see `tests.funder_world`.
"""

from collections.abc import Iterator

import pytest

from dashboard.app import exports
from tests.access.test_calendar_keys import made
from tests.access.twins import Answers, Twins, answers_of, both, let_in
from tests.conftest import Database, Server
from tests.funder_world import CANARY, OWN, fill
from tests.visiting import House, Visitor

PAGES = ("timeline", "overview")
STATES = (
    "",
    "?grant=W1",
    "?grant=W2&form=eu",
    "?place=TR-34&period=2021-Q2&indicator=W1-P",
    "?on=2021-08-10&grant=W1",
    *(
        pytest.param(f"?{search}", marks=pytest.mark.exhaustive)
        for search in ("grant=F1", "v=4&grant=W1", "v=7&programme=B")
    ),
)


def _fill(database: Database, *, other: bool) -> None:
    """Fill one installation and let the funder in."""
    fill(database, other=other)
    let_in(database, OWN)


@pytest.fixture(scope="module")
def twins(postgres: Server, migrated: str) -> Iterator[Twins]:
    """Give the installation that never heard of anything foreign, and the other one, each with the funder signed in."""
    with both(postgres, migrated, "timelines", _fill) as houses:
        yield houses


def _answers(house: House, visitor: Visitor, search: str) -> Answers:
    """Ask every callback and every file of both pages for an address, and give all answers by what was asked."""
    found = answers_of(house, visitor, search, lambda name: any(f"{page}-" in name for page in PAGES))
    for page in PAGES:
        for chart in exports(house.database.settings)[page].shown:
            for ending in ("csv", "json"):
                answer = visitor.http.get(f"/export/{page}/{chart.partition('.')[2]}.{ending}{search}")
                found[f"{chart}.{ending}"] = answer.status_code, answer.get_data()
    return found


@pytest.mark.parametrize("search", STATES)
def test_a_funder_gets_the_same_as_if_others_had_never_been(twins: Twins, search: str) -> None:
    alone, other = (_answers(house, visitor, search) for house, visitor in twins)
    assert [asked for asked in alone if alone[asked] != other[asked]] == []
    assert not [asked for asked, (status, _) in alone.items() if status >= 500]
    assert not [asked for asked, (_, body) in other.items() if CANARY.encode() in body]


def _file(visitor: Visitor, chart: str, search: str = "") -> str:
    return visitor.http.get(f"/export/{chart}.csv?csv=machine&{search}").get_data(as_text=True)


def test_there_is_something_to_see(twins: Twins) -> None:
    for _, visitor in twins:
        framework = _file(visitor, "timeline/framework", "grant=W1")
        assert all(code in framework for code in ("W1-P", "W1-T", "W1-R", "P2-S"))
        assert "suppressed" in framework
        for chart in ("ratings", "reports", "gantt", "slippage", "side_by_side", "s_curve", "periods", "documents"):
            lines = [line for line in _file(visitor, f"timeline/{chart}", "grant=W1").splitlines() if line[:1] != "#"]
            assert len(lines) > 1, chart
        assert "W1-P" in _file(visitor, "overview/indicators")


def test_the_screen_marks_what_is_kept_back(twins: Twins) -> None:
    answers = _answers(*twins[1], "?grant=W1")
    page = next(body.decode() for name, (_, body) in answers.items() if "timeline-kpis.children" in name)
    told = page.encode().decode("unicode_escape") if "\\u25aa" in page else page
    assert "160 ▪" in told
    assert "value-suppressed" in told
    acts = [body for name, (_, body) in answers.items() if name.startswith("timeline-acts.tree")]
    assert all(b"acts-" not in body for body in acts)


def test_released_words_are_shown_and_later_ones_are_not(twins: Twins) -> None:
    periods = _file(twins[1][1], "timeline/periods", "grant=W1")
    assert "Yayımlanan söz" in periods
    assert "üç kişi" not in periods
    assert CANARY not in periods


def test_a_co_financed_project_counts_whole_without_a_word_of_the_other_funder(
    twins: Twins,
) -> None:
    for _, visitor in twins:
        framework = _file(visitor, "timeline/framework", "grant=W2")
        assert "P2-S" in framework
        assert "20," in framework


def test_each_grant_is_seen_as_of_its_own_release(twins: Twins) -> None:
    _, visitor = twins[1]
    assert ",90," not in _file(visitor, "timeline/periods", "grant=W2")
    # 18 and 23 people, the latter known since the second release.
    assert ",45," in _file(visitor, "timeline/periods", "grant=W1")


def test_the_calendar_of_a_funder_names_its_own_deadlines(twins: Twins) -> None:
    texts = []
    for house, _ in twins:
        key = made(house, "funder")
        answer = house.visitor().http.get(f"/calendar/{key}.ics")
        assert answer.status_code == 200
        texts.append(answer.get_data(as_text=True).replace(key, ""))
    assert texts[0] == texts[1]
    assert CANARY not in texts[1]
