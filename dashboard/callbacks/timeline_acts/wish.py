"""What managers may wish on the page `timeline`."""

from collections.abc import Mapping

from dashboard.access.wishes import Wish, read_wish
from dashboard.components.act_form import Place

__all__ = ["FIELDS", "PLACE", "Wish", "read_wish"]
PLACE = Place("timeline", "acts")
FIELDS: Mapping[str, frozenset[str]] = {
    "release": frozenset({"grant", "version", "seen"}),
    "lock": frozenset({"grant", "period", "version", "day"}),
    "comment": frozenset({"grant", "indicator", "period", "text", "seen"}),
}
"""The acts of managers, and the fields of each."""
