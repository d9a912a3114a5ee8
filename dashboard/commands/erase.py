"""`dashboard erase`: remove what a person said and who they are; counts stay as they are."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.commands import CommandError
from dashboard.commands.connecting import connected
from dashboard.data.engine import writing
from dashboard.data.loading.cells import normal
from dashboard.data.loading.erasing import Erased, apply_erasures, clear_away, erase_expired, erase_person, is_erased
from dashboard.data.loading.person_keys import hash_person, person_secret
from dashboard.data.versions import today
from dashboard.formats import whole
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

ACTOR = "command line"
UNKNOWN = 2
"""Exit code where nobody has the key."""


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command: it erases one person, all that were ever erased, or what is past its time."""
    parser = commands.add_parser("erase", help=t("cli.erase.help"), description=t("cli.erase.help"))
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--person", metavar="KEY", help=t("cli.erase.person"))
    chosen.add_argument("--again", action="store_true", help=t("cli.erase.again"))
    chosen.add_argument("--expired", action="store_true", help=t("cli.erase.expired"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    """Erase, and say how many rows lost something; 2 where nobody has the key.

    Raises:
        CommandError: the installation has no secret for person keys, or keeps everything for ever.
    """
    if arguments.person is not None:
        return _erase_person(arguments.person, settings)
    if arguments.again:
        return _erase("again", settings, apply_erasures)
    if not settings.retention:
        raise CommandError(t("cli.erase.no_retention"))
    return _erase("expired", settings, partial(erase_expired, retention=settings.retention, today=today()))


def _erase_person(key: str, settings: Settings) -> int:
    """Erase one person; somebody of whom nothing was ever known is not remembered either."""
    secret = person_secret(settings)
    if secret is None:
        raise CommandError(t("cli.erase.no_secret"))
    person = hash_person(secret, normal(key))
    return _erase("person", settings, partial(erase_person, person=person), partial(is_erased, person=person))


def _erase(
    how: str, settings: Settings, act: Callable[[Connection], Erased], known: Callable[[Connection], bool] | None = None
) -> int:
    """Carry out one erasure with its line in the audit trail, which never holds a key."""
    with connected(settings) as engines:
        with writing(engines.owner) as connection:
            unknown = known is not None and not known(connection)
            erased = act(connection)
            if unknown and erased.nothing:
                print(t("cli.erase.unknown"))
                return UNKNOWN
            told = {"texts": erased.texts, "feedback": erased.feedback, "reach": erased.reach}
            audit.record(connection, ACTOR, "erase", how, **told)
        clear_away(engines.owner)
    print(t("cli.erase.done", **{name: whole(count) for name, count in told.items()}))
    return 0
