"""The registry of figures and the pages agree in both directions: all that is shown is explained."""

import re

import pytest
from dash._utils import to_json

from dashboard.access.rights import RIGHTS
from dashboard.address import Address
from dashboard.app import PAGES, create_app, exports
from dashboard.catalogue import CHARTS, FIGURES, KPIS, Figure
from dashboard.data.cubes import CUBES
from dashboard.export.citation import BY_MONTH
from dashboard.i18n import catalogue
from dashboard.pages import shell
from dashboard.settings import Settings
from tests.conftest import Database
from tests.visiting import House, body_of, server_callbacks

WORDS = catalogue("tr")
WITH_FIGURES = sorted({figure.page for figure in FIGURES.values()})


@pytest.mark.parametrize("page", PAGES, ids=shell.name_of)
def test_a_page_lays_out_the_charts_of_its_registry_and_no_others(page: shell.Page) -> None:
    drawn = re.findall(r'"data-chart":\s*"([^"]+)"', str(to_json(page.layout(Address()))))
    assert sorted(drawn) == sorted(chart for chart in CHARTS if CHARTS[chart].page == shell.name_of(page))


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_every_chart_of_a_page_can_be_taken_away_in_the_order_of_the_registry(page: str) -> None:
    taken = exports(Settings())[page]
    assert list(taken.shown) == [chart for chart in CHARTS if CHARTS[chart].page == page]
    assert {question for shown in taken.shown.values() for question in shown.questions} <= set(taken.questions)


def test_a_page_answers_with_the_key_figures_of_its_registry_in_their_order(people_database: Database) -> None:
    house = House(create_app(people_database.settings, people_database.engines), people_database)
    manager = house.signed_in("manager")
    answers = [manager.call(body_of(house.app, name)).get_data(as_text=True) for name in server_callbacks(house.app)]
    told = [kpi for answer in answers for kpi in re.findall(r'"data-kpi":"([^"]+)"', answer)]
    assert sorted(told, key=list(KPIS).index) == list(KPIS)
    for page in WITH_FIGURES:
        mine = [kpi for kpi in told if KPIS[kpi].page == page]
        assert mine == [kpi for kpi in KPIS if KPIS[kpi].page == page]


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
def test_every_figure_has_its_words(figure: Figure) -> None:
    keys = [
        figure.label,
        figure.definition,
        figure.formula,
        figure.unit,
        figure.counting,
        f"methods.page.{figure.page}",
    ]
    if figure.kind == "chart":
        keys += [figure.measure, figure.slug, f"export.page.{figure.page}"]
        keys += [f"{figure.measure}.by_quarter"] if figure.id in BY_MONTH else []
    assert [key for key in keys if key not in WORDS] == []


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
def test_every_figure_stands_on_a_page_with_a_right_and_names_cubes_that_are_kept(figure: Figure) -> None:
    assert figure.page in RIGHTS
    assert set(figure.cubes) <= {cube.name for cube in CUBES}


def test_no_slug_is_used_twice_on_a_page() -> None:
    names = [(CHARTS[chart].page, WORDS[CHARTS[chart].slug]) for chart in CHARTS]
    assert len(set(names)) == len(names)
