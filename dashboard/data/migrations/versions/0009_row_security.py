"""Row-level security: rows of a table are shown by the scope of who looks.

Tables of cells get a door, see `dashboard.data.schema.doors`; no row is read or written for that. Policies speak of
roles, whose names are a setting; so `db upgrade` makes them with the rights of the roles, after every migration, see
`dashboard.data.row_policies`. This revision keeps code that expects them from a database without them.
"""

from alembic import op

from dashboard.data.row_policies import remove_policies

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CELLS = ("reach_cells", "feedback_cells")


def upgrade() -> None:
    """Put a door before each table of cells; policies follow the migrations."""
    for name in CELLS:
        op.execute(f"create table {name}_incoming (like {name}) partition by list (segment)")
        op.execute(f"alter table {name}_incoming attach partition {name} default")


def downgrade() -> None:
    """Take all policies and the doors away."""
    remove_policies(op.get_bind())
    for name in reversed(CELLS):
        op.execute(f"alter table {name}_incoming detach partition {name}")
        op.drop_table(f"{name}_incoming")
