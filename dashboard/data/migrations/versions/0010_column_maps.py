"""How the files of each source are read: one table of column maps, to which rows are only added."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "column_maps",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="name of the stream; it need not be loaded yet"),
        sa.Column("map", JSONB(), nullable=False, comment="kind, columns, values, sheet"),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column(
            "saved_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_maps")),
    )
    op.create_index("ix_column_maps_source", "column_maps", ["source", "id"], unique=False)


def downgrade() -> None:
    """Drop the table."""
    op.drop_index("ix_column_maps_source", table_name="column_maps")
    op.drop_table("column_maps")
