"""The choice of what the bars of the stages show: projects or budgets."""

from dashboard.address import Address
from dashboard.components.markup import Element, el
from dashboard.figures.projects.stages import BUDGET
from dashboard.i18n import t
from dashboard.pages.projects import MEASURE, PATH


def measure_links(address: Address) -> Element:
    """Give the two measures as links, the one in force marked."""
    in_force = BUDGET if address.own(MEASURE) == BUDGET else "count"
    links = [el("Li", _link(address, measure, current=measure == in_force)) for measure in ("count", BUDGET)]
    return el("Nav", el("Span", t("projects.measure"), ": "), el("Ul", links), aria_label=t("projects.measure"))


def _link(address: Address, measure: str, *, current: bool) -> Element:
    """Give the link to one measure; counts are what the page shows without any wish."""
    query = address.with_own(MEASURE, *([BUDGET] if measure == BUDGET else [])).query()
    words = t(f"projects.measure.{measure}")
    href = f"{PATH}?{query}" if query else PATH
    return el("A", words, href=href, data_shell_link="", aria_current="true" if current else None)
