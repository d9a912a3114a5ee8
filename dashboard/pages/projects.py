"""Proje havuzu: what is in the pool, what goes next, where is it stuck?"""

from dashboard.address import Address
from dashboard.components.chart_card import Size
from dashboard.components.figure_card import figure_cards
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Element, Node, el, still
from dashboard.i18n import t
from dashboard.ids import page_part
from dashboard.listing import page_name, sort_name

PATH = "/projects"
TITLE = "nav.project_pool"
FILTERS = ("programme", "grant", "period", "place")
"""Shared filters that mean something here; a project is not of one population group."""
OWN_FILTERS = ("stage", "goal", "mode", "country", "owner", "q")
"""What the page filters by itself."""
TRIAL = "weights"
"""Weights that somebody tries in place of the stored ones."""
MEASURE = "stages"
"""What the bars of the stages show: `budget`, else projects."""
PAGED = ("action_plan", "list")
"""Long tables, which are sorted and shown a page at a time."""
EXTRA = (*OWN_FILTERS, TRIAL, MEASURE, *(name for table in PAGED for name in (sort_name(table), page_name(table))))

SECTIONS: dict[str, dict[str, Size]] = {
    "where_stuck": {"by_stage": "tall", "days_in_stage": "tall"},
    "what_next": {"priority": "tall", "incomplete": "small"},
    "plan": {"action_plan": "large", "schedule": "tall"},
    "whole_pool": {"goals": "tall", "modes": "medium", "flow": "medium"},
    "all_projects": {"list": "tall"},
}
"""The headings of the page, and under each its charts with the height of their bodies."""
BELOW = {"plan": ("action_plan-pages",), "all_projects": ("list-pages",)}
"""Parts that the callback fills after the charts of a heading."""
HALF = frozenset({"by_stage", "days_in_stage", "modes", "flow"})
"""Charts that share the width with another."""
TABLES_ONLY = frozenset({"projects.incomplete", "projects.action_plan", "projects.list"})
"""Cards without a drawing."""


def layout(address: Address) -> Node:
    """Lay out the page for an address: every card in its place and its height, without data."""
    return el(
        "Div",
        _part("trial"),
        el("H2", t("projects.key_figures")),
        el("Div", kpi_skeletons("projects"), id=page_part("projects", "kpis")),
        *(_section(name, charts, address) for name, charts in SECTIONS.items()),
        class_="projects",
    )


def _section(name: str, charts: dict[str, Size], address: Address) -> Element:
    """Lay out one heading, what stands around its charts, and the charts."""
    cards = figure_cards("projects", charts, address, tables=TABLES_ONLY, half=HALF)
    above = {"where_stuck": [_part("measure")], "what_next": [_criteria(address)]}.get(name, [])
    below = map(_part, BELOW.get(name, ()))
    return el("Section", el("H2", t(f"projects.{name}")), *above, el("Div", *cards, class_="chart-grid"), *below)


def _criteria(address: Address) -> Element:
    """Lay out the fold with the weights, which can be tried, what scores mean, and the limits of the stages.

    It stands open where the address tries other weights.
    """
    form = el("Div", id=page_part("projects", "weights"))
    weights = el("Div", el("H3", t("projects.weights")), form, _part("anchors"))
    limits = el("Div", el("H3", t("projects.limits")), _part("limits"))
    return el(
        "Details",
        el("Summary", t("projects.criteria")),
        el("Div", weights, limits, class_="cardx projects-criteria"),
        class_="projects-fold",
        open=True if address.own(TRIAL) else None,
    )


def _part(name: str) -> Element:
    """Lay out a part for the callback to fill."""
    return still(None, id=page_part("projects", name), class_=f"projects-{name}")
