"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.address import Address
from dashboard.callbacks.beneficiaries.drilling import trail
from dashboard.callbacks.beneficiaries.paging import Provinces, provinces
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.components.markup import Node
from dashboard.components.navigation import shell_link
from dashboard.components.pager import pager
from dashboard.components.states import error_mark
from dashboard.data import beneficiaries as data
from dashboard.data.answers import Answers
from dashboard.data.asking import Asking, Failure, attempt
from dashboard.data.beneficiaries import PeopleAnswers
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters
from dashboard.data.frames import Columns
from dashboard.data.indicators import reference_day
from dashboard.data.progress import progress
from dashboard.data.thresholds import thresholds
from dashboard.export.beneficiaries import SHOWN
from dashboard.export.beneficiaries_kpis import kpis
from dashboard.export.citation import counting_rule, scope_in_words, source_lines
from dashboard.export.place_links import place_links
from dashboard.export.screen import Setting, card
from dashboard.i18n import t
from dashboard.pages.beneficiaries import PATH

FROM_ONE_READING = (
    "headline",
    "counting_rules",
    "reached_by_month",
    "reached_by_group_and_quarter",
    "reached_by_sex_and_age",
    "reached_by_place",
    "reached_by_subprogramme",
    "reached_by_activity_kind",
)
"""Questions that one reading of the database answers together; each may fail alone when its frame is made."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All answers of one change: columns and values by their question, each possibly a `Failure`."""

    answers: Mapping[str, Any]
    known: Directory
    provinces: Provinces | Failure

    @property
    def records(self) -> int | None:
        """Give how many records the page's figures are made of, None where that could not be had."""
        headline = self.answers["headline"]
        return None if isinstance(headline, Failure) else headline.records


def ask(reader: Asking, filters: Filters, address: Address) -> Asked:
    """Ask all questions of the page; one that fails leaves its `Failure` in its place."""
    known = directory(reader.connection, filters.snapshot.version)
    reading = reader.ask(data.page_answers, filters)
    answers = {
        name: reading if isinstance(reading, Failure) else attempt(getattr(reading, name)) for name in FROM_ONE_READING
    }
    answers["plan_by_month"] = reader.ask(data.plan_of, filters)
    answers["thresholds"] = reader.ask(thresholds, filters)
    places = answers["reached_by_place"]
    shown = places if isinstance(places, Failure) else attempt(lambda: provinces(address, places, known))
    answers["reached_by_province_sex_age"] = _detail(reader, filters, reading, shown)
    return Asked(answers, known, shown)


def _detail(
    reader: Asking, filters: Filters, reading: Answers | PeopleAnswers | Failure, shown: Provinces | Failure
) -> Columns | Failure:
    """Give the detail of the provinces on one page of the table; that of one place is in the reading already."""
    if isinstance(shown, Failure):
        return shown
    if isinstance(reading, Answers) and reading.selection.only_place is not None:
        return attempt(reading.reached_by_province_sex_age)

    def detail_of(connection: Connection, filters: Filters) -> Columns:
        return data.detail_of(connection, filters, shown.codes)

    return reader.ask(detail_of, filters)


def answer(asked: Asked, filters: Filters, address: Address) -> list[object]:
    """Give the values of all outputs: way back, key figures, counting rule, pager, and then the cards."""
    rules = asked.answers["counting_rules"]
    setting = Setting(
        scope=scope_in_words(filters, asked.known),
        source=source_lines(filters, asked.known, None if isinstance(rules, Failure) else rules),
        views=address.views,
        links=dict.fromkeys(
            ("beneficiaries.by_place", "beneficiaries.map", "beneficiaries.detail"), place_links(address, PATH)
        ),
        viewer=filters.viewer,
    )
    cards = [part for chart, shown in SHOWN.items() for part in card(CHARTS[chart], shown, asked.answers, setting)]
    return [
        trail(address, asked.known),
        _kpis(asked.answers, filters),
        _counting(rules, address),
        _pager(asked.provinces, address),
        *cards,
    ]


def _pager(shown: Provinces | Failure, address: Address) -> Node:
    """Give the way through the pages of the detailed table."""
    if isinstance(shown, Failure):
        return None
    return pager(address, PATH, "beneficiaries.detail", shown.leaf, "beneficiaries.page_of")


def _kpis(answers: Mapping[str, Any], filters: Filters) -> Node:
    """Give the key figures, or the mark of their failure; a plan that cannot be had only leaves the target out."""
    if isinstance(answers["headline"], Failure):
        return error_mark(answers["headline"].code)
    needed = [answers[name] for name in ("reached_by_month", "plan_by_month", "thresholds")]
    known = not any(isinstance(one, Failure) for one in needed)
    months, plan, lines = needed
    return kpi_list(kpis(answers["headline"], progress(months, plan, reference_day(filters), lines) if known else None))


def _counting(rules: Any, address: Address) -> Node:  # noqa: ANN401  Columns or a failure.
    """Say by which rule people are counted, over several with each part, and lead to what the rules mean."""
    if isinstance(rules, Failure) or not rules["counting_rule"]:
        return None
    said = t("counting.rule", rule=counting_rule(rules))
    return [said, " · ", shell_link(address, "/methods", t("nav.methodology"))]
