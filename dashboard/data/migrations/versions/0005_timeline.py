"""Ratings, revised targets and comments of a grant; which versions were released, and which periods are locked.

New tables, and one empty column beside the indicators. Foreign keys and column hold off loads for a moment.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the timeline, and give indicators room for assumptions."""
    op.create_table(
        "locks",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False, comment="as an address writes it: 2021-H1"),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("reported_version", sa.Integer(), nullable=False, comment="the data that was reported"),
        sa.Column("reported_on", sa.Date(), nullable=False, comment="reference day of the report"),
        sa.Column("since_version", sa.Integer(), nullable=False, comment="of the lock itself"),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("reported_on > period_end", name=op.f("ck_locks_ended")),
        sa.CheckConstraint("reported_version < since_version", name=op.f("ck_locks_earlier")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_locks_grant_id")),
        sa.ForeignKeyConstraint(["reported_version"], ["versions.version"], name=op.f("fk_locks_reported_version")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_locks_since_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locks")),
    )
    op.create_index("uq_locks_period", "locks", ["grant_id", "period_start", "period_end"], unique=True)
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("released_version", sa.Integer(), nullable=False, comment="the newest that funders see"),
        sa.Column("since_version", sa.Integer(), nullable=False, comment="of the release itself"),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("released_version < since_version", name=op.f("ck_releases_earlier")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_releases_grant_id")),
        sa.ForeignKeyConstraint(["released_version"], ["versions.version"], name=op.f("fk_releases_released_version")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_releases_since_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    op.create_index("uq_releases_grant", "releases", ["grant_id", "since_version"], unique=True)
    op.create_table(
        "indicator_comments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=True, comment="the writer's office, never a name"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_indicator_comments_indicator_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_indicator_comments_load_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_indicator_comments_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_indicator_comments_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_indicator_comments_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_comments")),
    )
    op.create_index(
        "ix_indicator_comments_live_source",
        "indicator_comments",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_indicator_comments_live",
        "indicator_comments",
        ["indicator_id", "period_start", "period_end"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "ratings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False, comment="objective or implementation"),
        sa.Column(
            "rating", sa.Text(), nullable=False, comment="HS, S, MS, MU, U or HU; a person's judgement, never computed"
        ),
        sa.Column(
            "previous_rating", sa.Text(), nullable=True, comment="rating before, where the report itself tells it"
        ),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_ratings_grant_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_ratings_load_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_ratings_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_ratings_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_ratings_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
    )
    op.create_index(op.f("ix_ratings_grant_id"), "ratings", ["grant_id"], unique=False)
    op.create_index(
        "ix_ratings_live_source",
        "ratings",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_ratings_live",
        "ratings",
        ["grant_id", "rated_on", "what"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "target_revisions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True, comment="null: the target of the whole life"),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("revised_on", sa.Date(), nullable=False),
        sa.Column("previous_value", sa.Numeric(), nullable=True, comment="target before; null: there was none"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_target_revisions_indicator_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_target_revisions_load_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_target_revisions_place_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_target_revisions_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_target_revisions_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_target_revisions_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_revisions")),
    )
    op.create_index(op.f("ix_target_revisions_indicator_id"), "target_revisions", ["indicator_id"], unique=False)
    op.create_index(
        "ix_target_revisions_live_source",
        "target_revisions",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.add_column(
        "indicator_details",
        sa.Column("assumptions", sa.Text(), nullable=True, comment="of a logframe: what must hold besides"),
    )


def downgrade() -> None:
    """Drop the tables of the timeline and the assumptions."""
    op.drop_column("indicator_details", "assumptions")
    op.drop_table("target_revisions")
    op.drop_table("ratings")
    op.drop_table("indicator_comments")
    op.drop_table("releases")
    op.drop_table("locks")
