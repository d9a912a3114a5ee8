"""Charts of the pages as blocks of a report: the same questions, the same tables, the same drawings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.catalogue import CHARTS
from dashboard.data.filters import Filters
from dashboard.export.cited import cited
from dashboard.export.report.laying import laid, laid_framework
from dashboard.export.report.model import Block, Grid, Laid, Picture
from dashboard.export.shown import Exports
from dashboard.export.state import state_of
from dashboard.figures.table import Table
from dashboard.i18n import t

FRAMEWORK = "timeline.framework"


@dataclass(frozen=True, slots=True)
class Nothing:
    """A chart that has nothing to show, and why."""

    title: str
    reason: str


def blocks(connection: Connection, filters: Filters, page: Exports, charts: Sequence[str]) -> Iterator[Block | Nothing]:
    """Give some charts of a page, each question asked once.

    Args:
        connection: a reading transaction.
        filters: of the report.
        page: what it lets people take away.
        charts: their ids.
    """
    answers: dict[str, Any] = {}
    for chart in charts:
        shown = page.shown[chart]
        for name in shown.questions:
            if name not in answers:
                answers[name] = page.questions[name](connection, filters)
        yield block(connection, filters, page, chart, answers)


def block(
    connection: Connection, filters: Filters, page: Exports, chart: str, answers: Mapping[str, Any]
) -> Block | Nothing:
    """Give one chart whose questions are answered: drawn, as a table, or why it has nothing to show."""
    figure, shown = CHARTS[chart], page.told(chart, filters.viewer)
    if shown is None:
        return Nothing(t(figure.label), t(f"state.{page.shown[chart].withheld}"))
    table = shown.table(answers)
    if state := state_of(table, shown):
        return Nothing(t(figure.label), t(f"state.{state}"))
    words = cited(connection, filters, figure, page, table)
    if shown.draw is None:
        return Grid(words.title, table, _laid(chart, table), words.remark, words)
    return Picture(words, shown.draw(table), table, _laid(chart, table))


def _laid(chart: str, table: Table) -> Laid:
    """Give a table as its page lays it out."""
    return laid_framework(table) if chart == FRAMEWORK else laid(table)
