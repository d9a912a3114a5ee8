"""Feedback of the people served, its texts kept apart, limits of response, and erased persons.

New tables only. Their foreign keys hold off loads for a moment, but no page.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of feedback."""
    op.create_table(
        "erasures",
        sa.Column("person_key", sa.LargeBinary(), nullable=False, comment="keyed hash of the erased person's key"),
        sa.Column("erased_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("person_key", name=op.f("pk_erasures")),
    )
    op.create_table(
        "erased_cases",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the case's key"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_erased_cases_source_id")),
        sa.PrimaryKeyConstraint("source_id", "key_hash", name=op.f("pk_erased_cases")),
    )
    op.create_table(
        "feedback_categories",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_categories")),
        sa.UniqueConstraint("code", name=op.f("uq_feedback_categories_code")),
    )
    op.create_table(
        "feedback_cells",
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "slice_id",
            sa.Integer(),
            nullable=False,
            comment="0 for everything, else the id of the programme or project",
        ),
        sa.Column("place_id", sa.Integer(), nullable=False, comment="0 for the country, else the id of the province"),
        sa.Column("starts_on", sa.Date(), nullable=False, comment="first day of the span in which cases were received"),
        sa.Column("type", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Integer(), nullable=False),
        sa.Column("language", sa.Integer(), nullable=False),
        sa.Column("sex", sa.Integer(), nullable=False),
        sa.Column("age_band", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("waited", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("needing", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("own_limit", sa.Integer(), nullable=False),
        sa.Column("answered_own", sa.Integer(), nullable=False),
        sa.Column("in_time_own", sa.Integer(), nullable=False),
        sa.Column("rated", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
    )
    op.create_index(
        "ix_feedback_cells_key", "feedback_cells", ["segment", "slice_id", "place_id", "starts_on"], unique=False
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=1000), nullable=False),
        sa.Column("feedback_key", sa.Text(), nullable=False, comment="the case's own key within its source"),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False, comment="distribution key"),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True, comment="null where it is not known"),
        sa.Column("province_id", sa.Integer(), nullable=True, comment="province of the place"),
        sa.Column("channel", sa.SmallInteger(), nullable=False),
        sa.Column("type", sa.SmallInteger(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.SmallInteger(), nullable=False, comment="language in which the person spoke"),
        sa.Column("sex", sa.SmallInteger(), nullable=False),
        sa.Column("age_band", sa.SmallInteger(), nullable=False),
        sa.Column("sensitivity", sa.SmallInteger(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("needs_answer", sa.Boolean(), nullable=False),
        sa.Column(
            "due_on",
            sa.Date(),
            nullable=True,
            comment="limit agreed for this case; else received_on + days of its priority",
        ),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("first_response_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("rating", sa.SmallInteger(), nullable=True, comment="1 to 5, the person's own rating of the answer"),
        sa.Column(
            "person_key",
            sa.LargeBinary(),
            nullable=True,
            comment="keyed hash of the person's key; the key itself is never stored",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("closed_on >= received_on", name=op.f("ck_feedback_closing")),
        sa.CheckConstraint("first_response_on >= received_on", name=op.f("ck_feedback_response")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_feedback_rating")),
    )
    op.create_index("ix_feedback_closed", "feedback", ["closed_on"], unique=False)
    op.create_index(
        "ix_feedback_source",
        "feedback",
        ["source_id"],
        unique=False,
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 16},
    )
    op.create_index(
        "ix_feedback_open",
        "feedback",
        ["received_on"],
        unique=False,
        postgresql_where=sa.text("closed_on IS NULL AND until_version IS NULL"),
    )
    op.create_index(
        "ix_feedback_person",
        "feedback",
        ["person_key"],
        unique=False,
        postgresql_where=sa.text("person_key IS NOT NULL"),
    )
    op.create_index("ix_feedback_place", "feedback", ["place_id", "received_on", "programme_id"], unique=False)
    op.create_index(
        "ix_feedback_due", "feedback", ["due_on"], unique=False, postgresql_where=sa.text("due_on IS NOT NULL")
    )
    op.create_index("ix_feedback_project", "feedback", ["project_id", "received_on"], unique=False)
    op.create_index("ix_feedback_received", "feedback", ["received_on"], unique=False)
    op.create_index("ix_feedback_response", "feedback", ["first_response_on"], unique=False)
    op.create_index(
        "ix_feedback_sensitive", "feedback", ["source_id", "key_hash"], unique=False, postgresql_where="is_sensitive"
    )
    op.create_index("ix_feedback_since_version", "feedback", ["since_version"], unique=False, postgresql_using="brin")
    op.create_index(
        "ix_feedback_until_version",
        "feedback",
        ["until_version"],
        unique=False,
        postgresql_where=sa.text("until_version IS NOT NULL"),
    )
    op.create_index("uq_feedback_row", "feedback", ["load_id", "row_no"], unique=True)
    op.create_table(
        "feedback_category_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("feedback_category_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_category_id"],
            ["feedback_categories.id"],
            name=op.f("fk_feedback_category_details_feedback_category_id"),
        ),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_feedback_category_details_load_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_feedback_category_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_feedback_category_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_feedback_category_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_category_details")),
    )
    op.create_index(
        "ix_feedback_category_details_live_source",
        "feedback_category_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_feedback_category_details_live",
        "feedback_category_details",
        ["feedback_category_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "feedback_texts",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="what the person said, in the person's own language"),
        sa.Column(
            "folded",
            sa.Text(),
            nullable=False,
            comment="the text without case and marks, Turkish and Arabic letters folded",
        ),
        sa.Column(
            "words", postgresql.TSVECTOR(), sa.Computed("to_tsvector('simple', folded)", persisted=True), nullable=False
        ),
        sa.PrimaryKeyConstraint("load_id", "row_no", name=op.f("pk_feedback_texts")),
    )
    op.create_index("ix_feedback_texts_words", "feedback_texts", ["words"], unique=False, postgresql_using="gin")
    op.create_table(
        "response_limits",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column(
            "days", sa.Integer(), nullable=False, comment="days from receipt within which a first response is in time"
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("days > 0", name=op.f("ck_response_limits_days")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_response_limits_load_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_response_limits_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_response_limits_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_response_limits_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_limits")),
    )
    op.create_index(
        "ix_response_limits_live_source",
        "response_limits",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_response_limits_live",
        "response_limits",
        ["priority"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )


def downgrade() -> None:
    """Drop the tables of feedback."""
    op.drop_table("response_limits")
    op.drop_table("feedback_texts")
    op.drop_table("feedback_category_details")
    op.drop_table("feedback")
    op.drop_table("feedback_cells")
    op.drop_table("feedback_categories")
    op.drop_table("erased_cases")
    op.drop_table("erasures")
