"""The page of one partner municipality or union: how far it has come, what holds, what is owed, and what it learns."""

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.chart_card import Size
from dashboard.components.figure_card import figure_cards
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Element, Node, el, still
from dashboard.components.states import skeleton
from dashboard.components.trail import trail
from dashboard.i18n import t
from dashboard.ids import page_part

PATH = "/partnerships/<code>"
ABOVE = "/partnerships"
"""The page of all partnerships, to which this one leads back."""
TITLE = "partner.title"
FILTERS = ("programme", "grant", "period")
"""Shared filters that mean something here; a partner is in one place and not of one population group."""

SECTIONS: dict[str, dict[str, Size]] = {
    "progress": {"steps": "list", "protocols": "list"},
    "capacity": {"capacity": "large"},
    "work": {"commitments": "list", "joint_activities": "list"},
    "network": {"exchange_list": "list", "contacts": "list", "projects": "list"},
    "feedback": {"feedback": "medium"},
}
"""The headings of the page, and under each its charts with the height of their bodies."""
DRAWN = frozenset({"partner.capacity", "partner.feedback"})
TABLES_ONLY = frozenset(chart for chart in CHARTS if CHARTS[chart].page == "partner") - DRAWN
"""Cards without a drawing."""


def layout(address: Address) -> Node:
    """Lay out the page for an address: every card in its place, without data."""
    return el(
        "Div",
        trail(address, ABOVE, "nav.municipal_partnerships"),
        still(skeleton(), id=page_part("partner", "facts"), class_="one-facts"),
        el("H2", t("partner.key_figures")),
        el("Div", kpi_skeletons("partner"), id=page_part("partner", "kpis")),
        *(_section(name, charts, address) for name, charts in SECTIONS.items()),
        class_="one partner",
    )


def _section(name: str, charts: dict[str, Size], address: Address) -> Element:
    """Lay out one heading and its charts."""
    cards = figure_cards("partner", charts, address, tables=TABLES_ONLY)
    return el("Section", el("H2", t(f"partner.section.{name}")), el("Div", *cards, class_="chart-grid"))
