"""Headings that sort: links to the same address in another order, told to assistive tools too."""

from dashboard.address import Address, parse_address
from dashboard.components.data_table import Column, data_table
from dashboard.components.markup import text_of, walk
from dashboard.components.sortable import Sorting
from dashboard.listing import Sort

CHART = "beneficiaries.detail"
OWN = ("detail.page", "detail.sort", "q")
KEYS = ("name", "people")


def sorting(search: str = "", sort: Sort = Sort("people", descending=True)) -> Sorting:  # noqa: B008  Never changes.
    """Give how the table of an address is sorted."""
    return Sorting(parse_address(search, OWN), "/beneficiaries", CHART, sort, KEYS)


def test_a_heading_leads_to_the_first_page_of_its_order_and_keeps_everything_else() -> None:
    found = sorting("?place=TR-34&detail.page=3&detail.sort=-people&q=okul&view.beneficiaries.map=table")
    name = found.heading("name", "Ad", numeric=False)
    people = found.heading("people", "Kişi", numeric=True)
    rest = "place=TR-34&view.beneficiaries.map=table"
    assert name.href == f"/beneficiaries?{rest}&detail.sort=name&q=okul"
    assert people.href == f"/beneficiaries?{rest}&detail.sort=people&q=okul"


def test_only_the_column_in_force_says_so() -> None:
    found = sorting()
    assert found.heading("people", "Kişi", numeric=True).sorted_as == "descending"
    assert found.heading("name", "Ad", numeric=False).sorted_as is None
    assert sorting(sort=Sort("people")).heading("people", "Kişi", numeric=True).sorted_as == "ascending"


def test_a_column_that_cannot_be_sorted_is_plain() -> None:
    assert sorting().heading("note", "Not", numeric=False) == Column("Not", numeric=False)


def test_the_link_says_in_words_what_it_does_and_shows_a_sign_that_is_skipped() -> None:
    columns = [sorting().heading("name", "Ad", numeric=False), sorting().heading("people", "Kişi", numeric=True)]
    tree = data_table(CHART, "Kişi", columns, [])
    heads = [node["props"] for node in walk(tree) if node["type"] == "Th"]
    links = [node["props"] for node in walk(tree) if node["type"] == "A"]
    signs = [node["props"] for node in walk(tree) if "sort-sign" in str(node["props"].get("className"))]  # type: ignore[attr-defined]
    assert [head.get("aria-sort") for head in heads] == [None, "descending"]  # type: ignore[attr-defined]
    assert [" ".join(text_of(link["children"]).split()) for link in links] == [
        "Ad , artan sırala",
        "Kişi , artan sırala",
    ]  # type: ignore[index]
    assert {link["data-shell-link"] for link in links} == {""}  # type: ignore[index]
    assert [sign["aria-hidden"] for sign in signs] == ["true", "true"]  # type: ignore[index]
    assert [sign["className"] for sign in signs] == ["sort-sign sort-none", "sort-sign sort-descending"]  # type: ignore[index]


def test_without_an_address_of_its_own_a_heading_still_leads_to_the_page() -> None:
    found = Sorting(Address(), "/beneficiaries", CHART, Sort("name"), KEYS)
    assert found.heading("name", "Ad", numeric=False).href == "/beneficiaries?detail.sort=-name"
