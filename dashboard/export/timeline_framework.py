"""The results framework on the screen: each cell a value with its day and comment, groups by level and component.

What is read after the numbers, such as the source and the manager's comment, stands in a second row beside the name of
the indicator, so that the numbers fit a screen. On a phone the style sheet stacks each row as a card; the roles of a
table are written out, because a table that is laid out in another way loses them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from dashboard import formats
from dashboard.components.chart_card import Caption
from dashboard.components.data_table import explaining_link
from dashboard.components.markup import Element, Node, el
from dashboard.components.status_badge import STATES, badge, over_plan_badge
from dashboard.components.value_mark import value_mark
from dashboard.data.explanation.tables import TABLES
from dashboard.export.explained_cells import keys_of
from dashboard.export.timeline_cells import Cells, Row, bullet, cell, number, shares, small
from dashboard.figures.table import Table
from dashboard.i18n import t


def framework_view(chart: str, table: Table, caption: Caption) -> Element:
    """Give the framework in the form that its rows name."""
    names = [*(column.key for column in table.columns), EXPLAINED]
    keys = keys_of(TABLES[chart], table)
    rows = [dict(zip(names, (*row, key), strict=True)) for row, key in zip(table.rows, keys, strict=True)]
    parts = FORMS[rows[0]["form"]]
    labels = (INDICATOR, *(label for label, _ in parts))
    head = el("Thead", el("Tr", *map(_head, labels), role="row"), role="rowgroup")
    groups = [_group(title, list(inside), parts) for title, inside in groupby(rows, key=group_of)]
    words = f"{caption.label}. {t('timeline.form')}: {t('timeline.form.' + rows[0]['form'])}"
    inside = el("Table", el("Caption", words), head, *groups, role="table", class_="framework", data_table=chart)
    label = t("table.region", name=words)
    return el("Div", inside, class_="table-region", role="region", tabIndex="0", aria_label=label)


def group_of(row: Row) -> str:
    """Give the heading under which an indicator stands: its level, and its component where it has one."""
    level = t(f"framework.group.{row['level']}")
    return f"{level} · {row['component']}" if row["component"] else level


def _head(label: str) -> Element:
    """Give the heading of a column, above numbers at their end."""
    return el("Th", t(label), scope="col", role="columnheader", class_=None if label in WORDS else "n")


def _group(title: str, rows: Sequence[Row], parts: "Sequence[Part]") -> Element:
    """Give the indicators of one level and component under their heading."""
    first = el("Th", title, colSpan=1 + len(parts), scope="rowgroup", role="rowheader", class_="framework-group")
    lines = [line for row in rows for line in _lines(row, parts)]
    return el("Tbody", el("Tr", first, role="row"), *lines, role="rowgroup")


def _lines(row: Row, parts: "Sequence[Part]") -> Iterator[Element]:
    """Give one indicator: its numbers, each with the heading of its column for screens that stack cells, and the rest.

    Both rows have the indicator's name as their heading.
    """
    cells = [
        el("Td", *nodes, role="cell", data_label=t(label), **more)
        for label, make in parts
        for nodes, more in [make(row)]
    ]
    yield el("Tr", el("Th", *_who(row), scope="row", role="rowheader", rowSpan=2), *cells, role="row")
    inside = el("Td", *_told(row), role="cell", colSpan=len(cells), class_="framework-told")
    yield el("Tr", inside, role="row", class_="framework-more")


def _who(row: Row) -> Iterator[Node]:
    """Say which indicator it is, what it counts in, and what is special about it."""
    yield el("Span", row["name"], class_="framework-name")
    yield small(" · ".join(filter(None, (row["code"], row["unit"], row["direction"]))))
    if row["co_financed"]:
        yield el("Span", t("framework.co_financed"), class_="framework-tag")
    if row["definition"]:
        yield small(row["definition"])


Part = tuple[str, Callable[[Row], Cells]]
"""The heading of a column, and what makes the inside and the further properties of its cells."""


def _value(name: str, *, year: bool = False) -> Callable[[Row], Cells]:
    """Give what makes the cell of a value with its day and comment."""

    def make(row: Row) -> Cells:
        return cell(row, name, year=year)

    return make


def _current(row: Row) -> Cells:
    """Give the present value, how many ended periods lack one, and apart from it the period that is still open."""
    nodes, more = cell(row, "current")
    if row["gaps"]:
        nodes.append(el("Span", t("framework.gaps_of", count=formats.whole(row["gaps"])), class_="framework-tag"))
    if row["open_state"] == "value":
        words = {"value": number(row, row["open"]), "day": formats.day(row["open_on"])}
        nodes.append(small(t("framework.open_value", **words), "framework-open"))
    return nodes, more


def _target(row: Row, *, year: bool = False) -> Cells:
    """Give the target; where it was revised, the first one stands beside it with the reason."""
    nodes, more = cell(row, "target", year=year)
    if row["revised_on"] is None:
        return nodes, more
    first = el("Span", number(row, row["original_target"]), class_="framework-value")
    then, now = (small(t(f"framework.{one}_target")) for one in ("original", "revised"))
    both = el("Div", el("Span", then, first), el("Span", now, *nodes), class_="framework-both")
    why = small(t("framework.revised", day=formats.day(row["revised_on"]), reason=row["revision_reason"]))
    return [both, why], more


def _progress(row: Row) -> Cells:
    """Give the way gone from baseline to target, as a number and as a bar with a mark where the plan is."""
    nodes, more = shares(row, "progress", "original_progress")
    return [*nodes, bullet(row)], more


def _percent(row: Row) -> Cells:
    """Give actual ÷ target, as funders print it."""
    return shares(row, "percent_of_target", "original_percent")


def _status(row: Row) -> Cells:
    """Give the judgement; against the first target too where that one is another."""
    nodes: list[Node] = [badge(STATES.get(row["status"] or "", "none"), row["status_word"])]
    nodes += [over_plan_badge()] if row["over_plan"] else []
    nodes += [small(t("framework.without_baseline"))] if row["without_baseline"] else []
    if row["revised_on"] is not None:
        nodes.append(small(t("framework.by_original", value=row["original_status_word"])))
    return [el("Div", nodes, class_="framework-status")], {}


def _told(row: Row) -> list[Node]:
    """Say where the value comes from, what must hold for it, and what the manager says about it."""
    asked = ASKED[row["form"]]
    facts = [_fact(name, row[name]) for name in FACTS if row[name] or name in asked]
    link = row[EXPLAINED] is not None and el("Div", explaining_link(FRAMEWORK, row[EXPLAINED], row["name"]))
    return [el("Div", *facts, class_="framework-facts"), *_said(row), *([link] if link else [])]


def _fact(name: str, text: str | None) -> Element:
    """Give one thing that is known of an indicator, under its name; missing where the form asks for it."""
    told = el("Bdi", text) if text else value_mark("missing")
    return el("Span", el("Span", t(f"framework.{name}"), ": ", class_="framework-fact"), told)


def _said(row: Row) -> list[Node]:
    """Give the manager's latest comment with its period."""
    if not row["comment"]:
        return []
    about = small(t("framework.comment_about", period=row["comment_period"], by=row["comment_by"] or formats.MISSING))
    return [el("P", el("Bdi", row["comment"]), class_="framework-comment"), about]


EXPLAINED = "explained"
"""Where a row keeps the key of its explanation; None where it has no number."""
FRAMEWORK = "timeline.framework"
"""The id of the table in the catalogue."""
INDICATOR, STATUS = "ind.indicator", "overview.status"
"""The heading of the first column, and of the judgement."""
WORDS = frozenset({INDICATOR, STATUS})
"""Headings of columns that hold words."""
FACTS = ("verification", "frequency", "responsible", "assumptions")
"""What is told of an indicator below its numbers."""
ASKED: Mapping[str, tuple[str, ...]] = {"wb": ("verification",), "eu": ("verification", "assumptions")}
"""What each form asks for, so that it is called missing where nobody wrote it down."""
_NUMBERS: tuple[Part, ...] = (
    ("framework.plan", _value("plan")),
    ("framework.progress", _progress),
    ("overview.percent_of_target", _percent),
)
FORMS: Mapping[str, tuple[Part, ...]] = {
    "wb": (
        (STATUS, _status),
        ("framework.baseline", _value("baseline")),
        ("framework.previous", _value("previous")),
        ("framework.current", _current),
        ("framework.target", _target),
        *_NUMBERS,
    ),
    "eu": (
        (STATUS, _status),
        ("framework.baseline_year", _value("baseline", year=True)),
        ("framework.target_year", partial(_target, year=True)),
        ("framework.current", _current),
        *_NUMBERS,
    ),
}
"""The columns of each form behind the indicator itself; how it stands is read before all numbers."""
