"""`/open-data/datapackage.json` and its CSV files: for everybody, where the installation has switched them on.

Where it has not, there is no route: the address is one that nobody knows.
"""

from flask import Flask, Response, abort, request

from dashboard.address import LANGUAGES
from dashboard.data.engine import Engines
from dashboard.export.open_data.kept import Kept
from dashboard.export.routes import Doors
from dashboard.i18n import DEFAULT

FOLDER = "/open-data/"
ANYONE = "anyone"
TEN_MINUTES = 600
"""Seconds for which an answer may be used again unasked."""


def register(server: Flask, engines: Engines, doors: Doors, site: str) -> None:
    """Put the route into a server."""
    kept = Kept(engines, site)

    @server.get(f"{FOLDER}<name>")
    @doors.allow(ANYONE)
    def open_data(name: str) -> Response:
        asked = request.args.get("lang", "")
        file = kept.file(name, asked if asked in LANGUAGES else DEFAULT)
        if file is None:
            abort(404)
        answer = Response(file.content, content_type=file.media_type)
        answer.set_etag(file.mark)
        answer.cache_control.public, answer.cache_control.max_age = True, TEN_MINUTES
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer.make_conditional(request)
        return answer
