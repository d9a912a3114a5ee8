"""What people came for: sub-programmes and kinds of activity, ranked by new people."""

from dashboard.figures import theme
from dashboard.figures.ranking import leader, ranked_bars, ranked_table
from dashboard.figures.table import Answer, Table


def by_subprogramme_table(frame: Answer) -> Table:
    """Give each sub-programme with its new people; the frame of `data.beneficiaries.reached_by_subprogramme`."""
    return ranked_table(frame, "code", "table.subprogramme")


def by_activity_table(frame: Answer) -> Table:
    """Give each kind of activity with its new people; the frame of `data.beneficiaries.reached_by_activity_kind`."""
    return ranked_table(frame, "code", "table.activity_kind")


def by_subprogramme(table: Table) -> theme.Figure:
    """Draw the sub-programmes as ranked bars."""
    return ranked_bars(table, "code")


def by_activity(table: Table) -> theme.Figure:
    """Draw the kinds of activity as ranked bars."""
    return ranked_bars(table, "code")


def by_subprogramme_finding(table: Table) -> str | None:
    """Name the sub-programme with the most new people, and its share."""
    return leader(table, "finding.beneficiaries.first_subprogramme")


def by_activity_finding(table: Table) -> str | None:
    """Name the kind of activity with the most new people, and its share."""
    return leader(table, "finding.beneficiaries.first_activity")
