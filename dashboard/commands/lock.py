"""`dashboard lock`: a reporting period of a grant, kept for ever as it was reported."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from typing import TYPE_CHECKING

from dashboard.access.grant_acts import lock_reported
from dashboard.address import Period
from dashboard.commands import CommandError
from dashboard.commands.connecting import connected
from dashboard.commands.release import ACTOR, data_version
from dashboard.data.engine import writing
from dashboard.data.releasing import ReleaseError
from dashboard.data.versions import today
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("lock", help=t("cli.lock.help"), description=t("cli.lock.help"))
    parser.add_argument("grant", metavar="GRANT", help=t("cli.release.grant"))
    parser.add_argument("--period", type=a_period, required=True, metavar="2021-H1", help=t("cli.lock.period"))
    parser.add_argument("--version", type=data_version, metavar="V", help=t("cli.lock.version"))
    parser.add_argument("--on", type=a_day, metavar="YYYY-MM-DD", help=t("cli.lock.on"))
    parser.set_defaults(run=run)


def a_period(text: str) -> Period:
    """Read a period as an address writes it.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        return Period.parse(text)
    except ValueError:
        raise ArgumentTypeError(t("cli.lock.no_period", value=text)) from None


def a_day(text: str) -> date:
    """Read the day of a report, which has happened already.

    Raises:
        ArgumentTypeError: it is no day, or lies ahead.
    """
    day = date.fromisoformat(text)
    if day > today():
        raise ArgumentTypeError(t("cli.lock.day_ahead", value=text))
    return day


def run(arguments: Namespace, settings: Settings) -> int:
    """Lock a period and say what is kept.

    Raises:
        CommandError: it cannot be locked; nothing has changed.
    """
    with connected(settings) as engines:
        try:
            with writing(engines.writer) as connection:
                done = lock_reported(
                    connection,
                    arguments.grant,
                    arguments.period,
                    arguments.version,
                    reported_on=arguments.on,
                    actor=ACTOR,
                )
        except ReleaseError as error:
            raise CommandError(error.sentence()) from None
    print(t("cli.lock.done", grant=done.grant, period=done.period.text, reported=str(done.reported_version)))
    return 0
