"""Methods explain every figure that pages show, by the same registry, and the rules that judge."""

import pytest

from dashboard.address import Address
from dashboard.catalogue import FIGURES
from dashboard.codes import CODE_LISTS
from dashboard.components.markup import text_of, walk
from dashboard.data.cubes import CUBES
from dashboard.data.standing import Thresholds
from dashboard.i18n import speaking, t
from dashboard.pages import methods


def test_every_figure_of_the_registry_is_explained_once() -> None:
    nodes = walk(methods.layout(Address()))
    explained = [node["props"]["data-definition"] for node in nodes if "data-definition" in node["props"]]  # type: ignore[operator, index]
    assert explained == list(FIGURES)


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_an_explanation_names_definition_formula_unit_counting_and_id(language: str) -> None:
    with speaking(language):
        articles = [node for node in walk(methods.layout(Address())) if node["type"] == "Article"]
        for figure, article in zip(FIGURES.values(), articles, strict=True):
            said = text_of(article)
            keys = (figure.label, figure.definition, figure.formula, figure.unit, figure.counting)
            assert all(t(key) in said for key in keys)
            assert figure.id in said


def test_figures_are_read_from_cubes_that_exist() -> None:
    known = {cube.name for cube in CUBES}
    assert {cube for figure in FIGURES.values() for cube in figure.cubes if cube.startswith("reach")} <= known


def test_the_thresholds_printed_are_those_that_judge() -> None:
    lines = Thresholds()
    printed = (methods.BEHIND_BELOW, methods.AT_RISK_BELOW, methods.OVER_PLAN_ABOVE)
    assert printed == (float(lines.behind_below), float(lines.at_risk_below), float(lines.over_plan_above))
    assert "%80" in text_of(methods.layout(Address()))


def test_every_code_is_listed_with_its_name() -> None:
    tables = {n["props"]["data-table"]: n for n in walk(methods.layout(Address())) if "data-table" in n["props"]}  # type: ignore[operator, index]
    for name, codes in CODE_LISTS.items():
        if name != "counting_rule":
            rows = [node for node in walk(tables[f"methods.{name}"]) if node["type"] == "Tr"][1:]
            assert [text_of(row).split(" ")[0] for row in rows] == list(codes)


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_every_section_of_the_long_page_has_a_way_that_leads_to_it(language: str) -> None:
    with speaking(language):
        nodes = list(walk(methods.layout(Address())))
    headings = {node["props"]["id"]: text_of(node) for node in nodes if node["type"] == "H2"}  # type: ignore[index]
    ways = {
        node["props"]["href"].removeprefix("#"): text_of(node)  # type: ignore[index]
        for node in nodes
        if node["type"] == "A" and node["props"]["href"].startswith("#")  # type: ignore[index]
    }
    assert ways == headings
