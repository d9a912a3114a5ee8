"""The basket of an account: charts put aside for a report, in the order in which the report will show them.

It says what holds now and belongs to no data version. Every function takes the account's id, so that an item of
somebody else's is, for it, one that does not exist.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, case, delete, func, insert, select, update

from dashboard.data.schema.accounts import accounts
from dashboard.data.schema.baskets import basket_items

MOST_ITEMS = 60
"""Charts that a basket holds; a report of more would be read by nobody."""
LONGEST_QUERY = 4000
"""Letters of an item's query; every province of the country named one by one needs a third of it."""
Put = Literal["added", "there", "full", "long"]
"""What came of putting a chart in: it is new, it was there with the same filters, there is no room, or its query is
longer than an item keeps."""
_C = basket_items.c


@dataclass(frozen=True, slots=True)
class Item:
    """One chart of a basket, with the query of the address that it was put in from."""

    id: int
    chart: str
    query: str
    added_at: datetime


def items_of(connection: Connection, account: int) -> list[Item]:
    """Give an account's items in their order."""
    query = select(_C.id, _C.chart, _C.query, _C.added_at).where(_C.account_id == account).order_by(_C.position)
    return [Item(*row) for row in connection.execute(query)]


def put(connection: Connection, account: int, chart: str, query: str) -> Put:
    """Put a chart at the end of an account's basket, once for each query.

    Args:
        connection: a transaction of the writer.
        account: its id.
        chart: id in the catalogue, of a chart that the account may see.
        query: filters and own parameters as `Address.query` writes them, so that equal ones are equal texts.
    """
    if len(query) > LONGEST_QUERY:
        return "long"
    _hold(connection, account)
    items = items_of(connection, account)
    if any((item.chart, item.query) == (chart, query) for item in items):
        return "there"
    if len(items) >= MOST_ITEMS:
        return "full"
    last = select(func.coalesce(func.max(_C.position), 0) + 1).where(_C.account_id == account).scalar_subquery()
    connection.execute(insert(basket_items).values(account_id=account, chart=chart, query=query, position=last))
    return "added"


def move(connection: Connection, account: int, item: int, by: Literal[-1, 1]) -> bool:
    """Let an item change places with the one before (-1) or after it (1).

    At the end of the basket it stays where it is. False means that the account has no such item.
    """
    _hold(connection, account)
    order = [one.id for one in items_of(connection, account)]
    if item not in order:
        return False
    other = order.index(item) + by
    if 0 <= other < len(order):
        _swap(connection, item, order[other])
    return True


def remove(connection: Connection, account: int, item: int) -> bool:
    """Take an item out; False means that the account has no such item."""
    return bool(connection.execute(delete(basket_items).where(_is(account, item))).rowcount)


def empty(connection: Connection, account: int) -> None:
    """Take everything out."""
    connection.execute(delete(basket_items).where(_C.account_id == account))


def _hold(connection: Connection, account: int) -> None:
    """Let nobody else change the account's basket until the transaction ends."""
    connection.execute(select(accounts.c.id).where(accounts.c.id == account).with_for_update())


def _swap(connection: Connection, one: int, other: int) -> None:
    """Let two items change places in one statement."""
    at = {id_: select(_C.position).where(_C.id == id_).scalar_subquery() for id_ in (one, other)}
    places = case((_C.id == one, at[other]), else_=at[one])
    connection.execute(update(basket_items).where(_C.id.in_((one, other))).values(position=places))


def _is(account: int, item: int) -> ColumnElement[bool]:
    """Say which row an account's item is."""
    return (_C.account_id == account) & (_C.id == item)
