"""A chart on its way to the screen: its card as a drawing, a table, or a mark that says why there is neither."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from plotly.io.json import to_json_plotly

from dashboard.catalogue import Figure
from dashboard.components.chart_card import Caption, chart_answer, drawing_beside
from dashboard.components.data_table import Column as Heading
from dashboard.components.data_table import data_table
from dashboard.components.markup import Element, Node, el
from dashboard.components.navigation import outside_link
from dashboard.components.sortable import Sorting
from dashboard.components.states import error_mark, mark
from dashboard.data.asking import Failure, attempt, note_failure
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.export.alternative import alternative
from dashboard.export.citation import Source, listed, measure_in_words
from dashboard.export.explained_cells import explained, is_explained
from dashboard.export.shown import Shown
from dashboard.export.state import state_of
from dashboard.export.written import WORD, cells_of, written
from dashboard.figures.named_bars import few_rows
from dashboard.figures.table import Column, Table
from dashboard.i18n import t

Link = Callable[[str], str | None]
"""Gives the address to which the code of a row leads, or None."""
Act = Callable[[Sequence[Any]], Element | str]
"""Gives what can be done with a row, empty where nothing can."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all cards of one answer share.

    `scope` names place and period in words, `source` the source, the cut-off day and the counting rule; `views` are the
    charts asked for as tables; `links` gives, for a chart whose rows lead on, where each leads; `sorts`, for a table
    whose headings sort it, how it is sorted; `acts`, for a table with whose rows something can be done, what stands at
    the end of each. `viewer` is who looks.
    """

    scope: str
    source: Source
    views: frozenset[str]
    links: Mapping[str, Link]
    sorts: Mapping[str, Sorting] = field(default_factory=dict)
    acts: Mapping[str, Act] = field(default_factory=dict)
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
    drawing = shown.draw(table)
    caption = replace(caption, alt=alt, few=few_rows(drawing, len(table.rows)))
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
    columns = [cells_of(column, at, table) for at, column in shown]
    if link and codes:
        named = zip(columns[0], (link(row[codes[0]]) for row in table.rows), strict=True)
        columns[0] = [_anchor(name, href) for name, href in named]
    rows = list(zip(*columns, strict=True))
    headings = [_heading(chart, setting.sorts.get(chart.id), column) for _, column in shown]
    if act := setting.acts.get(chart.id):
        headings.append(Heading(t("table.act"), numeric=False))
        rows = [(*cells, act(row)) for cells, row in zip(rows, table.rows, strict=True)]
    leads = explained(chart.id, table)
    return data_table(chart.id, f"{t(chart.label)}: {caption.subtitle}", headings, rows, leads)


def _heading(chart: Figure, sorting: Sorting | None, column: Column) -> Heading:
    """Give the heading of a column, as a link where it sorts the table; one of explained numbers has a key."""
    key = column.key if is_explained(chart.id, column) else None
    if sorting is None:
        return Heading(column.label, numeric=column.is_number, key=key)
    return replace(sorting.heading(column.key.removesuffix(WORD), column.label, numeric=column.is_number), key=key)


def _anchor(name: Any, href: str | None) -> Any:  # noqa: ANN401  A cell.
    """Give the name of a row as a link: into the product, or out of it."""
    if not href:
        return name
    return el("A", name, href=href, data_shell_link="") if href.startswith("/") else outside_link(href, name)
