"""The acts of the page and the fields of each."""

from collections.abc import Mapping

LOADING_ACTS: Mapping[str, frozenset[str]] = {"upload": frozenset({"digest"})}
"""`open` shows the file that waits as it stands now, `close` puts it away."""
UNDOING_ACTS: Mapping[str, frozenset[str]] = {"undo": frozenset({"version", "reason"})}
