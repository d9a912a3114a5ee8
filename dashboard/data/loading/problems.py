"""What is wrong with a file: findings over many rows, and the problems that people read, one a cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from dashboard.i18n import t


@dataclass(frozen=True, slots=True)
class Problem:
    """One error or warning at one cell; `row` is 0 for a whole file, the header being row 1."""

    file: str
    sheet: str
    row: int
    column: str
    key: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def reason(self) -> str:
        """Give the reason in the language in force."""
        return t(self.key, **dict(self.values))

    def __str__(self) -> str:
        """Give the line that `dashboard load` prints."""
        return f"{self.file}:{self.sheet}:{self.row or ''}:{self.column}: {self.reason}"


class RefusedError(Exception):
    """Rows were refused and nothing was stored; `problems` lists every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        """Give the first twenty lines that `dashboard load` prints."""
        return "\n".join(str(problem) for problem in self.problems[:20])


@dataclass(frozen=True, slots=True)
class Finding:
    """The same thing said of many rows.

    `values` hold a text, or one text a row, for each placeholder of the message.
    """

    file: str
    sheet: str
    column: str
    key: str
    rows: NDArray[Any]
    values: dict[str, Any] = made(default_factory=dict)
    field: str = ""
    """The field of the KIND whose cells are meant, where that is known."""

    def problem(self, i: int) -> Problem:
        """Give the problem of the i-th of the rows."""
        told = ((name, value if isinstance(value, str) else str(value[i])) for name, value in self.values.items())
        return Problem(self.file, self.sheet, int(self.rows[i]), self.column, self.key, tuple(told))


class Problems(Sequence[Problem]):
    """Every problem in the order of the file, written out only when somebody reads it.

    A million of them cost no more than their row numbers.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, finding: Finding) -> None:
        """Keep a finding, unless no row has it."""
        if len(finding.rows):
            self.findings.append(finding)

    def tell(self, *problems: Problem) -> None:
        """Keep single problems."""
        for one in problems:
            rows = np.array([one.row])
            self.findings.append(Finding(one.file, one.sheet, one.column, one.key, rows, dict(one.values)))

    def __len__(self) -> int:
        """Count the problems."""
        return sum(len(finding.rows) for finding in self.findings)

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> list[Problem]: ...
    def __getitem__(self, index: int | slice) -> Problem | list[Problem]:
        """Give one problem, or several, in the order of files, sheets and rows."""
        whose, which = self._order()
        if isinstance(index, slice):
            return [self.findings[f].problem(int(i)) for f, i in zip(whose[index], which[index], strict=True)]
        return self.findings[int(whose[index])].problem(int(which[index]))

    def __iter__(self) -> Iterator[Problem]:
        """Go through all problems in the order of files, sheets and rows."""
        whose, which = self._order()
        for f, i in zip(whose.tolist(), which.tolist(), strict=True):
            yield self.findings[f].problem(i)

    def _order(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Give for each problem in reading order its finding and its place there."""
        if not self.findings:
            return np.empty(0, int), np.empty(0, int)
        sizes = [len(finding.rows) for finding in self.findings]
        places = list(dict.fromkeys((f.file, f.sheet) for f in self.findings))
        whose = np.repeat(np.arange(len(sizes)), sizes)
        which = np.concatenate([np.arange(size) for size in sizes])
        where = np.array([places.index((f.file, f.sheet)) for f in self.findings])[whose]
        order = np.lexsort((which, whose, np.concatenate([f.rows for f in self.findings]), where))
        return whose[order], which[order]

    def rows_of(self, file: str, sheet: str) -> int:
        """Count the distinct rows of one sheet that have a problem."""
        rows = [f.rows for f in self.findings if (f.file, f.sheet) == (file, sheet)]
        found = np.unique(np.concatenate(rows)) if rows else np.empty(0)
        return int(np.count_nonzero(found > 0))
