"""Takvim ve fon göstergeleri: on time? what is due? what did the extension change? is each indicator on its plan?"""

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.act_form import Place, act_place
from dashboard.components.chart_card import Size
from dashboard.components.figure_card import figure_cards
from dashboard.components.kpi_card import kpi_skeletons
from dashboard.components.markup import Element, Node, el, still
from dashboard.components.states import skeleton
from dashboard.i18n import t
from dashboard.ids import page_part

PATH = "/timeline"
TITLE = "nav.timeline"
FILTERS = ("programme", "grant", "period", "place")
"""Shared filters that mean something here; an indicator is of no population group."""
EXTRA = ("form", "indicator")
"""The form in which the framework is shown, and the indicator of the S-curve."""

SECTIONS: dict[str, dict[str, Size]] = {
    "framework": {"framework": "list", "ratings": "list"},
    "due": {"reports": "list"},
    "plan": {"gantt": "tall", "slippage": "list"},
    "pace": {"side_by_side": "large", "s_curve": "large"},
    "detail": {"periods": "list", "breakdowns": "list"},
    "reported": {"restatements": "list"},
    "documents": {"documents": "list"},
}
"""The headings of the page, and under each its charts with the height of their bodies."""
HALF = frozenset({"side_by_side", "s_curve"})
"""Charts that share the width with another."""
DRAWN = frozenset({"timeline.gantt", "timeline.side_by_side", "timeline.s_curve"})
TABLES_ONLY = frozenset(chart for chart in CHARTS if CHARTS[chart].page == "timeline") - DRAWN
"""Cards without a drawing."""
ABOVE = {"framework": "form", "pace": "track"}
"""Choices that stand between a heading and its charts."""
BELOW = {"due": ("calendar",), "reported": ("acts", "limits")}
"""What somebody can do stands below what it is about: an own calendar of deadlines; releases, locks and comments, and
the lines by which indicators are judged."""


def layout(address: Address) -> Node:
    """Lay out the page for an address: every card in its place and its height, without data."""
    return el(
        "Div",
        still(skeleton(), id=page_part("timeline", "grant"), class_="timeline-grant"),
        el("H2", t("timeline.key_figures")),
        still(None, tag="P", id=page_part("timeline", "scope"), class_="timeline-scope"),
        el("Div", kpi_skeletons("timeline"), id=page_part("timeline", "kpis")),
        _parts(),
        *(_section(name, charts, address) for name, charts in SECTIONS.items()),
        class_="timeline",
    )


def _parts() -> Element:
    """Lay out the way to each heading of this long page."""
    links = [el("Li", el("A", t(f"timeline.part.{name}"), href=f"#{heading(name)}")) for name in SECTIONS]
    return still(el("Ul", links), tag="Nav", class_="page-parts", aria_label=t("timeline.parts"))


def heading(name: str) -> str:
    """Give the id of a heading."""
    return page_part("timeline", f"part-{name}")


def _section(name: str, charts: dict[str, Size], address: Address) -> Element:
    """Lay out one heading and its charts; a link that leads here moves the focus too."""
    cards = figure_cards("timeline", charts, address, tables=TABLES_ONLY, half=HALF)
    return el(
        "Section",
        el("H2", t(f"timeline.part.{name}"), id=heading(name), tabIndex="-1"),
        _place(ABOVE.get(name), "timeline-choice"),
        el("Div", *cards, class_="chart-grid"),
        *(act_place(Place("timeline", part)) for part in BELOW.get(name, ())),
    )


def _place(part: str | None, class_: str) -> Element | None:
    """Give the place of a part that a callback fills."""
    return still(None, id=page_part("timeline", part), class_=class_) if part else None
