"""Reports that are sent back, rates of exchange, and the keys of calendar feeds.

Two new tables, and three columns without a value: adding those takes a lock for a moment and rewrites no row.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and columns."""
    for name, comment in (
        ("sent_back_on", "day on which the funder last sent it back for changes"),
        ("resubmitted_on", "day on which it was handed in again after that"),
        ("covers_until", "of a report: last day of the period that it covers"),
    ):
        op.add_column("milestones", sa.Column(name, sa.Date(), nullable=True, comment=comment))
    _comment_on_done("of a report: the day on which it was handed in first")
    op.create_table(
        "calendar_keys",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("selector", sa.Text(), nullable=False, comment="first part of the key, by which the row is found"),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of the second part"),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_calendar_keys_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_keys")),
        sa.UniqueConstraint("selector", name=op.f("uq_calendar_keys_selector")),
    )
    op.create_table(
        "rates",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False, comment="ISO 4217 of the amounts that are converted"),
        sa.Column("to_currency", sa.Text(), nullable=False, comment="ISO 4217 of what they are converted to"),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        sa.Column("rate", sa.Numeric(), nullable=False, comment="units of to_currency for one unit of currency"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("rate > 0", name=op.f("ck_rates_rate")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_rates_load_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_rates_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_rates_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_rates_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rates")),
    )
    op.create_index(
        "ix_rates_live_source",
        "rates",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_rates_live",
        "rates",
        ["currency", "to_currency", "quoted_on"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )


def downgrade() -> None:
    """Drop the tables and columns."""
    op.drop_table("rates")
    op.drop_table("calendar_keys")
    _comment_on_done(None)
    for name in ("covers_until", "resubmitted_on", "sent_back_on"):
        op.drop_column("milestones", name)


def _comment_on_done(comment: str | None) -> None:
    """Say in the database what the day of done means for a report."""
    op.alter_column("milestones", "done_on", existing_type=sa.Date(), existing_nullable=True, comment=comment)
