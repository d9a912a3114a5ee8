"""`/export/<page>/<chart>.<csv|xlsx>?<filters>`: the table of any chart, as a file.

The storey above knows who is signed in; it hands its three acts over as `Doors`, because export may not look up.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from flask import Flask, Response, abort, request
from sqlalchemy import Connection

from dashboard.address import Address
from dashboard.catalogue import CHARTS, Figure
from dashboard.components.page_filters import NO_OWN_FILTERS
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import Filters, Viewer, resolve_filters
from dashboard.export import tables
from dashboard.export.citation import Cover, cover
from dashboard.export.shown import Exports
from dashboard.i18n import language, t
from dashboard.pages import shell
from dashboard.paths import OWN_CODE

FORM = "csv"
"""The parameter that asks for the other form of CSV."""
MACHINE = "machine"
OPENXML = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS: Mapping[str, tuple[Callable[[tables.Sheet], bytes], str]] = {
    "csv": (tables.csv_for_people, "text/csv; charset=utf-8"),
    "machine": (tables.csv_for_machines, "text/csv; charset=utf-8"),
    "xlsx": (tables.workbook, OPENXML),
}
"""How each form is written, and its media type."""


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


def register(
    server: Flask,
    engines: Engines,
    doors: Doors,
    exports: Mapping[str, Exports],
    pages: Sequence[shell.Page],
) -> None:
    """Put the route into a server, for the charts of these pages."""
    by_name = {shell.name_of(page): page for page in pages if shell.name_of(page) in exports}

    @server.get("/export/<page>/<name>.<ending>")
    @doors.allow("export")
    def export_chart(page: str, name: str, ending: str) -> Response:
        chart, known = CHARTS.get(f"{page}.{name}"), by_name.get(page)
        search = request.query_string.decode("utf-8", "replace")
        with doors.open_view(search, (FORM, *(shell.asked_of(known) if known else ()))) as view:
            if chart is None or known is None or ending not in {"csv", "xlsx"} or not view.account.may(page):
                abort(404)
            form = MACHINE if ending == "csv" and view.address.own(FORM) == MACHINE else ending
            opened = shell.Opened(known, view.address.own(OWN_CODE) or "")
            asked = opened.address(view.address.with_own(FORM))
            pool = engines.listener if exports[page].hears else engines.reader
            with reading(pool, view.viewer) as connection:
                found = _sheet(connection, resolve_filters(connection, asked, view.viewer), chart, exports[page])
            if found is None:
                abort(404)
            with engines.writer.begin() as connection:
                doors.record(connection, view.account.username, "export", chart.id, form=form, filters=search)
            return _answer(chart, form, *found)


def _sheet(connection: Connection, filters: Filters, chart: Figure, page: Exports) -> tuple[tables.Sheet, date] | None:
    """Ask the chart's own questions again and give its table with its cover, and the cut-off day.

    None where the page is about one thing, and what the address names is not there for this viewer.
    """
    code = "".join(filters.own_all(OWN_CODE))
    if page.named and page.named(connection, filters.snapshot, filters.viewer, code) is None:
        return None
    shown = page.shown[chart.id]
    frames: dict[str, Any] = {name: page.questions[name](connection, filters) for name in shown.questions}
    own = page.own(connection, filters) if page.own else NO_OWN_FILTERS
    about: Cover = cover(connection, filters, shown.source, own)
    return tables.Sheet(t(chart.label), about.lines, shown.table(frames)), about.cutoff


def _answer(chart: Figure, form: str, sheet: tables.Sheet, day: date) -> Response:
    """Give the file under a name that says page, chart, cut-off day and language."""
    write, media_type = WRITERS[form]
    ending = "xlsx" if form == "xlsx" else "csv"
    tail = f"_{form}" if form == MACHINE else ""
    name = f"{t(f'export.page.{chart.page}')}_{t(chart.slug)}_{day.isoformat()}_{language()}{tail}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write(sheet), mimetype=None, content_type=media_type, headers=headers)
