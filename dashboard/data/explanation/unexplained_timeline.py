"""Numbers of the timeline's tables that no rows lead to, each with the reason."""

from collections.abc import Mapping

UNEXPLAINED_TIMELINE: Mapping[str, str] = {
    "timeline.framework.gaps": "counts results that are missing: there are no rows to lead to",
    "timeline.periods.gaps": "counts results that are missing: there are no rows to lead to",
    "timeline.s_curve.expected": "a forecast: where the pace of the last months would lead, nothing that is recorded",
    "timeline.s_curve.slowest": "a forecast: where the slowest pace of the last months would lead",
    "timeline.s_curve.fastest": "a forecast: where the fastest pace of the last months would lead",
    "timeline.restatements.reported_version": "the number of a data version, no figure of rows",
}
"""Columns of numbers without an explanation, as `table.column`, with why."""
