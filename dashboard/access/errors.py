"""Answers that are no page: unknown, forbidden, too large, broken. One body each, and nothing told about the inside."""

import logging
import re
import secrets
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from dash.exceptions import DependencyException, InvalidResourceError
from flask import Flask, Response, g, make_response, render_template, request
from flask_login import current_user
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from dashboard.address import LANGUAGES
from dashboard.data.patience import away_since, trouble_of
from dashboard.formats import moment
from dashboard.i18n import DEFAULT, direction, language, speaking, t

if TYPE_CHECKING:
    from dashboard.access.account import Account

_LOG = logging.getLogger("dashboard.errors")
EXPIRED: Final = "JWT Expired"
"""Words in the body of a 401 by which Dash's renderer knows that it must send the visitor to sign-in."""
_TOLD = {
    400: "bad_request",
    401: "signed_out",
    403: "foreign_origin",
    404: "not_found",
    413: "too_large",
    503: "unavailable",
}
_TROUBLE = {"away": "unavailable", "busy": "busy", "full": "full"}
AWAY_SINCE: Final = "Unavailable-Since"
"""Header of an answer while the database is away: since when, so that an open page can say so and try again."""
_AGAIN_SECONDS = 5
_KEYED = re.compile(r"^(/calendar/).+")
_STYLE = Path(__file__).parent / "static" / "sign-in.css"
_DATABASE_AWAY = (
    *(OperationalError, InterfaceError, DisconnectionError, PoolTimeoutError),
    *(psycopg.OperationalError, psycopg.InterfaceError),  # Rows that travel by COPY pass SQLAlchemy by.
)


def speech() -> str:
    """Give the language of an answer that is no Dash page: the address's, else the account's, else Turkish.

    While the database is away nobody knows the account; then it is the language in which this worker has last spoken
    to the session, else the browser's.
    """
    asked = asked_language()
    account: Account | None = g.get("account")
    if asked in LANGUAGES:
        return asked
    if account:
        return account.language if account.language in LANGUAGES else DEFAULT
    return str(g.get("spoken", "")) or DEFAULT


def asked_language() -> str:
    """Give the language that the address of a request asks for, in whatever words."""
    return request.args.get("lang", "")


def draw(template: str, status: int = 200, **values: object) -> Response:
    """Draw one server-made page in the language of the request."""
    with speaking(speech()):
        told = {
            "t": t,
            "moment": moment,
            "language": language(),
            "direction": direction(),
            "languages": LANGUAGES,
            "style_mark": _style_mark(),
        }
        page = render_template(template, **told, **values)
    return make_response(page, status)


@cache
def _style_mark() -> str:
    """Give a mark that changes with the style sheet, so that browsers may keep it."""
    return sha256(_STYLE.read_bytes()).hexdigest()[:12]


def refuse(status: int, code: str = "") -> Response:
    """Give the one page of an error status; `code` lets a person report what the log holds."""
    return draw("error.html", status, reason=_TOLD.get(status, "failed"), code=code)


def not_found() -> Response:
    """Give the one answer for what does not exist and for what this account may not see; a stranger learns neither."""
    return refuse(404) if current_user.is_authenticated else must_sign_in()


def must_sign_in() -> Response:
    """Give the one answer to who is not signed in, or no longer: a page for a person, two words for a script."""
    if request.headers.get("Sec-Fetch-Mode") == "navigate":
        return refuse(401)
    return make_response(EXPIRED, 401, {"Content-Type": "text/plain; charset=utf-8"})


def register(server: Flask) -> None:
    """Put these answers in the place of Flask's and Dash's own; call it after Dash has registered its handlers."""
    server.register_error_handler(HTTPException, _answer_http)
    server.register_error_handler(Exception, _answer_broken)
    for kind in _DATABASE_AWAY:
        server.register_error_handler(kind, _answer_away)
    for gone in (InvalidResourceError, DependencyException):
        server.register_error_handler(gone, lambda _: not_found())


def _answer_http(error: HTTPException) -> Response:
    """Answer an HTTP error; a method that a path does not know tells no more than an unknown path."""
    status = error.code or 500
    if status < 400:  # noqa: PLR2004  # A redirect travels as an exception too.
        return Response(error.get_response(request.environ).data, status, error.get_headers(request.environ))
    return not_found() if status in {404, 405} else refuse(status)


def _answer_broken(error: Exception) -> Response:
    """Write the failure to the log under a code, and tell the code only."""
    code = secrets.token_hex(4)
    _LOG.error("failed %s %s %r", code, request.method, _path_told(), exc_info=error)
    return refuse(500, code)


def _answer_away(error: Exception) -> Response:
    """Answer while the database is away, too busy or full: honest, and with the time to come back."""
    code, trouble = secrets.token_hex(4), trouble_of(error)
    _LOG.error("database %s %s %s %r: %s", trouble, code, request.method, _path_told(), error)
    g.spoken = g.get("spoken") or request.accept_languages.best_match(LANGUAGES) or ""
    since = away_since(error) or datetime.now(UTC)
    reason = "no_sign_in" if trouble == "away" and request.path == "/login" else _TROUBLE[trouble]
    told = {"code": code, "since": since if trouble == "away" else None, "back": request.path == "/login"}
    answer = draw("error.html", 503, reason=reason, again=_AGAIN_SECONDS if request.method == "GET" else 0, **told)
    answer.headers["Retry-After"] = str(_AGAIN_SECONDS)
    if trouble == "away":
        answer.headers[AWAY_SINCE] = since.isoformat(timespec="seconds")
    return answer


def _path_told() -> str:
    """Give the path of a request as a log may hold it: without the key of a calendar feed."""
    return _KEYED.sub(r"\1…", request.path)
