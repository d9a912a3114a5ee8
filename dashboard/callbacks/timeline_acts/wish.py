"""The acts of managers on the page `timeline`, and what each asks for."""

from collections.abc import Mapping

from dashboard.access.wish import Step, Wish, read_wish
from dashboard.components.act_form import Place

__all__ = ["FIELDS", "PLACE", "Step", "Wish", "read_wish"]

PLACE = Place("timeline", "acts")
FIELDS: Mapping[str, frozenset[str]] = {
    "release": frozenset({"grant", "version", "reason", "seen"}),
    "lock": frozenset({"grant", "period", "version", "day"}),
    "comment": frozenset({"grant", "indicator", "period", "text", "seen"}),
}
"""The acts of managers, and the fields of each."""
