"""From the answers of the database to everything the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.address import Address
from dashboard.callbacks.projects import trial
from dashboard.callbacks.projects.cutting import WHOLE, charts, cut, first_rows, leaves
from dashboard.callbacks.projects.kpis import kpis
from dashboard.callbacks.projects.measure import measure_links
from dashboard.catalogue import CHARTS
from dashboard.components.kpi_card import kpi_list
from dashboard.components.markup import Node
from dashboard.components.pager import pager
from dashboard.components.sortable import Sorting
from dashboard.data import projects as data
from dashboard.data.asking import Asking, Failure
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters, Viewer
from dashboard.export.citation import listed, scope_in_words, source_lines
from dashboard.export.ordering import SORTED, order_of
from dashboard.export.projects import POOL, QUESTIONS, UNTOLD, WEIGHED, project_page
from dashboard.export.screen import Setting, card, made_of
from dashboard.i18n import t
from dashboard.listing import Sort
from dashboard.pages.projects import PAGED, PATH

PARTS = {
    "trial": "tree",
    "kpis": "children",
    "measure": "tree",
    "weights": "children",
    "anchors": "tree",
    "limits": "tree",
    "action_plan-pages": "tree",
    "list-pages": "tree",
}
"""What stands around the cards, with the property that holds it."""
LEADING = ("days_in_stage", "priority", "incomplete", "action_plan", "schedule", "list")
"""Tables whose names lead to the pages of the projects."""
FURTHER = {
    "projects": data.projects,
    "headline": data.headline,
    "criteria": data.criteria_in_force,
    "limits": data.stage_limits,
}
"""What the page asks beside its charts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All answers of one change: frames and values by their question, each possibly a `Failure`."""

    answers: Mapping[str, Any]
    known: Directory

    @property
    def records(self) -> int | None:
        """Give how many projects are in view, None where that could not be had."""
        headline = self.answers["headline"]
        return None if isinstance(headline, Failure) else headline.records


def ask(reader: Asking, filters: Filters, address: Address) -> Asked:
    """Ask all questions of the page; one that fails leaves its `Failure` in its place."""
    known = directory(reader.connection, filters.snapshot.version)
    questions = {**QUESTIONS, **first_rows(address.views), **FURTHER}
    answers = {name: reader.ask(question, filters) for name, question in questions.items() if name not in WHOLE}
    return Asked(answers | {name: answers[whole] for name, whole in WHOLE.items()}, known)


def answer(asked: Asked, filters: Filters, address: Address) -> list[object]:
    """Give the values of all outputs: what stands around the cards, and then the cards."""
    pages = leaves(asked.answers, address)
    link = project_page(address)
    setting = Setting(
        scope=scope_in_words(filters, asked.known, "scope.all_places"),
        source=source_lines(filters, asked.known, None, POOL),
        views=address.views,
        links={f"projects.{table}": link for table in LEADING},
        sorts={f"projects.{table}": _sorting(address, table, filters.viewer) for table in PAGED},
        viewer=filters.viewer,
    )
    weighed = replace(setting, scope=_with_trial(setting.scope, asked.answers["criteria"]))
    answers = cut(asked.answers, pages, address)
    cards = [
        part
        for chart, one in charts(asked.answers, address.views, filters.viewer).items()
        for part in card(CHARTS[chart], one, answers, weighed if chart in WEIGHED else setting)
    ]
    return [
        *_around(asked.answers, address, filters.viewer),
        *(pager(address, PATH, f"projects.{table}", pages[table]) for table in PAGED),
        *cards,
    ]


def _with_trial(scope: str, criteria: Any) -> str:  # noqa: ANN401  Criteria or a failure.
    """Add to the words about place and period that weights are on trial."""
    on_trial = not isinstance(criteria, Failure) and criteria.trial
    return listed(scope, t("projects.trial")) if on_trial else scope


def _around(answers: Mapping[str, Any], address: Address, viewer: Viewer) -> list[Node]:
    """Give what stands around the cards: a trial of weights, key figures, what the bars show, weights and limits.

    That the criteria could not be had is told once, where their weights stand; that a protected viewer gets none, too.
    """
    criteria = answers["criteria"]
    known = not isinstance(criteria, Failure)
    return [
        made_of(lambda found: trial.banner(found, address), criteria) if known else None,
        made_of(lambda headline: kpi_list(kpis(headline)), answers["headline"]),
        None if viewer.protected else measure_links(address),
        trial.withheld() if viewer.protected else made_of(trial.form, criteria),
        made_of(trial.anchors, criteria) if known else None,
        made_of(trial.limits, answers["limits"]),
    ]


def _sorting(address: Address, table: str, viewer: Viewer) -> Sorting:
    """Give how a table is sorted; without a wish in the order of its question."""
    columns = SORTED[table] - UNTOLD if viewer.protected else SORTED[table]
    asked = order_of(table, address.extra)
    itself = Sort("code" if table == "list" or viewer.protected else "rank")
    return Sorting(address, PATH, f"projects.{table}", asked if asked and asked.column in columns else itself, columns)
