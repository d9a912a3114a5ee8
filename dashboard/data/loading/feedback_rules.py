"""Checks of feedback: which days and states may stand beside each other in one case."""

import numpy as np

from dashboard.codes import NEEDS_ANSWER, SENSITIVE_CATEGORIES
from dashboard.data.loading.checks import Checked, merged
from dashboard.data.loading.rules import days, filled, is_one_of
from dashboard.data.loading.sheets import Column, as_texts

ORDER = (("received_on", "first_response_on"), ("first_response_on", "closed_on"), ("received_on", "closed_on"))
"""Pairs of days of which the second is never before the first."""


def an_answer_where_the_type_asks_for_one(checked: Checked) -> None:
    """Where the file does not say whether a case needs an answer, its type does."""
    given, types = checked.columns["needs_answer"], checked.columns["type"]
    texts = [*map(str, given.texts), *("true" if str(kind) in NEEDS_ANSWER else "false" for kind in types.texts)]
    codes = np.where(given.missing, types.codes + len(given.texts), given.codes)
    checked.columns["needs_answer"] = merged(texts, codes.astype(np.int32))


def days_of_a_case_in_order(checked: Checked) -> None:
    """A case is answered and closed after it was received, closed after it was answered, and due after its receipt."""
    for start, end in (*ORDER, ("received_on", "due_on")):
        starts, ends = checked.columns[start], checked.columns[end]
        wrong = np.flatnonzero(days(ends) < days(starts))
        told = {"start": starts.take(wrong).cells, "end": ends.take(wrong).cells}
        checked.refuse(end, "load.error.days_out_of_order", wrong, **told)


def states_have_their_days(checked: Checked) -> None:
    """An answered case has the day of its answer, a closed one that of its closing, and no other is closed."""
    states = checked.columns["status"]
    answered, closed = filled(checked.columns["first_response_on"]), filled(checked.columns["closed_on"])
    is_closed = is_one_of(states, "closed")
    for name, wrong in (
        ("first_response_on", is_one_of(states, "answered") & ~answered),
        ("closed_on", is_closed & ~closed),
    ):
        rows = np.flatnonzero(wrong)
        checked.refuse(name, "load.error.day_of_state_missing", rows, state=states.take(rows).cells)
    open_yet = np.flatnonzero(closed & ~is_closed)
    checked.refuse("status", "load.error.closed_but_open", open_yet, state=states.take(open_yet).cells)


def sensitive_cases(checked: Checked) -> Column:
    """Say which cases count as sensitive: all but those said not to be, and those of categories that always are."""
    said = ~is_one_of(checked.columns["sensitivity"], "no")
    always = is_one_of(checked.columns["category"], *SENSITIVE_CATEGORIES)
    return Column(as_texts(["false", "true"]), (said | always).astype(np.int32))
