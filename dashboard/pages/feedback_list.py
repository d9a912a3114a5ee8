"""The list of single cases, with what people said: for those alone who answer them."""

from dashboard.address import Address
from dashboard.components.figure_card import figure_cards
from dashboard.components.markup import Node, el, still
from dashboard.components.navigation import shell_link
from dashboard.i18n import t
from dashboard.ids import page_part
from dashboard.listing import page_name, sort_name

PATH = "/feedback/list"
ABOVE = "/feedback"
"""The page of figures, to which this one leads back."""
TITLE = "feedback_list.title"
FILTERS = ("programme", "grant", "period", "place")
"""Shared filters that mean something here; a case is of no population group."""
OWN_FILTERS = ("type", "category", "channel", "language", "priority", "status", "sensitive", "q")
"""What the page filters by itself."""
EXTRA = (*OWN_FILTERS, sort_name("cases"), page_name("cases"))
TABLES_ONLY = frozenset({"feedback_list.cases"})
"""Cards without a drawing."""
PAGES_OF = "cases-pages"
"""The part with the way through the pages of the list."""


def layout(address: Address) -> Node:
    """Lay out the page for an address, without data."""
    back = el("Li", shell_link(address, ABOVE, t("nav.feedback")))
    here = el("Li", t(TITLE), aria_current="page")
    return el(
        "Div",
        el("Nav", el("Ol", back, here, class_="trail"), aria_label=t("project.trail")),
        el("P", t("feedback_list.confidential"), class_="feedback-list-note"),
        el("H2", t("feedback_list.cases")),
        el("Div", *figure_cards("feedback_list", {"cases": "tall"}, address, tables=TABLES_ONLY), class_="chart-grid"),
        still(None, id=page_part("feedback_list", PAGES_OF), class_="feedback-list-pages"),
        class_="feedback-list-page",
    )
