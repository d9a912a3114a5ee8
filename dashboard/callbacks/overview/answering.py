"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.address import Address
from dashboard.callbacks.overview.kpis import kpis
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.data.asking import Failure
from dashboard.data.directory import Directory
from dashboard.data.filters import Filters
from dashboard.export.citation import scope_in_words, source_lines
from dashboard.export.overview import SHOWN
from dashboard.export.partnerships import partner_page
from dashboard.export.projects import project_page
from dashboard.export.screen import Link, Setting, card

TIMELINE = "/timeline"
PAGES_OF_SOURCES = {"reach": "/beneficiaries", "feedback": "/feedback"}
"""Where a source that is out of date is looked at; the others are explained."""


def answer(answers: Mapping[str, Any], filters: Filters, address: Address, known: Directory) -> list[object]:
    """Give the values of all outputs: the key figures, and then the cards."""
    links = {"overview.exceptions": exception_links(address, answers["judged_indicators"])}
    scope = scope_in_words(filters, known)
    cards = []
    for chart, shown in SHOWN.items():
        source = source_lines(filters, known, None, shown.source)
        setting = Setting(scope, source, address.views, links, viewer=filters.viewer)
        cards += card(CHARTS[chart], shown, answers, setting)
    return [kpi_list(kpis(answers, filters, address)), *cards]


def exception_links(address: Address, judged: Any) -> Link:  # noqa: ANN401  A list or a failure.
    """Give where each exception leads: the timeline of its grant, its project or partner, its feedback, its source."""
    pages = {"project": project_page(address), "partner": partner_page(address)}
    grants = {} if isinstance(judged, Failure) else {one.code: one.grant for one in judged}

    def link(leads_to: str) -> str | None:
        sort, _, code = leads_to.partition(":")
        if sort in pages:
            return pages[sort](code)
        if sort == "feedback":
            return to_feedback(address, code)
        if sort == "source":
            return address.link(PAGES_OF_SOURCES.get(code, "/methods"))
        grant = grants.get(code) if sort == "indicator" else code
        return to_grant(address, grant) if grant else address.link("/methods")

    return link


def to_feedback(address: Address, type_: str) -> str:
    """Give the page of feedback for one type, under all filters but the period: what is late may be older than that."""
    query = replace(address, period=None, views=frozenset(), extra=(("type", type_),)).query()
    return f"/feedback?{query}"


def to_grant(address: Address, grant: str) -> str:
    """Give the timeline of one grant."""
    return Address(grant=(grant,), period=address.period, v=address.v, on=address.on, lang=address.lang).link(TIMELINE)


def records(months: Any) -> int:  # noqa: ANN401  A frame or a failure.
    """Count the records behind the period's people."""
    if isinstance(months, Failure) or months.empty:
        return 0
    return int(months.loc[months["in_period"].astype(bool), "records"].sum())
