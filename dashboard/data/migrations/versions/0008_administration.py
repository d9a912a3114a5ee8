"""What administration asks for: the last sign-in of an account, looking through a funder's eyes, and the audit trail.

Three columns without a value, which rewrite no row, and indexes of tables that grow by people's acts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ASKED = ("actor", "subject", "action", "actor action", "subject action")
"""Columns by which the audit trail is filtered; each is read from its newest line."""


def upgrade() -> None:
    """Create the columns and indexes."""
    op.add_column("accounts", sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True))
    told = "funder account through whose eyes an administrator looks"
    op.add_column("sessions", sa.Column("sees_as", sa.Integer(), nullable=True, comment=told))
    op.add_column("sessions", sa.Column("sees_until", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(op.f("fk_sessions_sees_as"), "sessions", "accounts", ["sees_as"], ["id"], ondelete="SET NULL")
    op.create_index(op.f("ix_sessions_sees_as"), "sessions", ["sees_as"], unique=False)
    for names in ASKED:
        op.create_index(f"ix_audit_{names.replace(' ', '_')}", "audit", [*names.split(), "id"], unique=False)


def downgrade() -> None:
    """Drop the columns and indexes."""
    for names in reversed(ASKED):
        op.drop_index(f"ix_audit_{names.replace(' ', '_')}", table_name="audit")
    op.drop_index(op.f("ix_sessions_sees_as"), table_name="sessions")
    op.drop_constraint(op.f("fk_sessions_sees_as"), "sessions", type_="foreignkey")
    for table, name in (("sessions", "sees_until"), ("sessions", "sees_as"), ("accounts", "last_sign_in_at")):
        op.drop_column(table, name)
