"""A chart on its way to the screen: its card as a drawing, a table, or a mark that says why there is neither."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from plotly.io.json import to_json_plotly

from dashboard import formats
from dashboard.catalogue import Figure
from dashboard.components.chart_card import Caption, chart_answer, drawing_beside
from dashboard.components.data_table import Column as Heading
from dashboard.components.data_table import Number, data_table
from dashboard.components.markup import Element, Node, el
from dashboard.components.navigation import outside_link
from dashboard.components.sortable import Sorting
from dashboard.components.states import error_mark, mark
from dashboard.components.status_badge import STATES, badge
from dashboard.components.step_sign import step_sign
from dashboard.components.value_mark import KEPT_BACK, value_mark
from dashboard.data.asking import Failure, attempt, note_failure
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.export.alternative import alternative
from dashboard.export.citation import Source, listed, measure_in_words
from dashboard.export.shown import Shown
from dashboard.export.state import state_of
from dashboard.figures.named_bars import FEWEST_ROWS
from dashboard.figures.table import Column, LongerThan, Said, Table
from dashboard.i18n import t
from dashboard.shown_sum import is_partial, is_suppressed

DATED: Mapping[str, Callable[[Any], str]] = {"day": formats.day, "month": formats.month, "quarter": formats.quarter}
"""How each kind of column writes its days."""
NUMBERS: Mapping[str, Callable[[Any], str]] = {
    "whole": formats.whole,
    "number": formats.number,
    "points": partial(formats.decimal, digits=2),
    "share": formats.percent,
    "money": formats.amount,
}
"""How each kind of column writes its numbers."""
UNDETERMINED = "und"
"""The language of a text of which nobody knows it."""
WORD = "_word"
"""Ends the key of a column of words whose codes stand in the column before, under the key without it."""
Link = Callable[[str], str | None]
"""Gives the address to which the code of a row leads, or None."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all cards of one answer share.

    `scope` names place and period in words, `source` the source, the cut-off day and the counting rule; `views` are the
    charts asked for as tables; `links` gives, for a chart whose rows lead on, where each leads; `sorts`, for a table
    whose headings sort it, how it is sorted. `viewer` is who looks.
    """

    scope: str
    source: Source
    views: frozenset[str]
    links: Mapping[str, Link]
    sorts: Mapping[str, Sorting] = field(default_factory=dict)
    viewer: Viewer = EVERYTHING


def made_of(make: Callable[..., Node], *answers: Any) -> Node:  # noqa: ANN401  Any answers.
    """Give what a function makes of some answers, or the mark of the first failure among them or in making it."""
    failed = next((one for one in answers if isinstance(one, Failure)), None)
    made: Node | Failure = failed or attempt(lambda: make(*answers))
    return error_mark(made.code) if isinstance(made, Failure) else made


def card(chart: Figure, shown: Shown, answers: Mapping[str, Any], setting: Setting) -> list[object]:
    """Give the answer for one chart card; whatever goes wrong stays inside it."""
    try:
        return _card(chart, shown, answers, setting)
    except Exception:  # noqa: BLE001  Whatever breaks one card, the others are still right.
        return _broken(chart, shown, note_failure(chart.id), setting)


def _card(chart: Figure, shown: Shown, answers: Mapping[str, Any], setting: Setting) -> list[object]:
    """Give the card of a chart whose questions were answered, and the error card of one whose were not."""
    if shown.withheld and setting.viewer.protected:
        return chart_answer(
            _caption(chart, setting, None, None), instead=mark(shown.withheld), table_only=shown.draw is None
        )
    shown = shown.told_to(setting.viewer)
    failures = [answer for name in shown.questions if isinstance(answer := answers[name], Failure)]
    if failures:
        return _broken(chart, shown, failures[0], setting)
    table = shown.table(answers)
    table_only = shown.draw is None
    caption = _caption(chart, setting, shown.find and shown.find(table), shown.left_out(table))
    if state := state_of(table, shown):
        return chart_answer(caption, instead=mark(state), table_only=table_only)
    if shown.draw is None:
        return chart_answer(caption, instead=_view(chart, shown, table, caption, setting), table_only=True)
    alt = alternative(caption.label, caption.heading, table, written)
    caption = replace(caption, alt=alt, few=len(table.rows) <= FEWEST_ROWS)
    drawing = shown.draw(table)
    if chart.id in setting.views:
        view = [_view(chart, shown, table, caption, setting), drawing_beside(str(to_json_plotly(drawing)))]
        return chart_answer(caption, instead=view)
    return chart_answer(caption, figure=drawing)


def _view(chart: Figure, shown: Shown, table: Table, caption: Caption, setting: Setting) -> Element:
    """Lay a table out in the chart's own way, else as plain rows of cells."""
    return shown.view(chart.id, table, caption) if shown.view else table_view(chart, table, caption, setting)


def _broken(chart: Figure, shown: Shown, failure: Failure, setting: Setting) -> list[object]:
    """Give the card that says that its own figures could not be had, with the code to quote."""
    caption = _caption(chart, setting, None, None)
    return chart_answer(caption, instead=error_mark(failure.code), table_only=shown.draw is None)


def _caption(chart: Figure, setting: Setting, finding: str | None, remark: str | None) -> Caption:
    """Give the words around a chart: finding or neutral title, what is measured where and when, and the source."""
    title = t(chart.label)
    measure = listed(measure_in_words(chart, setting.viewer), setting.scope)
    subtitle = f"{measure}. {remark}" if remark else measure
    label = f"{title}: {measure}"
    source = setting.source
    return Caption(finding or title, subtitle, label, source=source.lines, remark=remark or "", basis=source.basis)


def table_view(chart: Figure, table: Table, caption: Caption, setting: Setting) -> Element:
    """Give a table as HTML: the first column names the row, and leads on where the chart's rows do."""
    shown = [(at, column) for at, column in enumerate(table.columns) if column.kind not in {"code", "state"}]
    codes = [at for at, column in enumerate(table.columns) if column.kind == "code" or column.key == "code"]
    link = setting.links.get(chart.id)
    columns = [_cells(column, at, table) for at, column in shown]
    if link and codes:
        named = zip(columns[0], (link(row[codes[0]]) for row in table.rows), strict=True)
        columns[0] = [_anchor(name, href) for name, href in named]
    rows = list(zip(*columns, strict=True))
    headings = [_heading(setting.sorts.get(chart.id), column) for _, column in shown]
    return data_table(chart.id, f"{t(chart.label)}: {caption.subtitle}", headings, rows)


def written(column: Column, cell: Any) -> str:  # noqa: ANN401  A cell.
    """Write one cell as the screen does, without its sign or colour."""
    if column.kind == "wait":
        return str(_wait(cell).text)
    if is_suppressed(cell):
        return t("value.suppressed")
    text = (NUMBERS.get(column.kind) or DATED.get(column.kind, _text))(cell)
    return f"{text}{KEPT_BACK}" if is_partial(cell) else text


def _heading(sorting: Sorting | None, column: Column) -> Heading:
    """Give the heading of a column, as a link where it sorts the table."""
    if sorting is None:
        return Heading(column.label, numeric=column.is_number)
    return sorting.heading(column.key.removesuffix(WORD), column.label, numeric=column.is_number)


def _anchor(name: Any, href: str | None) -> Any:  # noqa: ANN401  A cell.
    """Give the name of a row as a link: into the product, or out of it."""
    if not href:
        return name
    return el("A", name, href=href, data_shell_link="") if href.startswith("/") else outside_link(href, name)


def _cells(column: Column, at: int, table: Table) -> list[Any]:
    """Give a column as read; the word of a state, whose code is the column before, gets its sign and colour."""
    cells = [row[at] for row in table.rows]
    if column.kind == "step":
        return _steps(at, table)
    if at + 1 < len(table.columns) and table.columns[at + 1].kind == "state":
        return [_marked(number, row[at + 1]) for number, row in zip(_read(column, cells), table.rows, strict=True)]
    if not column.key.endswith(WORD):
        return _read(column, cells)
    return [_word(row[at - 1], word) for row, word in zip(table.rows, cells, strict=True)]


def _marked(number: Number, state: str) -> Number:
    """Give a number as it is, or the mark of why there is none."""
    return number if state == "value" else Number(value_mark(state), state)


def _word(code: str | None, word: str) -> Any:  # noqa: ANN401  A cell.
    """Give the word of a state with its sign and colour, plain where there is no state to point at."""
    return word if code == "" else badge(STATES.get(code or "", "none"), word)


def _steps(at: int, table: Table) -> list[Any]:
    """Give one step of every row; without a day it was skipped where a later step has one."""
    later = [place for place, column in enumerate(table.columns) if column.kind == "step" and place > at]
    return [_step(row[at], passed=any(row[place] for place in later)) for row in table.rows]


def _step(day: date | None, *, passed: bool) -> Element:
    """Give one step of one row."""
    if day is not None:
        return step_sign("reached", formats.day(day))
    return step_sign("skipped" if passed else "not_yet")


def _read(column: Column, cells: Sequence[Any]) -> list[Any]:
    """Write the cells of a column as they are read on the screen; numbers keep their exact value beside it."""
    if column.kind in OF_THEIR_OWN:
        return list(map(OF_THEIR_OWN[column.kind], cells))
    if column.kind in NUMBERS:
        write = NUMBERS[column.kind]
        return [_protected(cell, write) if is_partial(cell) else Number(write(cell), cell) for cell in cells]
    return list(map(DATED.get(column.kind, _text), cells))


def _protected(cell: int, write: Callable[[Any], str]) -> Number:
    """Write a sum that leaves suppressed cells out, with a sign; where nothing of it is shown the mark stands alone."""
    if is_suppressed(cell):
        return Number(value_mark("suppressed"), "suppressed")
    return Number(f"{write(cell)}{KEPT_BACK}", cell)


def _wait(cell: int | LongerThan | None) -> Number:
    """Write a wait in days; one that is not reached yet is longer than the longest observed, and no number."""
    if isinstance(cell, LongerThan):
        return Number(formats.wait(cell.days, reached=False), "not_reached")
    return Number(formats.wait(cell), cell)


def _said(cell: Said | None) -> Element | str:
    """Write what somebody said in its own language and direction."""
    return (
        formats.MISSING
        if cell is None
        else el("Span", str(cell), lang=cell.language or UNDETERMINED, dir="auto", class_="said")
    )


OF_THEIR_OWN: Mapping[str, Callable[[Any], Any]] = {"wait": _wait, "said": _said}
"""Kinds of columns whose cells are no plain numbers, days or words."""


def _text(cell: Any) -> str:  # noqa: ANN401  Any cell that is no number and no day.
    """Write a text, or the sign of a missing one."""
    return formats.MISSING if cell is None else str(cell)
