"""Carrying out what an administrator wishes about an account: in one transaction, with its line in the audit trail."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from dashboard.access import accounts
from dashboard.access.accounts import AccountError, hold_accounts
from dashboard.access.outcome import NOTHING_DONE, WHOLE, Outcome, RefusedError
from dashboard.access.scopes import Listed, Scope, list_accounts, set_scope
from dashboard.access.viewing import View
from dashboard.access.wish import Wish
from dashboard.callbacks.admin.wished import changed_scope, demand_unchanged, scope_of
from dashboard.data.engine import Engines
from dashboard.i18n import t

ABOUT = {"name": "username", "taken": "username", "role": "role"}
"""The field that stands in the way, by obstacle."""


def carry_out(engines: Engines, view: View, wish: Wish | None) -> Outcome:
    """Do what is wished, if it is to be done; what cannot be done leaves nothing behind but words."""
    if wish is None or wish.step != "do":
        return NOTHING_DONE
    try:
        with engines.writer.begin() as connection:
            hold_accounts(connection)
            return ACTS[wish.act](connection, view.account.username, wish)
    except RefusedError as error:
        return Outcome(wrong=error.wrong)
    except AccountError as error:
        return Outcome(wrong={ABOUT.get(error.obstacle, WHOLE): error.sentence()})


def account_named(connection: Connection, username: str) -> Listed:
    """Give an account.

    Raises:
        AccountError: there is none of that name.
    """
    found = {one.username: one for one in list_accounts(connection)}.get(username)
    if found is None:
        raise AccountError("unknown_account", username)
    return found


def _add(connection: Connection, actor: str, wish: Wish) -> Outcome:
    """Create an account with its scope."""
    name, role = wish.fields["username"].strip(), wish.fields["role"]
    scope = scope_of(wish)
    password = accounts.create_account(connection, name, role, actor=actor, language=wish.fields["language"])
    set_scope(connection, name, scope, actor=actor)
    return Outcome(t("admin.add.done", name=name), password=password)


def _access(connection: Connection, actor: str, wish: Wish) -> Outcome:
    """Give an account another role or scope; what stays as it is is not written down."""
    name, role = wish.fields["username"], wish.fields["role"]
    now = account_named(connection, name)
    demand_unchanged(now, wish)
    scope = changed_scope(now, wish)
    if role != now.role:
        accounts.change_role(connection, name, role, actor=actor)
    if scope != Scope():
        set_scope(connection, name, scope, actor=actor)
    return Outcome(t("admin.access.done", name=name))


def _disable(connection: Connection, actor: str, wish: Wish) -> Outcome:
    """Lock an account out."""
    name = _as_seen(connection, wish)
    accounts.disable(connection, name, actor=actor)
    return Outcome(t("admin.disable.done", name=name))


def _enable(connection: Connection, actor: str, wish: Wish) -> Outcome:
    """End the lock-out of an account."""
    name = _as_seen(connection, wish)
    accounts.enable(connection, name, actor=actor)
    return Outcome(t("admin.enable.done", name=name))


def _reset(connection: Connection, actor: str, wish: Wish) -> Outcome:
    """Give an account a one-time password."""
    name = _as_seen(connection, wish)
    password = accounts.reset(connection, name, actor=actor)
    return Outcome(t("admin.reset.done", name=name), password=password)


def _as_seen(connection: Connection, wish: Wish) -> str:
    """Give the name of the account that a wish is about, if it still is as its form showed it."""
    now = account_named(connection, wish.fields["username"])
    demand_unchanged(now, wish)
    return now.username


ACTS: Mapping[str, Callable[[Connection, str, Wish], Outcome]] = {
    "add": _add,
    "access": _access,
    "disable": _disable,
    "enable": _enable,
    "reset": _reset,
}
