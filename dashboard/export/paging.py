"""Long tables on the screen: one page of them at a time, under words that speak of all their rows."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.address import Address
from dashboard.data.asking import Failure, attempt
from dashboard.data.frames import Listing
from dashboard.export.ordering import in_order, order_of
from dashboard.export.shown import Shown
from dashboard.figures.table import Table
from dashboard.i18n import t
from dashboard.listing import Leaf, page_name

Answers = Mapping[str, Any]
"""Frames and values by their question, each possibly a `Failure`."""


def leaves(answers: Answers, address: Address, frames: Mapping[str, str], sizes: Mapping[str, int]) -> dict[str, Leaf]:
    """Give the page of each table that the address asks for.

    Args:
        answers: to all questions, uncut.
        address: with the page's own parameters.
        frames: for each table the question whose rows it shows.
        sizes: for each table the rows of a page.
    """
    counts = {table: answers[question] for table, question in frames.items()}
    return {
        table: Leaf.read(address.own(page_name(table)), 0 if isinstance(rows, Failure) else len(rows), sizes[table])
        for table, rows in counts.items()
    }


def cut(answers: Answers, shown: Mapping[str, Leaf], address: Address, frames: Mapping[str, str]) -> dict[str, Any]:
    """Give the answers with each table in the order that the address asks for, cut to its page."""
    pages = {frames[table]: _page(answers[frames[table]], table, leaf, address) for table, leaf in shown.items()}
    return {**answers, **pages}


def _page(frame: DataFrame | Listing | Failure, table: str, leaf: Leaf, address: Address) -> DataFrame | Failure:
    """Give one page of a table."""
    if isinstance(frame, Failure):
        return frame
    sort = order_of(table, address.extra)
    return attempt(lambda: in_order(frame, sort, slice(leaf.first, leaf.last)))


def about(shown: Shown, whole: Table) -> Shown:
    """Give a chart whose words are made of all its rows, whatever page of them is drawn.

    Args:
        shown: the chart.
        whole: all rows, with no more columns than its words need.
    """
    return saying(shown, shown.find and shown.find(whole), shown.remark and shown.remark(whole))


def first_rows(shown: Shown, answers: Answers, most: int) -> Shown:
    """Give a chart as a table of its first rows, under words that speak of all and say where the others are.

    Args:
        shown: the chart; as it is where it has no more rows, or where its table cannot be had.
        answers: to its questions.
        most: rows that are shown.
    """
    if any(isinstance(answers[name], Failure) for name in shown.questions):
        return shown
    made = attempt(lambda: _first_rows(shown, shown.table(answers), most))
    return shown if isinstance(made, Failure) else made


def _first_rows(shown: Shown, whole: Table, most: int) -> Shown:
    """Give a chart of a table that is known already as its first rows."""
    if len(whole.rows) <= most:
        return shown
    first = Table(whole.columns, whole.rows[:most])
    said = saying(shown, shown.find and shown.find(whole), t("projects.in_file", count=formats.whole(most)))
    return replace(said, tabulate=lambda *_: first)


def saying(shown: Shown, finding: str | None, remark: str | None) -> Shown:
    """Give a chart with a finding and a remark that are known already."""
    return replace(shown, find=always(finding), remark=always(remark))


def always(text: str | None) -> Callable[[Table], str | None]:
    """Give a text whatever the table holds."""
    return lambda _: text
