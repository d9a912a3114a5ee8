"""Whose figures a report shows: those that its funder may see, or the exact ones from inside.

What is handed to a funder is made of protected figures, as if the funder had made it; exact figures have to be asked
for by name, and every report says which of them it holds.
"""

from typing import Literal, get_args

from sqlalchemy import Engine

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.data.funders import grants_of_funder
from dashboard.data.grant_state import grants_within
from dashboard.export.report.standing import ReportRefusedError

Figures = Literal["funder", "inside"]
FIGURES: tuple[Figures, ...] = get_args(Figures)


def usual(*, draft: bool) -> Figures:
    """Give the figures of a report for which nobody has named any: a draft stays inside, all else is the funder's."""
    return "inside" if draft else "funder"


def eyes(reader: Engine, viewer: Viewer, grant: str, figures: Figures) -> Viewer:
    """Give the viewer through whose eyes a report is made.

    Args:
        reader: the pool of pages.
        viewer: who asks.
        grant: code of the grant.
        figures: what is asked for. The funder's are those of an account with all grants of this funder, because the
            grants of an account say where its cells are cut.

    Raises:
        ReportRefusedError: there is no such grant for the one who asks.
    """
    if viewer.protected or figures == "inside":
        return viewer
    with reading(reader, viewer) as connection:
        if grant not in grants_within(connection, viewer):
            raise ReportRefusedError("no_grant", grant=grant)
    with reading(reader, EVERYTHING) as connection:
        return Viewer(grants=grants_of_funder(connection, grant), protected=True)
