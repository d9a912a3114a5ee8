"""Sign-in and sign-out: a server-made form that needs no script."""

from dataclasses import dataclass

from flask import Response, g, make_response, redirect, request
from sqlalchemy import Connection, Engine

from dashboard.access import audit, errors, throttle
from dashboard.access.accounts import credentials, enter
from dashboard.access.cookies import Cookies
from dashboard.access.forms import FormError, FormTokens, field, optional_field
from dashboard.access.guard import Guard
from dashboard.access.origin import LONGEST_NEXT, local_path
from dashboard.access.passwords import LONGEST, is_password
from dashboard.access.sessions import end_session, open_session

LONGEST_NAME, LONGEST_TOKEN = 64, 300


@dataclass(frozen=True, slots=True)
class SignIn:
    """What sign-in needs; each method answers one route."""

    engine: Engine
    """The writer's pool, for whole transactions."""
    guard: Guard
    cookies: Cookies
    tokens: FormTokens

    def show(self) -> Response:
        """Show the form, or go on for somebody who is signed in already."""
        asked = local_path(request.args.get("next", "/"))
        return make_response(redirect(asked)) if self.guard.session() else self._draw(asked)

    def enter(self) -> Response:
        """Compare name and password; one answer and one duration for every wrong pair."""
        try:
            username = field(request, "username", LONGEST_NAME).strip().lower()
            password = field(request, "password", LONGEST)
            token = field(request, "csrf_token", LONGEST_TOKEN)
            asked = local_path(optional_field(request, "next", LONGEST_NEXT) or "/")
        except FormError:
            return errors.refuse(400)
        if not self.tokens.fits(token, request.cookies.get(self.cookies.form, "")):
            return self._draw(asked, 400, "form_too_old")
        with self.engine.begin() as connection:
            attempt = throttle.write_down_try(connection, username, request.remote_addr or "")
        if attempt.wait:
            return throttle.to_wait(self._draw(asked, 429, "too_many_tries"), attempt)
        return self._compare(username, password, asked, attempt)

    def leave(self) -> Response:
        """End the session everywhere and go back to the form."""
        with self.engine.begin() as connection:
            end_session(connection, g.session)
            audit.record(connection, g.account.username, "sign_out")
        answer = make_response(redirect("/login"))
        self.cookies.take(answer, self.cookies.session)
        return answer

    def open_for(self, connection: Connection, account_id: int, asked: str) -> Response:
        """Answer with a new session; whatever id the browser held before is worth nothing."""
        if former := self.guard.session():
            end_session(connection, former)
        answer = make_response(redirect(asked))
        self.cookies.give(answer, self.cookies.session, open_session(connection, account_id))
        self.cookies.take(answer, self.cookies.form)
        return answer

    def _compare(self, username: str, password: str, asked: str, attempt: throttle.Try) -> Response:
        """Open a session where name and password fit."""
        with self.engine.connect() as connection:
            found = credentials(connection, username)
        fits = is_password(found.password_hash if found else None, password)
        address = request.remote_addr or ""
        with self.engine.begin() as connection:
            if not (found and fits and found.is_open and enter(connection, found)):
                audit.record(connection, username if found else "", "sign_in_failed", address=address)
                return self._draw(asked, 401, "invalid")
            throttle.take_back(connection, attempt)
            audit.record(connection, username, "sign_in", address=address)
            return self.open_for(connection, found.account_id, asked)

    def _draw(self, asked: str, status: int = 200, problem: str = "") -> Response:
        """Draw the form; a browser keeps its half of the token, so that two open forms both work."""
        nonce = request.cookies.get(self.cookies.form) or self.tokens.nonce()
        answer = errors.draw("login.html", status, next=asked, problem=problem, csrf_token=self.tokens.sign(nonce))
        self.cookies.give(answer, self.cookies.form, nonce)
        return answer
