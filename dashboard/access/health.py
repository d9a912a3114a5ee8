"""Whether the service lives and whether it is ready, for whoever watches it; nothing else is told."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTimeError
from dataclasses import dataclass, field

from flask import Flask, Response
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from dashboard.access.guard import allow
from dashboard.access.rights import ANYONE
from dashboard.data.migrating import revision_state

PATIENCE_SECONDS = 1.5
"""Longest time for the database to answer; a frozen one would otherwise hold the question for ever."""


@dataclass(slots=True)
class Readiness:
    """Asks the database in a thread of its own, one question at a time."""

    engine: Engine
    _asker: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness"),
    )
    _asked: Future[bool] | None = None

    def is_ready(self) -> bool:
        """Say whether the database answers in time and has the revision that this code needs."""
        if self._asked is None or self._asked.done():
            self._asked = self._asker.submit(self._fits)
        try:
            return self._asked.result(PATIENCE_SECONDS)
        except NotInTimeError:
            return False

    def _fits(self) -> bool:
        """Compare revisions; a database that cannot be asked does not fit."""
        try:
            return revision_state(self.engine).ready
        except SQLAlchemyError:
            return False


def register(server: Flask, engine: Engine) -> None:
    """Add both routes of health to the server."""
    readiness = Readiness(engine)

    @server.get("/health/live")
    @allow(ANYONE)
    def live() -> Response:
        return Response("live", mimetype="text/plain")

    @server.get("/health/ready")
    @allow(ANYONE)
    def ready() -> Response:
        fits = readiness.is_ready()
        return Response("ready" if fits else "not ready", 200 if fits else 503, mimetype="text/plain")
