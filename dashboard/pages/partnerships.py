"""Belediye ortaklıkları: which protocols hold, lapse, deliver, and does capacity grow?"""

from dashboard.address import Address
from dashboard.components.chart_card import Size
from dashboard.components.figure_card import figure_cards
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Element, Node, el, still
from dashboard.i18n import t
from dashboard.ids import page_part
from dashboard.listing import page_name, sort_name

PATH = "/partnerships"
TITLE = "nav.municipal_partnerships"
FILTERS = ("programme", "grant", "period", "place")
"""Shared filters that mean something here; a partnership is not of one population group."""
OWN_FILTERS = ("step", "status", "dormant", "country", "q")
"""What the page filters by itself."""
PAGED = ("steps", "commitment_list", "partners")
"""Long tables, which are sorted and shown a page at a time."""
EXTRA = (*OWN_FILTERS, *(name for table in PAGED for name in (sort_name(table), page_name(table))))

SECTIONS: dict[str, dict[str, Size]] = {
    "where_stuck": {"steps": "tall"},
    "protocols": {"protocols": "tall"},
    "commitments": {"commitments": "tall", "commitment_list": "tall"},
    "capacity": {"capacity_by_area": "large", "capacity_over_time": "large"},
    "joint": {"joint_activities": "tall"},
    "exchanges": {"exchanges": "tall"},
    "where": {"map": "tall", "partners": "large"},
    "objectives": {"objectives": "tall"},
    "working_group": {"seats": "tall", "attendance": "tall", "working_kinds": "tall"},
    "outputs": {"outputs": "large"},
}
"""The headings of the page, and under each its charts with the height of their bodies."""
BELOW = {
    "where_stuck": ("steps-pages",),
    "commitments": ("commitment_list-pages",),
    "where": ("partners-pages",),
}
"""Parts that the callback fills after the charts of a heading."""
HALF = frozenset({"capacity_by_area", "capacity_over_time", "seats", "attendance"})
"""Charts that share the width with another."""
TABLES_ONLY = frozenset(f"partnerships.{name}" for name in ("steps", "commitment_list", "partners", "objectives"))
"""Cards without a drawing."""


def layout(address: Address) -> Node:
    """Lay out the page for an address: every card in its place and its height, without data."""
    return el(
        "Div",
        el("H2", t("partnerships.key_figures")),
        el("Div", kpi_skeletons("partnerships"), id=page_part("partnerships", "kpis")),
        _parts(),
        *(_section(name, charts, address) for name, charts in SECTIONS.items()),
        class_="partnerships",
    )


def _parts() -> Element:
    """Lay out the way to each heading of this long page."""
    links = [el("Li", el("A", t(f"partnerships.{name}"), href=f"#{_heading(name)}")) for name in SECTIONS]
    return still(el("Ul", links), tag="Nav", class_="page-parts", aria_label=t("partnerships.parts"))


def _heading(name: str) -> str:
    """Give the id of a heading."""
    return page_part("partnerships", f"part-{name}")


def _section(name: str, charts: dict[str, Size], address: Address) -> Element:
    """Lay out one heading, its charts, and what stands below them; a link that leads here moves the focus too."""
    cards = figure_cards("partnerships", charts, address, tables=TABLES_ONLY, half=HALF)
    heading = el("H2", t(f"partnerships.{name}"), id=_heading(name), tabIndex="-1")
    below = [
        still(None, id=page_part("partnerships", part), class_=f"partnerships-{part}") for part in BELOW.get(name, ())
    ]
    return el("Section", heading, el("Div", *cards, class_="chart-grid"), *below)
