"""Doors for cells: tables without rows of their own, through which a COPY comes into a table with row-level security.

PostgreSQL takes no COPY into a table with policies. A door is a partitioned table whose one partition is the table of
cells; what is copied into it lands there. Only the writer may add to it, and nobody but the owner may read it: a query
names the table of cells, whose policies hold. A column added to cells is added to the door, which hands it on.
"""

from sqlalchemy import Column, Table

from dashboard.data.schema import feedback, people
from dashboard.data.schema.base import metadata


def _door(cells: Table) -> Table:
    """Give the door of a table of cells."""
    columns = (Column(column.name, column.type, nullable=column.nullable) for column in cells.c)
    return Table(f"{cells.name}_incoming", metadata, *columns, postgresql_partition_by="LIST (segment)")


reach_cells_incoming, feedback_cells_incoming = _door(people.reach_cells), _door(feedback.feedback_cells)
DOORS = {"reach_cells": reach_cells_incoming.name, "feedback_cells": feedback_cells_incoming.name}
"""Names of the doors, by that of the table behind."""
