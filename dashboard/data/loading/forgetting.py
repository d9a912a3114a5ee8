"""Rows of erased persons, and rows past their time, are stored without text and person key.

They lose both before they are hashed, as the stored rows did when they were erased. So a file that is loaded again
after an erasure says exactly what is live.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.hashing import hash_rows
from dashboard.data.loading.rules import days
from dashboard.data.loading.sheets import Column, as_texts
from dashboard.data.retention import Retention, last_day_past
from dashboard.data.schema.feedback import erased_cases, erasures
from dashboard.data.versions import today

PERSONAL = ("text", "person_key")
ENDS = {"feedback": "closed_on", "reach": "date"}
"""KINDs whose rows hold what somebody said or who somebody is, with the day from which their time is counted."""


def forget(connection: Connection, checked: Checked, source: int | None, retention: Retention) -> None:
    """Empty text and person key of every row whose person was erased or whose time is over, and warn of it.

    Args:
        connection: the transaction of the load.
        checked: the rows, their person keys hashed already.
        source: id of the source that they fill, if it exists.
        retention: how long texts and keys are kept.
    """
    if checked.kind.name not in ENDS:
        return
    gone = _of_erased_persons(connection, checked) | _of_erased_cases(connection, checked, source)
    gone |= _past(checked, last_day_past(retention, checked.kind.name, today()))
    held = np.zeros(len(checked), bool)
    for name in PERSONAL:
        if name in checked.columns:
            column = checked.columns[name]
            held |= ~column.missing
            checked.columns[name] = without(column, gone)
    checked.warn("", "load.warning.forgotten", np.flatnonzero(gone & held))


def without(column: Column, cells: NDArray[np.bool_]) -> Column:
    """Give a column in which these cells are empty."""
    if not cells.any():
        return column
    texts = as_texts([*column.texts, ""])
    return Column(texts, np.where(cells, len(texts) - 1, column.codes).astype(np.int32))


def _of_erased_persons(connection: Connection, checked: Checked) -> NDArray[np.bool_]:
    """Say of which rows the person was erased."""
    column = checked.columns["person_key"]
    erased = {key.hex() for key in connection.scalars(select(erasures.c.person_key))} if any(column.texts) else set()
    return column.spread((text in erased for text in column.texts), bool)


def _of_erased_cases(connection: Connection, checked: Checked, source: int | None) -> NDArray[np.bool_]:
    """Say which rows tell of a case that an erased person brought, even where they do not say whose it is."""
    if checked.kind.name != "feedback" or source is None:
        return np.zeros(len(checked), bool)
    question = select(erased_cases.c.key_hash).where(erased_cases.c.source_id == source)
    erased = np.array(connection.scalars(question).all(), np.int64).view(np.uint64)
    keys = hash_rows((checked.columns[name] for name in checked.kind.key), len(checked))
    return np.isin(keys, erased)


def _past(checked: Checked, last: date | None) -> NDArray[np.bool_]:
    """Say which rows are past their time; a case that is open has none."""
    if last is None:
        return np.zeros(len(checked), bool)
    return np.asarray(days(checked.columns[ENDS[checked.kind.name]]) <= np.datetime64(last, "D"))
