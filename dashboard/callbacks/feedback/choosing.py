"""The choice of what stands beside the feedback: an indicator or a project, written to the address."""

from pandas import DataFrame

from dashboard.address import Address
from dashboard.components.markup import Element, Node, el
from dashboard.data.directory import Names
from dashboard.figures.table import lists, names_in
from dashboard.i18n import choose, t
from dashboard.ids import page_part

PARAMETER = "beside"
GROUPS = {"indicator": "feedback.indicators", "project": "feedback.projects"}
"""Kinds of what can be chosen, with the words that head each group of the list."""


def choice(address: Address, choices: DataFrame, shown: Names | None) -> Node:
    """Give the list under its label; nothing where there is nothing to choose.

    `assets/choose.js` writes what is chosen to the address, and shows each address in the list.

    Args:
        address: whose own parameter says what is chosen.
        choices: the frame of `data.feedback.beside_choices`.
        shown: the names of what is shown now, chosen or not.
    """
    found = lists(choices)
    rows = list(zip(found["code"], names_in(found), found["kind"], strict=True))
    if not rows:
        return None
    asked = address.own(PARAMETER)
    box = page_part("feedback", PARAMETER)
    select = el(
        "Select",
        _by_itself(None if asked else shown),
        *(_group(kind, [row for row in rows if row[2] == kind]) for kind in GROUPS),
        id=box,
        class_="form-select",
        defaultValue=asked if asked in found["code"] else "",
        data_choose=PARAMETER,
    )
    return [el("Label", t("feedback.choose_beside"), htmlFor=box), select]


def _by_itself(shown: Names | None) -> Element:
    """Give the choice of nothing, under which the page takes what has most to show, and names it."""
    word = t("feedback.by_itself") if shown is None else t("feedback.by_itself_named", name=choose(shown))
    return el("Option", word, value="")


def _group(kind: str, rows: list[tuple[str, str, str]]) -> Element | None:
    """Give the choices of one kind under its word."""
    options = [el("Option", name, value=code) for code, name, _ in rows]
    return el("Optgroup", options, label=t(GROUPS[kind])) if options else None
