"""Links between pages: they carry the filters, and the shell follows them without a reload.

Any link may join in by `shell_link`; `assets/shell/navigation.js` keeps its address current when a filter changes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.address import LANGUAGES, Address
from dashboard.components.markup import Element, Node, el
from dashboard.i18n import RIGHT_TO_LEFT, language, t

Current = Literal["page", "true"] | None
"""Whether a place is the open page (`page`), has it below itself (`true`) or neither."""


@dataclass(frozen=True, slots=True)
class Place:
    """One page as the navigation shows it: where it is, what it is called and whether it is open now."""

    path: str
    label: str
    current: Current = None


def shell_link(address: Address, path: str, *children: Node, **props: object) -> Element:
    """Give a link to a page that carries the filters of the address and opens without a reload.

    Args:
        address: the address of the page on which the link stands.
        path: where the link leads, such as `/beneficiaries`.
        children: what the link shows.
        props: further properties of the link.
    """
    return el("A", *children, href=address.link(path), data_shell_link=path, **props)


def outside_link(url: str, *children: Node, **props: object) -> Node:
    """Give a link that leaves the product, to a http or https address alone; anything else stays plain text.

    Args:
        url: where it leads; data, and therefore looked at again.
        children: what the link shows.
        props: further properties of the link.
    """
    if not re.match(r"https?://", url, re.IGNORECASE):
        return list(children)
    return el("A", *children, href=url, rel="noopener noreferrer external", **props)


def page_link(address: Address, place: Place) -> Element:
    """Give the link to one page, marked where it, or a page below it, is already open."""
    return shell_link(address, place.path, place.label, aria_current=place.current)


def main_navigation(address: Address, places: Sequence[Place]) -> Element:
    """Give the row of pages; on a phone it stands folded behind the menu button."""
    items = [el("Li", page_link(address, place)) for place in places]
    return el("Nav", el("Ul", items), id="shell-navigation", class_="shell-nav", aria_label=t("nav.main_menu"))


def language_links(address: Address, path: str) -> Element:
    """Give the product's languages, each in its own words: real links, because `lang` and `dir` need a reload."""
    links = [_language_link(address, path, code) for code in LANGUAGES]
    return el("Nav", el("Ul", links), class_="shell-languages", aria_label=t("ui.language"))


def _language_link(address: Address, path: str, code: str) -> Element:
    """Give the link that shows this very page, with all its filters and views, in another language."""
    link = el(
        "A",
        t(f"language.{code}"),
        href=f"{path}?{replace(address, lang=code).query()}",
        lang=code,
        hrefLang=code,
        dir="rtl" if code in RIGHT_TO_LEFT else "ltr",
        aria_current="true" if code == language() else None,
        data_shell_language=code,
    )
    return el("Li", link)
