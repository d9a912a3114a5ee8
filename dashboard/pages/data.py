"""Veri kalitesi ve içe aktarma: can I trust this, what must I fix, and how do new data come in?"""

from dashboard.address import Address
from dashboard.components.act_form import Place, act_place
from dashboard.components.chart_card import Size
from dashboard.components.figure_card import figure_cards
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Node, el
from dashboard.i18n import t
from dashboard.ids import page_part

PATH = "/data"
TITLE = "nav.data"
FILTERS = ("programme", "period")
"""Shared filters that mean something here: sources are of no grant and of no place."""
QUALITY: dict[str, Size] = {"coverage": "large", "fixes": "list", "fields": "list"}
RECORDS: dict[str, Size] = {"source_list": "list", "load_list": "list", "refusals": "list"}
"""The charts that judge, and those that list what came in; the forms stand between them."""
TABLES_ONLY = frozenset(f"data.{name}" for name in ("fixes", "fields", "source_list", "load_list", "refusals"))
"""Cards without a drawing."""
LOADING, UNDOING = Place("data", "loading"), Place("data", "undoing")


def layout(address: Address) -> Node:
    """Lay out the page for an address, without data; the forms come to those alone who may load."""
    skeletons = kpi_skeletons("data")
    return el(
        "Div",
        el("Section", skeletons, id=page_part("data", "kpis"), aria_label=t("beneficiaries.key_figures")),
        el("H2", t("data.part.quality")),
        el("Div", *figure_cards("data", QUALITY, address, tables=TABLES_ONLY), class_="chart-grid data-grid"),
        el("Div", act_place(LOADING), act_place(UNDOING), class_="data-acts"),
        el("H2", t("data.part.records")),
        el("Div", *figure_cards("data", RECORDS, address, tables=TABLES_ONLY), class_="chart-grid data-grid"),
        class_="data-page",
    )
