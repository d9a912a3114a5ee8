"""How many new people a project meets in each month: its size, its season, and what kept people apart."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dashboard.address import Month
from dashboard.data.demo.files import LAST, column, lines_of, month_of, months_between, shape

START_UP = (0.3, 0.55, 0.8)
"""Share of its full size that a project reaches in its first months."""
FULL_BY = 6
"""Months before its end in which a project begins to wind down."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project that reaches people, with its line of `shape/reach.csv`."""

    code: str
    programme: str
    starts_on: date
    ends_on: date
    traits: dict[str, str]

    def number(self, name: str) -> float:
        """Give one of its numbers."""
        return float(self.traits[name])

    @property
    def months(self) -> list[Month]:
        """Give the months in which it may have records."""
        return months_between(Month.of(self.starts_on), min(Month.of(self.ends_on), LAST))


def projects() -> list[Project]:
    """Give the projects that reach people, in the order of `shape/reach.csv`."""
    programmes, starts, ends = (column("projects", name) for name in ("programme_code", "starts_on", "ends_on"))
    return [
        Project(
            code=line["project_code"],
            programme=programmes[line["project_code"]],
            starts_on=date.fromisoformat(starts[line["project_code"]]),
            ends_on=date.fromisoformat(ends[line["project_code"]]),
            traits=line,
        )
        for line in shape("reach")
    ]


def planned_people(project: Project, months: list[Month]) -> NDArray[np.float64]:
    """Give the new people that a project expects in each month: its size, start-up and season."""
    season = lines_of("seasons")[project.traits["season"]]
    first, last = Month.of(project.starts_on).index, Month.of(project.ends_on).index
    size = [_running(month.index - first, last - month.index) * float(season[str(month.number)]) for month in months]
    return np.asarray(size) * project.number("people_a_month")


def expected_people(project: Project, months: list[Month]) -> NDArray[np.float64]:
    """Give the new people that a project meets in each month, with the pandemic, the earthquakes and missing months."""
    missing = {month_of(text) for text in project.traits["missing"].split()}
    left = [0.0 if month in missing else _left_by_events(project, month) for month in months]
    return np.asarray(planned_people(project, months) * left)


def _left_by_events(project: Project, month: Month) -> float:
    """Give the share of its usual work that the pandemic and the earthquakes left a project in a month."""
    event = lines_of("months").get(str(month))
    if event is None:
        return 1.0
    apart = (1 - float(event["covid"])) * project.number("covid")
    return (1 - apart) * float(event["earthquake" if project.traits["places"] == "quake" else "national"])


def _running(since_start: int, to_end: int) -> float:
    """Give the share of its full size at which a project runs."""
    if since_start < 0 or to_end < 0:
        return 0.0
    start_up = START_UP[since_start] if since_start < len(START_UP) else 1.0
    return start_up * min(1.0, 0.4 + 0.6 * to_end / FULL_BY)
