"""Parts of the forms with which somebody orders a report, and the place that shows how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.components.markup import Element, Node, el
from dashboard.i18n import t

Choices = Mapping[str, Mapping[str, str]]
"""Choices by heading, each with its code and its name; those under an empty heading stand alone."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """One list to choose from: its name in the form, what is chosen, what it offers, and a sentence about it.

    With `parameter` the choice is kept in the address instead, see `assets/choose.js`.
    """

    name: str
    label: str
    value: str
    choices: Choices
    hint: str = ""
    parameter: str = ""


def choosing(prefix: str, one: Choosing) -> Element:
    """Give a list between its label and its sentence; all ids begin with `prefix`."""
    box = f"{prefix}-{one.name}"
    select = el(
        "Select",
        [_group(heading, choices) for heading, choices in one.choices.items()],
        id=box,
        name=one.name,
        class_="form-select",
        defaultValue=one.value,
        aria_describedby=f"{box}-hint" if one.hint else None,
        data_choose=one.parameter or None,
    )
    hint = el("P", one.hint, id=f"{box}-hint", class_="source") if one.hint else None
    return el("Div", el("Label", one.label, htmlFor=box), select, hint, class_="act-field")


def _group(heading: str, choices: Mapping[str, str]) -> Node:
    """Give choices under their heading."""
    options = [el("Option", name, value=code) for code, name in choices.items()]
    return el("Optgroup", options, label=heading) if heading else options


def making_place(id_: str, label: str) -> Element:
    """Give the place, hidden till something is made, in which `assets/reports/making.js` shows how far it is.

    Args:
        id_: of the place.
        label: the name of what is made, for the bar.
    """
    words = {
        "data_started": t("reports.started"),
        "data_writing": t("reports.writing"),
        "data_done": t("reports.done"),
        "data_cancelled": t("reports.cancelled"),
        "data_lost": t("reports.lost"),
        "data_failed": t("reports.failed"),
    }
    bar = el(
        "Div",
        el("Div", class_="making-bar"),
        class_="making-track",
        role="progressbar",
        aria_label=label,
        aria_valuemin="0",
        aria_valuemax="100",
    )
    return el(
        "Div",
        el("P", class_="making-said", role="status"),
        bar,
        el("Div", class_="making-failed", hidden=True),
        el("P", el("A", t("reports.again"), class_="making-file"), class_="making-again", hidden=True),
        el("Button", t("reports.cancel"), type="button", class_="btn-x", data_making_cancel=""),
        id=id_,
        class_="making",
        hidden=True,
        **words,
    )
