"""The lists of other institutions that `dashboard load --mapping NAME` understands."""

from dashboard.data.loading.mapping import Mapping
from dashboard.data.loading.mappings.world_bank import WORLD_BANK

MAPPINGS: dict[str, Mapping] = {mapping.name: mapping for mapping in (WORLD_BANK,)}
"""The mappings by name."""
