"""The schema of the database: bring it up to date, and say how it stands."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from dashboard.data.engine import Engines
from dashboard.data.loading.row_counts import fill
from dashboard.data.reference import load_reference
from dashboard.data.roles import Roles, apply_roles
from dashboard.data.rollups import fit
from dashboard.data.room import watching_room
from dashboard.i18n import t

OLDEST_SERVER = 16
"""First PostgreSQL in which a role may be lent without being inherited."""
FOLDER = Path(__file__).parent / "migrations"


class ServerTooOldError(Exception):
    """The shared PostgreSQL lacks what the rights of our roles need."""

    def __init__(self, found: str) -> None:
        super().__init__(t("database.server_too_old", found=found, needed=str(OLDEST_SERVER)))


@dataclass(frozen=True, slots=True)
class RevisionState:
    """Which revision the database has and which one this code needs; `current` is None for an empty database."""

    current: str | None
    needed: str

    @property
    def ready(self) -> bool:
        """Say whether this code and this database fit together."""
        return self.current == self.needed


def _config() -> Config:
    """Give Alembic's settings; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def revision_state(engine: Engine) -> RevisionState:
    """Compare the database's revision with the one this code was written for."""
    needed = ScriptDirectory.from_config(_config()).get_current_head()
    with engine.connect() as connection:
        return RevisionState(revision_of(connection), str(needed))


def revision_of(connection: Connection) -> str | None:
    """Give the revision of a database, None where it has none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> frozenset[str]:
    """Give every revision that this code can bring up to date."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def upgrade(engines: Engines) -> RevisionState:
    """Bring the schema, the rights of all roles and the reference data up to date; a second run changes nothing.

    Schema, rights and cubes change in one transaction. The reference data follow as a load like any other.

    Raises:
        ServerTooOldError: nothing has changed.
        psycopg.errors.DiskFull: the embedded database has no room for it; the transaction it happened in is undone.
        sqlalchemy.exc.OperationalError: a lock could not be had in time; nothing has changed.
    """
    with engines.owner.begin() as connection, watching_room(connection):
        demand_server(connection)
        complete(connection, engines.roles)
    load_reference(engines)
    return revision_state(engines.owner)


def demand_server(connection: Connection) -> None:
    """Refuse a server that lacks what the rights of our roles need.

    Raises:
        ServerTooOldError: as said.
    """
    found = connection.dialect.server_version_info or (0,)
    if found < (OLDEST_SERVER,):
        raise ServerTooOldError(".".join(map(str, found)))


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the schema to a revision, in a transaction of the owner."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def complete(connection: Connection, roles: Roles) -> None:
    """Bring the schema, the rights of all roles and the cubes up to date, in a transaction of the owner."""
    migrate(connection)
    apply_roles(connection, roles)
    fit(connection)
    fill(connection)
