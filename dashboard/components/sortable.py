"""Headings that sort: each is a link to the address in which its column is the order of the table."""

from collections.abc import Collection
from dataclasses import dataclass

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.data_table import Column, Order
from dashboard.listing import Sort, page_name, sort_name


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
        # A table in another order begins at its first page.
        table = CHARTS[self.chart].name
        address = self.address.with_own(page_name(table)).with_own(sort_name(table), str(wanted))
        return Column(
            label,
            numeric=numeric,
            sorted_as=_order(self.sort) if key == self.sort.column else None,
            href=f"{self.path}?{address.query()}",
            sorts=_order(wanted),
        )


def _order(sort: Sort) -> Order:
    """Name the order as assistive tools know it."""
    return "descending" if sort.descending else "ascending"
