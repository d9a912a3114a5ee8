"""Numbers of people that stand in a single row: participants, trained staff. What protected viewers see of them.

A row is the base cell: 0 stays 0, 1 to 9 is suppressed, the rest is rounded to 5. Everything else is summed from these.
"""

import numpy as np

from dashboard.data.day_columns import Objects
from dashboard.data.extent import Extent
from dashboard.data.priority import Bools, Ints
from dashboard.data.privacy.cells import SUPPRESSED, rounded
from dashboard.shown_sum import NOT_SHOWN, ShownSum

UNKNOWN = -1
"""Stands for a number that was not reported."""
HIDDEN = -2
"""Stands for a number that is suppressed."""


def shown_numbers(people: Ints, extent: Extent) -> Ints:
    """Give numbers as the viewers of an extent see them: unknown ones stay so, suppressed ones are `HIDDEN`."""
    if not extent.protected:
        return people
    shown = rounded(people)
    return np.where(people == UNKNOWN, UNKNOWN, np.where(shown == SUPPRESSED, HIDDEN, shown))


def shown_number(people: int | None, extent: Extent) -> int | None:
    """Give one number as the viewers of an extent see it."""
    if people is None:
        return None
    (shown,) = shown_numbers(np.array([people], dtype=np.int64), extent).tolist()
    return NOT_SHOWN if shown == HIDDEN else int(shown)


def added_people(people: Ints) -> int | None:
    """Add up what is shown of some numbers; a `ShownSum` where some are suppressed, None where none was reported."""
    found: int | None = added_by(np.zeros(len(people), dtype=np.int64), people, 1)[0]
    return found


def added_by(place: Ints, people: Ints, size: int) -> Objects:
    """Add up numbers by place, each sum as `added_people` gives it."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, place[people >= 0], people[people >= 0])
    reported, partial = (_having(place[chosen], size) for chosen in (people != UNKNOWN, people == HIDDEN))
    found = sums.astype(object)
    found[partial] = [ShownSum(shown) for shown in sums[partial].tolist()]
    found[~reported] = None
    return found


def _having(places: Ints, size: int) -> Bools:
    """Say which places occur."""
    return np.bincount(places, minlength=size) > 0
