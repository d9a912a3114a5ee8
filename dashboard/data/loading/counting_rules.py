"""The counting rules that live records already follow: a load must not bring a second one into a project's month."""

import numpy as np
from sqlalchemy import Connection, func, select

from dashboard.codes import COUNTING_RULE
from dashboard.data.loading.checks import Checked
from dashboard.data.loading.people_rules import months, project_months
from dashboard.data.loading.rules import days
from dashboard.data.loading.sheets import Column, as_texts
from dashboard.data.schema.people import reach
from dashboard.data.wholesale import among


def refuse_other_counting_rules(
    connection: Connection, checked: Checked, projects: Column, replaced: int | None
) -> None:
    """Refuse records that are counted by another rule than the live records of the same project and month.

    Args:
        connection: the transaction of the load.
        checked: the records.
        projects: id of each record's project, as text.
        replaced: the source whose records this load replaces, if it does.
    """
    live = _live_rules(connection, checked, projects, replaced)
    if not live:
        return
    rules = checked.columns["counting_rule"]
    first, group = project_months(checked)
    month = months(checked.columns["date"])[first].tolist()
    project = projects.take(first).cells.tolist()
    expected = as_texts([live.get((p, m), "") for p, m in zip(project, month, strict=True)])[group]
    wrong = np.flatnonzero((expected != "") & (expected != rules.cells))
    named = checked.columns["date"].take(wrong).cells
    told = {"rule": rules.take(wrong).cells, "other": expected[wrong], "month": as_texts([t[:7] for t in named])}
    checked.refuse("counting_rule", "load.error.mixed_counting_rules", wrong, **told)


def _live_rules(
    connection: Connection, checked: Checked, projects: Column, replaced: int | None
) -> dict[tuple[str, int], str]:
    """Give the rule of each project and month (months since January 1970) that has live records and is in the file."""
    ids = [int(i) for i in projects.texts if i]
    day = days(checked.columns["date"])
    day = day[~np.isnat(day)]
    if not ids or not len(day):
        return {}
    year, month = func.extract("year", reach.c.date), func.extract("month", reach.c.date)
    number = ((year - 1970) * 12 + month - 1).label("month")
    question = (
        select(reach.c.project_id, number, func.min(reach.c.counting_rule))
        .where(reach.c.until_version.is_(None), among(reach.c.project_id, ids))
        .where(reach.c.date.between(day.min().item().replace(day=1), _month_end(day.max())))
        .group_by(reach.c.project_id, number)
    )
    if replaced is not None:
        question = question.where(reach.c.source_id != replaced)
    return {(str(p), int(m)): COUNTING_RULE[rule] for p, m, rule in connection.execute(question)}


def _month_end(day: np.datetime64) -> object:
    """Give the last day of a day's month."""
    return ((day.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1).item()
