"""The process that reads one file: `python -m dashboard.data.parsing.child workbook|iati`, the file being its input.

It writes lines of JSON: `sheet` (name, hidden), `rows`, `at` (bytes read, of how many), `merged`, `refused` and at
last `done`. Before it looks at the
file it gives up what it does not need: memory, processor time, files, sleep.
"""

import contextlib
import io
import json
import resource
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO, cast

from dashboard.data.parsing.archive import Archive
from dashboard.data.parsing.iati import read_iati
from dashboard.data.parsing.limits import MEMORY, MOST_CELLS, PROCESSOR_SECONDS, Refusal
from dashboard.data.parsing.workbook import open_book
from dashboard.data.parsing.worksheet import Row, Worksheet

_ROWS_A_LINE = 500
_LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: PROCESSOR_SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 16,
}
Say = Callable[..., None]


class Rows:
    """Collects rows into lines, and counts what they hold."""

    def __init__(self, say: Say, told: Callable[[], None] = lambda: None) -> None:
        self._say, self._told, self._waiting, self._cells = say, told, list[Row](), 0

    def tell(self, row: Row) -> None:
        """Take one row.

        Raises:
            Refusal: the file holds too much.
        """
        self._cells += len(row[1])
        if self._cells > MOST_CELLS:
            raise Refusal("too_many_cells_in_all", row=row[0], limit=str(MOST_CELLS))
        self._waiting.append(row)
        if len(self._waiting) >= _ROWS_A_LINE:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        if self._waiting:
            self._say("rows", self._waiting)
            self._waiting = []
            self._told()


def read_book(file: BinaryIO, say: Say) -> None:
    """Write the rows of every sheet."""
    archive = Archive(file)
    book = open_book(archive)
    before, whole = 0, sum(archive.size(part) for _, part, _ in book.sheets)
    for name, part, hidden in book.sheets:
        say("sheet", name, hidden)
        rows = Rows(say, lambda: say("at", before + sheet.at, whole))  # noqa: B023  It is told before the next sheet.
        sheet = Worksheet(name, book, rows.tell)
        sheet.read(archive, part)
        rows.flush()
        before += archive.size(part)
        say("merged", sheet.merged)
        for refusal in sheet.refusals:
            say("refused", *told(refusal))


def read_results(file: BinaryIO, say: Say) -> None:
    """Write the rows of the tables that a file of IATI gives."""
    rows = Rows(say)
    for name, found in read_iati(file, partial(say, "at")).items():
        say("sheet", name, False)
        for row in found:
            rows.tell(row)
        rows.flush()


def told(refusal: Refusal) -> tuple[Any, ...]:
    """Give what the parent makes a problem of."""
    return refusal.key, refusal.sheet, refusal.row, refusal.column, refusal.values


READERS: dict[str, Callable[[BinaryIO, Say], None]] = {"workbook": read_book, "iati": read_results}


def main(reader: str, file: BinaryIO, out: io.TextIOBase) -> None:
    """Read the file and write what is in it; whatever goes wrong is a refusal."""

    def say(*line: object) -> None:
        out.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")

    try:
        READERS[reader](file, say)
    except Refusal as refusal:
        say("refused", *told(refusal))
    except MemoryError:
        say("refused", "too_heavy", "", 0, "", {})
    say("done")
    out.flush()


def give_up_rights() -> None:
    """Take limits that cannot be lifted again; a system that does not know one of them goes without it."""
    for limit, most in _LIMITS.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    give_up_rights()
    main(sys.argv[1], cast("BinaryIO", sys.stdin.buffer), cast("io.TextIOBase", sys.stdout))
