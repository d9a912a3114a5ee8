"""The overview says what the other pages say, and one question that fails takes nothing else with it."""

import random
from typing import Any

import pytest
from sqlalchemy import Connection, text

from dashboard.address import Address, Period
from dashboard.callbacks.overview.answering import exception_links
from dashboard.components.markup import text_of, walk
from dashboard.data import overview
from dashboard.data.asking import Failure
from dashboard.data.filters import Filters
from tests import oracle
from tests.callbacks.test_beneficiaries import random_state
from tests.reached_app import ReachedApp


def cards_of(answer: dict[str, dict[str, Any]], page: str) -> dict[str, dict[str, Any]]:
    """Give the properties of each KPI card by the name of its figure."""
    nodes = walk(answer[f"{page}-kpis"]["children"])
    return {n["props"]["data-kpi"].partition(".")[2]: n for n in nodes if "data-kpi" in n["props"]}


def value(card: dict[str, Any]) -> str:
    """Give a card's exact value."""
    return str(card["props"]["data-value"])


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_unique_people_equal_their_own_page_and_the_oracle(reached: ReachedApp, language: str) -> None:
    rng = random.Random(language)
    for _ in range(20):
        search, asked = random_state(rng, reached.stored.versions)
        here = value(cards_of(reached.show(f"{search}&lang={language}", "overview"), "overview")["unique_people"])
        there = value(cards_of(reached.show(f"{search}&lang={language}"), "beneficiaries")["unique_people"])
        expected = oracle.headline(reached.stored.world, reached.asked(**asked))["unique_people"]
        assert here == there == ("missing" if expected is None else str(expected)), (search, here, there)


def test_a_world_without_results_says_not_applicable_and_not_zero(reached: ReachedApp) -> None:
    cards = cards_of(reached.show("", "overview"), "overview")
    assert value(cards["indicators_on_track"]) == "not_applicable"
    assert value(cards["budget_spent"]) == "not_applicable"


def test_the_number_of_records_is_told(reached: ReachedApp) -> None:
    head = oracle.headline(reached.stored.world, reached.asked())
    assert reached.show("", "overview")["shell-records"]["data"] == head["records"]


def test_a_question_that_fails_breaks_its_own_card_only(reached: ReachedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: Connection, _: Filters) -> None:
        connection.execute(text("select no_such_column"))

    before = cards_of(reached.show("", "overview"), "overview")
    monkeypatch.setattr(overview, "grants_seen", broken)
    answer = reached.show("", "overview")
    after = cards_of(answer, "overview")
    assert value(after["unique_people"]) == value(before["unique_people"])
    assert value(after["projects_completed"]) == value(before["projects_completed"])
    assert value(after["time_elapsed"]) == "missing"
    assert "no_such_column" not in str(answer)
    assert text_of(after["time_elapsed"]).count(":") >= 1


def test_an_exception_leads_where_it_belongs() -> None:
    class Indicator:
        code, grant = "I1", "G1"

    link = exception_links(Address(lang="en"), [Indicator()])
    assert link("indicator:I1") == "/timeline?grant=G1&lang=en"
    assert link("grant:G2") == "/timeline?grant=G2&lang=en"
    assert link("grant:") == "/methods?lang=en"
    assert link("project:P1") == "/projects/P1?lang=en"
    assert link("partner:FATIH") == "/partnerships/FATIH?lang=en"
    assert link("source:reach") == "/beneficiaries?lang=en"
    assert link("source:feedback") == "/feedback?lang=en"
    assert link("source:spending") == "/methods?lang=en"
    within = exception_links(Address(place=("TR-27",), period=Period.parse("2025")), [])
    assert within("feedback:complaint") == "/feedback?place=TR-27&type=complaint"
    assert exception_links(Address(), Failure("x"))("indicator:I1") == "/methods"
