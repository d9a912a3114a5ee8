"""Dışa aktarma: what a report needs, taken along in minutes: a grant's whole report, or charts that were put aside."""

from dashboard.address import Address
from dashboard.components.act_form import Place, act_place
from dashboard.components.markup import Node, el, still
from dashboard.components.report_form import making_place
from dashboard.components.states import skeleton
from dashboard.i18n import t
from dashboard.ids import page_part

PATH = "/reports"
TITLE = "nav.export"
FILTERS: tuple[str, ...] = ()
"""No shared filter means anything here: each chart of the basket has its own, and a report is about its grant."""
GRANT, LANGUAGE, PERIOD, PRESET = "report_grant", "report_lang", "report_period", "preset"
EXTRA = (GRANT, LANGUAGE, PERIOD, PRESET)
"""The grant of the whole report; language and period of what is taken from the basket, and the form of its pictures."""
BASKET = Place("reports", "basket")
WHOLE = page_part("reports", "whole")
"""The still tree with the form of the whole report."""
TAKING = page_part("reports", "taking")
"""The still tree with the form that makes a file of the basket."""
MAKING = {"whole": page_part("reports", "whole-making"), "basket": page_part("reports", "basket-making")}
"""Where each half of the page shows how far it is with what it makes."""


def layout(address: Address) -> Node:  # noqa: ARG001  What the address chooses is filled in with the data.
    """Lay out the page, without data."""
    return el(
        "Div",
        el("Section", el("H2", t("reports.whole")), el("P", t("reports.whole_lead")), *_whole(), class_="cardx act"),
        el("Section", el("H2", t("basket.title")), el("P", t("basket.lead")), *_basket(), class_="cardx act"),
        class_="reports",
    )


def _whole() -> list[Node]:
    """Lay out the form of the whole report and its progress."""
    return [still(skeleton(), id=WHOLE), still(making_place(MAKING["whole"], t("reports.whole")))]


def _basket() -> list[Node]:
    """Lay out the form that makes a file of the basket, its progress, and the basket."""
    return [still(None, id=TAKING), still(making_place(MAKING["basket"], t("basket.title"))), act_place(BASKET)]
