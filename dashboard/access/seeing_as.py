"""Looking at the pages through a funder's eyes: an administrator sees what a funder sees, for a while, and only looks.

It is a state of the session in the database, so that it holds and ends in every worker at once. The guard lets nobody
change anything meanwhile.
"""

from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

from flask import Response, g, make_response, redirect, request
from sqlalchemy import Engine

from dashboard.access import audit, errors
from dashboard.access.forms import FormError, field
from dashboard.access.sessions import look_through

LASTS = timedelta(minutes=15)
BEGIN, END = "/see-as", "/see-as/end"
_LONGEST_NAME, _LONGEST_TOKEN = 64, 300


@dataclass(frozen=True, slots=True)
class SeeingAs:
    """What it needs; each method answers one route."""

    engine: Engine
    """The writer's pool."""

    def begin(self) -> Response:
        """Begin to look, and go to the first page."""
        try:
            username = field(request, "username", _LONGEST_NAME)
            token = field(request, "csrf_token", _LONGEST_TOKEN)
        except FormError:
            return errors.refuse(400)
        if not compare_digest(token.encode(), g.session.csrf_token.encode()):
            return errors.refuse(400)
        with self.engine.begin() as connection:
            if not look_through(connection, g.session, username, LASTS):
                return errors.not_found()
            minutes = int(LASTS.total_seconds() // 60)
            audit.record(connection, g.account.username, "see_as", username, minutes=minutes)
        return make_response(redirect("/"))

    def end(self) -> Response:
        """Look with one's own eyes again; nothing happens where one does already."""
        eyes = g.account.through
        if eyes is None:
            return make_response(redirect("/admin"))
        with self.engine.begin() as connection:
            look_through(connection, g.session, None, LASTS)
            audit.record(connection, g.account.username, "see_as_ended", eyes.username)
        return make_response(redirect("/admin"))
