"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.address import Address
from dashboard.callbacks.partner.facts import facts
from dashboard.callbacks.partner.kpis import kpis, kpis_of_work
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.components.markup import Node
from dashboard.data import partner as data
from dashboard.data.asking import Asking, Failure
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters, Viewer, resolve_filters
from dashboard.export.citation import listed, period_in_words, source_lines
from dashboard.export.partner import QUESTIONS, SHOWN, code_of, part
from dashboard.export.partnerships import partner_page
from dashboard.export.projects import project_page
from dashboard.export.screen import Link, Setting, card, made_of
from dashboard.i18n import choose

PARTS = {"facts": "tree", "kpis": "children"}
"""What stands around the cards, with the property that holds it."""
FURTHER = {
    "details": part(data.details),
    "roles": part(data.roles),
    "remaining": part(data.remaining),
    "headline": part(data.headline),
    "capacity_change": part(data.capacity_change),
}
"""What the page asks beside its charts."""
TOLD = ("details", "roles", "steps", "remaining")
"""What the facts about the partner are made of."""
NEEDED = ("remaining", "steps", "headline", "capacity_change", "exchanges", "feedback")
"""What the key figures are made of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All answers of one change: values by their question, each possibly a `Failure`."""

    answers: Mapping[str, Any]
    filters: Filters
    known: Directory

    @property
    def records(self) -> int | None:
        """Give how many partnerships are in view, None where that could not be had."""
        headline = self.answers["headline"]
        return None if isinstance(headline, Failure) else headline.partnerships


def ask(reader: Asking, address: Address, viewer: Viewer) -> Asked | None:
    """Ask all questions of the page; one that fails leaves its `Failure` in its place.

    None where the partner is not there, or not for this viewer.
    """
    filters = resolve_filters(reader.connection, address, viewer)
    if data.partner_names(reader.connection, filters.snapshot, viewer, code_of(filters)) is None:
        return None
    known = directory(reader.connection, filters.snapshot.version)
    questions = {**QUESTIONS, **FURTHER}
    return Asked({name: reader.ask(question, filters) for name, question in questions.items()}, filters, known)


def answer(asked: Asked, address: Address) -> list[object]:
    """Give the values of all outputs: who the partner is, its key figures, and then the cards."""
    answers = asked.answers
    links = {
        "partner.projects": project_page(address),
        "partner.exchange_list": _partners(answers["exchanges"], partner_page(address)),
    }
    cards = []
    for chart, shown in SHOWN.items():
        scope = listed(_about(chart, asked), period_in_words(asked.filters))
        source = source_lines(asked.filters, asked.known, None, shown.source)
        cards += card(
            CHARTS[chart], shown, answers, Setting(scope, source, address.views, links, viewer=asked.filters.viewer)
        )
    return [
        made_of(facts, *(answers[name] for name in TOLD)),
        _key_figures(answers, asked.filters.viewer),
        *cards,
    ]


def _key_figures(answers: Mapping[str, Any], viewer: Viewer) -> Node:
    """Give the key figures that a viewer gets."""
    make, names = (kpis_of_work, NEEDED[:-1]) if viewer.protected else (kpis, NEEDED)
    return made_of(lambda *needed: kpi_list(make(*needed)), *(answers[name] for name in names))


def _about(chart: str, asked: Asked) -> str:
    """Name what a card is about: the partner by its code, for feedback the place where the partner is today."""
    details = asked.answers["details"]
    if chart == "partner.feedback" and not isinstance(details, Failure) and details.place:
        return choose(details.place)
    return code_of(asked.filters)


def _partners(found: Any, to_partner: Link) -> Link:  # noqa: ANN401  A list or a failure.
    """Give where the other side of an exchange leads: to its page, where it has one for this viewer."""
    there = set() if isinstance(found, Failure) else {one.other for one in found if one.other_is_partner}
    return lambda code: to_partner(code) if code in there else None
