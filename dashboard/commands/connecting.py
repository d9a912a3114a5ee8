"""The way of every command to its database: the shared server of the installation, or the embedded one."""

from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.commands import CommandError
from dashboard.data.embedded import embedded_address
from dashboard.data.engine import Engines, open_engines
from dashboard.data.migrating import revision_state
from dashboard.i18n import t
from dashboard.settings import Settings


class OtherRevisionError(CommandError):
    """The database does not have the schema that this code was written for."""

    def __init__(self, current: str | None, needed: str) -> None:
        super().__init__(t("cli.other_revision", current=current or "–", needed=needed))


@contextmanager
def connected(settings: Settings, *, any_revision: bool = False) -> Iterator[Engines]:
    """Hold the engines of the installation's database for one short command.

    Without `DASHBOARD_DATABASE_URL` it is the embedded database of the data folder: the server of a running `demo` or
    `serve`, else one that runs for the length of the block.

    Args:
        settings: of this installation.
        any_revision: True for commands that look after the schema itself.

    Raises:
        OtherRevisionError: the schema is not the one this code needs.
        EmbeddedPostgresError: the embedded database cannot run.
    """
    if settings.database_url is not None:
        with _engines(settings, any_revision=any_revision) as engines:
            yield engines
        return
    with embedded_address(settings.data_dir) as url:
        here = settings.model_copy(update={"database_url": url})
        with _engines(here, any_revision=any_revision) as engines:
            yield engines


@contextmanager
def _engines(settings: Settings, *, any_revision: bool) -> Iterator[Engines]:
    """Open the engines, check the revision, and close them at the end."""
    engines = open_engines(settings)
    try:
        if not any_revision:
            demand_revision(engines)
        yield engines
    finally:
        engines.dispose()


def demand_revision(engines: Engines) -> None:
    """Refuse to work on a database with another schema than this code's.

    Raises:
        OtherRevisionError: as said.
    """
    state = revision_state(engines.owner)
    if not state.ready:
        raise OtherRevisionError(state.current, state.needed)
