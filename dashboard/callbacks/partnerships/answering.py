"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.address import Address
from dashboard.callbacks.partnerships.kpis import kpis
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.components.markup import Node
from dashboard.components.pager import pager
from dashboard.components.sortable import Sorting
from dashboard.data import partnerships as data
from dashboard.data.asking import Asking, Failure
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters
from dashboard.data.frames import Listing
from dashboard.export import paging
from dashboard.export.citation import scope_in_words, source_lines
from dashboard.export.ordering import SORTED, order_of
from dashboard.export.partnerships import PARTNERSHIPS, QUESTIONS, SHOWN, partner_page
from dashboard.export.partnerships_wider import GATHERED
from dashboard.export.screen import Setting, card, made_of
from dashboard.export.shown import Questions, Shown
from dashboard.figures.table import Column, Table
from dashboard.listing import Sort
from dashboard.pages.partnerships import PAGED, PATH

PARTS = {"kpis": "children", **{f"{table}-pages": "tree" for table in PAGED}}
"""What stands around the cards, with the property that holds it."""
LEADING = ("steps", "protocols", "commitments", "commitment_list", "partners")
"""Tables whose names lead to the pages of the partners."""
FURTHER: Questions = {
    "headline": data.headline,
    "steps": data.listed_steps,
    "commitments": data.listed_commitments,
    "exchange_matrix": data.exchange_matrix,
    "partners": data.listed_partners,
}
"""What the page asks beside its charts."""
FRAMES = {"steps": "ordered_steps", "commitment_list": "ordered_commitments", "partners": "ordered_partners"}
"""The question whose rows each table with pages shows."""
WHOLE = {"ordered_steps": "steps", "ordered_commitments": "commitments", "ordered_partners": "partners"}
"""The same question with its rows in their own order: an order is made where a page is cut."""
ROWS_A_PAGE = dict.fromkeys(PAGED, 50)
MOST_ROWS = 100
"""Rows of a table that has no pages; files hold them all."""
BY_THEMSELVES = {"steps": Sort("step"), "commitment_list": Sort("state"), "partners": Sort("name")}
"""The order in which the questions give their rows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All answers of one change: frames and values by their question, each possibly a `Failure`."""

    answers: Mapping[str, Any]
    known: Directory

    @property
    def records(self) -> int | None:
        """Give how many partnerships are in view, None where that could not be had."""
        headline = self.answers["headline"]
        return None if isinstance(headline, Failure) else headline.records


def ask(reader: Asking, filters: Filters, views: frozenset[str]) -> Asked:
    """Ask all questions of the page; one that fails leaves its `Failure` in its place."""
    known = directory(reader.connection, filters.snapshot.version)
    questions = {**QUESTIONS, **FURTHER}
    unasked = {name for chart in GATHERED for name in (SHOWN if chart not in views else GATHERED)[chart].questions}
    wanted = questions.keys() - unasked - WHOLE.keys()
    answers = {name: reader.ask(question, filters) for name, question in questions.items() if name in wanted}
    return Asked(answers | {name: answers[whole] for name, whole in WHOLE.items()}, known)


def answer(asked: Asked, filters: Filters, address: Address) -> list[object]:
    """Give the values of all outputs: key figures, the ways through the long tables, and then the cards."""
    pages = paging.leaves(asked.answers, address, FRAMES, ROWS_A_PAGE)
    link = partner_page(address)
    setting = Setting(
        scope=scope_in_words(filters, asked.known, "scope.all_places"),
        source=source_lines(filters, asked.known, None, PARTNERSHIPS),
        views=address.views,
        links={f"partnerships.{table}": link for table in LEADING},
        sorts={f"partnerships.{table}": _sorting(address, table) for table in PAGED},
        viewer=filters.viewer,
    )
    answers = paging.cut(asked.answers, pages, address, FRAMES)
    cards = [
        part
        for chart, one in _charts(asked.answers, address.views).items()
        for part in card(CHARTS[chart], one, answers, setting)
    ]
    ways = (pager(address, PATH, f"partnerships.{table}", pages[table]) for table in PAGED)
    return [_key_figures(asked.answers), *ways, *cards]


def _charts(answers: Mapping[str, Any], views: frozenset[str]) -> dict[str, Shown]:
    """Give the charts, of which the long tables speak of all their rows and not only of those that are here."""
    tables = {chart for chart, one in SHOWN.items() if chart in views or one.draw is None}
    whole = tables - {f"partnerships.{table}" for table in PAGED}
    cut = {chart: paging.first_rows(SHOWN[chart], answers, MOST_ROWS) for chart in whole}
    drawn = {chart: one for chart, one in GATHERED.items() if chart not in views}
    return {**SHOWN, **drawn, **cut, **_with_pages(answers)}


def _with_pages(answers: Mapping[str, Any]) -> dict[str, Shown]:
    """Give the tables with pages that could be had, their words made of all rows."""
    needed = {
        "steps": ("step", "dormant"),
        "commitment_list": ("state",),
        "partners": ("organisation_code", "country"),
    }
    found = {}
    for table, columns in needed.items():
        listing = answers[FRAMES[table]]
        if not isinstance(listing, Failure):
            found[f"partnerships.{table}"] = paging.about(SHOWN[f"partnerships.{table}"], _words_of(listing, columns))
    return found


def _words_of(listing: Listing, columns: tuple[str, ...]) -> Table:
    """Give all rows of a list with the columns of which its words are made."""
    rows = zip(*map(listing.cells, columns), strict=True)
    return Table(tuple(Column(name, "", "code") for name in columns), tuple(rows))


def _key_figures(answers: Mapping[str, Any]) -> Node:
    """Give the key figures, or the mark of their failure; without the protocols they say less."""
    protocols = answers["protocols"]
    known = None if isinstance(protocols, Failure) else protocols
    return made_of(lambda headline: kpi_list(kpis(headline, known)), answers["headline"])


def _sorting(address: Address, table: str) -> Sorting:
    """Give how a table is sorted; without a wish in the order of its question."""
    sort = order_of(table, address.extra) or BY_THEMSELVES[table]
    return Sorting(address, PATH, f"partnerships.{table}", sort, SORTED[table])
