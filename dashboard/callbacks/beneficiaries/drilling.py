"""The way back from a district up to the country, as links."""

from dashboard.address import Address
from dashboard.components.markup import Element, Node, el
from dashboard.data.directory import Directory
from dashboard.export.citation import place_name
from dashboard.export.place_links import to_place
from dashboard.i18n import choose, t
from dashboard.pages.beneficiaries import PATH


def trail(address: Address, known: Directory) -> Node:
    """Give the way back up as links: country, province, district; nothing where not exactly one place is chosen."""
    if len(address.place) != 1 or address.place[0] not in known.ids["place"]:
        return None
    place = known.places[known.ids["place"][address.place[0]]]
    steps = [_step(to_place(address, PATH, None), t("beneficiaries.all_places"))]
    if place.level == "district" and place.parent:
        province = known.places[place.parent]
        steps.append(_step(to_place(address, PATH, province.code), choose(dict(province.names))))
    here = el("Li", place_name(known, place.code), aria_current="location", data_place_name=place.code)
    return el("Nav", el("Ol", *steps, here, class_="trail"), aria_label=t("beneficiaries.drilled"))


def _step(href: str, name: str) -> Element:
    """Give one step of the way back."""
    return el("Li", el("A", name, href=href, data_shell_link=""))
