"""The cells of a sheet as the child process read them, and the way there: one child a file, bounded in time."""

import json
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import dashboard
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.parsing.limits import WALL_SECONDS

HOUSE = Path(dashboard.__file__).parent.parent
_LONGEST_LINE = 200_000_000


@dataclass(slots=True)
class Grid:
    """One sheet: its rows that hold anything, each with its number, and the cells that are merged."""

    file: str
    name: str
    hidden: bool = False
    numbers: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column; rows as they are numbered, columns from 0."""


def parse(reader: str, path: Path, progress: Progress | None = None) -> list[Grid]:
    """Give the sheets of a file, read by `parsing.child` in a process that knows nothing of ours.

    The file is handed over open: its name is never used as a path. A child is started anew for every file, so that one
    file cannot harm the reading of the next. `progress` is told how many of its bytes are read; what it raises ends the
    child.

    Raises:
        RefusedError: the file is refused, or asked for more time or memory than there is.
    """
    grids: list[Grid] = []
    problems: list[Problem] = []
    whole = False
    try:
        with closing(_lines(reader, path)) as lines:
            for kind, *told in lines:
                whole = kind == "done"
                if kind == "at" and progress:
                    progress("read", min(int(told[0]), int(told[1])), int(told[1]))
                _take(path.name, kind, told, grids, problems)
    except (ValueError, TypeError, LookupError, AttributeError):
        whole = False  # What a child says that was taken over by its file need not make sense.
    if problems or not whole:
        sheet = grids[-1].name if grids else ""
        raise RefusedError(problems or [Problem(path.name, sheet, 0, "", "load.error.too_heavy")])
    return grids


def _take(file: str, kind: str, told: list[Any], grids: list[Grid], problems: list[Problem]) -> None:
    """Take over one line of what the child says."""
    if kind == "sheet":
        grids.append(Grid(file, str(told[0]), bool(told[1])))
    elif kind == "rows":
        _add(grids[-1], told[0])
    elif kind == "merged":
        grids[-1].merged = [(int(a), int(b), int(c), int(d)) for a, b, c, d in told[0]]
    elif kind == "refused":
        key, sheet, row, column, values = told
        words = tuple((str(k), str(v)) for k, v in values.items())
        problems.append(Problem(file, str(sheet), int(row), str(column), f"load.error.{key}", words))


def _add(grid: Grid, rows: list[Any]) -> None:
    """Take rows over; equal texts are kept once."""
    for number, cells in rows:
        grid.numbers.append(int(number))
        grid.rows.append([sys.intern(cell) for cell in cells])


def _lines(reader: str, path: Path) -> Generator[list[Any], None, None]:
    """Give what the child says, line by line; it is ended where it takes too long."""
    command = [sys.executable, "-E", "-s", "-B", "-m", "dashboard.data.parsing.child", reader]
    with (
        path.open("rb") as file,
        subprocess.Popen(
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=HOUSE, env={}
        ) as child,
    ):
        timer = threading.Timer(WALL_SECONDS, child.kill)
        timer.start()
        try:
            assert child.stdout is not None  # noqa: S101 - it was asked for
            yield from _decoded(child.stdout)
        finally:
            timer.cancel()
            child.kill()


def _decoded(out: IO[bytes]) -> Iterator[list[Any]]:
    """Give the lines; one that breaks off is the end."""
    while line := out.readline(_LONGEST_LINE):
        try:
            yield json.loads(line)
        except ValueError:
            return
