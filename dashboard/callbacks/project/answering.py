"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.address import Address
from dashboard.callbacks.project.facts import facts
from dashboard.callbacks.project.kpis import kpis
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.data import project as data
from dashboard.data.asking import Asking, Failure
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters, Viewer, resolve_filters
from dashboard.export.citation import scope_in_words, source_lines
from dashboard.export.project import QUESTIONS, SHOWN, UNDER_FILTERS, code_of, part
from dashboard.export.screen import Link, Setting, card, made_of
from dashboard.export.shown import REACH

PARTS = {"facts": "tree", "kpis": "children"}
"""What stands around the cards, with the property that holds it."""
FURTHER = {"details": part(data.details), "spent": part(data.spent), "reached": part(data.reached)}
"""What the page asks beside its charts."""
NEEDED = ("details", "spent", "reached", "feedback")
"""What the key figures are made of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All answers of one change: values by their question, each possibly a `Failure`."""

    answers: Mapping[str, Any]
    filters: Filters
    known: Directory

    @property
    def records(self) -> int | None:
        """Give how many records of people the figures are made of, None where that could not be had or is not told."""
        reached = self.answers["reached"]
        untold = self.filters.viewer.protected or isinstance(reached, Failure)
        return None if untold else reached.people.records


def ask(reader: Asking, address: Address, viewer: Viewer) -> Asked | None:
    """Ask all questions of the page; one that fails leaves its `Failure` in its place.

    None where the project is not there, or not for this viewer.
    """
    filters = resolve_filters(reader.connection, address, viewer)
    if data.project_names(reader.connection, filters.snapshot, viewer, code_of(filters)) is None:
        return None
    known = directory(reader.connection, filters.snapshot.version)
    questions = {**QUESTIONS, **FURTHER}
    return Asked({name: reader.ask(question, filters) for name, question in questions.items()}, filters, known)


def answer(asked: Asked, address: Address) -> list[object]:
    """Give the values of all outputs: what the project is, its key figures, and then the cards."""
    links = {"project.documents": _documents(asked.answers["documents"])}
    cards = []
    for chart, shown in SHOWN.items():
        rules = asked.answers["reached"] if shown.source == REACH else None
        known = None if rules is None or isinstance(rules, Failure) else rules.counting_rules
        scope = scope_in_words(asked.filters, asked.known) if chart in UNDER_FILTERS else code_of(asked.filters)
        source = source_lines(asked.filters, asked.known, known, shown.source)
        cards += card(
            CHARTS[chart],
            shown,
            asked.answers,
            Setting(scope, source, address.views, links, viewer=asked.filters.viewer),
        )
    needed = [asked.answers[name] for name in NEEDED]
    return [
        made_of(facts, asked.answers["details"]),
        made_of(lambda *answers: kpi_list(kpis(*answers)), *needed),
        *cards,
    ]


def _documents(found: Any) -> Link:  # noqa: ANN401  A list or a failure.
    """Give where each document lies."""
    urls = {} if isinstance(found, Failure) else {document.code: document.url for document in found}
    return urls.get
