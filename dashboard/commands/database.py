"""`dashboard db`: bring the schema up to date, say how the database stands, prove the rollups, save and restore all."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from psycopg.errors import LockNotAvailable
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from dashboard.commands import CommandError, backup
from dashboard.commands.connecting import connected
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.migrating import revision_state, upgrade
from dashboard.data.rollup_check import verify
from dashboard.data.versions import newest_version
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

SHOWN_DIFFERENCES = 20


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command and its actions."""
    parser = commands.add_parser("db", help=t("cli.db.help"), description=t("cli.db.help"))
    actions = parser.add_subparsers(metavar=t("cli.action"), required=True)
    for name, run in (("upgrade", _upgrade), ("check", _check)):
        actions.add_parser(name, help=t(f"cli.db.{name}")).set_defaults(run=run)
    proof = actions.add_parser("rollups", help=t("cli.db.rollups"))
    proof.add_argument("--verify", action="store_true", required=True, help=t("cli.db.rollups"))
    proof.set_defaults(run=_verify)
    backup.add_parsers(actions)


def _upgrade(_arguments: Namespace, settings: Settings) -> int:
    """Bring the schema, the rights and the reference data up to date."""
    with connected(settings, any_revision=True) as engines:
        try:
            state = upgrade(engines)
        except OperationalError as error:
            if isinstance(error.orig, LockNotAvailable):
                raise CommandError(t("cli.db.busy")) from None
            raise
    print(t("cli.db.upgraded", revision=state.needed))
    return 0


def _check(_arguments: Namespace, settings: Settings) -> int:
    """Say which revision and data version the database has; 1 where this code cannot work with it."""
    with connected(settings, any_revision=True) as engines:
        state = revision_state(engines.owner)
        if not state.ready:
            print(t("cli.other_revision", current=state.current or "–", needed=state.needed))
            return 1
        with reading(engines.reader, EVERYTHING) as connection:
            newest = newest_version(connection)
            server = connection.dialect.server_version_info or ()
    print(t("cli.db.fine", revision=state.needed, version=str(newest), server=".".join(map(str, server))))
    return 0


def _verify(_arguments: Namespace, settings: Settings) -> int:
    """Rebuild the rollups from the rows and compare; 1 where a single number differs."""
    with connected(settings) as engines, reading(engines.reader, EVERYTHING) as connection:
        connection.execute(text("set local statement_timeout = 0"))
        differences = verify(connection)
    if not differences:
        print(t("cli.db.rollups_equal"))
        return 0
    for wrong in differences[:SHOWN_DIFFERENCES]:
        cell = ", ".join(f"{name}={value}" for name, value in wrong.keys.items())
        print(f"{wrong.cube}: {cell}: {wrong.measure} {wrong.found} ≠ {wrong.expected}")
    raise CommandError(t("cli.db.rollups_differ", count=str(len(differences))))
