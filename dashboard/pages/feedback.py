"""Geri bildirim: what do people say, and do we answer in time?"""

from dashboard.address import Address
from dashboard.components.chart_card import Size
from dashboard.components.figure_card import figure_cards
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Element, Node, el, still
from dashboard.i18n import t
from dashboard.ids import page_part

PATH = "/feedback"
LIST = f"{PATH}/list"
"""The list of single cases, for those alone who may read them."""
TITLE = "nav.feedback"
FILTERS = ("programme", "grant", "period", "place")
"""Shared filters that mean something here; a case is of no population group."""
EXTRA = ("type", "beside")
"""What the page filters by itself, and what it shows beside the feedback."""

SECTIONS: dict[str, dict[str, Size]] = {
    "over_time": {"by_month": "medium", "rate": "small"},
    "in_time": {"response_times": "tall", "ageing": "medium"},
    "what": {"topics": "large"},
    "how": {"channels": "large", "languages": "large"},
    "who": {"places": "tall", "sex_age": "tall"},
    "beside": {"beside_results": "large"},
}
"""The headings of the page, and under each its charts with the height of their bodies."""
HALF = frozenset({"channels", "languages", "places", "sex_age"})
"""Charts that share the width with another."""
CHOICE = "choice"
"""The part in which somebody chooses what stands beside the feedback."""


def layout(address: Address) -> Node:
    """Lay out the page for an address: every card in its place and its height, without data."""
    return el(
        "Div",
        el("H2", t("feedback.key_figures")),
        el("Div", kpi_skeletons("feedback"), id=page_part("feedback", "kpis")),
        still(None, id=page_part("feedback", "list"), class_="feedback-list"),
        _parts(),
        *(_section(name, charts, address) for name, charts in SECTIONS.items()),
        class_="feedback",
    )


def _parts() -> Element:
    """Lay out the way to each heading of this long page."""
    links = [el("Li", el("A", t(f"feedback.{name}"), href=f"#{_heading(name)}")) for name in SECTIONS]
    return still(el("Ul", links), tag="Nav", class_="page-parts", aria_label=t("feedback.parts"))


def _heading(name: str) -> str:
    """Give the id of a heading."""
    return page_part("feedback", f"part-{name}")


def _section(name: str, charts: dict[str, Size], address: Address) -> Element:
    """Lay out one heading and its charts; a link that leads here moves the focus too."""
    cards = figure_cards("feedback", charts, address, tables=(), half=HALF)
    heading = el("H2", t(f"feedback.{name}"), id=_heading(name), tabIndex="-1")
    choice = still(None, id=page_part("feedback", CHOICE), class_="feedback-choice") if name == "beside" else None
    return el("Section", heading, choice, el("Div", *cards, class_="chart-grid"))
