"""Whether the service lives and whether it is ready, for whoever watches it; nothing else is told."""

from dataclasses import dataclass
from threading import Thread

from flask import Flask, Response
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from dashboard.access.guard import allow
from dashboard.access.rights import ANYONE
from dashboard.data.migrating import revision_state
from dashboard.data.room import is_full

PATIENCE_SECONDS = 1.5
"""Longest time for the database to answer; a frozen one would otherwise hold the question for ever."""


@dataclass(slots=True)
class Readiness:
    """Asks the database in a thread of its own, one question at a time, and never waits longer than its patience."""

    engine: Engine
    _asking: Thread | None = None
    _fits: bool = False

    def is_ready(self) -> bool:
        """Say whether the database answers in time and has the revision that this code needs."""
        asking = self._asking
        if asking is None or not asking.is_alive():
            asking = self._asking = Thread(target=self._ask, daemon=True, name="readiness")
            asking.start()
        asking.join(PATIENCE_SECONDS)
        return self._fits and not asking.is_alive()

    def _ask(self) -> None:
        """Compare revisions; a database that cannot be asked does not fit."""
        self._fits = False
        try:
            self._fits = revision_state(self.engine).ready
        except SQLAlchemyError:
            self._fits = False


def register(server: Flask, engine: Engine, url: str | None) -> None:
    """Add both routes of health to the server.

    Args:
        server: the app's.
        engine: the readers' pool.
        url: the address of the database, by which a full disk of the embedded one is known.
    """
    readiness = Readiness(engine)

    @server.get("/health/live")
    @allow(ANYONE)
    def live() -> Response:
        return Response("live", mimetype="text/plain")

    @server.get("/health/ready")
    @allow(ANYONE)
    def ready() -> Response:
        fits = not is_full(url) and readiness.is_ready()
        return Response("ready" if fits else "not ready", 200 if fits else 503, mimetype="text/plain")
