"""The form in which other weights are tried."""

from decimal import Decimal

import pytest

from dashboard.components.markup import Element, text_of, walk
from dashboard.components.weights_form import Weight, weights_form

STORED = (
    Weight("ETKI", "Etki", Decimal("0.3000")),
    Weight("MALIYET", "Maliyet", Decimal("0.1250")),
    Weight("SURE", "Süre", Decimal("0.5750")),
)
TRIED = (
    Weight("ETKI", "Etki", Decimal("0.3000"), Decimal(0)),
    Weight("MALIYET", "Maliyet", Decimal("0.7000"), Decimal("100.0000")),
)


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def fields(weights: tuple[Weight, ...]) -> list[dict[str, object]]:
    """Give the number fields of a form."""
    return [props(node) for node in walk(weights_form("projects", weights)) if node["type"] == "Input"]


def test_each_criterion_has_a_number_with_its_name_its_stored_weight_and_words_for_a_wrong_one() -> None:
    form = weights_form("projects", STORED)
    by_id = {props(node)["id"]: node for node in walk(form) if "id" in props(node)}
    labels = {props(node)["htmlFor"]: text_of(node) for node in walk(form) if node["type"] == "Label"}
    assert [(labels[str(one["id"])], one["data-code"]) for one in fields(STORED)] == [
        ("Etki", "ETKI"),
        ("Maliyet", "MALIYET"),
        ("Süre", "SURE"),
    ]
    told = [[text_of(by_id[id_]) for id_ in str(one["aria-describedby"]).split()] for one in fields(STORED)]
    assert told[1] == ["Kayıtlı: %12,5", "0 ile 1.000 arasında bir sayı yazın."]
    assert {props(by_id[str(one["aria-describedby"]).split()[1]])["hidden"] for one in fields(STORED)} == {True}


def test_numbers_stand_as_addresses_write_them() -> None:
    assert [one["defaultValue"] for one in fields(STORED)] == ["30", "12.5", "57.5"]
    assert [one["defaultValue"] for one in fields(TRIED)] == ["0", "100"]
    assert [one["data-kept"] for one in fields(TRIED)] == ["30", "70"]


@pytest.mark.parametrize(
    ("weights", "said"), [(STORED, "Kayıtlı ağırlıklar kullanılıyor."), (TRIED, "Deneme ağırlıkları")]
)
def test_the_form_says_whose_weights_are_in_force(weights: tuple[Weight, ...], said: str) -> None:
    line = next(node for node in walk(weights_form("projects", weights)) if props(node).get("role") == "status")
    assert text_of(line).startswith(said)


def test_the_form_names_its_parameter_and_its_ids_begin_with_the_page() -> None:
    form = weights_form("projects", STORED)
    assert props(form)["data-weights"] == "weights"
    assert all(str(props(node)["id"]).startswith("projects-") for node in walk(form) if "id" in props(node))
    assert [props(node)["type"] for node in walk(form) if node["type"] == "Button"] == ["submit", "button"]
