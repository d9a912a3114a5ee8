"""Headings that sort: each is a link to the address in which its column is the order of the table."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.data_table import Column, Order
from dashboard.listing import Sort, page_name, sort_name

_WANTED = "a-wanted-order"
"""Stands for the order while an address is written."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """How one table is sorted, and where its headings lead.

    `path` is the page's, `chart` the table's id in the catalogue, `columns` the keys of those that can be sorted.
    """

    address: Address
    path: str
    chart: str
    sort: Sort
    columns: Collection[str]

    def heading(self, key: str, label: str, *, numeric: bool) -> Column:
        """Give the heading of a column; one that cannot be sorted leads nowhere."""
        if key not in self.columns:
            return Column(label, numeric=numeric)
        wanted = self.sort.pressed(key, numeric=numeric)
        return Column(
            label,
            numeric=numeric,
            sorted_as=_order(self.sort) if key == self.sort.column else None,
            href=_address(self.address, self.path, self.chart).replace(_WANTED, quote(str(wanted))),
            sorts=_order(wanted),
        )


@lru_cache(maxsize=64)
def _address(address: Address, path: str, chart: str) -> str:
    """Give the address of a table in another order, written once for all its headings; it begins at its first page."""
    table = CHARTS[chart].name
    query = address.with_own(page_name(table)).with_own(sort_name(table), _WANTED).query()
    return f"{path}?{query}"


def _order(sort: Sort) -> Order:
    """Name the order as assistive tools know it."""
    return "descending" if sort.descending else "ascending"
