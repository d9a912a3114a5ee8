"""The accounts of the example programme: one of each role, with passwords made anew at each start."""

from sqlalchemy import Connection, Engine, select, update

from dashboard.access.accounts import create_account
from dashboard.access.passwords import hash_password, one_time_password
from dashboard.access.scopes import Scope, set_scope
from dashboard.access.sessions import end_sessions_of
from dashboard.data.demo import GRANT_OF_FUNDER, PROGRAMMES
from dashboard.data.schema.accounts import accounts
from dashboard.data.schema.registers import grants, programmes

ACTOR = "demo"
ROLES = {"admin": "admin", "manager": "manager", "staff": "staff", "feedback": "feedback"} | dict.fromkeys(
    GRANT_OF_FUNDER, "funder"
)
"""Each account of the demo with its role."""


def create_demo_accounts(engine: Engine, password: str | None) -> dict[str, str]:
    """Create the demo's accounts, or open them again, and give the password of each.

    Args:
        engine: the writer's; the example programme is loaded already. What a database does not hold of it is left out.
        password: one for all of them; None makes a random one for each.
    """
    passwords = {username: password or one_time_password() for username in ROLES}
    with engine.begin() as connection:
        for username, role in ROLES.items():
            _open(connection, username, role, passwords[username])
            set_scope(connection, username, _scope(connection, username, role), actor=ACTOR)
    return passwords


def _scope(connection: Connection, username: str, role: str) -> Scope:
    """Give what an account may see: every programme of the example, or a funder's own grants."""
    seen = PROGRAMMES if role in {"manager", "staff", "feedback"} else ()
    paid = GRANT_OF_FUNDER.get(username, ())
    return Scope(
        programmes=frozenset(connection.scalars(select(programmes.c.code).where(programmes.c.code.in_(seen)))),
        grants=frozenset(connection.scalars(select(grants.c.code).where(grants.c.code.in_(paid)))),
        rights=frozenset({"sensitive"}) if role == "feedback" else frozenset(),
    )


def _open(connection: Connection, username: str, role: str, password: str) -> None:
    """Create an account, or give the one of an earlier start its new password."""
    found = connection.scalar(select(accounts.c.id).where(accounts.c.username == username))
    if found is None:
        create_account(connection, username, role, actor=ACTOR, password=password)
        return
    changed = update(accounts).where(accounts.c.id == found)
    values = {"password_hash": hash_password(password), "role": role}
    connection.execute(changed.values(one_time_password=False, disabled_at=None, **values))
    end_sessions_of(connection, found)
