"""KPI cards: one number each, with its target, status and change in words.

The cards of a page are one description list: `kpi_list` gives it, `kpi_skeletons` keeps its place until then.
`data-value` carries the exact number, or the state that stands in its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dashboard import formats
from dashboard.catalogue import KPIS, Figure
from dashboard.components.data_table import EXPLANATION
from dashboard.components.markup import Element, Node, el, still
from dashboard.components.status_badge import Status, status_badge
from dashboard.i18n import t

Number = int | float | Decimal
NoValue = Literal["missing", "not_due", "suppressed", "not_applicable", "not_reached"]
EXPLAINED = frozenset(
    {"overview", "beneficiaries", "projects", "project", "partnerships", "partner", "feedback", "timeline", "data"}
)
"""Pages whose key figures lead to what they are made of."""
INSIDE = frozenset(
    {
        "overview.high_priority_waiting",
        "projects.high_priority_waiting",
        "projects.funding_gap",
        "project.priority",
        "project.unique_people",
        "project.contacts",
        "project.funding_gap",
        "project.feedback_in_time",
        "partner.feedback_in_time",
    }
)
"""Figures that protected viewers do not get; a page keeps no place for them."""
TOLD = frozenset({"not_applicable", "not_reached"})
"""Absences that a text may explain: amounts that make no one number, a time that is longer than observed."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the value is measured against: `text` is formatted, `ratio` is value ÷ target (may exceed 1)."""

    text: str
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """The difference from the period before: `amount` and, where it can be computed, `ratio`, both signed."""

    amount: int
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """One card. `value` is exact, or says why there is none; `text` is what is read, needed only with a number.

    `note` is a further line, such as how many are unknown; `href` makes the label a link to the page of the figure.
    """

    id: str
    label: str
    value: Number | NoValue
    text: Node = None
    target: Target | None = None
    status: Status | None = None
    change: Change | None = None
    note: Node = None
    href: str | None = None


def kpi_card(kpi: Kpi) -> Element:
    """Give one card as a group of the list: label, value, target with meter, status, change, note."""
    label: Node = el("A", kpi.label, href=kpi.href) if kpi.href else kpi.label
    return el(
        "Div",
        el("Dt", label),
        el("Dd", _value(kpi), class_="kpi-value"),
        el("Dd", *_target(kpi.label, kpi.target), class_="kpi-target") if kpi.target else None,
        el("Dd", status_badge(kpi.status)) if kpi.status else None,
        el("Dd", change_in_words(kpi.change), class_="kpi-note") if kpi.change else None,
        el("Dd", kpi.note, class_="kpi-note") if kpi.note else None,
        _explanation(kpi),
        class_="cardx kpi",
        data_kpi=kpi.id,
        data_value=str(kpi.value),
    )


def _explanation(kpi: Kpi) -> Element | None:
    """Give the link to what the number is made of; `assets/shell/explain.js` adds the filters of the page."""
    if kpi.id.partition(".")[0] not in EXPLAINED:
        return None
    link = el(
        "A", t("kpi.explain"), href=f"{EXPLANATION}?figure={kpi.id}", data_shell_link="", data_explain=kpi.id,
        aria_label=t("kpi.explain_name", name=kpi.label),
    )  # fmt: skip
    return el("Dd", link, class_="kpi-note kpi-explain")


def kpi_list(kpis: Iterable[Kpi]) -> Element:
    """Give the cards of a page side by side."""
    return still([kpi_card(kpi) for kpi in kpis], tag="Dl", class_="kpis")


def kpi_skeletons(page: str) -> Element:
    """Give cards that hold the labels of a page's figures and the height of the values to come."""
    return still([_waiting(figure) for figure in KPIS.values() if figure.page == page], tag="Dl", class_="kpis")


def _waiting(figure: Figure) -> Element:
    """Give one card without its value; the style sheet hides those `INSIDE` from a protected viewer."""
    value = el("Dd", el("Span", t("ui.loading"), class_="visually-hidden"), class_="kpi-value skeleton")
    inside = "true" if figure.id in INSIDE else None
    return el("Div", el("Dt", t(figure.label)), value, class_="cardx kpi", data_inside=inside)


def _value(kpi: Kpi) -> Node:
    """Give what is read: the number, the text in place of one that cannot stand, or the word of its absence."""
    if not isinstance(kpi.value, str) or (kpi.value in TOLD and kpi.text):
        return kpi.text
    word = el("Span", t(f"value.{kpi.value}"), class_="kpi-absent")
    return [el("Span", formats.MISSING, aria_hidden="true"), " ", word]


def _target(label: str, target: Target) -> list[Node]:
    """Give the meter and the words beside it: "Hedef: 16.000 · %92"."""
    words: list[Node] = [t("ui.of_target", deger=target.text)]
    if target.ratio is None:
        return words
    share = formats.percent(target.ratio)
    return [meter(t("kpi.meter", name=label), target.ratio, share), *words, " · ", el("Bdi", share)]


def meter(name: str, ratio: float, text: str) -> Element:
    """Give a bar from 0 to 1 that screen readers read as a measure; a ratio outside is drawn at the end it passed."""
    filled = round(min(max(ratio, 0.0), 1.0) * 100, 1)
    return el(
        "Div",
        el("Div", style={"width": f"{filled}%"}),
        class_="meter",
        role="meter",
        aria_label=name,
        aria_valuemin="0",
        aria_valuemax="100",
        aria_valuenow=str(filled),
        aria_valuetext=text,
    )


def change_in_words(change: Change) -> str:
    """Write a change without arrows or signs: "Önceki döneme göre artış: 1.420 (%10,7)"."""
    if change.amount == 0:
        return t("kpi.change.none")
    key = "kpi.change.up" if change.amount > 0 else "kpi.change.down"
    amount = formats.whole(abs(change.amount))
    share = f" ({formats.percent(abs(change.ratio))})" if change.ratio is not None else ""
    return t(key, value=amount + share)
