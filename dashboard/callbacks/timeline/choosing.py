"""What a reader chooses on the page: the form of the framework and the indicator of the S-curve, kept in the address.

`assets/choose.js` writes what is chosen to the address, and shows each address in the lists.
"""

from collections.abc import Mapping

from pandas import DataFrame

from dashboard.address import Address
from dashboard.components.markup import Node, el
from dashboard.data.grant_head import GrantHead
from dashboard.data.results_framework import FORMS
from dashboard.export.timeline_filters import FORM, INDICATOR
from dashboard.figures.table import lists, names_in
from dashboard.i18n import t
from dashboard.ids import page_part


def form_choice(address: Address, form: str, head: GrantHead | None) -> Node:
    """Give the choice of the form; chosen by nobody it follows the rule of the grant's reports.

    Args:
        address: whose own parameter says what is chosen.
        form: the form that is shown.
        head: the grant that is shown.
    """
    if head is None:
        return None
    by_itself = (
        t("timeline.form_by_rule")
        if address.own(FORM)
        else t("timeline.form_by_rule_named", form=t(f"timeline.form.{form}"))
    )
    return _choice(address, FORM, by_itself, {code: t(f"timeline.form.{code}") for code in FORMS})


def track_choice(address: Address, tracks: DataFrame) -> Node:
    """Give the choice of the indicator; nothing where there is none to choose among."""
    cells = lists(tracks)
    choices = dict(zip(cells["code"], names_in(cells), strict=True))
    return _choice(address, INDICATOR, t("timeline.leading_indicator"), choices) if len(choices) > 1 else None


def _choice(address: Address, name: str, by_itself: str, choices: Mapping[str, str]) -> Node:
    """Give a list under its label; its first entry leaves the parameter out."""
    box, asked = page_part("timeline", f"choose-{name}"), address.own(name)
    select = el(
        "Select",
        el("Option", by_itself, value=""),
        *(el("Option", words, value=code) for code, words in choices.items()),
        id=box,
        class_="form-select",
        defaultValue=asked if asked in choices else "",
        data_choose=name,
    )
    return [el("Label", t(f"timeline.choose_{name}"), htmlFor=box), select]
