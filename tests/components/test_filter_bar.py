"""The filter bar: what it offers and how it shows an address before the browser takes over."""

import json

import pytest

from dashboard.address import parse_address
from dashboard.components.filter_bar import Choices, filter_bar
from dashboard.components.markup import Element, text_of, walk

CHOICES = Choices(
    programme={"KIZILAY": "Türk Kızılay", "MBB": "Marmara Belediyeler Birliği"},
    place={"TR-35": "İzmir", "TR-63": "Şanlıurfa"},
    group={"host": "Yerel halk"},
    periods=("2021", "2021-H1", "2021-Q1", "2021-02", "2021-01"),
    further={"TR-34-1103": "Adalar"},
)


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def bar(search: str = "") -> Element:
    """Give the filter bar of an address."""
    return filter_bar(parse_address(search), CHOICES)


def part(id_: str, search: str = "") -> Element:
    """Give the part of the bar with an id."""
    return next(node for node in walk(bar(search)) if props(node).get("id") == id_)


def told(search: str) -> list[str]:
    """Give what the closed lists tell."""
    return [text_of(node) for node in walk(bar(search)) if "data-shell-told" in props(node)]


def test_each_list_stands_in_a_group_with_a_name() -> None:
    groups = [node for node in walk(bar()) if node["type"] == "Fieldset"]
    assert [text_of(next(n for n in walk(group) if n["type"] == "Legend")) for group in groups] == [
        "Program",
        "Hibe ve fon sağlayıcı",
        "İl",
        "Nüfus grubu",
    ]


def test_every_label_belongs_to_a_control_of_the_bar() -> None:
    ids = {props(node).get("id") for node in walk(bar())}
    labels = [node for node in walk(bar()) if node["type"] == "Label"]
    assert {props(label)["htmlFor"] for label in labels} == {
        "shell-filter-period",
        "shell-filter-from",
        "shell-filter-to",
        "shell-search-place",
    }
    assert {props(label)["htmlFor"] for label in labels} <= ids


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("", ["Tümü", "Tümü", "Tümü", "Tümü"]),
        ("?programme=MBB&place=TR-63", ["Marmara Belediyeler Birliği", "Tümü", "Şanlıurfa", "Tümü"]),
        ("?place=TR-35&place=TR-63", ["Tümü", "Tümü", "2 seçili", "Tümü"]),
        ("?place=XX", ["Tümü", "Tümü", "Tümü", "Tümü"]),
    ],
)
def test_a_closed_list_tells_all_the_one_name_or_how_many(search: str, expected: list[str]) -> None:
    assert told(search) == expected


def test_ticked_boxes_are_those_of_the_address_that_are_offered() -> None:
    boxes = part("shell-filter-place", "?place=TR-63&place=XX")
    assert props(boxes)["value"] == ["TR-63"]
    assert props(boxes)["options"] == [{"label": "İzmir", "value": "TR-35"}, {"label": "Şanlıurfa", "value": "TR-63"}]


def test_periods_stand_in_groups_between_all_time_and_the_range() -> None:
    select = part("shell-filter-period")
    groups = {props(node)["label"]: text_of(node) for node in walk(select) if node["type"] == "Optgroup"}
    assert groups == {
        "Yıllar": "2021",
        "Yarıyıllar": "2021 1. yarıyıl",
        "Çeyrekler": "2021 1. çeyrek",
        "Aylar": "Şubat 2021 Ocak 2021",
    }
    assert text_of(select).startswith("Tüm dönem")
    assert text_of(select).endswith("Özel aralık")


def test_a_period_without_data_is_offered_so_that_the_list_can_show_it() -> None:
    select = part("shell-filter-period", "?period=2030")
    assert props(select)["defaultValue"] == "2030"
    assert "2030" in [props(node)["value"] for node in walk(select) if node["type"] == "Option"]


def test_the_range_is_shown_with_its_months_in_order_only_where_it_is_chosen() -> None:
    assert props(part("shell-filter-range"))["hidden"] is True
    search = "?period=2020-12..2021-01"
    assert props(part("shell-filter-range", search))["hidden"] is False
    assert props(part("shell-filter-period", search))["defaultValue"] == "custom"
    assert props(part("shell-filter-from", search))["defaultValue"] == "2020-12"
    months = [props(node)["value"] for node in walk(part("shell-filter-to", search)) if node["type"] == "Option"]
    assert months == ["2020-12", "2021-01", "2021-02"]


def test_the_browser_gets_the_names_of_places_that_no_box_offers() -> None:
    assert json.loads(str(props(part("shell-chips"))["data-further"])) == {"TR-34-1103": "Adalar"}


def test_no_component_stands_in_the_bar_that_fails_for_keyboard_or_screen_reader() -> None:
    kinds = {(str(node["namespace"]), str(node["type"])) for node in walk(bar())}
    assert not [kind for kind in kinds if kind[0] == "dash_core_components"]
    assert {kind for kind in kinds if kind[0] == "dash_bootstrap_components"} == {
        ("dash_bootstrap_components", "Checklist"),
        ("dash_bootstrap_components", "Input"),
    }
