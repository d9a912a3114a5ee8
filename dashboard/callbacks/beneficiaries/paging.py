"""The detailed table page by page: which provinces stand on the page asked for, and the way to the others."""

from dataclasses import dataclass, replace

from pandas import DataFrame

from dashboard import formats
from dashboard.address import Address
from dashboard.components.markup import Node, el
from dashboard.data.directory import Directory
from dashboard.i18n import t
from dashboard.pages.beneficiaries import PAGE_OF_DETAIL, PATH

PROVINCES_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of provinces: `number` of `pages`, its `codes` out of `count`."""

    number: int
    pages: int
    codes: tuple[str, ...]
    count: int


def leaf(address: Address, places: DataFrame, known: Directory) -> Leaf:
    """Give the page that the address asks for; a number that is none, or too high, gives the nearest page.

    Args:
        address: with the page's own parameter.
        places: the frame of `reached_by_place`, of provinces or of districts.
        known: names and order of the places.
    """
    provinces = {code[:5] for code in places["place_code"]}
    codes = sorted(provinces, key=lambda code: str(known.places[known.ids["place"][code]].order))
    pages = max(1, -(-len(codes) // PROVINCES_A_PAGE))
    asked = address.own(PAGE_OF_DETAIL) or "1"
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 5 else 1, 1), pages)  # noqa: PLR2004  Digits.
    first = (number - 1) * PROVINCES_A_PAGE
    return Leaf(number, pages, tuple(codes[first : first + PROVINCES_A_PAGE]), len(codes))


def pager(address: Address, shown: Leaf) -> Node:
    """Give the links to the pages before and after, and where we are; nothing where one page holds all."""
    if shown.pages == 1:
        return None
    first = (shown.number - 1) * PROVINCES_A_PAGE + 1
    here = t(
        "beneficiaries.page_of",
        page=formats.whole(shown.number),
        pages=formats.whole(shown.pages),
        first=formats.whole(first),
        last=formats.whole(first + len(shown.codes) - 1),
        count=formats.whole(shown.count),
    )
    back = _link(address, shown.number - 1, "beneficiaries.previous_page") if shown.number > 1 else None
    on = _link(address, shown.number + 1, "beneficiaries.next_page") if shown.number < shown.pages else None
    return el("Nav", back, el("Span", here), on, class_="pager", aria_label=t("beneficiaries.pages"))


def _link(address: Address, number: int, words: str) -> Node:
    """Give the link to one page of the table."""
    query = replace(address, extra=((PAGE_OF_DETAIL, str(number)),)).query()
    return el("A", t(words), href=f"{PATH}?{query}", data_shell_link="")
