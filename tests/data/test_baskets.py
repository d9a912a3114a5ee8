"""The basket of an account: kept in order, of bounded size, and nobody else's."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, select

from dashboard.access import accounts as people
from dashboard.data import baskets
from dashboard.data.baskets import MOST_ITEMS, items_of, move, put, remove
from dashboard.data.schema.accounts import accounts
from dashboard.data.schema.baskets import basket_items
from tests.conftest import Database

CHARTS = ("beneficiaries.by_place", "projects.by_stage", "timeline.gantt")


@pytest.fixture
def ids(database: Database) -> tuple[int, int]:
    """Give the ids of two accounts."""
    with database.engines.writer.begin() as connection:
        for name in ("ada", "can"):
            people.create_account(connection, name, "staff", actor="test", password="correct horse battery")
        found = connection.execute(select(accounts.c.id).order_by(accounts.c.username)).scalars()
        return tuple(found)  # type: ignore[return-value]


def fill(database: Database, account: int) -> list[int]:
    """Put three charts into a basket; give the ids of the items in their order."""
    with database.engines.writer.begin() as connection:
        assert [put(connection, account, chart, "period=2021") for chart in CHARTS] == ["added"] * 3
        return [item.id for item in items_of(connection, account)]


def charts(database: Database, account: int) -> list[str]:
    """Give the charts of a basket in their order."""
    with database.engines.writer.begin() as connection:
        return [item.chart for item in items_of(connection, account)]


def test_charts_stand_in_the_order_in_which_they_came(database: Database, ids: tuple[int, int]) -> None:
    fill(database, ids[0])
    assert charts(database, ids[0]) == list(CHARTS)
    assert charts(database, ids[1]) == []


def test_a_chart_is_there_once_for_each_query(database: Database, ids: tuple[int, int]) -> None:
    with database.engines.writer.begin() as connection:
        told = [put(connection, ids[0], CHARTS[0], query) for query in ("", "period=2021", "", "period=2021")]
        assert told == ["added", "added", "there", "there"]
        assert put(connection, ids[1], CHARTS[0], "") == "added"


def test_an_item_goes_up_and_down_and_no_further_than_the_ends(database: Database, ids: tuple[int, int]) -> None:
    first, second, third = fill(database, ids[0])
    orders = []
    with database.engines.writer.begin() as connection:
        for item, by in ((third, -1), (third, -1), (third, -1), (first, 1), (second, 1)):
            assert move(connection, ids[0], item, by)  # type: ignore[arg-type]
            orders.append([one.id for one in items_of(connection, ids[0])])
    assert orders == [
        [first, third, second],
        [third, first, second],
        [third, first, second],
        [third, second, first],
        [third, first, second],
    ]


def test_positions_stay_apart_after_something_was_taken_out(database: Database, ids: tuple[int, int]) -> None:
    first, second, third = fill(database, ids[0])
    with database.engines.writer.begin() as connection:
        assert remove(connection, ids[0], second)
        assert move(connection, ids[0], third, -1)
        assert put(connection, ids[0], CHARTS[1], "") == "added"
        assert [one.id for one in items_of(connection, ids[0])][:2] == [third, first]
    assert charts(database, ids[0]) == [CHARTS[2], CHARTS[0], CHARTS[1]]


def test_nobody_reaches_an_item_of_somebody_else(database: Database, ids: tuple[int, int]) -> None:
    first, *_ = fill(database, ids[0])
    with database.engines.writer.begin() as connection:
        assert not remove(connection, ids[1], first)
        assert not move(connection, ids[1], first, 1)
        baskets.empty(connection, ids[1])
        assert not remove(connection, ids[0], 2**62)
    assert charts(database, ids[0]) == list(CHARTS)


def test_a_basket_is_full_at_some_point_and_a_query_too_long(database: Database, ids: tuple[int, int]) -> None:
    with database.engines.writer.begin() as connection:
        told = [put(connection, ids[0], CHARTS[0], f"period={n}") for n in range(MOST_ITEMS + 2)]
        assert told == ["added"] * MOST_ITEMS + ["full"] * 2
        assert put(connection, ids[1], CHARTS[0], "x" * (baskets.LONGEST_QUERY + 1)) == "long"
    assert len(charts(database, ids[0])) == MOST_ITEMS


def test_presses_at_once_neither_overfill_the_basket_nor_stand_in_one_place(
    database: Database, ids: tuple[int, int]
) -> None:
    rows = [{"account_id": ids[0], "position": n, "chart": CHARTS[0], "query": str(n)} for n in range(MOST_ITEMS - 2)]
    with database.engines.writer.begin() as connection:
        connection.execute(insert(basket_items), rows)

    def press(number: int) -> str:
        with database.engines.writer.begin() as connection:
            return put(connection, ids[0], CHARTS[1], str(number))

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(press, range(4)))
    assert told == ["added", "added", "full", "full"]
    assert len(charts(database, ids[0])) == MOST_ITEMS


def test_a_basket_goes_with_its_account(database: Database, ids: tuple[int, int]) -> None:
    fill(database, ids[0])
    with database.engines.owner.begin() as connection:
        connection.execute(accounts.delete().where(accounts.c.id == ids[0]))
        assert connection.execute(select(basket_items)).all() == []
