"""What will happen to an account, in sentences, before anything is done."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard.access.accounts import NAME, AccountError
from dashboard.access.outcome import WHOLE, RefusedError
from dashboard.access.rights import ROLES
from dashboard.access.scopes import Listed, Scope
from dashboard.access.wish import Wish
from dashboard.callbacks.admin.account_forms import as_fields
from dashboard.callbacks.admin.account_list import codes
from dashboard.callbacks.admin.wished import changed_scope, demand_unchanged, scope_of
from dashboard.components.markup import Node, el
from dashboard.i18n import t


def about_new(wish: Wish) -> list[Node]:
    """Say what adding an account will do.

    Raises:
        RefusedError: it cannot be added as it is.
    """
    name = wish.fields["username"].strip()
    if not NAME.fullmatch(name):
        raise RefusedError(username=AccountError("name", name).sentence())
    told: list[Node] = [t("admin.add.will", name=name), t("admin.will.role", role=t(f"account_role.{_role(wish)}"))]
    return [*told, *_scope(scope_of(wish)), t("admin.will.password")]


def about_one(now: Listed, wish: Wish, actor: str) -> tuple[list[Node], Wish]:
    """Say what an act will do to an account, and give the wish that does exactly this.

    Raises:
        RefusedError: it cannot be done, or would change nothing.
        AccountError: it is the actor's own account.
    """
    if now.username == actor:
        raise AccountError("own", actor)
    if wish.act != "access":
        told: list[Node] = [t(f"admin.{wish.act}.will", name=now.username)]
        if wish.act != "enable":
            told.append(t("admin.will.sessions_end"))
        if wish.act == "reset":
            told.append(t("admin.will.password"))
        return told, replace(wish, fields=as_fields(now))
    demand_unchanged(now, wish)
    return list(_access(now, wish)), wish


def _access(now: Listed, wish: Wish) -> Iterator[Node]:
    """Say what changes of role and scope.

    Raises:
        RefusedError: nothing does.
    """
    role, scope = _role(wish), changed_scope(now, wish)
    if role == now.role and scope == Scope():
        raise RefusedError(**{WHOLE: t("admin.access.same")})
    yield t("admin.access.will", name=now.username)
    if role != now.role:
        yield t("admin.will.role", role=t(f"account_role.{role}"))
        yield t("admin.will.sessions_end")
    yield from _scope(scope)


def _scope(scope: Scope) -> Iterator[Node]:
    """Say what of a scope is new."""
    if scope.all_programmes:
        yield t("admin.will.all_programmes")
    elif scope.all_programmes is not None and scope.programmes is None:
        yield t("admin.will.not_all_programmes")
    if scope.programmes is not None and not scope.all_programmes:
        yield el("Span", t("admin.column.programmes"), ": ", codes(sorted(scope.programmes)))
    if scope.grants is not None:
        yield el("Span", t("admin.column.grants"), ": ", codes(sorted(scope.grants)))
    if scope.rights is not None:
        yield t("admin.will.sensitive" if scope.rights else "admin.will.no_sensitive")


def _role(wish: Wish) -> str:
    """Give the role that is wished.

    Raises:
        RefusedError: there is no such role.
    """
    if wish.fields["role"] not in ROLES:
        raise RefusedError(role=AccountError("role", wish.fields["role"]).sentence())
    return wish.fields["role"]
