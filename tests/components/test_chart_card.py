"""Chart cards: what the layout draws, and what an answer fills in."""

import dash
import pytest

from dashboard.address import parse_address
from dashboard.components.chart_card import Caption, chart_answer, chart_card, chart_outputs, graph_config
from dashboard.components.markup import Element, el, text_of, walk
from dashboard.components.states import error_mark, mark
from dashboard.i18n import speaking

CHART = "beneficiaries.by_place"
CAPTION = Caption("İstanbul başta", "Kişi, tüm iller, 2021", "İllere göre kişi, 2021", ("Kaynak: Kobo", "31.10.2026"))


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def card(search: str = "", *, table_only: bool = False, own: tuple[str, ...] = ()) -> Element:
    """Give the card of an address."""
    about = el("P", "Tanım")
    return chart_card(CHART, "İllere göre kişi", parse_address(search, own), about=about, table_only=table_only)


def by_id(tree: Element) -> dict[object, Element]:
    """Give the elements that have an id."""
    return {props(node)["id"]: node for node in walk(tree) if "id" in props(node)}


@pytest.mark.parametrize("table_only", [False, True])
def test_every_output_of_the_answer_is_drawn_by_the_card(*, table_only: bool) -> None:
    outputs = chart_outputs(CHART, table_only=table_only)
    assert {output.component_id for output in outputs} <= by_id(card(table_only=table_only)).keys()
    assert len(outputs) == len(chart_answer(CAPTION, instead=mark("zero"), table_only=table_only))


def test_every_id_begins_with_the_page() -> None:
    assert all(str(name).startswith("beneficiaries-by_place-") for name in by_id(card()))


def test_the_figure_names_its_chart_and_begins_with_its_caption() -> None:
    figure = card()
    assert figure["type"] == "Figure"
    assert props(figure)["data-chart"] == CHART
    assert props(next(iter(props(figure)["children"])))["tag"] == "Figcaption"  # type: ignore[call-overload]


def test_the_graph_stands_inside_an_image_with_a_name() -> None:
    plot = by_id(card())["beneficiaries-by_place-plot"]
    assert props(plot)["role"] == "img"
    assert props(plot)["aria-label"] == "İllere göre kişi"
    assert [node["type"] for node in walk(props(plot)["children"])] == ["Graph"]


def test_the_switch_shows_what_the_address_asks_for() -> None:
    name = "beneficiaries-by_place-view"
    assert props(by_id(card())[name])["value"] == "chart"
    assert props(by_id(card("?view.beneficiaries.by_place=table"))[name])["value"] == "table"


def test_a_table_only_card_has_no_graph_and_no_switch() -> None:
    kinds = {node["type"] for node in walk(card(table_only=True))}
    assert not kinds & {"Graph", "RadioItems"}


def test_downloads_carry_the_filters_but_no_views() -> None:
    tree = card("?period=2021&place=TR-34&view.beneficiaries.by_place=table")
    links = [props(node)["href"] for node in walk(tree) if node["type"] == "A"]
    assert links == [
        "/export/beneficiaries/by_place.csv?place=TR-34&period=2021",
        "/export/beneficiaries/by_place.csv?place=TR-34&period=2021&csv=machine",
        "/export/beneficiaries/by_place.xlsx?place=TR-34&period=2021",
    ]


def test_downloads_carry_the_pages_own_parameters() -> None:
    tree = card("?period=2021&detail.page=2&detail.page=3", own=("detail.page",))
    links = [props(node)["href"] for node in walk(tree) if node["type"] == "A"]
    assert links[0] == "/export/beneficiaries/by_place.csv?period=2021&detail.page=2&detail.page=3"


def test_without_filters_a_download_has_a_plain_address() -> None:
    links = [props(node)["href"] for node in walk(card()) if node["type"] == "A"]
    assert links[0] == "/export/beneficiaries/by_place.csv"


def test_an_answer_with_a_chart_leaves_nothing_in_its_place() -> None:
    text, instead, source, label, figure = chart_answer(CAPTION, figure={"data": [], "layout": {}})
    assert text_of(text) == "İstanbul başta Kişi, tüm iller, 2021"
    assert instead is None
    assert source == "Kaynak: Kobo · 31.10.2026"
    assert label == "İllere göre kişi, 2021"
    assert figure == {"data": [], "layout": {}}


def test_an_answer_without_a_chart_leaves_the_graph_as_it_was() -> None:
    *_, figure = chart_answer(CAPTION, instead=mark("no_data"))
    assert figure is dash.no_update


def test_nothing_can_leave_through_the_graph() -> None:
    for language in ("tr", "en", "ar"):
        with speaking(language):
            config = graph_config()
        assert config["displayModeBar"] is False
        assert config["showSendToCloud"] is False
        assert config["plotlyServerURL"] == ""
        assert config["topojsonURL"] == "/assets/topojson/"
        assert config["locale"] == language


def test_no_data_zero_and_suppressed_are_three_different_marks() -> None:
    marks = [mark("no_data"), mark("zero"), mark("suppressed")]
    assert len({text_of(one) for one in marks}) == 3
    assert len({str(props(node)["className"]) for one in marks for node in walk(one) if node["type"] == "Span"}) == 3


def test_an_error_tells_its_code_and_offers_to_ask_again() -> None:
    error = error_mark("K7Q2")
    assert "K7Q2" in text_of(error)
    assert props(error)["role"] == "alert"
    assert [props(node)["data-retry"] for node in walk(error) if node["type"] == "Button"] == ["true"]
