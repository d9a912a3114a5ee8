"""Which grants one funder pays for: together they are what an account of that funder sees."""

from sqlalchemy import Connection, select

from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grant_details, grants
from dashboard.data.versions import newest_version


def grants_of_funder(connection: Connection, grant: str) -> frozenset[str]:
    """Give the codes of all grants of the organisation that pays for a grant, itself among them.

    Args:
        connection: a transaction that sees every grant.
        grant: its code; one whose funder is not known stands alone.
    """
    d, live = grant_details, live_at(grant_details, newest_version(connection))
    funder = select(d.c.funder_id).join(grants, grants.c.id == d.c.grant_id).where(grants.c.code == grant, live)
    query = select(grants.c.code).join(d, d.c.grant_id == grants.c.id)
    return frozenset(connection.scalars(query.where(live, d.c.funder_id == funder.scalar_subquery()))) | {grant}
