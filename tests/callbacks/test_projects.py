"""The page of the pool shows what a second computation gives, in words, tables and files; cards fail alone."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection, text

from dashboard.callbacks.projects import cutting
from dashboard.components.markup import text_of, walk
from dashboard.data import projects as data
from dashboard.data.filters import Filters
from dashboard.export.projects import QUESTIONS, SHOWN
from dashboard.figures.table import Table
from tests.conftest import Server
from tests.pooled_app import PooledApp, as_staff, open_pools

SEEDS = range(16)
LIMITS = dict.fromkeys((chart for chart, _ in cutting.CUT.values()), cutting.MOST_ROWS) | cutting.ROWS_A_PAGE
"""Rows of the lists that the screen does not show whole."""
AS_TABLES = "".join(f"&view.{chart}=table" for chart in SHOWN)


@pytest.fixture(scope="module")
def pools(postgres: Server, migrated: str) -> Iterator[PooledApp]:
    """Give the app, signed in as admin."""
    copy = postgres.create("pooled_page", migrated)
    yield open_pools(copy)
    postgres.drop(copy)


def part(answer: dict[str, dict[str, Any]], chart: str, name: str) -> Any:  # noqa: ANN401  Any property.
    """Give what an answer says of one part of a card."""
    prop = {"graph": "figure", "plot": "aria-label"}.get(name, "tree")
    return answer[f"projects-{chart}-{name}"][prop]


def kpis_of(answer: dict[str, dict[str, Any]]) -> dict[str, tuple[object, list[tuple[str, object]]]]:
    """Give each key figure's exact value, and those of its currencies."""
    found = {}
    for node in walk(answer["projects-kpis"]["children"]):
        if "data-kpi" in node["props"]:  # type: ignore[operator]
            props: Any = node["props"]
            lines = [one["props"] for one in walk(node) if "data-currency" in one["props"]]  # type: ignore[operator]
            money = [(str(line["data-currency"]), exact(line["data-value"])) for line in lines]  # type: ignore[index]
            found[props["data-kpi"].removeprefix("projects.")] = (exact(props["data-value"]), money)
    return found


def exact(value: object) -> object:
    """Give a number without the zeros at its end, or the word that stands in its place."""
    text = str(value)
    return Decimal(text).normalize() if text.strip("-0123456789.eE+") == "" else text


def cells_of(tree: object) -> list[list[object]]:
    """Give the exact numbers of a table row by row; the state of one that is missing."""
    rows = [node for node in walk(tree) if node["type"] == "Tr"][1:]
    return [
        [exact(n["props"]["data-value"]) for n in walk(row) if "data-value" in n["props"]]  # type: ignore[index, operator]
        for row in rows
    ]


def expected_cells(table: Table, most: int | None) -> list[list[object]]:
    """Give the same of a table."""
    numbers = [at for at, column in enumerate(table.columns) if column.is_number]
    return [["missing" if row[at] is None else exact(row[at]) for at in numbers] for row in table.rows[:most]]


def state_of(answer: dict[str, dict[str, Any]], chart: str) -> str | None:
    """Give the mark that stands instead of a chart."""
    nodes = walk(part(answer, chart, "instead"))
    return next((str(n["props"]["data-state"]) for n in nodes if "data-state" in n["props"]), None)  # type: ignore[index, operator]


def share(spent: Decimal, budget: Decimal | None) -> object:
    return exact(spent / budget) if budget else "missing"


@pytest.mark.parametrize("seed", SEEDS)
def test_key_figures_equal_a_second_computation(pools: PooledApp, seed: int) -> None:
    search, question = pools.question(seed)
    head: dict[str, Any] = pools.oracle(question).headline()
    answer = pools.show(search)
    found = kpis_of(answer)
    for name in ("in_pool", "running", "high_priority_waiting"):
        assert found[name] == (exact(head[name]), []), name
    median = head["median_days_in_stage"]
    assert found["median_days_in_stage"][0] == ("not_applicable" if median is None else exact(float(median)))
    spent = [(money, share(paid, budget)) for money, paid, budget in head["spent"]]
    known = [value for _, value in spent if value != "missing"]
    if len(spent) > 1 and known:
        assert found["spent_share"] == ("not_applicable", spent)
    else:
        assert found["spent_share"] == (known[0] if known else "not_applicable", [])
    gaps = [(money, exact(gap)) for money, gap in head["gaps"]]
    assert found["funding_gap"] == (gaps[0][1] if len(gaps) == 1 else "not_applicable", gaps if len(gaps) > 1 else [])
    assert answer["shell-records"]["data"] == head["records"]


@pytest.mark.parametrize("measure", ["count", "budget"])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_table_equals_a_second_computation(pools: PooledApp, seed: int, measure: str) -> None:
    search, question = pools.question(seed)
    answer = pools.show(f"{search}&stages={measure}{AS_TABLES}")
    for chart in (one.removeprefix("projects.") for one in SHOWN):
        table = pools.table(chart, question, measure)
        if state_of(answer, chart) is None:
            shown = cells_of(part(answer, chart, "instead"))
            most = LIMITS.get(chart)
            assert shown == expected_cells(table, most), chart
        else:
            assert not any(cell for row in table.rows for cell in row if isinstance(cell, int | float)), chart


@pytest.mark.parametrize("seed", SEEDS)
def test_every_drawing_equals_its_table(pools: PooledApp, seed: int) -> None:
    search, question = pools.question(seed)
    answer = pools.show(search)
    for chart, shown in SHOWN.items():
        name = chart.removeprefix("projects.")
        if shown.draw and state_of(answer, name) is None:
            drawn = shown.draw(pools.table(name, question))
            for found, expected in zip(part(answer, name, "graph")["data"], drawn["data"], strict=True):
                for key in ("x", "y", "base", "customdata"):
                    assert found.get(key) == plain(expected.get(key)), (chart, key)  # type: ignore[union-attr]


def plain(values: Any) -> Any:  # noqa: ANN401  What a trace holds.
    """Give the values of a trace as JSON gives them back."""
    return list(values) if isinstance(values, list | tuple) else values


@pytest.mark.parametrize("seed", SEEDS)
def test_findings_and_remarks_speak_of_all_rows(pools: PooledApp, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    search, question = pools.question(seed)
    monkeypatch.setattr(cutting, "ROWS_A_PAGE", dict.fromkeys(cutting.FRAMES, 2))
    answer = pools.show(search)
    for chart, shown in SHOWN.items():
        name = chart.removeprefix("projects.")
        table = pools.table(name, question)
        heading, subtitle = part(answer, name, "text")
        if state_of(answer, name) is None:
            found = shown.find and shown.find(table)
            assert found is None or text_of(heading) == found
            remark = shown.remark and shown.remark(table)
            assert remark is None or text_of(subtitle).endswith(remark), chart


def test_a_filter_that_fits_nothing_says_so_in_every_card(pools: PooledApp) -> None:
    answer = pools.show("?q=zzzz")
    states = {name: state_of(answer, name) for name in (chart.removeprefix("projects.") for chart in SHOWN)}
    assert states == {
        "by_stage": "no_data",
        "days_in_stage": "no_projects",
        "priority": "no_projects",
        "incomplete": "all_scored",
        "action_plan": "no_projects",
        "schedule": "no_projects",
        "goals": "no_data",
        "modes": "no_data",
        "flow": "no_data",
        "list": "no_projects",
    }
    assert kpis_of(answer)["in_pool"][0] == 0
    assert answer["shell-records"]["data"] == 0


def test_projects_out_of_scope_are_not_there(pools: PooledApp) -> None:
    answer = as_staff(pools).show("")
    assert answer["shell-records"]["data"] == 0
    assert "/projects/P" not in str(answer)


@pytest.mark.parametrize("question", ["modes", "headline", "criteria", "days_in_stage", "projects"])
def test_a_question_that_fails_breaks_its_own_cards_only(
    pools: PooledApp, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection, _: Filters, most: int = 0) -> None:  # noqa: ARG001  As the questions have it.
        connection.execute(text("select no_such_column"))

    search, _ = pools.question(3)
    before = pools.show(search)
    monkeypatch.setitem(
        cutting.CUT, "days_in_stage", ("days_in_stage", broken if question == "days_in_stage" else data.days_in_stage)
    )  # type: ignore[arg-type]
    for known in (QUESTIONS, answering_further()):
        if question in known:
            monkeypatch.setitem(known, question, broken)  # type: ignore[arg-type]
    after = pools.show(search)
    failed = {name for name in (chart.removeprefix("projects.") for chart in SHOWN) if state_of(after, name) == "error"}
    assert failed == {"modes": {"modes"}, "days_in_stage": {"days_in_stage"}, "projects": {"list"}}.get(question, set())
    assert (kpis_of(after) == kpis_of(before)) is (question != "headline")
    assert "no_such_column" not in str(after)
    told = text_of([after["projects-kpis"]["children"], after["projects-weights"]["children"]])
    assert ("Hata kodu" in told) is (question in {"headline", "criteria"})


def answering_further() -> dict[str, Any]:
    """Give the questions that the page asks beside its charts."""
    from dashboard.callbacks.projects import answering  # noqa: PLC0415  Looked up when the test changes it.

    return answering.FURTHER


def names_of(answer: dict[str, dict[str, Any]], chart: str) -> list[str]:
    """Give the first cell of every row of a table."""
    return [text_of(node) for node in walk(part(answer, chart, "instead")) if node["props"].get("scope") == "row"]  # type: ignore[attr-defined]


def test_a_heading_sorts_and_a_page_holds_part_of_the_table(pools: PooledApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "ROWS_A_PAGE", dict.fromkeys(cutting.FRAMES, 5))
    made = max((one.after for one in pools.made), key=lambda version: len(pools.facts.live(version)["projects"]))
    search = f"?v={made}&on=2024-01-01"
    count = pools.show(search)["shell-records"]["data"]
    assert count > 10
    pages = [names_of(pools.show(f"{search}&list.sort=-name&list.page={page}"), "list") for page in (1, 2, 3)]
    assert [len(page) for page in pages[:2]] == [5, 5]
    answer = pools.show(f"{search}&list.sort=-name&list.page=2")
    links = [node["props"] for node in walk(answer["projects-list-pages"]["tree"]) if node["type"] == "A"]
    assert [link.get("href") for link in links] == [  # type: ignore[attr-defined]
        f"/projects?v={made}&on=2024-01-01&list.page={page}&list.sort=-name" for page in (1, 3)
    ]
    sorted_as = [n["props"]["aria-sort"] for n in walk(part(answer, "list", "instead")) if "aria-sort" in n["props"]]  # type: ignore[index, operator]
    assert sorted_as == ["descending"]


def test_a_name_leads_to_the_page_of_its_project_under_the_shared_filters(pools: PooledApp) -> None:
    made = max((one.after for one in pools.made), key=lambda version: len(pools.facts.live(version)["projects"]))
    answer = pools.show(f"?v={made}&on=2024-01-01&stage=running&stage=closed&stage=idea&stage=scored&list.sort=code")
    rows = [node for node in walk(part(answer, "list", "instead")) if node["props"].get("scope") == "row"]  # type: ignore[attr-defined]
    hrefs = [node["props"]["href"] for row in rows for node in walk(row) if node["type"] == "A"]  # type: ignore[index]
    assert hrefs
    assert all(str(href).startswith("/projects/P") and str(href).endswith(f"?v={made}&on=2024-01-01") for href in hrefs)


def test_weights_on_trial_are_told_and_lead_back(pools: PooledApp) -> None:
    made = max((one.after for one in pools.made), key=lambda version: len(pools.facts.live(version)["criteria"]))
    codes = [row["code"] for row in pools.facts.live(made)["criteria"]]
    trial = ",".join(f"{code}:{at + 1}" for at, code in enumerate(codes))
    search = f"?v={made}&on=2024-01-01&stages=budget"
    before, after = pools.show(search), pools.show(f"{search}&weights={trial}")
    assert before["projects-trial"]["tree"] is None
    banner = after["projects-trial"]["tree"]
    assert "Deneme ağırlıkları" in text_of(banner)
    (back,) = [node["props"]["href"] for node in walk(banner) if node["type"] == "A"]  # type: ignore[index]
    assert back == f"/projects{search}"
    assert "Deneme ağırlıkları" in text_of(part(after, "priority", "text"))
    assert "Deneme ağırlıkları" not in text_of(part(after, "flow", "text"))
    tried = {
        n["props"]["data-code"]: n["props"]["defaultValue"]
        for n in walk(after["projects-weights"]["children"])
        if "data-code" in n["props"]
    }  # type: ignore[index, operator]
    assert tried == {code: str(at + 1) for at, code in enumerate(codes)}


def test_limits_of_the_stages_are_shown(pools: PooledApp) -> None:
    made = max((one.after for one in pools.made), key=lambda version: len(pools.facts.live(version)["limits"]))
    stored = {row["stage"]: row["days"] for row in pools.facts.live(made)["limits"]}
    shown = cells_of(pools.show(f"?v={made}&on=2024-01-01")["projects-limits"]["tree"])
    assert sorted(int(cell) for (cell,) in shown if cell != "missing") == sorted(
        days for stage, days in stored.items() if stage not in {"closed", "rejected"}
    )


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_the_page_speaks_each_language_without_a_gap(pools: PooledApp, language: str) -> None:
    search, _ = pools.question(5)
    answer = pools.show(f"{search}&lang={language}{AS_TABLES}")
    assert "{" not in text_of([one.get("tree") or one.get("children") for one in answer.values()])
