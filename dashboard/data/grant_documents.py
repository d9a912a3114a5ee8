"""The documents of the one grant that a page speaks of, each with the language in which it is written."""

from datetime import date

from sqlalchemy import Connection, or_, select

from dashboard.data import naming
from dashboard.data.filters import Filters
from dashboard.data.grants import chosen_grant, of_grant
from dashboard.data.project_links import Document
from dashboard.data.schema import live_at
from dashboard.data.schema.pool import documents


def grant_documents(connection: Connection, filters: Filters) -> tuple[Document, ...]:
    """Give the documents of the chosen grant issued up to E, the newest first, those without a date last."""
    grant = chosen_grant(connection, filters)
    if grant is None:
        return ()
    filters = of_grant(connection, filters, grant.code)
    d = documents.c
    query = (
        select(d.code, d.kind, d.language, d.issued_on, d.url, *naming.name_columns(documents))
        .where(live_at(documents, filters.snapshot.version), d.grant_id == grant.id)
        .where(or_(d.issued_on.is_(None), d.issued_on <= filters.last_day))
    )
    found = sorted(connection.execute(query), key=lambda row: (-(row.issued_on or date.min).toordinal(), row.code))
    return tuple(
        Document(row.code, naming.names_in(row), row.kind, row.language, row.issued_on, row.url) for row in found
    )
