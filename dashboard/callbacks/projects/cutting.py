"""Long lists on the screen: their first rows or one page of them, under words that speak of all."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from pandas import DataFrame

from dashboard.address import Address
from dashboard.data import projects as data
from dashboard.data.asking import Failure
from dashboard.data.filters import Viewer
from dashboard.data.projects import Headline
from dashboard.export import paging
from dashboard.export.projects import SHOWN
from dashboard.export.shown import Questions, Shown
from dashboard.figures import named_bars
from dashboard.figures.projects.incomplete import lacking_finding
from dashboard.figures.projects.waiting import stuck_finding
from dashboard.figures.table import Column, Table
from dashboard.i18n import t
from dashboard.listing import Leaf

ROWS_A_PAGE = {"action_plan": 20, "list": 50}
MOST_ROWS = 20
"""Rows of a list that has no pages; files hold them all."""
FRAMES = {"action_plan": "planned", "list": "listed"}
"""The question whose rows each table with pages shows."""
WHOLE = {"planned": "action_plan", "listed": "projects"}
"""The same question with its rows in no order that somebody asked for: an order is made where a page is cut."""
CUT: dict[str, tuple[str, Callable[..., DataFrame]]] = {
    "days_in_stage": ("days_in_stage", data.days_in_stage),
    "priorities": ("priority", data.priorities),
    "incomplete": ("incomplete", data.incomplete),
}
"""Questions of which the screen asks the first rows alone, each with its chart: what is left out costs nothing."""


def first_rows(views: frozenset[str]) -> Questions:
    """Give the questions for no more rows than their charts have room for, or than their tables show.

    Args:
        views: the charts asked for as tables.
    """
    return {name: partial(ask, most=_most(f"projects.{chart}", views)) for name, (chart, ask) in CUT.items()}


def _most(chart: str, views: frozenset[str]) -> int:
    """Give how many rows a card holds."""
    return MOST_ROWS if chart in views or SHOWN[chart].draw is None else named_bars.MOST_ROWS


def leaves(answers: Mapping[str, Any], address: Address) -> dict[str, Leaf]:
    """Give the page of each table with pages that the address asks for."""
    return paging.leaves(answers, address, FRAMES, ROWS_A_PAGE)


def cut(answers: Mapping[str, Any], shown: Mapping[str, Leaf], address: Address) -> dict[str, Any]:
    """Give the answers with each table in the order that the address asks for, cut to its page."""
    return paging.cut(answers, shown, address, FRAMES)


def charts(answers: Mapping[str, Any], views: frozenset[str], viewer: Viewer) -> dict[str, Shown]:
    """Give the charts, whose words speak of all rows and not only of those that are here.

    Args:
        answers: to all questions, uncut.
        views: the charts asked for as tables.
        viewer: who looks.
    """
    pages = {f"projects.{table}": answers[question] for table, question in FRAMES.items()}
    found = {
        chart: _about(SHOWN[chart], frame, viewer) for chart, frame in pages.items() if not isinstance(frame, Failure)
    }
    if not isinstance(answers["headline"], Failure):
        found |= _first_rows(answers["headline"], views)
    return {**SHOWN, **found}


def _about(shown: Shown, frame: DataFrame, viewer: Viewer) -> Shown:
    """Give a table whose words are made of all its rows, of which their number and their gaps are enough."""
    whole = Table((Column("gap", "", "money"),), tuple(zip(frame["gap"].tolist(), strict=True)))
    return paging.about(shown, whole.without(shown.untold) if viewer.protected else whole)


def _first_rows(known: Headline, views: frozenset[str]) -> dict[str, Shown]:
    """Give the charts of which only the first rows are here, with the counts of all."""
    waiting, ranking, lacking = (SHOWN[f"projects.{chart}"] for chart in ("days_in_stage", "priority", "incomplete"))
    return {
        "projects.days_in_stage": paging.saying(
            waiting,
            stuck_finding(known.stuck, known.limited),
            _rest(known.timed, as_table="projects.days_in_stage" in views),
        ),
        "projects.priority": replace(
            ranking, remark=paging.always(_rest(known.ranked, as_table="projects.priority" in views))
        ),
        "projects.incomplete": paging.saying(
            lacking, lacking_finding(known.incomplete or 0), _rest(known.incomplete or 0, as_table=True)
        ),
    }


def _rest(count: int, *, as_table: bool) -> str | None:
    """Say how many rows a chart leaves to its table, or a table to its file."""
    if as_table:
        return t("projects.in_file", count=str(MOST_ROWS)) if count > MOST_ROWS else None
    return named_bars.left_out("projects.rest", count)
