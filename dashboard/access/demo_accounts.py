"""The accounts of the example programme: one of each role, with passwords made anew at each start."""

from sqlalchemy import Connection, Engine, select, update

from dashboard.access.accounts import create_account
from dashboard.access.passwords import hash_password, one_time_password
from dashboard.access.scopes import Scope, set_scope
from dashboard.access.sessions import end_sessions_of
from dashboard.data.schema.accounts import accounts
from dashboard.data.schema.registers import grant_details, grants, organisations, programmes

ACTOR = "demo"
INSIDE = {"admin": "admin", "manager": "manager", "staff": "staff", "feedback": "feedback"}
FUNDERS = {"funder-wb": "WORLD-BANK", "funder-eu": "EU"}


def create_demo_accounts(engine: Engine, password: str | None) -> dict[str, str]:
    """Create the demo's accounts, or open them again, and give the password of each.

    Args:
        engine: the writer's.
        password: one for all of them; None makes a random one for each.

    Manager, staff and feedback see every programme of the example, each funder its own grants. `feedback` holds the
    right to sensitive cases by name.
    """
    passwords = {username: password or one_time_password() for username in (*INSIDE, *FUNDERS)}
    with engine.begin() as connection:
        everything = frozenset(connection.scalars(select(programmes.c.code)))
        for username, role in INSIDE.items():
            _open(connection, username, role, passwords[username])
            seen = Scope(programmes=frozenset() if role == "admin" else everything)
            set_scope(connection, username, seen, actor=ACTOR)
        for username, funder in FUNDERS.items():
            _open(connection, username, "funder", passwords[username])
            set_scope(connection, username, Scope(grants=_grants_of(connection, funder)), actor=ACTOR)
        set_scope(connection, "feedback", Scope(rights=frozenset({"sensitive"})), actor=ACTOR)
    return passwords


def _open(connection: Connection, username: str, role: str, password: str) -> None:
    """Create an account, or give the one of an earlier start its new password."""
    found = connection.scalar(select(accounts.c.id).where(accounts.c.username == username))
    if found is None:
        create_account(connection, username, role, actor=ACTOR, password=password)
        return
    values = {"password_hash": hash_password(password), "role": role}
    changed = update(accounts).where(accounts.c.id == found)
    connection.execute(changed.values(one_time_password=False, disabled_at=None, **values))
    end_sessions_of(connection, found)


def _grants_of(connection: Connection, funder: str) -> frozenset[str]:
    """Give the codes of the grants that a funder pays."""
    detail = grant_details.c
    paid = (
        select(grants.c.code)
        .join(grant_details, detail.grant_id == grants.c.id)
        .join(organisations, organisations.c.id == detail.funder_id)
        .where(organisations.c.code == funder, detail.until_version.is_(None))
    )
    return frozenset(connection.scalars(paid))
