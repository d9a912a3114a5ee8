"""Genel bakış: are we on track, what changed, what needs me?"""

from dashboard.address import Address
from dashboard.catalogue import CHARTS, KPIS
from dashboard.components.chart_card import Size, chart_card
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Element, Node, el
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
    labels = [t(kpi.label) for kpi in KPIS.values() if kpi.page == "overview"]
    cards = [
        el("Div", _card(f"overview.{chart}", size, address), class_=None if chart in WIDE else "half")
        for chart, size in SIZES.items()
    ]
    return el(
        "Div",
        el("H2", t("overview.key_figures")),
        el("Div", kpi_skeletons(labels), id=page_part("overview", "kpis")),
        el("H2", t("overview.trend")),
        el("Div", *cards, class_="chart-grid"),
    )


def _card(chart: str, size: Size, address: Address) -> Element:
    """Lay out one card, which explains itself in the words of the catalogue."""
    figure, title = CHARTS[chart], t(CHARTS[chart].label)
    about = [
        el("P", t(figure.definition)),
        el("P", el("Strong", f"{t('ind.formula')}: "), t(figure.formula)),
    ]
    return chart_card(chart, title, address, about=about, size=size, table_only=chart in TABLES_ONLY)
