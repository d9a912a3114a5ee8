"""Which data versions a protected viewer may see of a grant: those that were released, never one in between."""

from sqlalchemy import Connection, select

from dashboard.data.per_version import remembered
from dashboard.data.schema.registers import grants
from dashboard.data.schema.timeline import releases
from dashboard.data.versions import newest_version

_KEPT = 64


def released_by(connection: Connection, grant: str, version: int, newest: int) -> int | None:
    """Give the newest version of a grant up to `version` that is or was released, and not taken back since."""
    return max((v for v in versions_of(connection, grant, newest) if v <= version), default=None)


def versions_of(connection: Connection, grant: str, newest: int) -> tuple[int, ...]:
    """Give the versions of a grant that are or were released, and not taken back since, in order."""
    return _released(connection, newest).get(grant, ())


def released_grants(connection: Connection, newest: int) -> frozenset[str]:
    """Give the codes of the grants of which anything is released."""
    return frozenset(code for code, versions in _released(connection, newest).items() if versions)


def version_seen(connection: Connection, own: frozenset[str], version: int) -> int:
    """Give the newest data version up to `version` that is released of any of some grants; 0 where none is."""
    newest = newest_version(connection)
    seen = (released_by(connection, code, version, newest) for code in own)
    return max((v for v in seen if v is not None), default=0)


@remembered(_KEPT)
def _released(connection: Connection, newest: int) -> dict[str, tuple[int, ...]]:
    """Give by grant the versions released; those beyond the one released last were taken back."""
    r = releases.c
    query = (
        select(grants.c.code, r.released_version)
        .join(releases, r.grant_id == grants.c.id)
        .where(r.since_version <= newest)
        .order_by(r.since_version, r.released_version)
    )
    every: dict[str, list[int]] = {}
    for code, version in connection.execute(query):
        every.setdefault(code, []).append(version)
    return {code: tuple(sorted({v for v in versions if v <= versions[-1]})) for code, versions in every.items()}
