"""Which cells of tables can be explained: what tells the rows of a table apart, and what each column is made of.

One entry a table. The explanation of a cell is the recipe of its column under the conditions of its row, so that a cell
is explained by the same rows as the figure of its page, with the row's own dimensions as further filters.
"""

from collections.abc import Mapping

from dashboard.data.explanation.indicator_tables import INDICATOR_TABLES
from dashboard.data.explanation.partner_tables import PARTNER_TABLES
from dashboard.data.explanation.people_tables import CASE_TABLES, PEOPLE_TABLES
from dashboard.data.explanation.quality import QUALITY_TABLES
from dashboard.data.explanation.register_tables import POOL_TABLES
from dashboard.data.explanation.table import Dimension, ExplainedTable
from dashboard.data.explanation.timeline_tables import TIMELINE_TABLES

__all__ = [
    "CASE_TABLES",
    "INDICATOR_TABLES",
    "PARTNER_TABLES",
    "PEOPLE_TABLES",
    "POOL_TABLES",
    "QUALITY_TABLES",
    "TABLES",
    "TIMELINE_TABLES",
    "Dimension",
    "ExplainedTable",
]
TABLES: Mapping[str, ExplainedTable] = {
    **PEOPLE_TABLES,
    **CASE_TABLES,
    **POOL_TABLES,
    **PARTNER_TABLES,
    **INDICATOR_TABLES,
    **TIMELINE_TABLES,
    **QUALITY_TABLES,
}
"""Every table of which cells can be explained, by its id in the catalogue."""
