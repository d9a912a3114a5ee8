"""What the charts beyond the partnerships themselves show: exchanges, map, objectives, working group and outputs."""

from collections.abc import Mapping

from dashboard.export.shown import Questions, Shown

WIDER_QUESTIONS: Questions = {}
"""Every question that one of these charts asks, by its name."""
WIDER_SHOWN: Mapping[str, Shown] = {}
"""These charts, in the order of the catalogue."""
