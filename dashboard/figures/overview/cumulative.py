"""People to date against the plan, with the extension of the one grant in view."""

from datetime import date
from typing import Any, Protocol

from pandas import DataFrame

from dashboard.figures import theme
from dashboard.figures.beneficiaries import over_time
from dashboard.figures.table import Column, Table
from dashboard.i18n import t

EXTENSION = "extension"
"""Phase of a month after the original end of a grant that was extended."""


class Elapsed(Protocol):
    """The grants in view with their dates; see `data.overview.Elapsed`."""

    terms: tuple["Term", ...]


class Term(Protocol):
    """One grant's dates; see `data.grants.GrantTerm`."""

    original_ends_on: date | None
    ends_on: date | None


def cumulative_table(months: DataFrame, plan: DataFrame, elapsed: Elapsed) -> Table:
    """Give people to date beside the plan, and which months lie in the extension of the one grant in view."""
    table = over_time.cumulative_table(months, plan)
    first, last = _extension(elapsed)
    phases = [EXTENSION if first and last and first < day <= last else "" for day in table.column("month")]
    column = Column("phase", t("tl.extension"), "code")
    rows = ((*row, phase) for row, phase in zip(table.rows, phases, strict=True))
    return Table((*table.columns, column), tuple(rows))


def cumulative(table: Table) -> theme.Figure:
    """Draw people to date against the plan, with the months of the extension shaded and named."""
    drawn = over_time.cumulative(table)
    inside = [month for month, phase in zip(table.column("month"), table.column("phase"), strict=True) if phase]
    if inside:
        layout: dict[str, Any] = drawn["layout"]  # type: ignore[assignment]  # A chart has one layout.
        layout["shapes"] = [_band(inside[0], inside[-1]), *layout["shapes"]]
        layout["annotations"] = [_band_name(inside[0]), *layout["annotations"]]
    return drawn


def cumulative_finding(table: Table) -> str | None:
    """Say how many people were reached, and how that compares with the plan."""
    return over_time.cumulative_finding(Table(table.columns[:3], tuple(row[:3] for row in table.rows)))


def _extension(elapsed: Elapsed) -> tuple[date | None, date | None]:
    """Give the original and the current end of the one grant in view that was extended."""
    if len(elapsed.terms) != 1:
        return None, None
    term = elapsed.terms[0]
    return term.original_ends_on, term.ends_on


def _band(first: date, last: date) -> theme.Part:
    """Give the shaded band of the extension."""
    ends = {"x0": first.isoformat(), "x1": last.isoformat(), "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "rect", **ends, "fillcolor": theme.GRID, "opacity": 0.5, "line": {"width": 0}, "layer": "below"}


def _band_name(first: date) -> theme.Part:
    """Give the word in the band."""
    place = {"x": first.isoformat(), "y": 0.02, "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {**place, "text": t("tl.extension"), "showarrow": False, "font": {"color": theme.MUTED, "size": 12}}
