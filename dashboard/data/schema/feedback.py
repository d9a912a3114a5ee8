"""Feedback of the people served: cases as loaded, their texts kept apart, and the cells of the cubes that pages read.

A case is one feedback of one person. Its text stands in a table of its own that the pages' role cannot read; only the
list of the role `feedback` asks it, through a role of its own.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from dashboard.data.schema.base import flag, identity, metadata, names, versioned

feedback_categories = identity("feedback_categories")
feedback_category_details = versioned(
    "feedback_category_details",
    Column("feedback_category_id", ForeignKey("feedback_categories.id"), nullable=False),
    *names(),
    Column("position", Integer, nullable=False),
    one_live=("feedback_category_id",),
)
response_limits = versioned(
    "response_limits",
    Column("priority", SmallInteger, nullable=False),
    Column("days", Integer, nullable=False, comment="days from receipt within which a first response is in time"),
    one_live=("priority",),
)
response_limits.append_constraint(CheckConstraint(response_limits.c.days > 0, name="days"))

feedback = versioned(
    "feedback",
    Column("feedback_key", Text, nullable=False, comment="the case's own key within its source"),
    Column("received_on", Date, nullable=False),
    Column("programme_id", Integer, nullable=False, comment="distribution key"),
    Column("project_id", Integer, nullable=False),
    Column("place_id", Integer, comment="null where it is not known"),
    Column("province_id", Integer, comment="province of the place"),
    Column("channel", SmallInteger, nullable=False),
    Column("type", SmallInteger, nullable=False),
    Column("category_id", Integer, nullable=False),
    Column("language", SmallInteger, nullable=False, comment="language in which the person spoke"),
    Column("sex", SmallInteger, nullable=False),
    Column("age_band", SmallInteger, nullable=False),
    Column("sensitivity", SmallInteger, nullable=False),
    flag("is_sensitive"),
    Column("priority", SmallInteger, nullable=False),
    Column("needs_answer", Boolean, nullable=False),
    Column("due_on", Date, comment="limit agreed for this case; else received_on + days of its priority"),
    Column("status", SmallInteger, nullable=False),
    Column("first_response_on", Date),
    Column("closed_on", Date),
    Column("rating", SmallInteger, comment="1 to 5, the person's own rating of the answer"),
    Column("person_key", LargeBinary, comment="keyed hash of the person's key; the key itself is never stored"),
    bulk=True,
)
"""One row a case as a load told it.

`is_sensitive` is true where the sensitivity is not `no` or the category is one that always counts as sensitive. No
figure of a viewer without the named right is made of such a row, nor of any other row of the same case (`source_id`,
`key_hash`), in whatever version. It takes no foreign keys and finds source and version by block ranges, for the
reasons that `dashboard.data.schema.people` gives for `reach`.
"""
feedback.append_constraint(CheckConstraint(feedback.c.rating.between(1, 5), name="rating"))
feedback.append_constraint(CheckConstraint(feedback.c.first_response_on >= feedback.c.received_on, name="response"))
feedback.append_constraint(CheckConstraint(feedback.c.closed_on >= feedback.c.received_on, name="closing"))
Index("ix_feedback_place", feedback.c.place_id, feedback.c.received_on, feedback.c.programme_id)
Index("ix_feedback_project", feedback.c.project_id, feedback.c.received_on)
Index("ix_feedback_received", feedback.c.received_on)
Index("ix_feedback_since_version", feedback.c.since_version, postgresql_using="brin")
Index("ix_feedback_until_version", feedback.c.until_version, postgresql_where=feedback.c.until_version.is_not(None))
Index(
    "ix_feedback_open",
    feedback.c.received_on,
    postgresql_where=feedback.c.closed_on.is_(None) & feedback.c.until_version.is_(None),
)
Index("ix_feedback_closed", feedback.c.closed_on)
Index("ix_feedback_response", feedback.c.first_response_on)
Index("ix_feedback_due", feedback.c.due_on, postgresql_where=feedback.c.due_on.is_not(None))
Index(
    "ix_feedback_sensitive",
    feedback.c.source_id,
    feedback.c.key_hash,
    postgresql_where=feedback.c.is_sensitive,
)
Index("ix_feedback_person", feedback.c.person_key, postgresql_where=feedback.c.person_key.is_not(None))
Index("uq_feedback_row", feedback.c.load_id, feedback.c.row_no, unique=True)

feedback_texts = Table(
    "feedback_texts",
    metadata,
    Column("load_id", Integer, primary_key=True, autoincrement=False),
    Column("row_no", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False, comment="what the person said, in the person's own language"),
    Column(
        "folded", Text, nullable=False, comment="the text without case and marks, Turkish and Arabic letters folded"
    ),
    Column("words", TSVECTOR, Computed("to_tsvector('simple', folded)", persisted=True), nullable=False),
)
"""What people said: one row for each row of `feedback` that has a text and whose person was not erased.

The pages' role reads nothing here.
"""
Index("ix_feedback_texts_words", feedback_texts.c.words, postgresql_using="gin")

erasures = Table(
    "erasures",
    metadata,
    Column("person_key", LargeBinary, primary_key=True, comment="keyed hash of the erased person's key"),
    Column("erased_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
)
"""Persons whose texts and keys were removed; a later load of theirs is stored without both."""
erased_cases = Table(
    "erased_cases",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("key_hash", BigInteger, primary_key=True, comment="64-bit hash of the case's key"),
)
"""Cases of erased persons: a later row of theirs is stored without text even where it does not say whose it is."""

FEEDBACK_BREAKDOWNS = (
    *("type", "category_id", "channel", "language", "sex", "age_band", "priority", "waited", "part_id"),
)
"""What a cell may be broken down by; `part_id` is a province in the country (0 = unknown), or a place in a province.

`waited` is 2 * days to the first response, or 2 * days to the closing + 1 of a case that was closed without a response,
or `STILL_WAITING`.
"""
STILL_WAITING = -2
FEEDBACK_MEASURES = (
    *("records", "needing", "answered", "own_limit", "answered_own", "in_time_own", "rated", "satisfied"),
)
"""What a cell sums, of cases that are not sensitive.

Cases; those that need an answer; those of these that were answered; those that need an answer and have a limit of their
own (`due_on`); those of these that were answered; those of these that were answered by their limit; rated cases; those
rated 4 or 5.
"""

feedback_cells = Table(
    "feedback_cells",
    metadata,
    Column("segment", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("slice_id", Integer, nullable=False, comment="0 for everything, else the id of the programme or project"),
    Column("place_id", Integer, nullable=False, comment="0 for the country, else the id of the province"),
    Column("starts_on", Date, nullable=False, comment="first day of the span in which cases were received"),
    *(Column(name, Integer, nullable=False) for name in FEEDBACK_BREAKDOWNS),
    *(Column(name, Integer, nullable=False) for name in FEEDBACK_MEASURES),
)
"""Sums of cases by when they were received, see `dashboard.data.schema.people` for segments."""
Index("ix_feedback_cells_key", *(feedback_cells.c[n] for n in ("segment", "slice_id", "place_id", "starts_on")))
