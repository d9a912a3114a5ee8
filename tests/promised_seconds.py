"""Promises in seconds on a machine that does other things too."""

import resource
from collections.abc import Callable

TRIES = 3


def fewest_seconds(measure: Callable[[], float], most: float) -> float:
    """Give the seconds of the quickest try, of which there are no more once one kept to `most`.

    What is slow by itself is slow every time; another program takes the machine away only now and then.
    """
    fewest = measure()
    for _ in range(TRIES - 1):
        if fewest <= most:
            break
        fewest = min(fewest, measure())
    return fewest


def seconds_of_children() -> float:
    """Give the processor time of the processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
