"""Which grants one funder pays for: together they are what an account of that funder sees."""

from sqlalchemy import Connection, select

from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grant_details, grants
from dashboard.data.versions import newest_version


def grants_of_funder(connection: Connection, grant: str) -> frozenset[str]:
    """Give the codes of all grants of the organisation that pays for a grant, itself among them.

    Args:
        connection: a transaction that sees every grant.
        grant: its code.
    """
    every = funders(connection, newest_version(connection))
    return next((own for own in every if grant in own), frozenset({grant}))


@once_a_version
def funders(connection: Connection, version: int) -> tuple[frozenset[str], ...]:
    """Give the codes of each funder's grants; a grant whose funder is not known stands alone."""
    query = select(grants.c.code, grant_details.c.funder_id).join(grants, grants.c.id == grant_details.c.grant_id)
    found: dict[int | str, set[str]] = {}
    for code, funder in connection.execute(query.where(live_at(grant_details, version))):
        found.setdefault(code if funder is None else funder, set()).add(code)
    return tuple(frozenset(own) for own in found.values())
