"""`/export/<page>/<chart>.<csv|xlsx|json>?<filters>`: the table of any chart, or its drawing, as a file.

The storey above knows who is signed in; it hands its three acts over as `Doors`, because export may not look up.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, Response, abort, request

from dashboard.address import Address
from dashboard.catalogue import CHARTS
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import Viewer, resolve_filters
from dashboard.export.shown import Exports
from dashboard.export.taking import DRAWING, Asked, Taken, taken
from dashboard.pages import shell
from dashboard.paths import OWN_CODE

FORM = "csv"
"""The parameter that asks for the other form of CSV."""
MACHINE = "machine"
ENDINGS = frozenset({"csv", "xlsx", DRAWING})


class Account(Protocol):
    """Who asks: `access.account.Account`."""

    @property
    def id(self) -> int:
        """Give the number under which the account keeps what is its own."""

    @property
    def username(self) -> str:
        """Give the name for the audit trail."""

    def may(self, right: str) -> bool:
        """Say whether the account may use a right."""


class View(Protocol):
    """What is asked: `access.viewing.View`."""

    @property
    def address(self) -> Address:
        """Give the address."""

    @property
    def viewer(self) -> Viewer:
        """Give whose eyes look."""

    @property
    def account(self) -> Account:
        """Give who is signed in."""


@dataclass(frozen=True, slots=True)
class Doors:
    """What export needs of sign-in: to open a view, to declare a right, to write down who took what."""

    open_view: Callable[[str | None, Iterable[str]], AbstractContextManager[View]]
    allow: Callable[[str], Callable[[Callable[..., Response]], Callable[..., Response]]]
    record: Callable[..., None]


@dataclass(frozen=True, slots=True)
class House:
    """What there is to take away: the exports of each page by its name, the pages, and where people find them."""

    exports: Mapping[str, Exports]
    pages: Sequence[shell.Page]
    site: str = ""

    def page_of(self, name: str) -> shell.Page | None:
        """Give a page from which anything can be taken away."""
        return next((page for page in self.pages if shell.name_of(page) == name and name in self.exports), None)


def register(server: Flask, engines: Engines, doors: Doors, house: House) -> None:
    """Put the route into a server."""

    @server.get("/export/<page>/<name>.<ending>")
    @doors.allow("export")
    def export_chart(page: str, name: str, ending: str) -> Response:
        chart, known = CHARTS.get(f"{page}.{name}"), house.page_of(page)
        search = request.query_string.decode("utf-8", "replace")
        with doors.open_view(search, (FORM, *(shell.asked_of(known) if known else ()))) as view:
            if chart is None or known is None or ending not in ENDINGS or not view.account.may(page):
                abort(404)
            form = MACHINE if ending == "csv" and view.address.own(FORM) == MACHINE else ending
            opened = shell.Opened(known, view.address.own(OWN_CODE) or "")
            asked = opened.address(view.address.with_own(FORM))
            pool = engines.listener if house.exports[page].hears else engines.reader
            with reading(pool, view.viewer) as connection:
                filters = resolve_filters(connection, asked, view.viewer)
                found = taken(connection, filters, Asked(chart, house.exports[page], house.site), form)
            if found is None:
                abort(404)
            if not found.name:  # A drawing is looked at, as the page itself is; what is taken away comes as a file.
                return _answer(found)
            with engines.writer.begin() as connection:
                doors.record(connection, view.account.username, "export", chart.id, form=form, filters=search)
            return _answer(found)


def _answer(found: Taken) -> Response:
    """Give the file, as a download where it has a name."""
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'} if found.name else {}
    return Response(found.content, mimetype=None, content_type=found.media_type, headers=headers)
