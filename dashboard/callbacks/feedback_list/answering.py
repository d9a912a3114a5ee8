"""From the answers of the database to the page of the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.pager import pager
from dashboard.components.sortable import Sorting
from dashboard.data import feedback_list as data
from dashboard.data.asking import Asking, Failure
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters
from dashboard.data.retention import Retention
from dashboard.export.citation import scope_in_words, source_lines
from dashboard.export.feedback_list import SHOWN, SORTED, SOURCE, TABLE, marked, order_of
from dashboard.export.paging import saying
from dashboard.export.screen import Setting, card
from dashboard.figures.feedback_list.cases import listed
from dashboard.formats import whole
from dashboard.i18n import t
from dashboard.listing import Leaf, page_name
from dashboard.pages.feedback_list import PATH

CASES = "feedback_list.cases"
ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers of one change: one page of cases, and how many there are."""

    answers: Mapping[str, Any]
    count: int | Failure
    leaf: Leaf
    known: Directory

    @property
    def records(self) -> int | None:
        """Give how many cases are in the list, as far as they are counted; None where that could not be had."""
        return None if isinstance(self.count, Failure) else min(self.count, data.MOST_COUNTED)


def ask(listener: Asking, filters: Filters, address: Address, retention: Retention) -> Asked:
    """Count the cases in view and ask for the page of them that the address names."""

    def count(connection: Connection, asked: Filters) -> int:
        return data.count(connection, asked, retention)

    def cases(connection: Connection, asked: Filters) -> Any:  # noqa: ANN401  A frame.
        return data.cases(connection, asked, retention, order_of(asked), slice(leaf.first, leaf.last))

    known = directory(listener.connection, filters.snapshot.version)
    counted = listener.ask(count, filters)
    reachable = 0 if isinstance(counted, Failure) else min(counted, data.MOST_COUNTED)
    leaf = Leaf.read(address.own(page_name(TABLE)), reachable, ROWS_A_PAGE)
    page = counted if isinstance(counted, Failure) else listener.ask(cases, filters)
    return Asked({TABLE: page, "marked": listener.ask(marked, filters)}, counted, leaf, known)


def answer(asked: Asked, filters: Filters, address: Address) -> list[object]:
    """Give the values of all outputs: the way through the pages, and the card under words that speak of all rows."""
    setting = Setting(
        scope=scope_in_words(filters, asked.known),
        source=source_lines(filters, asked.known, None, SOURCE),
        views=address.views,
        links={},
        sorts={CASES: Sorting(address, PATH, CASES, order_of(filters), SORTED)},
    )
    shown = SHOWN[CASES]
    if isinstance(asked.count, int) and asked.count:
        more = asked.count > data.MOST_COUNTED
        remark = t("feedback_list.in_file", count=whole(data.MOST_COUNTED)) if more else None
        shown = saying(shown, listed(asked.count, data.MOST_COUNTED), remark)
    return [pager(address, PATH, CASES, asked.leaf), *card(CHARTS[CASES], shown, asked.answers, setting)]
