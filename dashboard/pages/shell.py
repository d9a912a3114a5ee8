"""The frame around every page: what stands on screen before, above and around a page's own content."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from dash import dcc, html

from dashboard.address import MANY, Address
from dashboard.components.document import page_title
from dashboard.components.markup import Node, el
from dashboard.components.navigation import Current, Place, shell_link
from dashboard.i18n import t
from dashboard.ids import ADDRESS, CONTENT
from dashboard.paths import OWN_CODE, code_in, holds_code, is_within

HEADER = "shell-header"
"""Where the router draws skip link, navigation and tools."""
DRAWN = "shell-drawn"
"""What the router drew last: its path, the title of the browser's tab and the names of its own parameters."""
RECORDS = "shell-records"
"""How many records the figures of the page are made of; a page's callback writes it, the live line tells it."""
FILTERS = (*MANY, "period")
"""The filters that pages share."""
HELP_PATHS = ("/methods", "/accessibility")
"""Pages that explain."""
MENU_PATHS = ("/admin", *HELP_PATHS)
"""Pages without figures: they stand in the account menu, carry no filters and say nothing about freshness."""
ACCOUNT_PATHS = ("/data", *MENU_PATHS)
"""Every page of the account menu."""


class Page(Protocol):
    """A module of `dashboard.pages`; further attributes are optional.

    `EXTRA`, a tuple of names, says which parameters of the address the page adds to the shared filters; `FILTERS` says
    which of the shared ones mean something on the page, where not all do; the others are only carried on. A `PATH` such
    as `/projects/<code>` is a page about one thing: its layout and its questions find the code as the address's own
    parameter `code`, its heading is the thing's name, and it stands under the page of the path before the code. A page
    without figures may have a function `open_data`, whose part it shows where the installation publishes open data.
    """

    __name__: str
    PATH: str
    TITLE: str

    def layout(self, address: Address) -> Node:
        """Lay out the page below its heading, without data."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The page of a path, and the code that the path holds; empty for a page without one."""

    page: Page
    code: str

    def address(self, address: Address) -> Address:
        """Give the address as the page sees it: what its path says is a parameter of its own."""
        seen = as_seen(self.page, address)
        return seen.with_own(OWN_CODE, self.code) if self.code else seen


def find(pages: Sequence[Page], path: str) -> Opened | None:
    """Give the page of a path, None where none is there."""
    found = ((page, code_in(page.PATH, path)) for page in pages)
    return next((Opened(page, code) for page, code in found if code is not None), None)


def name_of(page: Page) -> str:
    """Give the name of a page, which is also the right to open it: `beneficiaries`."""
    return page.__name__.rpartition(".")[2]


def extra_of(page: Page | None) -> tuple[str, ...]:
    """Give the names of the parameters that a page adds to the address."""
    return getattr(page, "EXTRA", ())


def heard_on(page: Page | None, pages: Sequence[Page]) -> tuple[str, ...]:
    """Give the names of the parameters that a page listens to: its own, and on one about figures of others all theirs.

    Such a page says so with `HEARS_ALL`.
    """
    if not getattr(page, "HEARS_ALL", False):
        return extra_of(page)
    return tuple(dict.fromkeys(name for one in (page, *pages) for name in extra_of(one)))


def filters_of(page: Page) -> tuple[str, ...]:
    """Give the names of the shared filters that mean something on a page."""
    return getattr(page, "FILTERS", FILTERS)


def as_seen(page: Page, address: Address) -> Address:
    """Give an address without the shared filters that mean nothing on a page."""
    unseen: dict[str, Any] = {name: () for name in MANY if name not in filters_of(page)}
    return replace(address, period=address.period if "period" in filters_of(page) else None, **unseen)


def asked_of(page: Page) -> tuple[str, ...]:
    """Give the names of the parameters that the page's questions know; its files are asked for under all of them."""
    return (*extra_of(page), OWN_CODE) if holds_code(page.PATH) else extra_of(page)


def layout() -> html.Div:
    """Give what never changes: the address, the places that the router fills and the stores; no words, no data."""
    return html.Div(
        [
            dcc.Location(id=ADDRESS, refresh=False),
            dcc.Store(id=DRAWN),
            dcc.Store(id=RECORDS),
            html.Header(id=HEADER, className="shell-header"),
            html.Main(id=CONTENT, tabIndex="-1", className="container-xl shell-content"),
        ],
    )


def places(pages: Sequence[Page], path: str) -> tuple[list[Place], list[Place]]:
    """Give the pages of the main navigation and those of the account menu, the open one or the one above it marked.

    A page below another, such as `/feedback/list`, has no place of its own.
    """
    fixed = [page for page in pages if page.PATH.count("/") == 1]
    known = find(pages, path) is not None
    found = [Place(page.PATH, t(page.TITLE), _current(path, page.PATH) if known else None) for page in fixed]
    return [p for p in found if p.path not in ACCOUNT_PATHS], [p for p in found if p.path in ACCOUNT_PATHS]


def _current(path: str, own: str) -> Current:
    """Say what the open page is to a place: itself, a page below it, or neither."""
    if path == own:
        return "page"
    return "true" if is_within(path, own) else None


def content(path: str, heading: str, *parts: Node, protected: bool = False) -> Node:
    """Give a page's content under its one main heading, which takes the focus when the page changes.

    Where its viewer is `protected` the page says so, and keeps no place for figures that such viewers do not get.
    """
    told = "true" if protected else None
    return el("Div", el("H1", heading, tabIndex="-1"), *parts, data_path=path, data_protected=told)


def not_found(address: Address, path: str) -> Node:
    """Give the one content for pages that do not exist and for those that this account may not see."""
    back = el("P", shell_link(address, "/", t("nav.overview")))
    return content(path, t("shell.not_found_title"), el("P", t("shell.not_found_text")), back)


def drawn(path: str, heading: str, opened: Opened | None = None) -> dict[str, object]:
    """Give what the browser must know of a page just drawn: its own parameters, and the code that its path holds."""
    own = list(extra_of(opened.page)) if opened else []
    return {"path": path, "title": page_title(heading), "own": own, "code": opened.code if opened else ""}
