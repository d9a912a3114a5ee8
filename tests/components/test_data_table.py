"""Tables that a screen reader can read and a script can check."""

from dashboard.components.data_table import Column, Number, data_table
from dashboard.components.markup import Element, text_of, walk

COLUMNS = [Column("İl", numeric=False), Column("Kişi", sorted_as="descending"), Column("Not", numeric=False)]
ROWS = [
    ("İstanbul", Number("1.234", 1234), "a"),
    ("Adana", Number("—", None), "b"),
    ("Hatay", Number("Gizlendi", "suppressed"), ""),
]


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def found(kind: str) -> list[Element]:
    """Give the elements of one kind in the table of these tests."""
    return [
        node for node in walk(data_table("beneficiaries.by_place", "Kişi, il", COLUMNS, ROWS)) if node["type"] == kind
    ]


def test_the_table_names_its_chart_and_has_a_caption() -> None:
    (table,) = found("Table")
    assert props(table)["data-table"] == "beneficiaries.by_place"
    assert [text_of(caption) for caption in found("Caption")] == ["Kişi, il"]


def test_headers_have_a_scope_and_say_how_rows_are_sorted() -> None:
    head = [(props(th)["scope"], props(th).get("aria-sort")) for th in found("Th")]
    assert head == [("col", None), ("col", "descending"), ("col", None), *[("row", None)] * 3]


def test_numbers_carry_their_exact_value_or_their_state() -> None:
    assert [props(td).get("data-value") for td in found("Td")] == ["1234", None, "missing", None, "suppressed", None]
    assert [props(td).get("className") for td in found("Td")] == ["n", None] * 3


def test_the_table_scrolls_in_a_region_that_the_keyboard_reaches() -> None:
    (region,) = found("Div")
    assert props(region)["role"] == "region"
    assert props(region)["tabIndex"] == "0"
    assert "Kişi, il" in str(props(region)["aria-label"])


def test_a_table_without_rows_is_still_a_table() -> None:
    tree = data_table("x", "Kişi", COLUMNS, [])
    assert [text_of(node) for node in walk(tree) if node["type"] == "Tbody"] == [""]
