"""The layout holds every figure of the registry in its place, explains each, and knows no data."""

import pytest

from dashboard.address import Address, parse_address
from dashboard.callbacks.beneficiaries import outputs
from dashboard.catalogue import CHARTS, FIGURES, KPIS
from dashboard.components.markup import text_of, walk
from dashboard.i18n import speaking, t
from dashboard.pages import beneficiaries

LANGUAGES = ("tr", "en", "ar")


def drawn(address: Address | None = None) -> list[dict[str, object]]:
    return [node["props"] for node in walk(beneficiaries.layout(address or Address()))]  # type: ignore[misc]


def test_the_page_shows_the_charts_of_the_registry_and_no_others() -> None:
    charts = [props["data-chart"] for props in drawn() if "data-chart" in props]
    assert charts == [chart for chart, figure in CHARTS.items() if figure.page == "beneficiaries"]


def test_the_place_of_every_key_figure_is_kept() -> None:
    labels = text_of(beneficiaries.layout(Address()))
    assert all(t(kpi.label) in labels for kpi in KPIS.values() if kpi.page == "beneficiaries")


def test_everything_that_the_callback_fills_is_drawn() -> None:
    ids = {props.get("id") for props in drawn()}
    assert {output.component_id for output in outputs()} <= ids


def test_every_id_begins_with_the_page_and_stands_once() -> None:
    ids = [str(props["id"]) for props in drawn() if "id" in props]
    assert all(one.startswith("beneficiaries-") for one in ids)
    assert len(set(ids)) == len(ids)


def test_headings_go_down_without_a_step_left_out() -> None:
    levels = [int(node["type"][1]) for node in walk(beneficiaries.layout(Address())) if node["type"] in {"H2", "H3"}]  # type: ignore[index]
    assert levels[0] == 2
    assert set(levels) == {2, 3}


def test_the_address_chooses_the_view_of_a_chart() -> None:
    address = parse_address("?view.beneficiaries.by_place=table")
    values = {props["id"]: props["value"] for props in drawn(address) if str(props.get("id", "")).endswith("-view")}
    assert values["beneficiaries-by_place-view"] == "table"
    assert values["beneficiaries-map-view"] == "chart"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_figure_has_its_words(figure: object, language: str) -> None:
    keys = [figure.label, figure.definition, figure.formula, figure.unit, figure.counting]  # type: ignore[attr-defined]
    if figure.kind == "chart":  # type: ignore[attr-defined]
        keys += [figure.measure, figure.slug]  # type: ignore[attr-defined]
    with speaking(language):
        assert all(t(key).strip() for key in keys)


def test_names_of_files_are_plain_letters() -> None:
    for language in LANGUAGES:
        with speaking(language):
            slugs = [t(chart.slug) for chart in CHARTS.values() if chart.page == "beneficiaries"]
        assert all(slug.replace("-", "").isascii() and slug == slug.lower() for slug in slugs)
        assert len(set(slugs)) == len(slugs)
