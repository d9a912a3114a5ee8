"""An explained figure is the one of its page, within the rights of whoever asks."""

import json
from typing import Any

import pytest

from dashboard.callbacks.explain import subjects
from dashboard.catalogue import CHARTS, KPIS
from dashboard.components.kpi_card import EXPLAINED
from dashboard.components.markup import text_of, walk
from dashboard.data.engine import writing
from dashboard.data.explanation.register_figures import EVERY_FIGURE
from dashboard.data.explanation.tables import TABLES
from dashboard.data.releasing import release
from dashboard.ids import ADDRESS
from tests.acting_app import ActingApp


def answered(acts: ActingApp, who: str, output: str, search: str) -> Any:  # noqa: ANN401  # JSON.
    """Give what a callback answers to an address."""
    answer = acts.person(who).post("/_dash-update-component", json=acts.body(output, {f"{ADDRESS}.search": search}))
    assert answer.status_code == 200
    return answer.get_json()["response"]


def explained(acts: ActingApp, who: str, search: str) -> Any:  # noqa: ANN401  # A tree as JSON.
    """Give the page of an explained figure."""
    return answered(acts, who, "explain-figure.tree", search)["explain-figure"]["tree"]


def cards(tree: object) -> dict[str, str]:
    """Give the key figures of a tree by their id."""
    props = [node["props"] for node in walk(tree)]
    return {one["data-kpi"]: one["data-value"] for one in props if "data-kpi" in one}  # type: ignore[index,operator,misc]


def test_every_key_figure_that_leads_to_an_explanation_has_one() -> None:
    assert set(EVERY_FIGURE) == {kpi for kpi, figure in KPIS.items() if figure.page in EXPLAINED}


@pytest.mark.parametrize("page", sorted(EXPLAINED - {"project", "partner"}))
def test_the_figure_is_the_one_of_its_page(shared_acts: ActingApp, page: str) -> None:
    search = "?grant=G1&period=2021-H1&on=2021-08-01"
    own = cards(list(answered(shared_acts, "staff", f"{page}-kpis.children", search)[f"{page}-kpis"].values()))
    assert own
    name = next(iter(own))
    tree = explained(shared_acts, "staff", f"{search}&figure={name}")
    assert cards(tree) == {name: own[name]}


@pytest.mark.parametrize("page", sorted(EXPLAINED - {"project", "partner"}))
def test_the_card_leads_neither_to_itself_nor_to_a_heading_that_is_not_there(shared_acts: ActingApp, page: str) -> None:
    figure = next(kpi for kpi in EVERY_FIGURE if kpi.startswith(f"{page}."))
    tree = explained(shared_acts, "staff", f"?grant=G1&on=2021-08-01&figure={figure}")
    card = next(node for node in walk(tree) if node["props"].get("data-kpi") == figure)  # type: ignore[attr-defined]
    links = [str(node["props"].get("href")) for node in walk(card) if node["type"] == "A"]  # type: ignore[attr-defined]
    assert not [link for link in links if link.startswith("#") or "/data/explain" in link]


def test_inside_roles_see_the_loads_and_funders_none(shared_acts: ActingApp) -> None:
    search = "?figure=timeline.elapsed"
    inside, funder = (explained(shared_acts, who, search) for who in ("staff", "funder"))
    assert "amendments" in text_of(inside)
    assert "explain.loads" in json.dumps(inside)
    assert "explain.loads" not in json.dumps(funder)
    assert "amendments" not in json.dumps(funder)
    assert "korunan hücrelerden" in text_of(funder)


@pytest.mark.parametrize("figure", ["", "nothing", "project.priority", "data.load_list", "feedback_list.cases"])
def test_what_is_no_figure_is_named_so(shared_acts: ActingApp, figure: str) -> None:
    assert "açıklanacak bir sayı yok" in text_of(explained(shared_acts, "staff", f"?figure={figure}"))


@pytest.mark.parametrize("who", ["staff", "manager", "admin", "feedback"])
def test_single_cases_are_listed_for_whoever_may_open_their_list_alone(shared_acts: ActingApp, who: str) -> None:
    for figure in ("feedback.received", "overview.feedback_in_time"):
        tree = explained(shared_acts, who, f"?figure={figure}")
        told = text_of(tree)
        assert "explain.loads" in json.dumps(tree)
        assert ("Hangi satırlardan?" in told) is (who == "feedback")
    assert "Hangi satırlardan?" in text_of(explained(shared_acts, who, "?figure=beneficiaries.contacts"))


def cell(tree: object) -> str | None:
    """Give the id of the explained cell."""
    props = [node["props"] for node in walk(tree)]
    return next((one["data-cell"] for one in props if "data-cell" in one), None)  # type: ignore[index,operator,misc]


PROJECT = "?on=2021-08-01&figure=projects.list&row=P1&column=days"


@pytest.mark.parametrize(("who", "loads"), [("staff", True), ("manager", True), ("admin", True), ("funder", False)])
def test_a_cell_is_explained_within_the_rights_of_whoever_asks(acts: ActingApp, who: str, *, loads: bool) -> None:
    with writing(acts.database.engines.writer) as connection:
        release(connection, "G1", actor="test")
    tree = explained(acts, who, PROJECT)
    assert cell(tree) == "projects.list.days"
    assert ("explain.loads" in json.dumps(tree)) is loads
    assert ("korunan hücrelerden" in text_of(tree)) is not loads


@pytest.mark.parametrize(
    ("who", "search"),
    [
        ("manager-b", PROJECT),
        ("funder", PROJECT),
        ("funder", PROJECT.replace("list", "priority")),
        ("staff", PROJECT.replace("row=P1", "row=NONE")),
        ("staff", PROJECT.replace("column=days", "column=owner")),
        ("staff", PROJECT.replace("column=days", "column=budget")),
        ("staff", "?figure=feedback_list.cases&row=1"),
        ("staff", "?figure=project.stages&row=running~2021-01-01&code=NONE"),
    ],
)
def test_a_cell_that_is_not_there_for_somebody_has_no_explanation(
    shared_acts: ActingApp, who: str, search: str
) -> None:
    assert "açıklanacak bir sayı yok" in text_of(explained(shared_acts, who, search))


def test_a_row_without_a_named_column_begins_with_its_first_figure_and_leads_to_the_others(
    shared_acts: ActingApp,
) -> None:
    tree = explained(shared_acts, "staff", PROJECT.replace("&column=days", ""))
    assert cell(tree) == "projects.list.days"
    links = [str(node["props"].get("href")) for node in walk(tree) if node["type"] == "A"]  # type: ignore[attr-defined]
    assert any("column=priority" in link and "row=P1" in link for link in links)
    assert not any("column=budget" in link for link in links), "there is none"


def test_every_table_with_explanations_is_one_of_the_catalogue_and_none_tells_single_cases() -> None:
    assert set(TABLES) <= set(CHARTS)
    assert "feedback_list.cases" not in TABLES


def test_a_figure_that_cannot_be_had_is_an_error_with_its_code(
    shared_acts: ActingApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(subjects, "table_of", broken)
    tree = explained(shared_acts, "staff", PROJECT)
    assert cell(tree) is None
    assert '"data-state": "error"' in json.dumps(tree)
