"""The command line `dashboard`: finds the command, runs it, and says in one sentence what went wrong."""

import signal
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

import psycopg
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from dashboard.commands import CommandError, database, demo, erase, load, lock, release, report, serve, template, user
from dashboard.data.embedded import EmbeddedPostgresError
from dashboard.data.migrating import ServerTooOldError
from dashboard.data.patience import trouble_of
from dashboard.i18n import DEFAULT, LOCALES, speaking, t
from dashboard.settings import Settings

COMMANDS = (demo, serve, database, load, template, release, lock, report, user, erase)
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 for success, else the reason stands on the error output."""
    arguments = sys.argv[1:] if arguments is None else arguments
    signal.signal(signal.SIGTERM, _leave)
    with speaking(_language(arguments)):
        try:
            chosen = _parser().parse_args(arguments)
            return int(chosen.run(chosen, Settings()))
        except KeyboardInterrupt:
            return INTERRUPTED
        except (CommandError, EmbeddedPostgresError, ServerTooOldError) as error:
            reason = str(error)
        except (DBAPIError, psycopg.Error) as error:  # Rows that travel by COPY pass SQLAlchemy by.
            full = trouble_of(error) == "full"
            told = str(error.orig if isinstance(error, DBAPIError) else error).strip().split("\n", 1)[0]
            reason = t("cli.disk_full") if full else t("cli.database_refused", reason=told)
        except ValidationError as error:
            if any(e["loc"] == ("retention",) for e in error.errors()):
                sys.stderr.write(f"dashboard: {t('cli.retention_wrong')}\n")
            names = ", ".join(f"DASHBOARD_{'_'.join(map(str, e['loc'])).upper()}" for e in error.errors())
            reason = t("cli.settings_wrong", names=names)
        sys.stderr.write(f"dashboard: {reason}\n")
        return 1


def _parser() -> ArgumentParser:
    """Give the parser of all commands, in the language in force."""
    parser = ArgumentParser(prog="dashboard", description=t("cli.description"), allow_abbrev=False)
    commands = parser.add_subparsers(metavar=t("cli.command"), required=True)
    for command in COMMANDS:
        command.add_parser(commands)
    for command_parser in (parser, *commands.choices.values()):
        command_parser.add_argument("--language", choices=sorted(LOCALES), help=t("cli.language"))
    return parser


def _language(arguments: Sequence[str]) -> str:
    """Give the language that is asked for, which has to be known before the commands can describe themselves."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--language", choices=sorted(LOCALES), default=DEFAULT)
    return str(parser.parse_known_args(arguments)[0].language)


def _leave(_number: int, _frame: object) -> None:
    """End the command in good order when it is asked to go, so that no database is left behind."""
    raise SystemExit(TERMINATED)
