"""Checks of the files of municipal partnerships: who can teach whom."""

import numpy as np

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.rules import filled


def nobody_teaches_itself(checked: Checked) -> None:
    """Know-how passes from one organisation to another one."""
    teachers, learners = checked.columns["teacher_code"], checked.columns["learner_code"]
    wrong = np.flatnonzero(filled(teachers) & (teachers.cells == learners.cells))
    checked.refuse("learner_code", "load.error.taught_itself", wrong, code=learners.take(wrong).cells)
