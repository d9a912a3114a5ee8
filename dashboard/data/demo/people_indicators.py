"""Indicators that count people and contacts: targets from the size of the projects, results from the made records."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from dashboard.address import Month
from dashboard.data.demo.files import LAST, month_of, months_between, shape
from dashboard.data.demo.pace import Project, planned_people, projects

QUARTER = 3
ROUND_TO = 10
"""Nobody plans single people: targets are rounded to this."""

Row = dict[str, Any]


def people_targets() -> pd.DataFrame:
    """Give the quarterly targets of these indicators; cumulative ones as running totals."""
    return pd.DataFrame([row for line in _lines() for row in _targets(line)], dtype=object)


def people_results(reach: pd.DataFrame) -> pd.DataFrame:
    """Give their quarterly results, added up from direct reach; the open quarter as far as it goes."""
    direct = reach[reach["directness"] == "direct"]
    return pd.DataFrame([row for line in _lines() for row in _results(line, direct)], dtype=object)


def _lines() -> list[dict[str, str]]:
    """Give the lines of `shape/people_plan.csv`."""
    return shape("people_plan")


def _projects(line: dict[str, str]) -> list[Project]:
    """Give the projects whose people an indicator counts."""
    return [p for p in projects() if line["project_code"] == p.code or line["programme_code"] == p.programme]


def _quarters(line: dict[str, str], last: Month) -> Iterator[tuple[Month, Month]]:
    """Give first and last month of each quarter from the first project's start."""
    first = min(Month.of(project.starts_on) for project in _projects(line))
    start = first.index - first.index % QUARTER
    for index in range(start, last.index + 1, QUARTER):
        yield Month.at(index), Month.at(index + QUARTER - 1)


def _period(line: dict[str, str], first: Month, last: Month) -> Row:
    """Give the columns that say which indicator and quarter a row speaks of."""
    return {
        "indicator_code": line["indicator_code"],
        "period_start": first.first.isoformat(),
        "period_end": last.last.isoformat(),
        "place_code": "",
        "dimension": "",
        "dimension_value": "",
        "comment": "",
    }


def _targets(line: dict[str, str]) -> Iterator[Row]:
    """Give the targets of one indicator."""
    total = 0.0
    for first, last in _quarters(line, month_of(line["last"])):
        planned = sum(_planned(project, line["measure"], first, last) for project in _projects(line))
        planned = ROUND_TO * round(planned * float(line["ambition"]) / ROUND_TO)
        total += planned
        yield {**_period(line, first, last), "value": str(int(total if line["measure"] == "contacts" else planned))}


def _planned(project: Project, measure: str, first: Month, last: Month) -> float:
    """Give the new people or contacts that a project expects in a quarter."""
    people = float(planned_people(project, months_between(first, last)).sum())
    return people * (project.number("contacts_a_person") if measure == "contacts" else 1)


def _results(line: dict[str, str], direct: pd.DataFrame) -> Iterator[Row]:
    """Give the results of one indicator and, for new people, how many of them are women and men."""
    own = direct[direct["project_code"].isin([project.code for project in _projects(line)])]
    values = pd.DataFrame(
        {"month": own["date"].str[:7], "sex": own["sex"], "value": own[line["measure"]].astype(np.int64)}
    )
    by_month = values.pivot_table(index="month", columns="sex", values="value", aggfunc="sum", fill_value=0)
    for first, last in _quarters(line, min(month_of(line["last"]), LAST)):
        rows = by_month[(by_month.index >= str(first)) & (by_month.index <= str(last))].sum()
        yield {**_period(line, first, last), "value": str(int(rows.sum())), "numerator": "", "denominator": ""}
        for sex in ("female", "male") if line["measure"] == "new_people" else ():
            part = {"dimension": "sex", "dimension_value": sex, "value": str(int(rows.get(sex, 0)))}
            yield {**_period(line, first, last), **part, "numerator": "", "denominator": ""}
