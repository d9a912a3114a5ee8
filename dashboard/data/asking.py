"""Several questions in one reading transaction, of which one may fail without taking the others with it.

A failed statement aborts its transaction in PostgreSQL. Savepoints would cost two round trips a question, every time;
here the transaction is opened anew, and only when a question has failed. All questions name their data version, so that
the answers before and after belong together.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection, Engine

from dashboard.data.engine import reading
from dashboard.data.filters import Filters, Viewer

_LOG = logging.getLogger("dashboard.questions")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands where an answer should be; `code` is what a person quotes and the log holds beside the error."""

    code: str


def note_failure(what: str) -> Failure:
    """Write the error now being handled to the log under a new code, with its trace, and give the code."""
    failure = Failure(secrets.token_hex(4))
    _LOG.exception("%s failed, code %s", what, failure.code)
    return failure


def attempt(make: Callable[[], Result]) -> Result | Failure:
    """Give what a function makes of answers already had, or the failure that stands in its place."""
    try:
        return make()
    except Exception:  # noqa: BLE001  Whatever breaks one card, the others are still right.
        return note_failure(getattr(make, "__name__", "answer"))


@dataclass(slots=True)
class Asking:
    """Asks questions through a connection that stays usable."""

    engine: Engine
    viewer: Viewer
    connection: Connection
    _stack: ExitStack = field(repr=False)

    def ask(self, question: Callable[[Connection, Filters], Result], filters: Filters) -> Result | Failure:
        """Give the answer of a question, or the failure that stands in its place."""
        try:
            return question(self.connection, filters)
        except Exception:  # noqa: BLE001  Whatever breaks one card, the others are still right.
            failure = note_failure(getattr(question, "__name__", "question"))
            self._stack.close()
            self.connection = self._stack.enter_context(reading(self.engine, self.viewer))
            return failure


@contextmanager
def asking(engine: Engine, viewer: Viewer) -> Iterator[Asking]:
    """Hold a reading transaction for several questions of one viewer."""
    with ExitStack() as stack:
        yield Asking(engine, viewer, stack.enter_context(reading(engine, viewer)), stack)
