"""`dashboard user`: accounts for the people who use an installation."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from dashboard.access import accounts, scopes
from dashboard.access.rights import GIVEN_BY_NAME, ROLES
from dashboard.address import LANGUAGES
from dashboard.commands import CommandError
from dashboard.commands.connecting import connected
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

ACTOR = "command line"


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command and its actions."""
    parser = commands.add_parser("user", help=t("cli.user.help"), description=t("cli.user.help"))
    parser.set_defaults(run=run)
    actions = parser.add_subparsers(metavar=t("cli.action"), required=True)
    named = {}
    for name, act in ACTS.items():
        named[name] = actions.add_parser(name, help=t(f"cli.user.{name}"), description=t(f"cli.user.{name}"))
        named[name].add_argument("username")
        named[name].set_defaults(act=act)
    named["add"].add_argument("--role", choices=ROLES, required=True, help=t("cli.user.role"))
    named["add"].add_argument("--speaks", choices=LANGUAGES, default="tr", help=t("cli.user.speaks"))
    named["scope"].add_argument("--role", choices=ROLES, help=t("cli.user.role"))
    named["role"].add_argument("role", choices=ROLES, help=t("cli.user.role"))
    for name in ("add", "scope"):
        _add_scope_options(named[name])
    actions.add_parser("list", help=t("cli.user.list")).set_defaults(act=_list)


def run(arguments: Namespace, settings: Settings) -> int:
    """Carry out one action in one transaction.

    Raises:
        CommandError: the account, a code or the wish itself is not possible; nothing has changed.
    """
    with connected(settings) as engines:
        try:
            with engines.writer.begin() as connection:
                arguments.act(connection, arguments)
        except accounts.AccountError as error:
            raise CommandError(error.sentence()) from None
    return 0


def _add_scope_options(parser: ArgumentParser) -> None:
    """Describe what an account may be allowed to see; each option replaces what it had of that sort."""
    parser.add_argument("--programme", nargs="*", metavar="CODE", help=t("cli.user.programme"))
    parser.add_argument("--all-programmes", action="store_true", default=None, help=t("cli.user.all_programmes"))
    parser.add_argument("--grant", nargs="*", metavar="CODE", help=t("cli.user.grant"))
    parser.add_argument("--right", nargs="*", choices=sorted(GIVEN_BY_NAME), help=t("cli.user.right"))


def _scope_of(arguments: Namespace) -> scopes.Scope:
    """Read the options; naming programmes takes back that all of them may be seen."""
    named = arguments.programme is not None
    return scopes.Scope(
        programmes=_codes(arguments.programme),
        grants=_codes(arguments.grant),
        rights=_codes(arguments.right),
        all_programmes=arguments.all_programmes or (False if named else None),
    )


def _codes(given: list[str] | None) -> frozenset[str] | None:
    """Give the codes of an option; None where it was not given."""
    return None if given is None else frozenset(given)


def _add(connection: Connection, arguments: Namespace) -> None:
    """Create an account and print its one-time password, once."""
    name = arguments.username
    password = accounts.create_account(connection, name, arguments.role, actor=ACTOR, language=arguments.speaks)
    scopes.set_scope(connection, name, _scope_of(arguments), actor=ACTOR)
    _tell(name, password)


def _disable(connection: Connection, arguments: Namespace) -> None:
    """Lock an account out."""
    accounts.disable(connection, arguments.username, actor=ACTOR)
    print(t("cli.user.disabled", name=arguments.username))


def _enable(connection: Connection, arguments: Namespace) -> None:
    """End a lock-out."""
    accounts.enable(connection, arguments.username, actor=ACTOR)
    print(t("cli.user.enabled", name=arguments.username))


def _role(connection: Connection, arguments: Namespace) -> None:
    """Give an account another role."""
    accounts.change_role(connection, arguments.username, arguments.role, actor=ACTOR)
    print(t("cli.user.scope_set", name=arguments.username))


def _reset(connection: Connection, arguments: Namespace) -> None:
    """Give an account a new one-time password and print it, once."""
    _tell(arguments.username, accounts.reset(connection, arguments.username, actor=ACTOR))


def _scope(connection: Connection, arguments: Namespace) -> None:
    """Say anew what an account may see."""
    if arguments.role:
        accounts.change_role(connection, arguments.username, arguments.role, actor=ACTOR)
    scopes.set_scope(connection, arguments.username, _scope_of(arguments), actor=ACTOR)
    print(t("cli.user.scope_set", name=arguments.username))


def _list(connection: Connection, _arguments: Namespace) -> None:
    """Print one line an account."""
    for one in scopes.list_accounts(connection):
        state = "disabled" if one.is_disabled else "one_time" if one.must_set_password else "active"
        seen = ["*"] if one.all_programmes else list(one.programmes)
        parts = [one.username, one.role, t(f"cli.user.state.{state}"), ",".join([*seen, *one.grants]) or "–"]
        print("\t".join([*parts, ",".join(one.rights) or "–"]))


def _tell(name: str, password: str) -> None:
    """Print a one-time password; it is kept nowhere."""
    print(t("cli.user.password", name=name, password=password))
    print(t("cli.user.password_rule"))


ACTS = {"add": _add, "disable": _disable, "enable": _enable, "reset": _reset, "role": _role, "scope": _scope}
"""The actions that are about one account."""
