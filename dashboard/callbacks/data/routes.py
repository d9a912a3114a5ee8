"""The routes of loading: a template, a file that comes in, the check of what it would do, the load, and its errors.

The file waits in the database for an hour at most; what is checked and loaded is always what is kept there.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

from flask import Flask, Response, abort, jsonify, make_response, request

from dashboard.access.guard import UPLOAD_ROUTE, allow
from dashboard.access.viewing import View, open_view
from dashboard.callbacks.data.working import Work, streamed
from dashboard.callbacks.data.workshop import Workshop, check, load
from dashboard.data.engine import Engines
from dashboard.data.loading import KINDS
from dashboard.data.loading.files import SUFFIXES
from dashboard.data.loading.template import write_template
from dashboard.data.loading.uploads import LARGEST, TooLargeError, keep, problems_of, receive, safe_name
from dashboard.i18n import language, t
from dashboard.settings import Settings

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Turn:
    """The place of this process in which one long work is done at a time."""

    places: BoundedSemaphore

    def answer(self, work: Work) -> Response:
        """Do some work now, or say that another one is being done."""
        if not self.places.acquire(blocking=False):
            return refused(503, t("reports.busy"))
        return streamed(work, self.places.release)


def register(server: Flask, engines: Engines, settings: Settings, places: BoundedSemaphore) -> None:
    """Put the routes into a server; `places` are those of all long work of this process."""
    turn, shop = Turn(places), Workshop(engines, settings)

    @server.post(UPLOAD_ROUTE)
    @allow("data_load")
    def take_upload() -> Response:
        with open_view(request.query_string.decode("utf-8", "replace"), ("name",)) as view:
            return _kept(engines, view)

    @server.post("/data/check")
    @allow("data_load")
    def check_upload() -> Response:
        return _worked(turn, shop, check)

    @server.post("/data/load")
    @allow("data_load")
    def load_upload() -> Response:
        return _worked(turn, shop, load)

    @server.get("/data/errors.csv")
    @allow("data_load")
    def errors_of_upload() -> Response:
        with open_view(request.query_string.decode("utf-8", "replace")) as view:
            with engines.writer.begin() as connection:
                content = _as_csv([list(_line(one)) for one in problems_of(connection, view.account.id)])
            return _file(content.encode("utf-8-sig"), CSV, "errors.csv")

    @server.get("/data/template/<kind>.xlsx")
    @allow("data_load")
    def template_of_kind(kind: str) -> Response:
        if kind not in KINDS:
            abort(404)
        with open_view(request.query_string.decode("utf-8", "replace")), TemporaryDirectory() as folder:
            path = Path(folder) / "template.xlsx"
            write_template(KINDS[kind], path, language())
            return _file(path.read_bytes(), XLSX, f"{kind}.xlsx")


def refused(status: int, sentence: str) -> Response:
    """Give an answer with one sentence."""
    return make_response(jsonify(error=sentence), status)


def _kept(engines: Engines, view: View) -> Response:
    """Take the bytes of a file and keep them for the account."""
    name = safe_name((view.address.own("name") or "")[:LONGEST_NAME])
    if Path(name).suffix.lower() not in SUFFIXES:
        return refused(415, t("load.error.unknown_suffix"))
    request.max_content_length = LARGEST
    try:
        with receive(request.stream) as received:
            if not received.size:
                return refused(422, t("load.error.no_rows"))
            with engines.writer.begin() as connection:
                keep(connection, view.account.id, name, received, {})
            return make_response(jsonify(digest=received.digest, name=name))
    except TooLargeError:
        return refused(413, t("load.error.too_large"))


def _worked(turn: Turn, shop: Workshop, do: Callable[[Workshop, View, object], Work]) -> Response:
    """Do what an order asks for, telling how far it is."""
    order = request.get_json()
    with open_view(request.query_string.decode("utf-8", "replace")) as view:
        return turn.answer(do(shop, view, order))


def _line(problem: Any) -> tuple[str, ...]:  # noqa: ANN401  A problem.
    """Give a problem as a line of the file of errors."""
    return (problem.file, problem.sheet, str(problem.row or ""), problem.column, problem.reason)


def _as_csv(lines: list[list[str]]) -> str:
    """Write lines as CSV; text that looks like a formula stays text."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([t(f"load.errors.{name}") for name in ("file", "sheet", "row", "column", "reason")])
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in line] for line in lines)
    return out.getvalue()


def _file(content: bytes, media_type: str, name: str) -> Response:
    """Give a file as a download."""
    return Response(content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
