"""People reached: the rows as loaded, and the cells of the cubes that pages read.

A *cube* holds sums of reach by slice, place and span of time for one set of breakdowns; which cubes exist is declared
in `dashboard.data.cubes`, and all their cells stand in the one table `reach_cells`.

* a *slice* is everything, one programme or one project;
* a *place* is the country or a province;
* a *span* is a month, a quarter or a year;
* a breakdown column is `ALL` (-1) where the cube does not break down by it.

Cells are deltas by data version and are never changed. A *segment* is the run of cells of one cube, kind of slice, kind
of place, span and calendar year: it opens with closed sums as of its `first_version`, and later versions add their
deltas until these outnumber the closed sums; then the next segment opens. The state as of version v is therefore the
sum of the cells with `version <= v` of the segments with the greatest `first_version <= v`, and costs the same for
every v.
"""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    text,
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

It takes no foreign keys: the load itself turns codes into ids under the lock of all writers, no role of the
application may delete what they point at, and 8 foreign keys cost 25 s for 1,000,000 rows whose bare COPY costs 1.5
s. For the same reason source and version are found by block ranges: the rows of a load lie together, sorted by
project and date."""

# The rows of a load lie sorted by place and date, so that this index grows place by place and its rows lie together. A
# second one by project would cost as much as storing the rows three times: a project's rows are found by its provinces.
Index("ix_reach_place_date", reach.c.place_id, reach.c.date)
# The rows of a version lie together too; a block index finds them at nearly no cost to loading.
Index("ix_reach_since_version", reach.c.since_version, postgresql_using="brin")
Index("ix_reach_until_version", reach.c.until_version, postgresql_where=reach.c.until_version.is_not(None))
Index("ix_reach_max_then_sum", reach.c.project_id, reach.c.date, postgresql_where=text("counting_rule = 1"))

segments = Table(
    "segments",
    metadata,
    Column("segment", Integer, primary_key=True, autoincrement=False),
    Column("cube", Text, nullable=False, comment="name of the cube, see dashboard.data.cubes"),
    Column("slice_kind", SmallInteger, nullable=False, comment="0 everything, 1 programme, 2 project"),
    Column("place_level", SmallInteger, nullable=False, comment="0 country, 1 province"),
    Column("span", SmallInteger, nullable=False, comment="1 month, 3 quarter, 12 year"),
    Column("year", SmallInteger, nullable=False),
    Column("first_version", ForeignKey("versions.version"), nullable=False),
)
"""From which data version on a segment answers; the last one with `first_version <= v` answers for v."""
Index("uq_segments_first", *list(segments.c)[1:], unique=True)

segment_batches = Table(
    "segment_batches",
    metadata,
    Column("segment", ForeignKey("segments.segment"), primary_key=True),
    Column("version", ForeignKey("versions.version"), primary_key=True),
    Column("cells", Integer, nullable=False),
)
"""How many cells each version added to a segment; those of its first version are its closed sums."""

BREAKDOWNS = ("population_group", "sex", "age_band", "activity_kind_id", "project_id", "part_id")
"""What a cell may be broken down by; `part_id` is a province in the country, or a place in a province."""

MEASURES = ("new_people", "declared_people", "contacts", "indirect_people", "disabled_people", "records")
"""What a cell sums.

Direct new people whose rule adds up (`person_key` and `declared`); those of them that are declared; direct contacts;
indirect new people; direct new people with a disability whose rule adds up; rows. New people counted by `max_then_sum`
do not add up over time and are in no cell: `dashboard.data.counting` computes them for the period asked.
"""

reach_cells = Table(
    "reach_cells",
    metadata,
    Column("segment", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("slice_id", Integer, nullable=False, comment="0 for everything, else the id of the programme or project"),
    Column("place_id", Integer, nullable=False, comment="0 for the country, else the id of the province"),
    Column("starts_on", Date, nullable=False, comment="first day of the span"),
    *(Column(name, Integer, nullable=False) for name in BREAKDOWNS),
    *(Column(name, Integer, nullable=False) for name in MEASURES),
)
# Not unique and without a foreign key: one module writes cells, a million at a time, and `rollups.verify` compares
# every one of them with the rows it came from.
Index("ix_reach_cells_key", *(reach_cells.c[n] for n in ("segment", "slice_id", "place_id", "starts_on")))
