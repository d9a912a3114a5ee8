"""The filters that a page adds: drawn like the shared ones, told in files, and named where they cannot be used."""

import pytest

from dashboard.address import Problem, parse_address
from dashboard.components.filter_bar import Choices, filter_bar
from dashboard.components.markup import Element, text_of, walk
from dashboard.components.page_filters import LONG, NO_OWN_FILTERS, OwnFilter, OwnFilters
from dashboard.i18n import LOCALES, speaking, t

STAGES = {"idea": "Fikir", "approved": "Onaylandı"}
OWNERS = {f"owner {number}": f"Kurul {number}" for number in range(LONG + 1)}
OWN = OwnFilters(
    (OwnFilter("stage", STAGES), OwnFilter("owner", OWNERS), OwnFilter("mode", {}), OwnFilter("q")),
    told=(("Ağırlıklar", "deneme"),),
    problems=(Problem("weights", "x"),),
)


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def bar(search: str = "", own: OwnFilters = OWN, shown: tuple[str, ...] = ("programme", "period")) -> Element:
    """Give the filter bar of a page with filters of its own."""
    return filter_bar(parse_address(search, ("stage", "owner", "q")), Choices(), own, shown)


def controls(tree: Element) -> dict[object, Element]:
    """Give the controls by the filter that they belong to, in their order."""
    return {props(node)["data-filter"]: node for node in walk(tree) if "data-filter" in props(node)}


def part(id_: str, search: str = "") -> dict[str, object]:
    """Give the properties of a part of the bar."""
    return next(props(node) for node in walk(bar(search)) if props(node).get("id") == id_)


def test_they_stand_after_the_shared_ones_that_mean_something_here() -> None:
    assert list(controls(bar())) == ["programme", "period", "stage", "owner", "q"]
    assert list(controls(filter_bar(parse_address(""), Choices()))) == [
        "programme",
        "grant",
        "period",
        "place",
        "group",
    ]


def test_a_list_shows_what_the_address_asks_for_and_can_be_chosen() -> None:
    assert part("shell-filter-stage", "?stage=approved&stage=none&stage=idea")["value"] == ["approved", "idea"]
    assert "2 seçili" in text_of(controls(bar("?stage=approved&stage=idea"))["stage"])
    assert "Onaylandı" in text_of(controls(bar("?stage=approved"))["stage"])


def test_a_list_is_called_as_its_page_calls_it() -> None:
    """The status of a case is not that of a protocol, whose filter has the same parameter."""
    own = OwnFilters((OwnFilter("status", STAGES, words="feedback_status"),))
    said = text_of(controls(filter_bar(parse_address(""), Choices(), own, ()))["status"])
    assert t("filter.feedback_status") in said
    assert t("filter.status") not in said


def test_a_list_without_choices_is_left_out_and_a_long_one_can_be_searched() -> None:
    ids = {props(node).get("id") for node in walk(bar())}
    assert "shell-filter-mode" not in ids
    assert "shell-search-owner" in ids
    assert "shell-search-stage" not in ids
    label = next(node for node in walk(bar()) if props(node).get("htmlFor") == "shell-search-owner")
    assert text_of(label) == "Sorumlu: listede ara"


def test_the_search_box_has_a_label_a_hint_and_a_button_and_shows_the_last_search() -> None:
    box = part("shell-filter-q", "?q=a&q=okul")
    hint = part(str(box["aria-describedby"]))
    tree = controls(bar())["q"]
    assert (box["type"], box["defaultValue"]) == ("search", "okul")
    assert part("shell-filter-q")["defaultValue"] == ""
    assert "Enter" in text_of(hint["children"])
    assert [props(node)["htmlFor"] for node in walk(tree) if node["type"] == "Label"] == ["shell-filter-q"]
    assert [props(node)["type"] for node in walk(tree) if node["type"] == "Button"] == ["submit"]


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_filters_in_force_are_told_by_their_labels(language: str) -> None:
    own = (("q", "a"), ("q", "okul"), ("stage", "approved"), ("stage", "idea"), ("stage", "none"), ("list.page", "2"))
    with speaking(language):
        assert OWN.in_words(own) == {
            t("filter.stage"): ["Onaylandı", "Fikir"],
            t("filter.q"): ["okul"],
            "Ağırlıklar": ["deneme"],
        }
    assert NO_OWN_FILTERS.in_words(own) == {}
