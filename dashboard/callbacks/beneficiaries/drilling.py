"""The way from the country down to a district and back, as addresses."""

from dataclasses import replace
from functools import cache

from dashboard.address import Address
from dashboard.components.markup import Element, Node, el
from dashboard.data.directory import Directory
from dashboard.export.citation import place_name
from dashboard.export.screen import Link
from dashboard.figures.beneficiaries.places import OTHER
from dashboard.i18n import choose, t
from dashboard.pages.beneficiaries import PATH


def to_place(address: Address, code: str | None) -> str:
    """Give the address of the same page for one place only; None is the whole country."""
    query = replace(address, place=(code,) if code else (), extra=()).query()
    return f"{PATH}?{query}" if query else PATH


def place_links(address: Address) -> Link:
    """Give where each row of places leads: to itself, unless it stands for several or is where we are."""

    @cache
    def link(code: str) -> str | None:
        return None if code == OTHER or address.place == (code,) else to_place(address, code)

    return link


def trail(address: Address, known: Directory) -> Node:
    """Give the way back up as links: country, province, district; nothing where not exactly one place is chosen."""
    if len(address.place) != 1 or address.place[0] not in known.ids["place"]:
        return None
    place = known.places[known.ids["place"][address.place[0]]]
    steps = [_step(to_place(address, None), t("beneficiaries.all_places"))]
    if place.level == "district" and place.parent:
        province = known.places[place.parent]
        steps.append(_step(to_place(address, province.code), choose(dict(province.names))))
    here = el("Li", place_name(known, place.code), aria_current="location", data_place_name=place.code)
    return el("Nav", el("Ol", *steps, here, class_="trail"), aria_label=t("beneficiaries.drilled"))


def _step(href: str, name: str) -> Element:
    """Give one step of the way back."""
    return el("Li", el("A", name, href=href, data_shell_link=""))
