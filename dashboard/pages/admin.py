"""Yönetim: who may sign in and see what, where statuses change, and who did what; for administrators alone."""

from dashboard.address import Address
from dashboard.components.act_form import Place, act_place
from dashboard.components.markup import Element, Node, el, still
from dashboard.components.states import skeleton
from dashboard.i18n import t
from dashboard.ids import page_part

PATH = "/admin"
TITLE = "nav.admin"
EXTRA = ("account", "act", "before")
"""Whose lines of the audit trail are shown, those of which act, and before which line."""
ACCOUNTS, THRESHOLDS = Place("admin", "accounts"), Place("admin", "thresholds")


def layout(_address: Address) -> Node:
    """Lay out the page: each section in its place, without data."""
    return el(
        "Div",
        _section("accounts", act_place(ACCOUNTS)),
        _section("limits", act_place(THRESHOLDS)),
        _section("trail", still(skeleton(), id=page_part("admin", "trail"))),
        class_="admin",
    )


def _section(name: str, *parts: Node) -> Element:
    """Lay out one heading and what stands under it."""
    own = page_part("admin", f"part-{name}")
    return el("Section", el("H2", t(f"admin.part.{name}"), id=own, tabIndex="-1"), *parts)
