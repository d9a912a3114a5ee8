"""Where the rows of a chart of places lead: the same page for one place alone."""

from dataclasses import replace
from functools import cache

from dashboard.address import Address
from dashboard.export.screen import Link

SEVERAL = "other"
"""Code of a row that stands for several places; it leads nowhere, see also `assets/drill.js`."""


def to_place(address: Address, path: str, code: str | None) -> str:
    """Give the address of a page for one place only; None is the whole country.

    Args:
        address: whose filters are kept; long tables begin again at their first page.
        path: of the page.
        code: of the place.
    """
    kept = tuple(pair for pair in address.extra if not pair[0].endswith(".page"))
    query = replace(address, place=(code,) if code else (), extra=kept).query()
    return f"{path}?{query}" if query else path


def place_links(address: Address, path: str) -> Link:
    """Give where each row of places leads: to itself, unless it stands for several or is where we are."""

    @cache
    def link(code: str) -> str | None:
        return None if code == SEVERAL or address.place == (code,) else to_place(address, path, code)

    return link
