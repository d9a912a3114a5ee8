"""People reached: the rows as loaded, and the cubes that pages read.

A cube holds sums of direct and indirect reach by month (or year), slice and place:

* a *slice* is everything (`all`), one programme or one project;
* a *place* is the country, a province or a district;
* a breakdown column is null where the row is the sum over all its members.

Rows are deltas by data version and never change. A *segment* opens with closed sums (the state as of the version before
`opened_at`... see `segments`), so that the state as of version v is the sum of the rows of one segment with `version <= v`.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)

from dashboard.data.schema.base import metadata, versioned

reach = versioned(
    "reach",
    Column("date", Date, nullable=False),
    Column("programme_id", Integer, nullable=False, comment="distribution key"),
    Column("project_id", Integer, nullable=False),
    Column("activity_kind_id", Integer, nullable=False),
    Column("activity_code", Text),
    Column("place_id", Integer, nullable=False),
    Column("province_id", Integer, nullable=False),
    Column("population_group", SmallInteger, nullable=False),
    Column("sex", SmallInteger, nullable=False),
    Column("age_band", SmallInteger, nullable=False),
    Column("disability", SmallInteger, nullable=False),
    Column("directness", SmallInteger, nullable=False),
    Column("counting_rule", SmallInteger, nullable=False),
    Column("new_people", Integer, nullable=False),
    Column("contacts", Integer, nullable=False),
    Column("record_key", Text),
    Column("person_key", LargeBinary, comment="keyed hash of the person's key; the key itself is never stored"),
    bulk=True,
)
"""One row a record of people reached.

It takes no foreign keys: the load itself turns codes into ids under the lock of all writers, no role of the application may
delete what they point at, and 8 foreign keys cost 25 s for 1,000,000 rows whose bare COPY costs 1.5 s. For the same reason
source and version are found by block ranges: the rows of a load lie together, sorted by project and date."""

segments = Table(
    "segments",
    metadata,
    Column("cube", Text, primary_key=True),
    Column("segment", Integer, primary_key=True, autoincrement=False),
    Column("first_version", ForeignKey("versions.version"), nullable=False),
)
"""For each cube, from which data version on a segment answers; the last one with `first_version <= v` answers for v."""

MEASURES = ("new_people", "contacts", "indirect_people", "disabled_people", "records")
"""What a cube row sums: direct new people and contacts, indirect new people, direct new people with a disability, rows."""


def _cube(name: str, *breakdowns: str) -> Table:
    """Give a cube with its breakdowns; every row says its segment and version."""
    return Table(
        name,
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("segment", Integer, nullable=False),
        Column("version", ForeignKey("versions.version"), nullable=False),
        Column("slice_kind", SmallInteger, nullable=False, comment="0 all, 1 programme, 2 project"),
        Column("slice_id", Integer, nullable=False, comment="0 for all, else the id of the programme or project"),
        Column("place_level", SmallInteger, nullable=False, comment="0 country, 1 province, 2 district"),
        Column("place_id", Integer, nullable=False, comment="0 for the country"),
        Column("span", SmallInteger, nullable=False, comment="1 month, 12 year"),
        Column("starts_on", Date, nullable=False, comment="first day of the month or year"),
        *(Column(b, Integer, nullable=True) for b in breakdowns),
        *(Column(m, BigInteger, nullable=False) for m in MEASURES),
    )


reach_by_group = _cube("reach_by_group", "population_group")
reach_by_sex_age = _cube("reach_by_sex_age", "sex", "age_band", "population_group")
reach_by_kind = _cube("reach_by_kind", "activity_kind_id", "population_group")
CUBES = (reach_by_group, reach_by_sex_age, reach_by_kind)

Index("ix_reach_project_date", reach.c.project_id, reach.c.date)
