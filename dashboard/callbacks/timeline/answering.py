"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.address import Address
from dashboard.callbacks.timeline.choosing import form_choice, track_choice
from dashboard.callbacks.timeline.header import header, scope
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.data.asking import Asking, Failure
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters
from dashboard.data.grant_head import GrantHead, grant_head
from dashboard.data.timeline import headline
from dashboard.export.citation import listed, scope_in_words, source_lines
from dashboard.export.paging import first_rows
from dashboard.export.screen import Link, Setting, card, made_of
from dashboard.export.timeline import QUESTIONS, SHOWN
from dashboard.export.timeline_filters import EVERY_GRANT, of_grant
from dashboard.export.timeline_kpis import kpis

PARTS = {"grant": "tree", "scope": "tree", "kpis": "children", "form": "tree", "track": "tree"}
"""What stands around the cards, with the property that holds it."""
MOST_ROWS = 100
"""Rows of a list of all grants, those first that need somebody; files hold them all."""
OF_ALL_GRANTS = frozenset({"timeline.reports", "timeline.slippage"})
"""Lists that grow with the grants in view."""
FURTHER = {"headline": headline, "head": grant_head}
"""What the page asks beside its charts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All answers of one change: frames and values by their question, each possibly a `Failure`."""

    answers: Mapping[str, Any]
    known: Directory

    @property
    def records(self) -> int | None:
        """Give how many indicators the page's framework holds, None where that could not be had."""
        found = self.answers["framework"]
        return None if isinstance(found, Failure) else len(found)


def ask(reader: Asking, filters: Filters) -> Asked:
    """Ask all questions of the page; one that fails leaves its `Failure` in its place."""
    known = directory(reader.connection, filters.snapshot.version)
    questions = {**QUESTIONS, **FURTHER}
    return Asked({name: reader.ask(question, filters) for name, question in questions.items()}, known)


def answer(asked: Asked, filters: Filters, address: Address) -> list[object]:
    """Give the values of all outputs: the grant, the key figures, the choices, and then the cards."""
    answers = asked.answers
    head: GrantHead | Failure | None = answers["head"]
    links = {"timeline.documents": _documents(answers["documents"])}
    cards: list[object] = []
    for chart, shown in SHOWN.items():
        where = scope_in_words(filters, asked.known)
        about = where if chart in EVERY_GRANT else listed(*_grant(head), where)
        source = source_lines(filters, asked.known, None, shown.source)
        seen = first_rows(shown, answers, MOST_ROWS) if chart in OF_ALL_GRANTS else shown
        cards += card(CHARTS[chart], seen, answers, Setting(about, source, address.views, links))
    return [
        made_of(lambda found: header(found, address), head),
        made_of(scope, head),
        made_of(lambda *needed: kpi_list(kpis(*needed)), answers["headline"]),
        made_of(lambda *needed: form_choice(address, *needed), answers["form"], head),
        made_of(lambda *needed: track_choice(address, *needed), answers["earned_schedules"]),
        *cards,
    ]


def _grant(head: GrantHead | Failure | None) -> tuple[str, ...]:
    """Name the one grant that a card speaks of; nothing where there is none, or it could not be had."""
    if head is None or isinstance(head, Failure):
        return ()
    return (of_grant(head.term),)


def _documents(found: Any) -> Link:  # noqa: ANN401  A list or a failure.
    """Give where each document lies."""
    urls = {} if isinstance(found, Failure) else {document.code: document.url for document in found}
    return urls.get
