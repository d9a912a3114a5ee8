"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from typing import Any

from dashboard.address import Address
from dashboard.callbacks.data.kpis import kpis
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.data.asking import Failure
from dashboard.data.directory import Directory
from dashboard.data.filters import Filters
from dashboard.export.citation import scope_in_words, source_lines
from dashboard.export.data import SHOWN
from dashboard.export.paging import first_rows
from dashboard.export.projects import project_page
from dashboard.export.screen import Act, Link, Setting, card, made_of
from dashboard.pages.data import PATH

MOST_ROWS = 50
PAGES_OF_KINDS = {"reach": "/beneficiaries", "feedback": "/feedback", "projects": "/projects"}
"""Where the records of a KIND are looked at; the others stand on the timeline."""


def answer(
    answers: Mapping[str, Any],
    filters: Filters,
    address: Address,
    known: Directory,
    stale_days: int,
    acts: Mapping[str, Act],
) -> list[object]:
    """Give the values of all outputs: the key figures, and then the cards.

    `acts` gives for a table what its rows can be acted on with, by whoever may.
    """
    setting_of = {
        chart: Setting(
            scope_in_words(filters, known),
            source_lines(filters, known, None, shown.source),
            address.views,
            {"data.fixes": fix_links(address)},
            acts=acts,
        )
        for chart, shown in SHOWN.items()
    }
    cards = [
        part
        for chart, shown in SHOWN.items()
        for part in card(
            CHARTS[chart],
            first_rows(shown, answers, MOST_ROWS) if shown.draw is None else shown,
            answers,
            setting_of[chart],
        )
    ]
    figures = made_of(lambda found: kpi_list(kpis(found, stale_days)), answers["headline"])
    return [figures, *cards]


def fix_links(address: Address) -> Link:
    """Give where each thing that is to be mended leads."""
    of_project = project_page(address)

    def link(leads_to: str) -> str | None:
        sort, _, code = leads_to.partition(":")
        if sort == "project":
            return of_project(code)
        return address.link(PATH if sort == "load" else PAGES_OF_KINDS.get(code, "/timeline"))

    return link


def records(fields: object) -> int | None:
    """Give how many values completeness speaks of, None where they could not be had."""
    return None if isinstance(fields, Failure) else sum(one.asked for one in fields)  # type: ignore[attr-defined]
