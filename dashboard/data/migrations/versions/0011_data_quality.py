"""What is known of the loads themselves: where their rows lie, refused loads, files that wait, and what was undone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; `load_rows` is filled by `load_rows.fill` in the same transaction."""
    op.alter_column("loads", "mode", comment="add, supersede or undo", existing_comment="add or supersede")
    op.add_column(
        "loads", sa.Column("undoes", sa.Integer(), nullable=True, comment="data version that this one undoes")
    )
    op.create_foreign_key(op.f("fk_loads_undoes"), "loads", "versions", ["undoes"], ["version"])
    op.create_table(
        "load_rows",
        sa.Column("version", sa.Integer(), nullable=False, comment="data version that added or ended the rows"),
        sa.Column("load_id", sa.Integer(), nullable=False, comment="load that brought the rows"),
        sa.Column("programme_id", sa.Integer(), nullable=False, comment="0 for rows that belong to no programme"),
        sa.Column(
            "month",
            sa.Date(),
            nullable=True,
            comment="first day of the month of which the rows speak; null where the KIND has no such day",
        ),
        sa.Column("rows", sa.Integer(), nullable=False, comment="added, or below 0 ended"),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_load_rows_load_id")),
    )
    op.create_index("ix_load_rows_version", "load_rows", ["version"], unique=False)
    op.create_index("ix_load_rows_load", "load_rows", ["load_id"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column(
            "programmes",
            postgresql.ARRAY(sa.Text()),
            nullable=True,
            comment="scope of whoever tried; null is every programme",
        ),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="empty where the KIND could not be told"),
        sa.Column("content_digest", sa.Text(), nullable=False, comment="SHA-256 of the files"),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False, comment="rows with an error"),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column(
            "reasons",
            postgresql.JSONB(),
            nullable=False,
            comment="the most frequent errors: message key, column, number of cells",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_at", "attempts", ["at"], unique=False)
    op.create_table(
        "uploads",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "uploaded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("file_name", sa.Text(), nullable=False, comment="as the browser said; never used as a path"),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the file"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column(
            "options",
            postgresql.JSONB(),
            nullable=False,
            comment="KIND, source and whether it replaces, as they were checked",
        ),
        sa.Column(
            "preview", postgresql.JSONB(), nullable=True, comment="what a load would do; null before it was checked"
        ),
        sa.Column("problems", sa.LargeBinary(), nullable=True, comment="every error and warning, packed"),
        sa.Column("is_refused", sa.Boolean(), server_default="false", nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_uploads_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_uploads")),
    )
    op.create_table(
        "upload_parts",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["uploads.account_id"], name=op.f("fk_upload_parts_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "part", name=op.f("pk_upload_parts")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("upload_parts", "uploads", "attempts", "load_rows"):
        op.drop_table(name)
    op.drop_constraint(op.f("fk_loads_undoes"), "loads", type_="foreignkey")
    op.drop_column("loads", "undoes")
    op.alter_column("loads", "mode", comment="add or supersede", existing_comment="add, supersede or undo")
