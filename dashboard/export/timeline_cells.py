"""Single cells of the results framework on the screen."""

from collections.abc import Mapping
from typing import Any

from dashboard import formats
from dashboard.components.markup import Element, Node, el
from dashboard.components.value_mark import SIGNS, value_mark
from dashboard.i18n import t
from dashboard.shown_sum import is_partial

PERCENTAGE = "2"
"""The measure of indicators whose values are percentages, written as 45 and not 0.45."""
BULLET_ENDS = 1.25
Row = Mapping[str, Any]
Cells = tuple[list[Node], dict[str, object]]


def small(text: str, class_: str = "framework-small") -> Element:
    """Give a line of small words, in their own direction."""
    return el("Span", el("Bdi", text), class_=class_)


def cell(row: Row, name: str, *, year: bool = False) -> Cells:
    """Give a value with its day, or its year alone, and its comment; or the mark of why there is none."""
    state, value, day = row[f"{name}_state"], row[name], row[f"{name}_on"]
    known = state == "value"
    nodes: list[Node] = [el("Span", number(row, value), class_="framework-value") if known else value_mark(state)]
    if day is not None:
        nodes.append(small(str(day.year) if year else formats.day(day)))
    if row[f"{name}_comment"]:
        nodes.append(small(row[f"{name}_comment"]))
    more: dict[str, object] = {"data_value": str(value) if known else state, "class_": "n"}
    return nodes, more | ({"data_column": name} if known else {})


def number(row: Row, value: float | None) -> str:
    """Write a value of an indicator, with the sign of what is kept back where a part of it is."""
    if is_partial(value):
        return f"{formats.number(value)} {SIGNS['suppressed']}"
    if value is not None and row["measure"] == PERCENTAGE:
        return formats.percent(value / 100)
    return formats.number(value)


def shares(row: Row, name: str, original: str) -> Cells:
    """Give a share against the target of now, and below it that against the first one where that was another."""
    share = row[name]
    nodes: list[Node] = [el("Span", formats.percent(share), class_="framework-value")]
    if row["revised_on"] is not None:
        nodes.append(small(t("framework.by_original", value=formats.percent(row[original]))))
    value = "not_applicable" if share is None else str(share)
    return nodes, {"data_value": value, "class_": "n", "data_column": name}


def bullet(row: Row) -> Node:
    """Give the way gone as a bar with a mark where the plan to date is; the numbers beside it say the same."""
    if row["progress"] is None:
        return None
    marks = [el("Span", class_="bullet-target", style={"insetInlineStart": _at(1)})]
    if row["plan_share"] is not None:
        marks.append(el("Span", class_="bullet-plan", style={"insetInlineStart": _at(row["plan_share"])}))
    bar = el("Span", class_="bullet-bar", style={"width": _at(row["progress"])}, data_status=row["status"] or "none")
    return el("Span", bar, *marks, class_="bullet", aria_hidden="true")


def _at(share: float) -> str:
    """Give where a share lies on the bar."""
    return f"{min(max(share, 0), BULLET_ENDS) / BULLET_ENDS * 100:.1f}%"
