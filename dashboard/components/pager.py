"""The way through the pages of a long table."""

from dashboard import formats
from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.components.markup import Element, Node, el
from dashboard.i18n import t
from dashboard.listing import Leaf, page_name


def pager(address: Address, path: str, chart: str, leaf: Leaf, of: str = "table.page_of") -> Node:
    """Give the links to the pages before and after, and where we are; nothing where one page holds all.

    Args:
        address: with the page's own parameters, which the links keep.
        path: of the page on which the table stands.
        chart: the table's id in the catalogue.
        leaf: the page shown.
        of: message key of the sentence that says where we are, with `page`, `pages`, `first`, `last` and `count`.
    """
    if leaf.pages == 1:
        return None
    here = t(
        of,
        page=formats.whole(leaf.number),
        pages=formats.whole(leaf.pages),
        first=formats.whole(leaf.first + 1),
        last=formats.whole(leaf.last),
        count=formats.whole(leaf.count),
    )
    before = leaf.number - 1 if leaf.number > 1 else None
    after = leaf.number + 1 if leaf.number < leaf.pages else None
    hrefs = [_href(address, path, chart, number) for number in (before, after)]
    back, on = _link(hrefs[0], "table.previous_page"), _link(hrefs[1], "table.next_page")
    name = t("table.pages", name=t(CHARTS[chart].label))
    return el("Nav", back, el("Span", here), on, class_="pager", aria_label=name)


def _href(address: Address, path: str, chart: str, number: int | None) -> str | None:
    """Give the address of one page of the table."""
    if number is None:
        return None
    return f"{path}?{address.with_own(page_name(CHARTS[chart].name), str(number)).query()}"


def _link(href: str | None, words: str) -> Element:
    """Give the link to one page of the table.

    At either end it stays, without an address: the focus of somebody who has just followed it is not lost.
    """
    if href is None:
        return el("A", t(words), role="link", aria_disabled="true", tabIndex="-1")
    return el("A", t(words), href=href, data_shell_link="")
