"""What each account may see: its programmes, its grants and its rights by name."""

from dataclasses import astuple, dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Table, delete, insert, select, update

from dashboard.access import audit
from dashboard.access.accounts import AccountError, account_of_another
from dashboard.access.rights import GIVEN_BY_NAME
from dashboard.data.schema.accounts import account_grants, account_programmes, account_rights, accounts
from dashboard.data.schema.registers import grants, programmes


@dataclass(frozen=True, slots=True)
class Scope:
    """A wish about what an account may see; every field left at None stays as it is."""

    programmes: frozenset[str] | None = None
    grants: frozenset[str] | None = None
    rights: frozenset[str] | None = None
    all_programmes: bool | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One account as the list of accounts shows it."""

    username: str
    role: str
    is_disabled: bool
    must_set_password: bool
    all_programmes: bool
    programmes: tuple[str, ...]
    grants: tuple[str, ...]
    rights: tuple[str, ...]
    language: str = "tr"
    last_sign_in: datetime | None = None
    """Moment (UTC) of the last sign-in, None before the first."""

    @property
    def mark(self) -> str:
        """Give a mark that is another one as soon as anything has changed that an administrator decides."""
        decided = astuple(self)[:-1]
        return sha256(repr(decided).encode()).hexdigest()[:16]


def set_scope(connection: Connection, username: str, scope: Scope, *, actor: str) -> None:
    """Say anew what an account may see; it holds from its next request on.

    Raises:
        AccountError: the account, a programme, a grant or a named right does not exist, or it is the actor's own.
    """
    found = account_of_another(connection, username, actor)
    if scope.programmes is not None:
        _replace(connection, account_programmes, found, _ids(connection, programmes, scope.programmes))
    if scope.grants is not None:
        _replace(connection, account_grants, found, _ids(connection, grants, scope.grants))
    if scope.rights is not None:
        if unknown := scope.rights - GIVEN_BY_NAME:
            raise AccountError("right", ", ".join(sorted(unknown)))
        _replace(connection, account_rights, found, sorted(scope.rights))
    if scope.all_programmes is not None:
        connection.execute(update(accounts).where(accounts.c.id == found).values(all_programmes=scope.all_programmes))
    told: dict[str, str | int | list[str]] = {
        name: sorted(codes)
        for name in ("programmes", "grants", "rights")
        if (codes := getattr(scope, name)) is not None
    }
    if scope.all_programmes is not None:
        told["all_programmes"] = scope.all_programmes
    audit.record(connection, actor, "scope_changed", username, **told)


def list_accounts(connection: Connection) -> list[Listed]:
    """Give every account in the order of their names."""
    in_programmes = _codes_by_account(connection, account_programmes, programmes)
    in_grants = _codes_by_account(connection, account_grants, grants)
    rights: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(select(account_rights).order_by(account_rights.c.right_name)):
        rights[row.account_id] = (*rights.get(row.account_id, ()), row.right_name)
    return [
        Listed(
            username=row.username,
            role=row.role,
            is_disabled=row.disabled_at is not None,
            must_set_password=row.one_time_password,
            all_programmes=row.all_programmes,
            programmes=in_programmes.get(row.id, ()),
            grants=in_grants.get(row.id, ()),
            rights=rights.get(row.id, ()),
            language=row.language,
            last_sign_in=row.last_sign_in_at,
        )
        for row in connection.execute(select(accounts).order_by(accounts.c.username))
    ]


def _ids(connection: Connection, register: Table, codes: frozenset[str]) -> list[int]:
    """Give the ids of codes.

    Raises:
        AccountError: a code is not in the register.
    """
    rows = connection.execute(select(register.c.code, register.c.id).where(register.c.code.in_(codes))).all()
    if unknown := codes - {row.code for row in rows}:
        raise AccountError(register.name, ", ".join(sorted(unknown)))
    return [row.id for row in rows]


def _replace(connection: Connection, link: Table, found: int, values: list[int] | list[str]) -> None:
    """Replace what an account is linked with in a table of two columns."""
    account, other = link.columns
    connection.execute(delete(link).where(account == found))
    if values:
        connection.execute(insert(link), [{account.name: found, other.name: value} for value in values])


def _codes_by_account(connection: Connection, link: Table, register: Table) -> dict[int, tuple[str, ...]]:
    """Give the codes that each account is linked with, in order."""
    account, other = link.columns
    rows = connection.execute(
        select(account, register.c.code).join(register, register.c.id == other).order_by(register.c.code),
    )
    told: dict[int, tuple[str, ...]] = {}
    for number, code in rows:
        told[number] = (*told.get(number, ()), code)
    return told
