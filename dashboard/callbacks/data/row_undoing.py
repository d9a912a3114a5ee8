"""The button at the end of each load of the list that asks what taking it back would mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.callbacks.data.undoing import ACT
from dashboard.components.markup import Element, el
from dashboard.data.quality_loads import Load
from dashboard.export.screen import Act
from dashboard.i18n import t

LOAD_LIST = "data.load_list"


def undo_acts(found: Sequence[Load]) -> Mapping[str, Act]:
    """Give what stands at the end of each row of the list of loads, whose first cell is the data version.

    What could never be taken back (a change made on a page, what is undone already) has no button.
    """
    can = {one.version for one in found if one.can_be_undone}

    def button(row: Sequence[Any]) -> Element | str:
        version = row[0]
        return _form(version) if version in can else ""

    return {LOAD_LIST: button}


def _form(version: int) -> Element:
    """Give the button of one load; pressed, it asks as the form of the section above does."""
    kept = {"version": str(version), "reason": ""}
    hidden = [el("Input", type="hidden", name=name, value=value) for name, value in kept.items()]
    name = f"{t('undo.do')}: {t('shell.data_version')} {version}"
    press = el("Button", t("undo.do"), type="submit", class_="btn-x row-act", data_step="ask", aria_label=name)
    return el(
        "Form", hidden, press, class_="row-form", data_act=ACT.name, data_place=ACT.place.tree,
        data_store=ACT.place.wish, key=f"undo-{version}",
    )  # fmt: skip
