"""How a figure is made: one sentence, the loads with what each adds and their sum, and the rows page by page."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard import formats
from dashboard.address import Address
from dashboard.callbacks.explain.asking import Listed, Rows
from dashboard.components.data_table import Cell, Column, Number, data_table
from dashboard.components.markup import Element, Node, el
from dashboard.components.states import error_mark
from dashboard.data.asking import Failure
from dashboard.data.explanation.explaining import Amount, Explanation, Middle, Portion
from dashboard.data.quality_loads import Load
from dashboard.export.citation import listed
from dashboard.i18n import t
from dashboard.ids import page_part
from dashboard.listing import Leaf
from dashboard.pages.explain import PATH

CODED = {
    "population_group": "population_group",
    "sex": "sex",
    "age_band": "age_band",
    "type": "feedback_type",
    "channel": "feedback_channel",
    "status": "feedback_status",
    "counting_rule": "counting_rule",
    "kind": "load.kind",
}
NAMED = {
    "stages": "stage",
    "stage_limits": "stage",
    "partnership_steps": "partnership_step",
    "response_limits": "priority",
}
"""KINDs whose rows are told apart by a code that has words."""
COUNTS = ("new_people", "contacts", "value", "rejected", "age")
DAYS = ("day", "answered_on", "closed_on", "limit", "first_on")
NO_LOAD = {"months": "explain.not_reported", "refusals": "explain.refused_files"}
"""What stands in the place of a load where no file brought something, by the sort of the ingredient."""


def sentence(found: Explanation) -> Element:
    """Say in one sentence how what the loads add makes the figure, with the numbers where there are any."""
    values = [amount(one.value) for one in found.portions]
    if found.recipe.how == "mean" and found.portions:
        values.append(formats.whole(found.portions[0].records))
    if found.recipe.how == "mean_change" and found.portions:
        values.append(formats.whole(found.portions[0].records))
    names = {f"{place}_name": t(one.asked.words) for place, one in zip(PLACES, found.portions, strict=False)}
    told: list[Node] = [t(f"explain.how.{found.recipe.how}", **names)]
    if found.recipe.how in COMPUTED and len(values) > 1:
        named = dict(zip(PLACES, values, strict=False))
        told += [" ", el("Bdi", t(f"explain.sum.{found.recipe.how}", **named), class_="explain-sum", dir="ltr")]
    if found.middle:
        told += [" ", el("Bdi", _middle(found.middle), class_="explain-sum", dir="auto")]
    return el("P", *told, class_="explain-how")


def _middle(found: Middle) -> str:
    """Say how many values there are, and which stand in the middle."""
    shown = [amount(one) for one in found.values]
    name = "explain.sum.middle" if len(shown) == 1 else "explain.sum.middle_of_two"
    named = dict(zip(PLACES, shown, strict=False))
    return t(name, count=formats.whole(found.count), **named)


COMPUTED = frozenset(
    {"share", "quotient", "per_1000", "difference", "lacking", "mean", "percent", "mean_change", "beyond", "change"}
)
"""Figures that two sums lead to, with an expression of their own."""


def parts_nav(found: Explanation) -> Element | None:
    """Give the way to each ingredient of a figure that has several."""
    if len(found.portions) < SEVERAL:
        return None
    links = [el("Li", el("A", _title(portion, at), href=f"#{_part(at)}")) for at, portion in enumerate(found.portions)]
    return el("Nav", el("Ul", links), class_="page-parts", aria_label=t("explain.parts"))


SEVERAL = 2


def _title(portion: Portion, at: int) -> str:
    """Give the heading of an ingredient among several."""
    return t(f"explain.place.{PLACES[at]}", name=t(portion.asked.words))


def _part(at: int) -> str:
    """Give the id of the heading of an ingredient."""
    return page_part("explain", f"part-{at + 1}")


def portion_of(
    found: Explanation, portion: Portion, listed: Listed, pages: tuple[Address, str], *, at: int
) -> list[Node]:
    """Give the loads and rows of one ingredient of a figure."""
    name = t(portion.asked.words)
    several = len(found.recipe.of) > 1
    place = f"-{at + 1}" if at else ""
    heading = el("H2", _title(portion, at), id=_part(at), tabIndex="-1") if several else el("H2", t("explain.loads"))
    body: list[Node] = [heading, _loads(portion, name, f"explain.loads{place}")]
    if listed.rows is not None:
        level = "H3" if several else "H2"
        body += [el(level, t("explain.rows")), _rows(listed.rows, name, f"explain.rows{place}")]
        body.append(_pages(*pages, listed.leaf, name))
    return body


COUNTED = frozenset({"kinds", "counts", "months"})
"""Sorts of ingredients whose rows are all that they add."""
PLACES = ("first", "second", "third", "fourth")


def _loads(portion: Portion, name: str, table: str) -> Element:
    """Give what each load adds, the people that are counted again in them, and the sum of both."""
    adds = portion.asked.sort not in COUNTED and portion.asked.measure != "records"
    columns = [
        Column(t(f"data.{one}"), numeric=False) for one in ("source", "kind_of", "file", "day", "actor", "version")
    ]
    columns += [Column(t("explain.rows_counted"))] + ([Column(name)] if adds else [])
    rows: list[list[Cell]] = [
        [*_load(part.load, portion.asked.sort), *_numbers(part.rows, part.value, adds=adds)] for part in portion.parts
    ]
    if portion.repeats:
        rows.append([t("explain.repeats"), *EMPTY, *_numbers(0, -portion.repeats, adds=adds)])
    count = sum(part.rows for part in portion.parts)
    rows.append([t("explain.total"), *EMPTY, *_numbers(count, portion.value, adds=adds)])
    return data_table(table, t("explain.loads_caption", name=name), columns, rows)


def _load(one: Load | None, sort: str) -> list[Cell]:
    """Say which load it is; what came by no file is named so."""
    if one is None:
        return [t(NO_LOAD.get(sort, "explain.no_file")), *EMPTY]
    texts: list[Cell] = [el("Bdi", one.source), t(f"load.kind.{one.kind}"), el("Bdi", one.file)]
    return [*texts, formats.day(one.day), el("Bdi", one.actor or formats.MISSING), str(one.version)]


EMPTY: Sequence[str] = ("",) * 5


def _numbers(rows: int, value: Amount, *, adds: bool) -> list[Number]:
    """Give the numbers of a line: its rows, and what they add where that is something else."""
    return [_number(rows), *([_number(value)] if adds else [])]


def _rows(rows: Rows, name: str, table: str) -> Node:
    """Give a page of the rows."""
    if isinstance(rows, Failure):
        return error_mark(rows.code)
    if not rows:
        return el("P", t("state.no_data"))
    names = list(rows[0])
    columns = [Column(t(f"explain.column.{one}"), numeric=one in COUNTS) for one in names]
    cells = [[_cell(one, row) for one in names] for row in rows]
    return data_table(table, t("explain.rows_caption", name=name), columns, cells)


def _cell(name: str, row: Mapping[str, Any]) -> Cell:
    """Write one cell of a row."""
    value = row[name]
    if value is None:
        return Number(formats.MISSING, None) if name in COUNTS else formats.MISSING
    if name in DAYS:
        return formats.day(value)
    if name == "month":
        return formats.month(value)
    if name == "lacking":
        return listed(*(t(f"load.column.{column}") for column in value))
    if name in COUNTS:
        return _number(value)
    words = NAMED.get(row["kind"]) if name == "what" else CODED.get(name)
    return t(f"{words}.{value}") if words else el("Bdi", str(value))


def amount(value: Amount) -> str:
    """Write a count, or an amount with its digits."""
    return formats.amount(value) if isinstance(value, Decimal) else formats.whole(value)


def _number(value: Amount) -> Number:
    """Write a number with its exact value."""
    return Number(amount(value), value)


def _pages(address: Address, parameter: str, leaf: Leaf, name: str) -> Node:
    """Give the way to the rows before and after."""
    if leaf.pages == 1:
        return None
    numbers = (leaf.number - 1 or None, leaf.number + 1 if leaf.number < leaf.pages else None)
    links = [
        el("A", t(words), href=f"{PATH}?{address.with_own(parameter, str(number)).query()}", data_shell_link="")
        if number
        else None
        for number, words in zip(numbers, ("table.previous_page", "table.next_page"), strict=True)
    ]
    told = {"first": leaf.first + 1, "last": leaf.last, "count": leaf.count, "page": leaf.number, "pages": leaf.pages}
    here = el("Span", t("table.page_of", **{one: formats.whole(value) for one, value in told.items()}))
    return el("Nav", links[0], here, links[1], class_="pager", aria_label=t("table.pages", name=name))
