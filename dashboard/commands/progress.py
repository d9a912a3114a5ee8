"""A progress bar for a person at a terminal, and silence for everybody else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

Progress = Callable[[str, int, int], None]
"""Told the name of the step, how much of it is done, and how much there is to do."""


@contextmanager
def progress_bar(title: str) -> Iterator[Progress]:
    """Hold a bar on the error output; it is drawn only where that is a terminal."""
    with tqdm(desc=title, unit_scale=True, leave=False, disable=not sys.stderr.isatty()) as bar:

        def show(_step: str, done: int, total: int) -> None:
            bar.total = total
            bar.n = done
            bar.refresh()

        yield show
