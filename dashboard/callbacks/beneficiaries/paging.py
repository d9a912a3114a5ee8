"""The detailed table page by page: which provinces stand on the page asked for."""

from dataclasses import dataclass

from dashboard.address import Address
from dashboard.data.directory import Directory
from dashboard.figures.table import Answer, lists
from dashboard.listing import Leaf
from dashboard.pages.beneficiaries import PAGE_OF_DETAIL

PROVINCES_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Provinces:
    """The provinces of one page of the table."""

    leaf: Leaf
    codes: tuple[str, ...]


def provinces(address: Address, places: Answer, known: Directory) -> Provinces:
    """Give the page that the address asks for.

    Args:
        address: with the page's own parameter.
        places: the answer of `reached_by_place`, of provinces or of districts.
        known: names and order of the places.
    """
    found = {code[:5] for code in lists(places)["place_code"]}
    codes = sorted(found, key=lambda code: str(known.places[known.ids["place"][code]].order))
    leaf = Leaf.read(address.own(PAGE_OF_DETAIL), len(codes), PROVINCES_A_PAGE)
    return Provinces(leaf, tuple(codes[leaf.first : leaf.last]))
