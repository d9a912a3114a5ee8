"""Puts access around a server: guard, sign-in, health, the answers to errors, and the headers of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Request, Response, send_from_directory
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.access import bodies, calendar_feed, health, metrics, passwords
from dashboard.access.account import Account
from dashboard.access.cookies import Cookies
from dashboard.access.forms import FormTokens
from dashboard.access.guard import LARGEST_BODY, Guard, allow
from dashboard.access.own_password import OwnPassword
from dashboard.access.rights import ANYONE, OWN_SESSION
from dashboard.access.seeing_as import BEGIN, END, SeeingAs
from dashboard.access.sign_in import SignIn
from dashboard.access.tally import Tally
from dashboard.data.engine import Engines
from dashboard.settings import Settings

FOLDER = Path(__file__).parent


class NoCookieSession(dict[str, object], SessionMixin):
    """What Flask and Flask-Login may scribble on during one request; nothing of it is kept or believed."""


class NoCookieSessions(SessionInterface):
    """Takes no session from a cookie and gives none: sessions live in the database alone."""

    def open_session(self, app: Flask, request: Request) -> NoCookieSession:  # noqa: ARG002  # Flask's signature.
        """Give an empty session."""
        return NoCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep nothing."""


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """The parts of access that the app still has to speak to while it puts itself together."""

    server: Flask
    guard: Guard
    sign_in: SignIn


def build_front_door(server: Flask, settings: Settings, engines: Engines, tally: Tally) -> FrontDoor:
    """Give a server its guard and its routes of sign-in; call it before Dash adds anything."""
    server.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    server.session_interface = NoCookieSessions()
    bodies.read_strictly(server)
    passwords.prepare()
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    cookies = Cookies.of(settings)
    guard = Guard(settings, engines.writer.execution_options(isolation_level="AUTOCOMMIT"), cookies.session)
    metrics.register(server, settings, engines, tally)
    server.before_request(guard.check)
    _install_flask_login(server, guard)
    sign_in = SignIn(engines.writer, guard, cookies, FormTokens(str(server.secret_key)))
    _add_routes(server, sign_in)
    _add_files(server)
    health.register(server, engines.reader, settings.database_url)
    calendar_feed.register(server, engines, example=settings.demo)
    return FrontDoor(server, guard, sign_in)


def _install_flask_login(server: Flask, guard: Guard) -> None:
    """Let Flask-Login know the account of the database session, and nothing of its own cookies."""
    manager = LoginManager(server)
    manager.session_protection = None
    manager.user_loader(lambda _: None)

    def account_of(_: Request) -> Account | None:
        session = guard.session()
        return session.account if session else None

    manager.request_loader(account_of)


def _add_routes(server: Flask, sign_in: SignIn) -> None:
    """Add the routes of sign-in and its own files."""
    own_password, seeing_as = OwnPassword(sign_in), SeeingAs(sign_in.engine)
    for path, method, right, view in (
        ("/login", "GET", ANYONE, sign_in.show),
        ("/login", "POST", ANYONE, sign_in.enter),
        ("/logout", "POST", OWN_SESSION, sign_in.leave),
        ("/password", "GET", OWN_SESSION, own_password.show),
        ("/password", "POST", OWN_SESSION, own_password.replace),
        (BEGIN, "POST", "admin", seeing_as.begin),
        (END, "POST", OWN_SESSION, seeing_as.end),
    ):
        server.add_url_rule(path, f"{method} {path}", _declare(right, view), methods=[method])


def _add_files(server: Flask) -> None:
    """Serve the style and the icon of the pages that the server draws itself."""

    @server.get("/sign-in/<name>")
    @allow(ANYONE)
    def sign_in_file(name: str) -> Response:
        return send_from_directory(FOLDER / "static", name)


def _declare(right: str, view: Callable[[], Response]) -> Callable[[], Response]:
    """Give a view that declares its right."""

    @allow(right)
    def answer() -> Response:
        return view()

    return answer
