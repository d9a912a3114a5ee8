"""The baskets of charts that accounts keep for their reports: one new table."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "basket_items",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="order in the basket, from 1, with gaps"),
        sa.Column("chart", sa.Text(), nullable=False, comment="id in the catalogue of figures"),
        sa.Column(
            "query",
            sa.Text(),
            nullable=False,
            comment="filters and own parameters as in an address, in one fixed order",
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_basket_items_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_basket_items")),
        sa.UniqueConstraint(
            "account_id",
            "position",
            name=op.f("uq_basket_items_account_id_position"),
            deferrable=True,
            initially="IMMEDIATE",
        ),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("basket_items")
