"""What a chart shows: which questions it asks, how their answers become a table, and how the table is drawn.

Screen, CSV and workbook all start from the same `Shown`, so that they cannot disagree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from dashboard.components.chart_card import Caption
from dashboard.components.markup import Element
from dashboard.components.page_filters import OwnFilters
from dashboard.components.states import Mark
from dashboard.data.directory import Names
from dashboard.data.filters import Filters, Viewer
from dashboard.data.versions import Snapshot
from dashboard.export.alternative import sentences
from dashboard.figures.gaps import gaps_told
from dashboard.figures.quarters import by_quarter
from dashboard.figures.table import Table
from dashboard.figures.theme import Figure

Question = Callable[[Connection, Filters], Any]
"""A function of `dashboard.data`: filters to frame."""
Questions = Mapping[str, Question]
Naming = Callable[[Connection, Snapshot, Viewer, str], Names | None]
"""A function of `dashboard.data`: a code to the names of what it stands for, None where that is not there to see."""

OwnFiltering = Callable[[Connection, Filters], OwnFilters]
"""What a page filters by itself for these filters and their viewer, in the words of the language in force."""
Scoping = Callable[[Connection, Filters, str], str]
"""What a chart, named by its id, is about under these filters, in the words of the language in force."""

REACH = "source.reach"
"""The source of everything that counts people, and therefore has a counting rule."""
BY_QUARTER = frozenset({REACH, "source.feedback"})
"""Sources of which protected viewers get quarters in place of months."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One chart.

    `questions` names the page's questions whose frames `tabulate` takes, in this order. `draw` makes the chart of the
    table, None where the table is all there is; `find` the sentence that heads it, None where only the neutral title
    fits; `remark` what the chart leaves out and the reader must know. `source` is the message key of where the rows
    come from; `empty` is what no rows mean, and any other than "no_data" marks a list of things, not of counts. `view`
    lays the table out on the screen where plain rows of cells would not do; it takes the chart's id and its words.

    A protected viewer gets quarters in place of months of people and feedback, does not get the columns `untold`, and
    where there is a mark `withheld` that mark in place of the whole chart; there is no file of it for such a viewer.
    """

    questions: tuple[str, ...]
    tabulate: Callable[..., Table]
    draw: Callable[[Table], Figure] | None = None
    find: Callable[[Table], str | None] | None = None
    remark: Callable[[Table], str | None] | None = None
    source: str = REACH
    empty: Mark = "no_data"
    view: Callable[[str, Table, Caption], Element] | None = None
    untold: frozenset[str] = frozenset()
    withheld: Mark | None = None

    def table(self, frames: Mapping[str, Any]) -> Table:
        """Give the chart's table from the answers to its questions."""
        return self.tabulate(*(frames[question] for question in self.questions))

    def told_to(self, viewer: Viewer) -> "Shown":
        """Give the chart as a viewer gets it."""
        if not viewer.protected or not (self.untold or self.source in BY_QUARTER):
            return self
        return replace(self, tabulate=lambda *frames: self._protected(self.tabulate(*frames)))

    def _protected(self, table: Table) -> Table:
        """Give the table as protected viewers get it."""
        told = table.without(self.untold)
        return by_quarter(told) if self.source in BY_QUARTER else told

    def left_out(self, table: Table) -> str:
        """Say what the chart leaves out and the reader must know; empty where it leaves out nothing."""
        own = (self.remark and self.remark(table)) or ""
        gaps = gaps_told(table, self.draw) if self.draw else ""
        return sentences(own, gaps) if gaps else own


@dataclass(frozen=True, slots=True)
class Exports:
    """What a page lets people take away: its questions and, for each of its charts, what it shows.

    `named` belongs to a page about one thing; nothing of the page exists where it gives no names. `own` gives the
    filters that the page adds to the shared ones: the frame draws them, and files name those in force. `hears` is true
    where its questions read what people said, which the listener alone may. `path` is the page's path where that is not
    its name after a slash; `scope` says what a chart is about where that is not place and period alone.
    """

    questions: Questions
    shown: Mapping[str, Shown]
    named: Naming | None = None
    own: OwnFiltering | None = None
    hears: bool = False
    path: str = ""
    scope: Scoping | None = None

    def told(self, chart: str, viewer: Viewer) -> Shown | None:
        """Give a chart as a viewer gets it, None where it is kept from this viewer."""
        shown = self.shown[chart]
        return None if viewer.protected and shown.withheld else shown.told_to(viewer)
