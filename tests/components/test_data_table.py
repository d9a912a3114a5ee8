"""Tables that a screen reader can read and a script can check."""

from dashboard.components.data_table import Column, Explained, Number, data_table
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


def explained_table() -> Element:
    """Give a table whose rows lead to what their numbers are made of, but for the second."""
    columns = [
        Column("İl", numeric=False),
        Column("Kişi", key="new_people"),
        Column("Oran"),
        Column("Not", numeric=False),
    ]
    rows = [
        ("İstanbul", Number("1.234", 1234), Number("%5", 0.05), "a"),
        ("Diğer", Number("7", 7), Number("%1", 0.01), "b"),
        ("Hatay", Number("Gizlendi", "suppressed"), Number("—", None), ""),
    ]
    leads = Explained("beneficiaries.by_place", ("TR-34", None, "TR-31"), ("İstanbul", "Diğer", "Hatay"))
    return data_table("beneficiaries.by_place", "Kişi, il", columns, rows, leads)


def test_a_row_leads_to_what_its_numbers_are_made_of_by_one_link_with_a_name_of_its_own() -> None:
    links = [props(node) for node in walk(explained_table()) if node["type"] == "A"]
    assert [one["data-row"] for one in links] == ["TR-34", "TR-31"]
    assert [str(one["href"]) for one in links] == [
        "/data/explain?figure=beneficiaries.by_place&row=TR-34",
        "/data/explain?figure=beneficiaries.by_place&row=TR-31",
    ]
    assert ["İstanbul" in str(one["aria-label"]) for one in links] == [True, False]
    assert len({str(one["aria-label"]) for one in links}) == len(links)


def test_the_column_of_the_links_has_a_heading_and_each_row_a_cell() -> None:
    table = explained_table()
    heads = [node for node in walk(table) if node["type"] == "Th" and props(node)["scope"] == "col"]
    assert [props(one).get("data-column") for one in heads] == [None, "new_people", None, None, None]
    assert text_of(heads[-1])
    rows = [node for node in walk(table) if node["type"] == "Tr"]
    assert {len(props(row)["children"]) for row in rows} == {len(heads)}  # type: ignore[arg-type]
