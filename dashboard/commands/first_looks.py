"""First looks at releases, taken in the background: no funder then waits until a release has been worked out.

The base cells of a release are worked out once in each process (`dashboard.data.privacy`), from the rows of its grants.
A worker does so for every funder's account as soon as it serves, and again when something has been released.
"""

import logging
import threading
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from dashboard.access.scopes import list_accounts
from dashboard.address import parse_address
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import Viewer, resolve_filters
from dashboard.data.privacy.people import people_answers
from dashboard.data.schema.timeline import releases

AGAIN_AFTER = 60.0
"""Seconds between two looks whether something was released."""
PATIENCE = ("set local statement_timeout = '120s'", "set local idle_in_transaction_session_timeout = '120s'")
log = logging.getLogger(__name__)


def keep_ready(engines: Engines, wait: Callable[[float], bool] | None = None) -> threading.Thread:
    """Work out every release in a thread of its own, which ends with the process.

    Args:
        engines: the pools whose memory is filled.
        wait: waits some seconds and says whether to stop; by default it never stops.
    """
    pause = wait or threading.Event().wait
    thread = threading.Thread(target=_run, args=(engines, pause), name="first-looks", daemon=True)
    thread.start()
    return thread


def _run(engines: Engines, pause: Callable[[float], bool]) -> None:
    """Look again and again; a database that is away is asked later."""
    seen: int | None = None
    while True:
        try:
            with engines.writer.connect() as connection:
                newest = connection.scalar(select(func.max(releases.c.since_version)))
            if newest != seen:
                look(engines)
                seen = newest
        except SQLAlchemyError:
            log.debug("no first look: the database does not answer")
        if pause(AGAIN_AFTER):
            return


def look(engines: Engines) -> None:
    """Work out what is published for every funder's account."""
    with engines.writer.connect() as connection:
        viewers = list(_viewers(connection))
    for viewer in viewers:
        with reading(engines.reader, viewer) as connection:
            for statement in PATIENCE:
                connection.execute(text(statement))
            people_answers(connection, resolve_filters(connection, parse_address(""), viewer))


def _viewers(connection: Connection) -> Iterator[Viewer]:
    """Give the eyes of every funder's account that can sign in; accounts with the same grants have the same."""
    own = {frozenset(one.grants) for one in list_accounts(connection) if one.role == "funder" and not one.is_disabled}
    for grants in sorted(own - {frozenset()}, key=sorted):
        yield Viewer(programmes=frozenset(), grants=grants, protected=True)
