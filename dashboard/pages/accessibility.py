"""Erişilebilirlik bildirimi: what the product aims at, what was checked, what is missing, and whom to tell."""

from datetime import date

from dashboard.address import Address
from dashboard.components.markup import Node, el
from dashboard.formats import day
from dashboard.i18n import t

PATH = "/accessibility"
TITLE = "accessibility.title"
PREPARED = date(2026, 11, 22)
"""The day on which the statement was last gone through, sentence by sentence."""
CHECKED = ("automatic", "keyboard", "reflow", "colour", "charts")
LIMITS = ("charts", "people", "names", "javascript")


def layout(_address: Address) -> Node:
    """Lay out the statement; it says the same to everybody."""
    return el(
        "Div",
        el("P", t("accessibility.aim")),
        el("H2", t("accessibility.standard")),
        el("P", t("accessibility.standard_text")),
        el("H2", t("accessibility.checked")),
        el("Ul", [el("Li", t(f"accessibility.checked_{name}")) for name in CHECKED]),
        el("H2", t("accessibility.limits")),
        el("Ul", [el("Li", t(f"accessibility.limit_{name}")) for name in LIMITS]),
        el("H2", t("accessibility.contact")),
        el("P", t("accessibility.contact_text")),
        el("P", t("accessibility.prepared", day=day(PREPARED)), class_="source"),
        class_="prose",
    )
