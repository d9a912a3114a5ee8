"""The portfolio: the projects that were decided upon, and how many of them are completed."""

from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.data.pool_view import view

PORTFOLIO = ("approved", "funding_secured", "contracted", "running", "closing", "closed", "on_hold")
"""Stages of projects that were decided upon; ideas, scored and rejected ones are not part of the portfolio."""


@dataclass(frozen=True, slots=True)
class Projects:
    """Projects of the portfolio and those of them that are completed."""

    completed: int
    portfolio: int


def projects_completed(connection: Connection, filters: Filters) -> Projects:
    """Count the portfolio's projects and those that are closed, by their stages on the reference day.

    Viewer, programmes and grants choose the projects; a place does not, because a project is decided upon as a whole.
    """
    seen = view(connection, replace(filters, places=(), own=()))
    completed, portfolio = (np.count_nonzero(seen.field & seen.pool.at(stages)) for stages in (("closed",), PORTFOLIO))
    return Projects(int(completed), int(portfolio))
