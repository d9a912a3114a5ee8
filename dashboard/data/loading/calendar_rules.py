"""Checks of milestones and rates: in which order a report comes and goes, and what a rate cannot be."""

from itertools import pairwise

import numpy as np

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.rules import days, filled, is_one_of

COURSE = ("done_on", "sent_back_on", "resubmitted_on", "accepted_on")
"""The course of a report that did not pass at once."""


def sent_back_after_it_was_handed_in(checked: Checked) -> None:
    """A report is sent back after it was handed in, and handed in again after it was sent back."""
    for earlier, later in pairwise(COURSE[:3]):
        before, after = checked.columns[earlier], checked.columns[later]
        absent = np.flatnonzero(filled(after) & before.missing)
        name = checked.sheet.headers.get(earlier, earlier)
        checked.refuse(later, "load.error.step_left_out", absent, column=name)
    for earlier, later in (*pairwise(COURSE), ("sent_back_on", "accepted_on")):
        before, after = checked.columns[earlier], checked.columns[later]
        wrong = np.flatnonzero(days(after) < days(before))
        told = {"start": before.take(wrong).cells, "end": after.take(wrong).cells}
        checked.refuse(later, "load.error.days_out_of_order", wrong, **told)


def a_rate_is_above_zero_and_of_two_currencies(checked: Checked) -> None:
    """A rate is above 0 and joins a currency with another one."""
    checked.refuse("rate", "load.error.rate_zero", np.flatnonzero(is_one_of(checked.columns["rate"], "0")))
    own, to = (checked.columns[name] for name in ("currency", "to"))
    checked.refuse("to", "load.error.same_currency", np.flatnonzero(filled(own) & (own.cells == to.cells)))
