"""What is explained: a key figure as its page answers with it, or a cell of a table asked for again.

The figure itself is never computed a second time, so that it cannot differ from what its page shows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dash import Dash
from dash.exceptions import PreventUpdate
from sqlalchemy import Connection

from dashboard.catalogue import CHARTS, Figure
from dashboard.components.data_table import Number
from dashboard.components.markup import Element, el, walk
from dashboard.data.explanation.quality import stale_after
from dashboard.data.explanation.recipes import Recipe
from dashboard.data.explanation.tables import TABLES
from dashboard.data.filters import Filters, resolve_filters
from dashboard.export.explained_cells import Cells, cells_of_table, key_figure
from dashboard.export.routes import House
from dashboard.export.taking import Asked as Taking
from dashboard.export.taking import table_of
from dashboard.paths import OWN_CODE, holds_code, path_to

if TYPE_CHECKING:
    from dashboard.callbacks.explain.asking import Asked

Answering = Callable[..., Sequence[Any]]
"""The callback of a page: an address, with the path of one thing its path, in; everything that the page shows out."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure that is explained: its entry in the catalogue, its card, its recipe and its filters.

    `name` says which cell it is; `others` are the further figures of its row, each with its column and its value.
    """

    figure: Figure
    card: Element | None
    recipe: Recipe
    filters: Filters
    name: str = ""
    column: str = ""
    others: tuple[tuple[str, str, Number], ...] = ()


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds what is explained, in an installation that calls a source stale after so many days."""

    app: Dash
    house: House
    stale_days: int

    def find(self, asked: "Asked", connection: Connection, search: str | None) -> Subject | None:
        """Give the figure that is asked about; None where there is none, or not for this viewer."""
        found = self._found(asked, connection, search)
        return replace(found, recipe=stale_after(found.recipe, self.stale_days)) if found else None

    def _found(self, asked: "Asked", connection: Connection, search: str | None) -> Subject | None:
        """Give the figure with the recipe that every installation has."""
        filters = resolve_filters(connection, asked.address, asked.viewer)
        recipe = key_figure(connection, filters, asked.figure.id)
        if recipe is None:
            return self._cell(asked, connection, filters)
        answer = self._answer_of(asked, filters, search)
        if answer is None:
            return None
        return Subject(asked.figure, card_of(answer, asked.figure.id), recipe, filters)

    def _cell(self, asked: "Asked", connection: Connection, filters: Filters) -> Subject | None:
        """Give a cell of a table, as the table shows it now."""
        figure = asked.figure
        if figure.id not in TABLES or figure.id not in CHARTS:
            return None
        table = table_of(connection, filters, Taking(figure, self.house.exports[figure.page]))
        row = cells_of_table(connection, filters, figure.id, table, asked.row) if table else None
        return _subject(figure, filters, row, asked.column) if row else None

    def _answer_of(self, asked: "Asked", filters: Filters, search: str | None) -> Sequence[Any] | None:
        """Give what the page of a key figure shows; None where its thing is not there, or not for this viewer."""
        name = next(one for one in self.app.callback_map if f"{asked.figure.page}-kpis.children" in one)
        answering: Answering = self.app.callback_map[name]["callback"].__wrapped__
        if not holds_code(asked.page.PATH):
            return answering(search)
        path = path_to(asked.page.PATH, "".join(filters.own_all(OWN_CODE)[-1:]))
        try:
            return answering(search, path)
        except PreventUpdate:
            return None


def _subject(figure: Figure, filters: Filters, row: Cells, column: str) -> Subject | None:
    """Give one cell of a row, its first where no column is named."""
    cell = next((one for one in row.figures if one.column.key == (column or row.figures[0].column.key)), None)
    if cell is None:
        return None
    name = f"{row.name} · {cell.column.label}"
    card = el(
        "Div",
        el("Dt", name),
        el("Dd", cell.shown.text, class_="kpi-value"),
        class_="cardx kpi",
        data_cell=f"{figure.id}.{cell.column.key}",
        data_value="missing" if cell.shown.value is None else str(cell.shown.value),
    )
    others = tuple((one.column.key, one.column.label, one.shown) for one in row.figures)
    return Subject(figure, card, cell.recipe, filters, name, cell.column.key, others)


def card_of(answer: Sequence[Any], kpi: str) -> Element | None:
    """Give the card of a key figure among all that its page shows, without the ways that lead here or within its page.

    Args:
        answer: what the page of the figure shows.
        kpi: the figure's id.
    """
    found: Any = next((node for node in walk(list(answer)) if node["props"].get("data-kpi") == kpi), None)  # type: ignore[attr-defined]
    return _with_inside(found, [_plain(line) for line in found["props"]["children"] if _stays(line)]) if found else None


def _stays(line: Any) -> bool:  # noqa: ANN401  A line of a card.
    """Say whether a line of a card is there, and not the one that leads to the explanation."""
    return bool(line) and EXPLAIN not in str(line["props"].get("className", ""))


def _plain(line: Any) -> Element:  # noqa: ANN401  A line of a card.
    """Give a line of a card; a link to a heading of its own page becomes its words."""
    link = line["props"].get("children")
    leads = isinstance(link, dict) and str(link["props"].get("href", "")).startswith("#")
    return _with_inside(line, link["props"]["children"]) if leads else line


def _with_inside(node: Any, inside: Any) -> Element:  # noqa: ANN401  A part of a card.
    """Give an element with something else in it."""
    return {**node, "props": {**node["props"], "children": inside}}


EXPLAIN = "kpi-explain"
"""The class of the line of a card that leads to its explanation."""
