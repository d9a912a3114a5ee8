"""Ulaşılan kişiler: how many people, who, where, new or repeat?"""

from dashboard.address import Address
from dashboard.components.chart_card import Size
from dashboard.components.figure_card import figure_cards
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Element, Node, el, still
from dashboard.i18n import t
from dashboard.ids import page_part
from dashboard.listing import page_name

PATH = "/beneficiaries"
TITLE = "nav.people_reached"
PAGE_OF_DETAIL = page_name("detail")
"""Which page of the detailed table is shown, counted from 1."""
EXTRA = (PAGE_OF_DETAIL,)

SECTIONS: dict[str, dict[str, Size]] = {
    "over_time": {"cumulative": "medium", "new_by_month": "medium", "contacts_by_month": "small"},
    "who": {"age_sex": "medium", "host_migrant": "medium"},
    "where": {"by_place": "large", "map": "large"},
    "what": {"by_subprogramme": "large", "by_activity": "large"},
    "in_detail": {"detail": "large"},
}
"""The headings of the page, and under each its charts with the height of their bodies."""
WIDE = frozenset({"contacts_by_month", "detail"})
"""Charts that take the whole width; two others share it."""
TABLES_ONLY = frozenset({"beneficiaries.detail"})
"""Cards without a drawing."""


def layout(address: Address) -> Node:
    """Lay out the page for an address: every card in its place and its height, without data."""
    return el(
        "Div",
        still(None, id=page_part("beneficiaries", "trail")),
        el("H2", t("beneficiaries.key_figures")),
        el("Div", kpi_skeletons("beneficiaries"), id=page_part("beneficiaries", "kpis")),
        still(None, tag="P", id=page_part("beneficiaries", "counting"), class_="source"),
        *(_section(name, charts, address) for name, charts in SECTIONS.items()),
        still(None, id=page_part("beneficiaries", "pages")),
    )


def _section(name: str, charts: dict[str, Size], address: Address) -> Element:
    """Lay out one heading and its charts."""
    cards = figure_cards("beneficiaries", charts, address, tables=TABLES_ONLY, half=set(charts) - WIDE)
    return el("Section", el("H2", t(f"beneficiaries.{name}")), el("Div", *cards, class_="chart-grid"))
