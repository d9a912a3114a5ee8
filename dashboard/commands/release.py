"""`dashboard release`: which data version funders may see of a grant."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from dashboard.access.grant_acts import release_version
from dashboard.commands import CommandError
from dashboard.commands.arguments import whole_number
from dashboard.commands.connecting import connected
from dashboard.data.engine import writing
from dashboard.data.releasing import ReleaseError
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

ACTOR = "command line"
data_version = whole_number(1, 2**31 - 1)


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("release", help=t("cli.release.help"), description=t("cli.release.help"))
    parser.add_argument("grant", metavar="GRANT", help=t("cli.release.grant"))
    parser.add_argument("--version", type=data_version, metavar="V", help=t("cli.release.version"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=t("cli.release.reason"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    """Release a version and say which.

    Raises:
        CommandError: it cannot be released; nothing has changed.
    """
    with connected(settings) as engines:
        try:
            with writing(engines.writer) as connection:
                done = release_version(
                    connection, arguments.grant, arguments.version, actor=ACTOR, reason=arguments.reason
                )
        except ReleaseError as error:
            raise CommandError(error.sentence()) from None
    print(t("cli.release.done", grant=done.grant, released=str(done.released_version), version=str(done.version)))
    return 0
