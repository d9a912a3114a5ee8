"""Genel bakış: are we on track, what changed, what needs me?"""

from dashboard.address import Address
from dashboard.components.chart_card import Size
from dashboard.components.figure_card import figure_cards
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Node, el
from dashboard.i18n import t
from dashboard.ids import page_part

PATH = "/"
TITLE = "nav.overview"
SIZES: dict[str, Size] = {"cumulative": "large", "exceptions": "large", "indicators": "tall"}
WIDE = frozenset({"indicators"})
"""Charts that take the whole width; two others share it."""
TABLES_ONLY = frozenset({"overview.exceptions"})
"""Cards without a drawing."""


def layout(address: Address) -> Node:
    """Lay out the page for an address: every card in its place and its height, without data."""
    cards = figure_cards("overview", SIZES, address, tables=TABLES_ONLY, half=set(SIZES) - WIDE)
    return el(
        "Div",
        el("H2", t("overview.key_figures")),
        el("Div", kpi_skeletons("overview"), id=page_part("overview", "kpis")),
        el("H2", t("overview.trend")),
        el("Div", *cards, class_="chart-grid"),
    )
