"""Files with bytes changed anywhere: they load or are refused with file, sheet, row, column and reason, never worse."""

import io
import itertools
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.data.loading import grids
from dashboard.data.loading.gathering import gather
from dashboard.data.loading.problems import Problem, Problems
from dashboard.data.parsing.child import main
from dashboard.i18n import LOCALES, speaking
from tests.data.loading.messes import MESSES

BASES = tuple(
    mess.make
    for mess in MESSES
    if mess.name
    in {
        *("commas", "Turkish code page", "a header of two merged rows", "sums and notes at the foot"),
        *("days as Excel's days", "cells merged downwards", "line breaks in cells", "HXL, tags below words"),
        *(
            "Kobo, people on a sheet of their own",
            "IATI of a grant that a map names",
            "HXL, a column for each sex and age",
        ),
    }
)
CSV = frozenset({"commas", "Turkish code page", "sums and notes at the foot", "HXL, a column for each sex and age"})
"""Those that are read in place."""
IN_A_CHILD = tuple(mess.make for mess in MESSES if mess.make in BASES and mess.name not in CSV)
Change = tuple[float, int, bytes]
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=12)


def mutate(content: bytes, changes: list[Change]) -> bytes:
    """Put bytes in place of others, anywhere."""
    for place, dropped, put in changes:
        at = int(place * len(content))
        content = content[:at] + put + content[at + dropped :]
    return content


def fuzzed(make: Any, changes: list[Change], inside: float | None, folder: Path) -> Path:  # noqa: ANN401 - a maker of files
    """Give a file that was changed: its bytes, or those of one part of a workbook, which stays a sound zip."""
    path: Path = make(folder)
    if inside is None or not zipfile.is_zipfile(path):
        path.write_bytes(mutate(path.read_bytes(), changes))
        return path
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    name = sorted(parts)[int(inside * (len(parts) - 1))]
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, mutate(content, changes) if part == name else content)
    return path


def lines_in_process(reader: str, path: Path) -> Iterator[list[Any]]:
    """Give what the child says, without starting one for each of a thousand files."""
    out = io.StringIO()
    with path.open("rb") as file:
        main(reader, file, out)
    yield from map(json.loads, out.getvalue().splitlines())


def look(make: Any, changes: list[Change], inside: float | None) -> None:  # noqa: ANN401 - a maker of files
    """Read and check a file that was changed."""
    with tempfile.TemporaryDirectory() as folder:
        path = fuzzed(make, changes, inside, Path(folder))
        errors = Problems()
        tables = gather([path], None, None, errors, None)
        cells = [*itertools.chain(*(table.checked.errors for table in tables))]
        refused: list[Problem] = [*errors, *cells]
        assert tables or refused
        assert all(problem.row > 0 and problem.column for problem in cells)
        assert all(problem.sheet for problem in cells if path.suffix != ".csv")
        for problem in refused:
            assert (problem.file, problem.row >= 0) == (path.name, True)
            for language in LOCALES:
                with speaking(language):
                    assert problem.reason
                    assert str(problem).startswith(
                        f"{path.name}:{problem.sheet}:{problem.row or ''}:{problem.column}: "
                    )


EVERY = given(st.sampled_from(BASES), CHANGES, st.one_of(st.none(), st.floats(0, 1)))
OF_THE_CHILD = given(st.sampled_from(IN_A_CHILD), CHANGES, st.one_of(st.none(), st.floats(0, 1)))
"""Workbooks and XML, read as in production: by a process of their own with its limits, one a file."""
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process: a crash of the reader is then a crash of the test."""
    monkeypatch.setattr(grids, "_lines", lines_in_process)


@pytest.mark.usefixtures("in_process")
@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@EVERY
def test_a_changed_file_is_read_or_refused(make: Any, changes: list[Change], inside: float | None) -> None:  # noqa: ANN401
    look(make, changes, inside)


@pytest.mark.exhaustive
@pytest.mark.usefixtures("in_process")
@settings(max_examples=1_000, deadline=None, derandomize=False, database=None, suppress_health_check=QUIET)
@EVERY
def test_a_thousand_changed_files_are_read_or_refused(make: Any, changes: list[Change], inside: float | None) -> None:  # noqa: ANN401
    look(make, changes, inside)


@settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@OF_THE_CHILD
def test_a_changed_file_is_read_or_refused_by_the_process_that_reads_it(
    make: Any,  # noqa: ANN401 - a maker of files
    changes: list[Change],
    inside: float | None,
) -> None:
    look(make, changes, inside)


@pytest.mark.exhaustive
@settings(max_examples=200, deadline=None, database=None, suppress_health_check=QUIET)
@OF_THE_CHILD
def test_two_hundred_changed_files_are_read_or_refused_by_the_process_that_reads_them(
    make: Any,  # noqa: ANN401 - a maker of files
    changes: list[Change],
    inside: float | None,
) -> None:
    look(make, changes, inside)
