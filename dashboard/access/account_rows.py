"""An account as one row of the database, with its scope and rights: read anew by whatever lets somebody in."""

from sqlalchemy import Row

from dashboard.access.account import Account
from dashboard.data.filters import Viewer

ACCOUNT_COLUMNS = """
    a.id, a.username, a.role, a.language, a.all_programmes, a.one_time_password,
    array(select p.code from account_programmes x join programmes p on p.id = x.programme_id
          where x.account_id = a.id) as programmes,
    array(select g.code from account_grants x join grants g on g.id = x.grant_id
          where x.account_id = a.id) as grants,
    array(select x.right_name from account_rights x where x.account_id = a.id) as rights"""
"""What `account_of` reads of `accounts a`."""


def account_of(row: Row[tuple[object, ...]]) -> Account:
    """Build the account of a row with `ACCOUNT_COLUMNS`."""
    funder = row.role == "funder"
    everything = row.role == "admin" or (row.all_programmes and not funder)
    programmes = frozenset() if funder else frozenset(row.programmes)  # A funder has grants, whatever the account had.
    viewer = Viewer(
        programmes=None if everything else programmes,
        grants=frozenset(row.grants),
        protected=funder,
        sensitive="sensitive" in row.rights and row.role in {"feedback", "admin"},
    )
    return Account(
        id=row.id,
        username=row.username,
        role=row.role,
        language=row.language,
        viewer=viewer,
        named_rights=frozenset(row.rights),
        must_set_password=row.one_time_password,
    )
