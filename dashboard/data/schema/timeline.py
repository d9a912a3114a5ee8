"""What a funder follows over time: ratings, revised targets, comments, and which version was released and reported."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Identity, Index, Integer, Table, Text

from dashboard.data.schema.base import metadata, versioned
from dashboard.data.schema.results import VALUE

RATINGS = ("HS", "S", "MS", "MU", "U", "HU")
"""The World Bank's scale from highly satisfactory to highly unsatisfactory, best first."""
RATED = ("objective", "implementation")
"""What is rated: progress towards the development objective, and implementation progress."""

ratings = versioned(
    "ratings",
    Column("grant_id", ForeignKey("grants.id"), nullable=False, index=True),
    Column("rated_on", Date, nullable=False),
    Column("what", Text, nullable=False, comment="objective or implementation"),
    Column("rating", Text, nullable=False, comment="HS, S, MS, MU, U or HU; a person's judgement, never computed"),
    Column("previous_rating", Text, comment="rating before, where the report itself tells it"),
    Column("report", Text),
    one_live=("grant_id", "rated_on", "what"),
)
target_revisions = versioned(
    "target_revisions",
    Column("indicator_id", ForeignKey("indicators.id"), nullable=False, index=True),
    Column("period_start", Date, comment="null: the target of the whole life"),
    Column("period_end", Date),
    Column("place_id", ForeignKey("places.id")),
    Column("revised_on", Date, nullable=False),
    Column("previous_value", VALUE, comment="target before; null: there was none"),
    Column("reason", Text, nullable=False),
)
"""A target that was changed: the new one stands where every target does, the old one is kept here."""

indicator_comments = versioned(
    "indicator_comments",
    Column("indicator_id", ForeignKey("indicators.id"), nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("comment", Text, nullable=False),
    Column("written_on", Date, nullable=False),
    Column("written_by", Text, comment="the writer's office, never a name"),
    one_live=("indicator_id", "period_start", "period_end"),
)
"""Why an indicator stands where it stands, said by whoever answers for it; what was said before keeps its versions."""

releases = Table(
    "releases",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("grant_id", ForeignKey("grants.id"), nullable=False),
    Column("released_version", ForeignKey("versions.version"), nullable=False, comment="the newest that funders see"),
    Column("since_version", ForeignKey("versions.version"), nullable=False, comment="of the release itself"),
    Column("reason", Text, nullable=False, server_default=""),
    Column("actor", Text, nullable=False, server_default=""),
    CheckConstraint("released_version < since_version", name="earlier"),
)
"""What funders may see of a grant: the release with the greatest `since_version` holds."""
Index("uq_releases_grant", releases.c.grant_id, releases.c.since_version, unique=True)

locks = Table(
    "locks",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("grant_id", ForeignKey("grants.id"), nullable=False),
    Column("period", Text, nullable=False, comment="as an address writes it: 2021-H1"),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("reported_version", ForeignKey("versions.version"), nullable=False, comment="the data that was reported"),
    Column("reported_on", Date, nullable=False, comment="reference day of the report"),
    Column("since_version", ForeignKey("versions.version"), nullable=False, comment="of the lock itself"),
    Column("actor", Text, nullable=False, server_default=""),
    CheckConstraint("reported_version < since_version", name="earlier"),
    CheckConstraint("reported_on > period_end", name="ended"),
)
"""A reporting period of a grant whose figures were reported; it is locked once and for ever."""
Index("uq_locks_period", locks.c.grant_id, locks.c.period_start, locks.c.period_end, unique=True)
