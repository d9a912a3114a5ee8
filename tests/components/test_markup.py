"""Plain-dict elements are what Dash's own components would have become."""

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html

from dashboard.components.markup import dbc_el, dcc_el, el, ltr, still, text_of, walk


def test_an_element_is_the_dict_of_dashs_component() -> None:
    ours = el("Div", "a", el("B", "c"), None, id="x", class_="y", aria_live="polite", data_value="3", hidden=None)
    theirs = html.Div(["a", html.B("c")], id="x", className="y", **{"aria-live": "polite", "data-value": "3"})
    expected = theirs.to_plotly_json()
    expected["props"]["children"] = ["a", html.B("c").to_plotly_json()]
    assert ours == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (el("Label", "n", for_="f"), html.Label("n", htmlFor="f")),
        (dbc_el("Select", id="s", options=[]), dbc.Select(id="s", options=[])),
        (dcc_el("Store", id="s"), dcc.Store(id="s")),
        (ltr("9 / 24"), html.Bdi("9 / 24", dir="ltr")),
    ],
)
def test_every_library_keeps_its_names(ours: object, theirs: object) -> None:
    assert ours == theirs.to_plotly_json()  # type: ignore[attr-defined]


def test_a_zero_is_a_child_and_none_is_not() -> None:
    assert text_of(el("Td", 0)) == "0"
    assert "children" not in el("Td", None)["props"]  # type: ignore[operator]


def test_walking_and_reading_a_tree() -> None:
    tree = el("Ul", [el("Li", "a"), el("Li", "b", el("I", "c"))])
    assert [node["type"] for node in walk(tree)] == ["Ul", "Li", "Li", "I"]
    assert text_of(tree) == "a b c"


def test_a_still_tree_is_one_component_that_can_be_read_like_any() -> None:
    tree = still([el("H3", "a"), "b"], tag="Figcaption", id="x", class_="y")
    assert tree["namespace"] == "uyum"
    assert tree["props"] == {"tree": [el("H3", "a"), "b"], "tag": "Figcaption", "id": "x", "className": "y"}
    assert [node["type"] for node in walk(tree)] == ["Still", "H3"]
    assert text_of(el("Div", tree)) == "a b"
