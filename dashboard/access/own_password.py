"""The page on which a person replaces the own password; accounts with a one-time password see nothing before."""

from dataclasses import dataclass
from hmac import compare_digest

from flask import Response, g, request

from dashboard.access import errors, throttle
from dashboard.access.accounts import choose_password, credentials
from dashboard.access.forms import FormError, field, optional_field
from dashboard.access.origin import LONGEST_NEXT, local_path
from dashboard.access.passwords import LONGEST, SHORTEST, is_password
from dashboard.access.sign_in import LONGEST_TOKEN, SignIn


@dataclass(frozen=True, slots=True)
class Wish:
    """A filled-in form for a new password."""

    current: str
    chosen: str
    repeated: str
    token: str
    asked: str

    def problem(self) -> str:
        """Name what is wrong with it, empty where nothing is."""
        if not compare_digest(self.token.encode(), g.session.csrf_token.encode()):
            return "form_too_old"
        if len(self.chosen) < SHORTEST or self.chosen in {self.current, g.account.username}:
            return "password_too_weak"
        return "" if self.chosen == self.repeated else "passwords_differ"


@dataclass(frozen=True, slots=True)
class OwnPassword:
    """What the page needs; each method answers one route."""

    sign_in: SignIn

    def show(self) -> Response:
        """Show the form."""
        return self._draw(local_path(request.args.get("next", "/")))

    def replace(self) -> Response:
        """Keep the new password, end every session of the account and go on in a fresh one."""
        try:
            wish = _wish()
        except FormError:
            return errors.refuse(400)
        problem = wish.problem()
        return self._draw(wish.asked, 400, problem) if problem else self._keep(wish)

    def _keep(self, wish: Wish) -> Response:
        """Keep the chosen password if the current one is right, and still the current one.

        Guessing the current one in a session that somebody left open is as slow as guessing at sign-in.
        """
        account = g.account
        with self.sign_in.engine.begin() as connection:
            attempt = throttle.write_down_try(connection, account.username, request.remote_addr or "")
        if attempt.wait:
            return throttle.to_wait(self._draw(wish.asked, 429, "too_many_tries"), attempt)
        with self.sign_in.engine.begin() as connection:
            found = credentials(connection, account.username)
            if found is None or not is_password(found.password_hash, wish.current):
                return self._draw(wish.asked, 400, "wrong_password")
            if not choose_password(connection, account.username, found, wish.chosen):
                return self._draw(wish.asked, 409, "wrong_password")
            throttle.take_back(connection, attempt)
            return self.sign_in.open_for(connection, account.id, wish.asked)

    def _draw(self, asked: str, status: int = 200, problem: str = "") -> Response:
        """Draw the form."""
        values = {"next": asked, "problem": problem, "csrf_token": g.session.csrf_token, "shortest": str(SHORTEST)}
        return errors.draw("password.html", status, **values)


def _wish() -> Wish:
    """Read the form.

    Raises:
        FormError: see `forms.field`.
    """
    return Wish(
        current=field(request, "password", LONGEST),
        chosen=field(request, "new_password", LONGEST),
        repeated=field(request, "repeated_password", LONGEST),
        token=field(request, "csrf_token", LONGEST_TOKEN),
        asked=local_path(optional_field(request, "next", LONGEST_NEXT) or "/"),
    )
