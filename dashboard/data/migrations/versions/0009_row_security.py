"""Row-level security: rows of a table are shown by the scope of who looks.

Policies speak of roles, whose names are a setting; so `db upgrade` makes them with the rights of the roles, after every
migration, see `dashboard.data.row_policies`. This revision keeps code that expects them from a database without them.
"""

from alembic import op

from dashboard.data.row_policies import remove_policies

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing: policies follow the migrations."""


def downgrade() -> None:
    """Take all policies away."""
    remove_policies(op.get_bind())
