"""One change of the address gives the whole page: right figures, in words, and no card takes another with it."""

import random
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from dash.development.base_component import Component
from sqlalchemy import Connection, text

from dashboard.address import Period
from dashboard.callbacks.beneficiaries import answering
from dashboard.codes import POPULATION_GROUP
from dashboard.components.markup import text_of, walk
from dashboard.data.answers import Answers
from dashboard.data.filters import Filters
from dashboard.export.beneficiaries import SHOWN
from tests import oracle
from tests.oracle import Asked
from tests.reach_world import GRANTS, PLACES
from tests.reached_app import ReachedApp, sign_in

PERIODS = ("2019", "2020", "2020-H1", "2021-Q3", "2021-03", "2020-04..2021-03", "2022", "2018")
KPIS = ("unique_people", "new_people", "contacts", "contacts_per_person", "share_women", "share_host")


def random_state(rng: random.Random, versions: tuple[int, ...]) -> tuple[str, dict[str, object]]:
    """Give one state of the filters as an address and as the oracle's question."""
    chosen = {
        "programme": rng.sample(("PA", "PB", "PC"), rng.choice((0, 0, 1, 2))),
        "grant": rng.sample(list(GRANTS), rng.choice((0, 0, 0, 1))),
        "place": rng.sample(PLACES, rng.choice((0, 0, 1, 2))),
        "group": rng.sample(POPULATION_GROUP, rng.choice((0, 0, 1))),
    }
    pairs = [f"{name}={code}" for name, codes in chosen.items() for code in codes]
    asked: dict[str, object] = {f"{name}s": tuple(codes) for name, codes in chosen.items()}
    if rng.random() < 0.6:
        period = Period.parse(rng.choice(PERIODS))
        pairs.append(f"period={period.text}")
        asked |= {"start": period.first_day, "end": period.last_day}
    if rng.random() < 0.3:
        asked["version"] = rng.choice(versions)
        pairs.append(f"v={asked['version']}")
    return "?" + "&".join(pairs), asked


def kpi_values(answer: dict[str, dict[str, Any]]) -> dict[str, str]:
    cards = [node["props"] for node in walk(answer["beneficiaries-kpis"]["children"]) if "data-kpi" in node["props"]]
    return {card["data-kpi"].removeprefix("beneficiaries."): card["data-value"] for card in cards}


def expected_kpis(reached: ReachedApp, asked: Asked) -> dict[str, str]:
    h: dict[str, Any] = oracle.headline(reached.stored.world, asked)

    def ratio(part: str, total: str) -> str:
        if h[part] is None:
            return "missing"
        return str(h[part] / h[total]) if h[total] else "not_applicable"

    counts = {
        name: "missing" if h[name] is None else str(h[name]) for name in ("unique_people", "new_people", "contacts")
    }
    return counts | {
        "contacts_per_person": ratio("contacts_to_date", "unique_people"),
        "share_women": ratio("women", "sex_known"),
        "share_host": ratio("host", "group_known"),
    }


def states_of(answer: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Give, by chart, the mark that stands instead of it: `no_data`, `zero` or `error`."""
    found = {}
    for chart in SHOWN:
        instead = answer[f"{chart.replace('.', '-')}-instead"]["tree"]
        for node in walk(instead):
            if "data-state" in node["props"]:
                found[chart.removeprefix("beneficiaries.")] = node["props"]["data-state"]
    return found


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("seed", range(10))
def test_key_figures_equal_an_independent_count(reached: ReachedApp, seed: int, language: str) -> None:
    search, filters = random_state(random.Random(seed), reached.stored.versions)
    answer = reached.show(f"{search}&lang={language}")
    asked = reached.asked(**filters)
    assert kpi_values(answer) == expected_kpis(reached, asked)
    assert answer["shell-records"]["data"] == oracle.headline(reached.stored.world, asked)["records"]


@pytest.mark.parametrize("search", ["", "?place=TR-34", "?period=2020&group=host"])
def test_charts_show_the_figures_of_an_independent_count(reached: ReachedApp, search: str) -> None:
    filters = {name: tuple(values) for name, values in parse_qs(search.removeprefix("?")).items()}
    asked = reached.asked(
        places=filters.get("place", ()),
        groups=filters.get("group", ()),
        **(
            {"start": Period.parse("2020").first_day, "end": Period.parse("2020").last_day}
            if "period" in filters
            else {}
        ),
    )
    answer = reached.show(search)
    months = oracle.by_month(reached.stored.world, asked)
    total = answer["beneficiaries-cumulative-graph"]["figure"]["data"][0]
    assert total["y"] == [month[4] for month in months]
    new = answer["beneficiaries-new_by_month-graph"]["figure"]["data"][0]
    assert new["y"] == [month[1] for month in months if month[6]]
    bars = answer["beneficiaries-by_place-graph"]["figure"]["data"][0]
    places = oracle.by_place(reached.stored.world, asked)
    assert dict(zip(bars["customdata"], bars["x"], strict=True)) == {
        code: people for code, (people, _) in places.items()
    }


def test_a_chart_asked_for_as_a_table_is_not_drawn_and_holds_the_same_numbers(reached: ReachedApp) -> None:
    drawn = reached.show("")["beneficiaries-by_activity-graph"]["figure"]["data"][0]
    answer = reached.show("?view.beneficiaries.by_activity=table")
    assert "beneficiaries-by_activity-graph" not in answer
    table = answer["beneficiaries-by_activity-instead"]["tree"]
    rows = [node for node in walk(table) if node["type"] == "Tr"][1:]
    numbers = [next(cell for cell in walk(row) if cell["type"] == "Td")["props"] for row in rows]
    assert [int(cell["data-value"]) for cell in numbers] == drawn["x"]
    assert [cell["children"] for cell in numbers] == drawn["text"]


def test_a_drawn_chart_has_no_table_body(reached: ReachedApp) -> None:
    answer = reached.show("")
    charts = [chart for chart, shown in SHOWN.items() if shown.draw]
    assert all(answer[f"{chart.replace('.', '-')}-instead"]["tree"] is None for chart in charts)


def test_every_card_names_measure_place_period_source_and_counting_rule(reached: ReachedApp) -> None:
    answer = reached.show("?place=TR-34&period=2021-H1")
    labels = [answer[f"{c.replace('.', '-')}-plot"]["aria-label"] for c, shown in SHOWN.items() if shown.draw]
    assert len(set(labels)) == len(labels)
    for chart in SHOWN:
        part = chart.replace(".", "-")
        subtitle = text_of(answer[f"{part}-text"]["tree"])
        assert "İstanbul, 2021 1. yarıyıl" in subtitle
        assert answer[f"{part}-source"]["tree"].endswith("Veri kesim tarihi: 30.06.2021 · Sayım kuralı: karma")


def test_the_counting_rule_is_told_with_each_part(reached: ReachedApp) -> None:
    rules = oracle.counting_rules(reached.stored.world, reached.newest)
    told = reached.show("")["beneficiaries-counting"]["tree"]
    assert told[0].startswith("Sayım kuralı: karma (kişi anahtarıyla: ")
    assert told[-1]["props"]["href"] == "/methods?on=2022-09-30"
    for people, _ in rules.values():
        assert f"{people:,}".replace(",", ".") in told[0]


def test_change_is_told_in_words(reached: ReachedApp) -> None:
    period = Period.parse("2021-H1")
    h: dict[str, Any] = oracle.headline(
        reached.stored.world, reached.asked(start=period.first_day, end=period.last_day)
    )
    change = h["new_people"] - h["previous_new_people"]
    told = text_of(reached.show("?period=2021-H1")["beneficiaries-kpis"]["children"])
    assert f"Önceki döneme göre {'artış' if change > 0 else 'azalış'}: {abs(change)}" in told
    assert "↑" not in told


def test_nothing_recorded_is_no_data_and_not_zero(reached: ReachedApp) -> None:
    answer = reached.show("?period=2018")
    assert kpi_values(answer) == dict.fromkeys(KPIS, "missing")
    assert set(states_of(answer).values()) == {"no_data"}
    assert answer["shell-records"]["data"] == 0
    assert ">0<" not in str(answer["beneficiaries-kpis"])


def test_people_out_of_sight_are_missing_for_staff_without_a_programme(reached: ReachedApp) -> None:
    http = reached.app.server.test_client()
    sign_in(http, "staff")
    answer = replace(reached, http=http).show("")
    assert set(kpi_values(answer).values()) == {"missing"}


def test_drilling_leads_from_the_country_to_a_province_to_a_district_and_back(reached: ReachedApp) -> None:
    def links(search: str, part: str) -> list[str]:
        return [n["props"]["href"] for n in walk(reached.show(search)[part]["tree"]) if n["type"] == "A"]

    table = "beneficiaries-by_place-instead"
    view = "view.beneficiaries.by_place=table"
    country = links(f"?{view}&period=2021", table)
    assert f"/beneficiaries?place=TR-34&period=2021&on=2022-09-30&{view}" in country
    province = links(f"?place=TR-34&{view}", table)
    assert any("place=TR-34-1103" in href for href in province)
    assert all("place=TR-34&" not in href for href in province)
    district = links("?place=TR-34-1103", "beneficiaries-trail")
    assert district == ["/beneficiaries?on=2022-09-30", "/beneficiaries?place=TR-34&on=2022-09-30"]
    assert links("", "beneficiaries-trail") == []


def test_a_click_carries_the_code_of_its_place(reached: ReachedApp) -> None:
    answer = reached.show("")
    for part in ("by_place", "map"):
        trace = answer[f"beneficiaries-{part}-graph"]["figure"]["data"][-1]
        assert set(trace["customdata"]) == {"TR-34", "TR-01", "TR-06", "TR-63"}


def test_the_detailed_table_comes_page_by_page(reached: ReachedApp) -> None:
    answer = reached.show("?detail.page=7")
    codes = [
        cell["props"]["children"]
        for cell in walk(answer["beneficiaries-detail-instead"]["tree"])
        if cell["type"] == "A" and "data-row" not in cell["props"]
    ]
    assert set(codes) == {"Adana", "Ankara", "İstanbul", "Şanlıurfa"}
    assert answer["beneficiaries-pages"]["tree"] is None


def test_a_question_that_fails_breaks_its_own_cards_only(reached: ReachedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Answers) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(Answers, "reached_by_activity_kind", broken)
    answer = reached.show("")
    assert states_of(answer) == {"by_activity": "error"}
    assert "secret detail" not in str(answer)
    assert kpi_values(answer) == expected_kpis(reached, reached.newest)


def test_a_broken_transaction_does_not_break_the_questions_after_it(
    reached: ReachedApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection, _: Filters) -> None:
        connection.execute(text("select no_such_column"))

    monkeypatch.setattr(answering.data, "plan_of", broken)
    answer = reached.show("")
    assert states_of(answer) == {"cumulative": "error"}
    assert "no_such_column" not in str(answer)
    monkeypatch.undo()
    assert states_of(reached.show("")) == {}


def test_when_the_one_reading_fails_every_card_says_so(reached: ReachedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: Connection, _: Filters) -> None:
        connection.execute(text("select 1 / 0"))

    monkeypatch.setattr(answering.data, "page_answers", broken)
    answer = reached.show("")
    assert set(states_of(answer).values()) == {"error"}
    assert len(states_of(answer)) == len(SHOWN)
    assert 'data-state": "error' in str(answer["beneficiaries-kpis"]).replace("'", '"')


def test_an_answer_holds_no_component_that_dash_must_walk(reached: ReachedApp, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def keep(*arguments: Any) -> list[object]:  # noqa: ANN401  Whatever the callback hands over.
        seen.append(answering.answer(*arguments))
        return seen[0]  # type: ignore[return-value]

    monkeypatch.setattr("dashboard.callbacks.beneficiaries.answer", keep)
    reached.show("?view.beneficiaries.by_place=table")
    stack, found = [seen[0]], []
    while stack:
        node = stack.pop()
        if isinstance(node, Component):
            found.append(node)
        stack += node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else []
    assert found == []
