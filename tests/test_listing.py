"""How a long table is asked for in an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.listing import Leaf, Sort, page_name, sort_name

COLUMNS = ("name", "days", "-odd")


@pytest.mark.parametrize(("text", "column", "descending"), [("days", "days", False), ("-days", "days", True)])
def test_an_order_is_read_and_written(text: str, column: str, descending: bool) -> None:  # noqa: FBT001  Parametrised.
    sort = Sort.parse(text, COLUMNS)
    assert sort == Sort(column, descending)
    assert str(sort) == text


@pytest.mark.parametrize("text", [None, "", "-", "--days", "days ", "DAYS", "+days", "code", "days,name"])
def test_what_names_no_column_is_no_order(text: str | None) -> None:
    assert Sort.parse(text, COLUMNS) is None


def test_a_press_turns_the_order_round_and_begins_another_with_what_is_looked_for_first() -> None:
    sort = Sort("name")
    assert sort.pressed("name", numeric=False) == Sort("name", descending=True)
    assert sort.pressed("name", numeric=False).pressed("name", numeric=False) == sort
    assert sort.pressed("days", numeric=True) == Sort("days", descending=True)
    assert Sort("days", descending=True).pressed("name", numeric=False) == Sort("name")


def test_the_parameters_bear_the_tables_name() -> None:
    assert (sort_name("list"), page_name("list")) == ("list.sort", "list.page")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (None, 1),
        ("", 1),
        ("2", 2),
        ("3", 3),
        ("4", 3),
        ("0", 1),
        ("-1", 1),
        ("x", 1),
        ("٢", 1),
        ("²", 1),
        ("9" * 50, 1),
    ],
)
def test_the_nearest_page_is_shown(text: str | None, number: int) -> None:
    leaf = Leaf.read(text, 101, 50)
    assert (leaf.number, leaf.pages, leaf.count) == (number, 3, 101)
    assert (leaf.first, leaf.last) == ((number - 1) * 50, min(number * 50, 101))


def test_nothing_is_one_empty_page() -> None:
    assert Leaf.read("7", 0, 50) == Leaf(1, 1, 0, 0, 0)


@given(st.integers(0, 500), st.integers(1, 60))
def test_the_pages_hold_every_row_once(count: int, size: int) -> None:
    pages = Leaf.read(None, count, size).pages
    rows = [row for number in range(1, pages + 1) for row in range(*edges(str(number), count, size))]
    assert rows == list(range(count))


def edges(text: str, count: int, size: int) -> tuple[int, int]:
    leaf = Leaf.read(text, count, size)
    return leaf.first, leaf.last
