"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.address import Address
from dashboard.callbacks.feedback.choosing import choice
from dashboard.callbacks.feedback.kpis import kpis
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.components.markup import Element, el
from dashboard.components.navigation import shell_link
from dashboard.data import feedback as data
from dashboard.data.asking import Asking, Failure, attempt
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters
from dashboard.export.citation import scope_in_words, source_lines
from dashboard.export.feedback import QUESTIONS, SHOWN
from dashboard.export.place_links import place_links
from dashboard.export.screen import Setting, card, made_of
from dashboard.export.shown import Questions, Shown
from dashboard.i18n import t
from dashboard.pages.feedback import CHOICE, LIST, PATH

PARTS = {"kpis": "children", "list": "tree", CHOICE: "tree"}
"""What stands around the cards, with the property that holds it."""
BESIDE: Questions = {
    "beside_choices": data.beside_choices,
    "beside_name": data.beside_name,
    "beside_results": data.beside_results,
}
"""Questions about what stands beside the feedback; all others are answered by one reading of the database."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All answers of one change: frames and values by their question, each possibly a `Failure`."""

    answers: Mapping[str, Any]
    known: Directory

    @property
    def records(self) -> int | None:
        """Give how many cases the page's figures are made of, None where that could not be had."""
        headline = self.answers["headline"]
        return None if isinstance(headline, Failure) else headline.records


def ask(reader: Asking, filters: Filters) -> Asked:
    """Ask all questions of the page; one that fails leaves its `Failure` in its place."""
    known = directory(reader.connection, filters.snapshot.version)
    reading = reader.ask(data.page_answers, filters)
    answers = {
        name: reading if isinstance(reading, Failure) else attempt(getattr(reading, name))
        for name in QUESTIONS.keys() - BESIDE.keys()
    }
    beside = {name: reader.ask(question, filters) for name, question in BESIDE.items()}
    return Asked(answers | beside, known)


def answer(asked: Asked, filters: Filters, address: Address, *, has_list: bool) -> list[object]:
    """Give the values of all outputs: key figures, the way to the list, what may stand beside, and then the cards."""
    answers = asked.answers
    setting = Setting(
        scope=scope_in_words(filters, asked.known),
        source=source_lines(filters, asked.known, None, "source.feedback"),
        views=address.views,
        links={"feedback.places": place_links(address, PATH)},
        viewer=filters.viewer,
    )
    cards = [part for chart, one in _charts(answers).items() for part in card(CHARTS[chart], one, answers, setting)]
    return [
        made_of(lambda *needed: kpi_list(kpis(*needed)), answers["headline"], answers["open_by_age"]),
        _to_list(address) if has_list else None,
        made_of(lambda *needed: choice(address, *needed), answers["beside_choices"], answers["beside_name"]),
        *cards,
    ]


def _charts(answers: Mapping[str, Any]) -> Mapping[str, Shown]:
    """Give the charts; where no case at all is known, what is not there is missing, and no zero."""
    headline = answers["headline"]
    if isinstance(headline, Failure) or headline.received is not None:
        return SHOWN
    return {chart: replace(one, empty="no_data") for chart, one in SHOWN.items()}


def _to_list(address: Address) -> Element:
    """Give the way to the list of cases."""
    return el("P", shell_link(address, LIST, t("feedback.to_list")))
