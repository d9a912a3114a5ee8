"""How far the reading of a workbook or an XML file is: told while it is read, and ended by whoever cancels."""

import subprocess
from pathlib import Path

import pytest

from dashboard.data.loading import grids
from dashboard.data.loading.files import read_sheets
from tests.data.loading.mess_files import HEADER, ONE, book, raw

ROWS = 3_000
PERIOD = '<period><period-start iso-date="2021-01-01"/><period-end iso-date="2021-12-31"/><actual value="4"/></period>'
REPORT = f"""<iati-activities version="2.03"><iati-activity><iati-identifier>G1</iati-identifier><result type="1">
<indicator measure="1">{PERIOD * ROWS}</indicator></result></iati-activity></iati-activities>"""


class StopError(Exception):
    """Somebody has cancelled."""


def told(path: Path) -> list[tuple[str, int, int]]:
    """Give what is told while a file is read."""
    said: list[tuple[str, int, int]] = []
    assert sum(map(len, read_sheets(path, lambda *one: said.append(one)))) >= ROWS
    return said


def test_a_workbook_tells_how_far_it_is_over_all_its_sheets(tmp_path: Path) -> None:
    more = {"reach 2": [HEADER, *[ONE] * ROWS]}
    said = told(book(HEADER, *[ONE] * ROWS, title="reach", more=more)(tmp_path))
    done, of = [one[1] for one in said], {one[2] for one in said}
    assert {one[0] for one in said} == {"read"}
    assert len(said) > 2 * ROWS // 500 - 2
    assert done == sorted(done)
    assert len(of) == 1
    assert 0 < done[0] < done[-1] <= of.pop()


def test_a_file_of_iati_tells_how_far_it_is(tmp_path: Path) -> None:
    said = told(raw(REPORT, "a.xml")(tmp_path))
    assert len(said) > 1
    assert all(0 < done <= of == len(REPORT) for _, done, of in said)


def test_whoever_cancels_ends_the_process_that_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def remembered(*arguments: object, **options: object) -> "subprocess.Popen[bytes]":
        started.append(start(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    def cancel(*_: object) -> None:
        raise StopError

    monkeypatch.setattr(grids.subprocess, "Popen", remembered)
    with pytest.raises(StopError):
        read_sheets(book(HEADER, *[ONE] * ROWS)(tmp_path), cancel)
    assert len(started) == 1
    assert started[0].returncode is not None
