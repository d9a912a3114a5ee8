"""The page of one project: how it came here, what it does, whom it reached, who pays and who takes part."""

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

PATH = "/projects/<code>"
ABOVE = "/projects"
"""The page of all projects, to which this one leads back."""
TITLE = "project.title"

SECTIONS: dict[str, dict[str, Size]] = {
    "history": {"stages": "list", "scores": "list"},
    "plan": {"milestones": "list", "activities": "list"},
    "results": {"indicators": "tall", "people": "medium", "feedback": "medium"},
    "money": {"funding": "list", "grants": "list", "goals": "list"},
    "together": {"partners": "list", "documents": "list"},
}
"""The headings of the page, and under each its charts with the height of their bodies."""
HALF = frozenset({"goals", "grants", "partners", "documents"})
"""Charts that share the width with another."""
DRAWN = frozenset({"project.indicators", "project.people", "project.feedback"})
TABLES_ONLY = frozenset(chart for chart in CHARTS if CHARTS[chart].page == "project") - DRAWN
"""Cards without a drawing."""


def layout(address: Address) -> Node:
    """Lay out the page for an address: every card in its place, without data."""
    return el(
        "Div",
        trail(address, ABOVE, "nav.project_pool"),
        still(skeleton(), id=page_part("project", "facts"), class_="one-facts"),
        el("H2", t("project.key_figures")),
        el("Div", kpi_skeletons("project"), id=page_part("project", "kpis")),
        *(_section(name, charts, address) for name, charts in SECTIONS.items()),
        class_="one",
    )


def _section(name: str, charts: dict[str, Size], address: Address) -> Element:
    """Lay out one heading and its charts."""
    cards = figure_cards("project", charts, address, tables=TABLES_ONLY, half=HALF)
    return el("Section", el("H2", t(f"project.{name}")), el("Div", *cards, class_="chart-grid"))
