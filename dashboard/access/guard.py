"""The guard over every route and every callback: who comes in, and what they may open.

It runs before everything else of the server. What declares no right (`allow`) is open to nobody; forbidden looks
exactly like nonexistent.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Response, current_app, g, make_response, redirect, request
from sqlalchemy import Engine

from dashboard.access import audit, errors
from dashboard.access.account import Account
from dashboard.access.bodies import (
    Callbacks,
    MalformedBodyError,
    UnknownCallbackError,
    callback_asked,
    check_body,
    is_poll,
    wishes,
)
from dashboard.access.origin import SAFE_METHODS, is_from_here
from dashboard.access.page_paths import PagePaths
from dashboard.access.rights import ANYONE, RIGHTS
from dashboard.access.seeing_as import END as END_OF_SEEING
from dashboard.access.sessions import Session, find_session, see_session
from dashboard.access.spoken import Spoken
from dashboard.address import address_of
from dashboard.settings import Settings

Declared = TypeVar("Declared", bound=Callable[..., Any])

LARGEST_BODY = 1_000_000
LARGEST_UPLOAD = 20_000_000
UPLOAD_ROUTE = "/data/upload"
"""The one route that takes more, from accounts that may load data."""
CALLBACK_ROUTE = "/_dash-update-component"
PAGE_ROUTES = frozenset({"/", "/<path:path>"})
RIGHTS_OF_DASH: Mapping[str, str] = {
    "/_dash-layout": "shell",
    "/_dash-dependencies": "shell",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": "shell",
    "/_favicon.ico": "shell",
    "_dash_assets.static": "shell",
}
"""Dash's own routes that the browser needs; its others (hot reload, tools) are open to nobody."""
ASSETS_OF_SIGN_IN = re.compile(r"/assets/(fonts/[a-z0-9-]+\.woff2|(logo|favicon)\.[a-z]+)")
"""Files of the shared folder that sign-in needs too; a whole path, so that none leads out of the folder."""


class UnknownRightError(Exception):
    """A route or callback declares a right that the table of rights does not have; a mistake in the code."""


def allow(right: str) -> Callable[[Declared], Declared]:
    """Declare the right that a route or a callback needs; write it below `@app.callback` or `@server.route`.

    Raises:
        UnknownRightError: the table of rights does not know it.
    """
    if right not in RIGHTS and right != ANYONE:
        raise UnknownRightError(right)

    def declare(function: Declared) -> Declared:
        function.__right__ = right  # type: ignore[attr-defined]  # The guard and the tests read it.
        return function

    return declare


def declared(function: object) -> str | None:
    """Give the right that a function declares, or None where it declares none."""
    return getattr(function, "__right__", None)


def usable(listed: Sequence[Mapping[str, Any]], callbacks: Callbacks, account: Account) -> list[Mapping[str, Any]]:
    """Give those of Dash's listed callbacks that an account may use; what runs in the browser alone is anybody's."""
    needed = {name: declared(callback["callback"]) for name, callback in callbacks.items() if "callback" in callback}
    return [one for one in listed if one["output"] not in needed or account.may(needed[one["output"]] or "")]


@dataclass(slots=True)
class Guard:
    """Decides about each request; `pages` and `callbacks` are filled in while the app is put together."""

    settings: Settings
    engine: Engine
    """The writer's pool, each statement committed by itself: sessions and audit live there."""
    cookie: str
    pages: PagePaths = field(default_factory=PagePaths)
    callbacks: Callbacks = field(default_factory=dict)
    spoken: Spoken = field(default_factory=Spoken)

    def check(self) -> Response | None:
        """Answer a request that may not go on; None lets it pass."""
        endpoint = request.endpoint
        view = current_app.view_functions.get(endpoint) if endpoint else None
        if declared(view) == ANYONE or ASSETS_OF_SIGN_IN.fullmatch(request.path):
            return self._check_size_and_origin()
        session = self.session()
        if session is None:
            return self._send_to_sign_in(endpoint)
        if refusal := self._check_size_and_origin():
            return refusal
        try:
            right = self._right_asked(session.account, endpoint, view)
        except UnknownCallbackError:
            return errors.not_found()
        except MalformedBodyError:
            return errors.refuse(400)
        return self._decide(session, right)

    def session(self) -> Session | None:
        """Give the session of the request's cookie, looked up once a request."""
        if "session" not in g:
            token = request.cookies.get(self.cookie)
            # The look-up may find the database away; what then answers must not look again.
            g.spoken, g.session, g.account = self.spoken.to(token), None, None
            g.session = find_session(self.engine, token) if token else None
            g.account = g.session.account if g.session else None
            if token and g.account:
                self.spoken.remember(token, g.account.language)
        found: Session | None = g.session
        return found

    def _check_size_and_origin(self) -> Response | None:
        """Refuse what is too large before reading it, and what another site's page has sent."""
        may_upload = request.path == UPLOAD_ROUTE and g.get("account") is not None and g.account.may("data_load")
        if (request.content_length or 0) > (LARGEST_UPLOAD if may_upload else LARGEST_BODY):
            return errors.refuse(413)
        return None if is_from_here(request, self.settings) else errors.refuse(403)

    def _send_to_sign_in(self, endpoint: str | None) -> Response:
        """Send somebody unknown who opens a page to sign-in and back; tell everything else nothing."""
        if endpoint in PAGE_ROUTES and request.method in SAFE_METHODS and self.pages.right(request.path):
            asked = request.full_path if request.query_string else request.path
            return make_response(redirect(f"/login?next={quote(asked)}"))
        return errors.must_sign_in()

    def _right_asked(self, account: Account, endpoint: str | None, view: object) -> str | None:
        """Give the right that the request needs; None where nothing is declared."""
        if endpoint in PAGE_ROUTES:
            return self.pages.right(request.path)
        if endpoint == CALLBACK_ROUTE:
            return self._right_of_callback(account)
        return declared(view) or RIGHTS_OF_DASH.get(endpoint or "")

    def _right_of_callback(self, account: Account) -> str | None:
        """Give the right of the callback that the body names, the body being right if the account may use it.

        Whoever may not is told nothing of its shape either: an odd body and a right one get the same answer.
        """
        body, callback = callback_asked(request.get_json(), self.callbacks)
        right = declared(callback["callback"])
        if right is not None and account.may(right):
            check_body(body, callback)
        g.wishes = wishes(body)
        g.asked, g.is_poll = body["output"].strip(".").partition("...")[0], is_poll(body)
        return right

    def _decide(self, session: Session, right: str | None) -> Response | None:
        """Let an account pass that has the right; send it first to what it must do first."""
        account = session.account
        if right is None or not account.is_granted(right) or (account.through and _may_change()):
            return self._deny(account, right)
        if not account.may(right):
            return self._wait(account, right)
        if request.endpoint in PAGE_ROUTES and not self._is_there(account):
            return errors.not_found()
        if request.endpoint not in RIGHTS_OF_DASH and not g.get("is_poll"):
            see_session(self.engine, session)
        return None

    def _is_there(self, account: Account) -> bool:
        """Say whether a page about one thing has it, for this account; to a stranger every such page looks alike."""
        return self.pages.is_there(request.path, address_of(request.args.to_dict(flat=False)), account.viewer)

    def _wait(self, account: Account, right: str) -> Response:
        """Answer an account that has the right but must choose a password before it can use it."""
        if request.endpoint not in PAGE_ROUTES or request.method not in SAFE_METHODS:
            return self._deny(account, right)
        asked = request.full_path if request.query_string else request.path
        return make_response(redirect(f"/password?next={quote(asked)}"))

    def _deny(self, account: Account, right: str | None) -> Response:
        """Answer as if there were nothing, and write down what was asked where there is something."""
        if right is not None:
            with self.engine.connect() as connection:
                audit.record(connection, account.username, "denied", g.get("asked") or request.path, right=right)
        return errors.not_found()


def _may_change() -> bool:
    """Say whether a request may change something, other than to stop looking or to leave."""
    if request.method in SAFE_METHODS or request.path in {END_OF_SEEING, "/logout"}:
        return False
    return request.path != CALLBACK_ROUTE or bool(g.get("wishes"))
