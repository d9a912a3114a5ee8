"""What an address asks to have explained, and the loads and rows that answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.access.account import Account
from dashboard.access.viewing import View
from dashboard.address import Address
from dashboard.callbacks.explain.subjects import Subject
from dashboard.catalogue import FIGURES, Figure
from dashboard.data.asking import Asking, Failure
from dashboard.data.explanation.explaining import ONLY_LOADS, PAGE_SIZE, Explanation, explain, rows_of
from dashboard.data.explanation.recipes import Ingredient
from dashboard.data.filters import Viewer
from dashboard.export.routes import House
from dashboard.listing import Leaf
from dashboard.pages import shell
from dashboard.pages.explain import COLUMN, FIGURE, ROW, ROWS
from dashboard.paths import OWN_CODE

Rows = Sequence[Mapping[str, Any]] | Failure | None
"""A page of rows; None where whoever asks sees none one by one, or there are none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure, row and column an address names, whose page it is, and the address as that page sees it."""

    figure: Figure
    page: shell.Page
    row: str
    column: str
    address: Address
    viewer: Viewer
    account: Account
    leaves: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the rows of an ingredient."""

    rows: Rows
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Reading:
    """The explanation of a figure, with a page of rows for each of its ingredients."""

    explanation: Explanation | Failure
    lists: tuple[Listed, ...]


def asked_of(view: View, house: House) -> Asked | None:
    """Read which figure is asked about; None where there is no such figure for this account."""
    figure = FIGURES.get(view.address.own(FIGURE) or "")
    page = house.page_of(figure.page) if figure else None
    if figure is None or page is None or not view.account.may(figure.page):
        return None
    known = set(shell.asked_of(page))
    own = replace(view.address, extra=tuple(pair for pair in view.address.extra if pair[0] in known))
    code = view.address.own(OWN_CODE) or ""
    return Asked(
        figure=figure,
        page=page,
        row=view.address.own(ROW) or "",
        column=view.address.own(COLUMN) or "",
        address=shell.Opened(page, code).address(own),
        viewer=view.viewer,
        account=view.account,
        leaves=tuple(view.address.own(name) for name in ROWS),
    )


def read(reader: Asking, subject: Subject, asked: Asked) -> Reading:
    """Ask for the loads behind a figure, and a page of the rows of each ingredient that the account may list."""
    found = reader.ask(lambda connection, filters: explain(connection, filters, subject.recipe), subject.filters)
    if isinstance(found, Failure):
        return Reading(found, ())
    lists = []
    for portion, number in zip(found.portions, asked.leaves, strict=False):
        leaf = Leaf.read(number, portion.records, PAGE_SIZE)
        lists.append(Listed(_rows(reader, subject, asked.account, portion.asked, leaf), leaf))
    return Reading(found, tuple(lists))


def _rows(reader: Asking, subject: Subject, account: Account, asked: Ingredient, leaf: Leaf) -> Rows:
    """Ask for one page of rows."""
    if not may_list(account, asked):
        return None
    return reader.ask(lambda connection, filters: rows_of(connection, filters, asked, leaf.first), subject.filters)


def may_list(account: Account, asked: Ingredient) -> bool:
    """Say whether somebody may see the rows behind a figure one by one: of cases whoever may open their list alone."""
    if asked.sort in OF_CASES:
        return account.may("feedback_list")
    return asked.sort not in ONLY_LOADS


OF_CASES = frozenset({"cases", "lacking_cases"})
"""Sorts of ingredients whose rows are cases."""
