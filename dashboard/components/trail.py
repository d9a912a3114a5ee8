"""The way back from the page about one thing to the page of all."""

from dashboard.address import Address
from dashboard.components.markup import Element, el, ltr
from dashboard.components.navigation import shell_link
from dashboard.i18n import t
from dashboard.paths import OWN_CODE


def trail(address: Address, above: str, title: str) -> Element:
    """Lay out the way back.

    Args:
        address: of the page about one thing; the others of its filters go along.
        above: path of the page of all.
        title: message key of that page's name.
    """
    back = el("Li", shell_link(address.with_own(OWN_CODE), above, t(title)))
    here = el("Li", ltr(address.own(OWN_CODE) or ""), aria_current="page")
    return el("Nav", el("Ol", back, here, class_="trail"), aria_label=t("project.trail"))
