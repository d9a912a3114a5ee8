"""What whoever watches an installation wants to know of its data: newest version, loads, and how old each kind is."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, Float, cast, extract, func, or_, select

from dashboard.data.engine import reading
from dashboard.data.filters import Viewer
from dashboard.data.schema import loads, sources, versions

_EVERYTHING = Viewer(programmes=None, protected=False)


@dataclass(frozen=True, slots=True)
class VitalSigns:
    """Newest data version, loads and accepted rows so far, and seconds since the last load of each KIND."""

    version: int
    loads: int
    rows: int
    ages: Mapping[str, float]


def vital_signs(reader: Engine) -> VitalSigns:
    """Ask for the signs in one transaction; the product's own reference data do not age.

    A load of feedback without a cut-off date holds sensitive cases alone, and nothing tells when it came in.
    """
    age = extract("epoch", func.clock_timestamp() - func.max(loads.c.committed_at))
    ages = (
        select(sources.c.kind, cast(age, Float).label("seconds"))
        .join(loads, loads.c.source_id == sources.c.id)
        .join(versions, versions.c.version == loads.c.version)
        .where(versions.c.kind != "reference", or_(sources.c.kind != "feedback", loads.c.cutoff.is_not(None)))
        .group_by(sources.c.kind)
        .order_by(sources.c.kind)
    )
    with reading(reader, _EVERYTHING) as connection:
        newest = connection.scalar(select(func.max(versions.c.version))) or 0
        counted = connection.execute(select(func.count(), func.coalesce(func.sum(loads.c.accepted), 0))).one()
        return VitalSigns(newest, counted[0], counted[1], {row.kind: row.seconds for row in connection.execute(ages)})
