"""From the loads and rows behind a figure to what the page shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import formats
from dashboard.address import Address
from dashboard.catalogue import Figure
from dashboard.components.data_table import Cell, Column, Number, data_table
from dashboard.components.markup import Element, Node, el
from dashboard.components.navigation import shell_link
from dashboard.components.states import error_mark
from dashboard.data.asking import Failure
from dashboard.data.explaining import Explanation
from dashboard.data.filters import Filters
from dashboard.i18n import t
from dashboard.listing import Leaf
from dashboard.pages.explain import PATH, ROWS

CODED = {
    "population_group": "population_group",
    "sex": "sex",
    "age_band": "age_band",
    "type": "feedback_type",
    "channel": "feedback_channel",
    "status": "feedback_status",
}
PLAIN = ("project", "place", "source", "row")
COUNTS = ("new_people", "contacts")
Rows = Sequence[Mapping[str, Any]] | Failure | None
"""A page of rows; None where whoever asks sees none one by one, or there are none."""
Found = tuple[Explanation | Failure, Rows, Leaf]


def not_known(address: Address) -> Node:
    """Say that there is no such figure, with the way to all of them."""
    return [el("P", t("explain.unknown")), el("P", shell_link(address, "/methods", t("nav.methodology")))]


def explained(figure: Figure, card: Element | None, found: Found, filters: Filters, address: Address) -> Node:
    """Give the figure as its page shows it, what it means, and what it is made of."""
    explanation, rows, leaf = found
    state = t("explain.state", version=str(filters.snapshot.version), day=formats.day(filters.snapshot.day))
    facts = [
        (t("explain.definition"), t(figure.definition)),
        (t("ind.formula"), t(figure.formula)),
        (t("explain.counting"), t(figure.counting)),
        (t("explain.period"), formats.period_label(filters.period) if filters.period else t("filter.none")),
        (t("shell.data_version"), state),
    ]
    listed = el("Dl", [el("Div", el("Dt", name), el("Dd", words)) for name, words in facts], class_="act-facts")
    head: list[Node] = [el("H2", t(figure.label)), el("Dl", card, class_="kpis") if card else None, listed]
    if filters.viewer.protected:
        return [*head, el("P", t("explain.protected", version=str(filters.snapshot.version)))]
    if isinstance(explanation, Failure):
        return [*head, error_mark(explanation.code)]
    body: list[Node] = [el("H2", t("explain.loads")), _loads(figure, explanation, _shown(card))]
    if rows is not None:
        body += [el("H2", t("explain.rows")), _rows(figure, rows), _pages(address, leaf)]
    return [*head, *body]


def _shown(card: Element | None) -> int | None:
    """Give the number that a card shows, None where it is no whole number."""
    told = str(card["props"].get("data-value", "")) if card else ""  # type: ignore[attr-defined]
    return int(told) if told.isdecimal() else None


def _loads(figure: Figure, found: Explanation, shown: int | None) -> Element:
    """Give what each load adds, and their sum; people counted by the largest activity do not add up over loads."""
    spec = found.spec
    columns = [
        Column(t(f"data.{name}"), numeric=False) for name in ("source", "kind_of", "file", "day", "actor", "version")
    ]
    columns.append(Column(t("explain.rows_counted")))
    measures = [name for name in (spec.measure, spec.of) if name and name != "records"]
    columns += [Column(t(f"explain.measure.{name}")) for name in measures]
    rows: list[list[Cell]] = []
    for part in found.parts:
        one = part.load
        texts: list[Cell] = [el("Bdi", one.source), t(f"load.kind.{one.kind}"), el("Bdi", one.file)]
        texts += [formats.day(one.day), el("Bdi", one.actor or "—"), str(one.version)]
        numbers = [part.value, part.of][: len(measures)]
        rows.append([*texts, _number(part.rows), *map(_number, numbers)])
    counted = found.value
    if shown is not None and not spec.of and spec.measure == "new_people" and shown != counted:
        rows.append([t("explain.rule_difference"), "", "", "", "", "", _number(0), _number(shown - counted)])
        counted = shown
    total: list[Cell] = [t("explain.total"), "", "", "", "", "", _number(sum(part.rows for part in found.parts))]
    rows.append([*total, *map(_number, [counted, found.of][: len(measures)])])
    return data_table("explain.loads", t("explain.loads_caption", name=t(figure.label)), columns, rows)


def _rows(figure: Figure, rows: Sequence[Mapping[str, Any]] | Failure) -> Node:
    """Give a page of the rows."""
    if isinstance(rows, Failure):
        return error_mark(rows.code)
    if not rows:
        return el("P", t("state.no_data"))
    names = list(rows[0])
    columns = [Column(t(f"explain.column.{name}"), numeric=name in COUNTS) for name in names]
    cells = [[_cell(name, row[name]) for name in names] for row in rows]
    return data_table("explain.rows", t("explain.rows_caption", name=t(figure.label)), columns, cells)


def _cell(name: str, value: Any) -> Cell:  # noqa: ANN401  A cell.
    """Write one cell of a row."""
    if value is None:
        return formats.MISSING
    if name == "day":
        return formats.day(value)
    if name in COUNTS:
        return _number(value)
    if name in CODED:
        return t(f"{CODED[name]}.{value}")
    return t(f"counting_rule.{value}") if name == "counting_rule" else el("Bdi", str(value))


def _number(value: int) -> Number:
    """Write a count."""
    return Number(formats.whole(value), value)


def _pages(address: Address, leaf: Leaf) -> Node:
    """Give the way to the rows before and after."""
    if leaf.pages == 1:
        return None
    numbers = (leaf.number - 1 or None, leaf.number + 1 if leaf.number < leaf.pages else None)
    links = [
        el("A", t(words), href=f"{PATH}?{address.with_own(ROWS, str(number)).query()}", data_shell_link="")
        if number
        else None
        for number, words in zip(numbers, ("table.previous_page", "table.next_page"), strict=True)
    ]
    told = {"first": leaf.first + 1, "last": leaf.last, "count": leaf.count, "page": leaf.number, "pages": leaf.pages}
    here = el("Span", t("table.page_of", **{name: formats.whole(value) for name, value in told.items()}))
    return el("Nav", links[0], here, links[1], class_="pager", aria_label=t("table.pages", name=t("explain.rows")))
