"""Checks of the timeline's files: a revised target speaks of one period or of the whole life."""

import numpy as np

from dashboard.data.loading.checks import Checked


def a_whole_period_or_none(checked: Checked) -> None:
    """A period has both its ends; a target of the whole life has neither, and no place."""
    starts, ends = checked.columns["period_start"].missing, checked.columns["period_end"].missing
    for name, wrong in (("period_start", starts & ~ends), ("period_end", ends & ~starts)):
        checked.refuse(name, "load.error.half_a_period", np.flatnonzero(wrong))
    placed = starts & ends & ~checked.columns["place_code"].missing
    checked.refuse("place_code", "load.error.whole_life_in_a_place", np.flatnonzero(placed))
