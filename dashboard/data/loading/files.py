"""Files as sheets, whatever their format."""

from collections.abc import Iterable
from pathlib import Path

from dashboard.data.loading.csv_files import Progress, read_csv
from dashboard.data.loading.kobo import undo
from dashboard.data.loading.layout import Find, find_header
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.sheets import Sheet
from dashboard.data.loading.workbooks import read_iati, read_workbook

CSV_SUFFIXES, WORKBOOK_SUFFIXES = frozenset({".csv", ".tsv", ".txt"}), frozenset({".xlsx", ".xlsm"})
IATI_SUFFIXES = frozenset({".xml"})
SUFFIXES = CSV_SUFFIXES | WORKBOOK_SUFFIXES | IATI_SUFFIXES


def expand(paths: Iterable[Path]) -> list[Path]:
    """Give the files meant by some paths: a folder means the files in it that can be loaded."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES) if path.is_dir() else []
        found += inside or [path]
    return found


def read_sheets(path: Path, progress: Progress | None = None, find: Find = find_header) -> list[Sheet]:
    """Give the sheets of a file that hold anything; `find` tells which row is the header.

    CSV files are read here: what reads them knows neither entities nor links nor anything that unpacks, and their size,
    records and columns are bounded. Workbooks and XML are read by a child process, see `grids`.

    Raises:
        RefusedError: the file cannot be read, or holds no row.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.no_file")])
    if suffix in CSV_SUFFIXES:
        sheets = read_csv(path, progress, find)
        sheets = undo(sheets) if sheets[0].form == "kobo" else sheets
    elif suffix in WORKBOOK_SUFFIXES:
        sheets = read_workbook(path, find, progress)
    elif suffix in IATI_SUFFIXES:
        sheets = read_iati(path, progress)
    else:
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.unknown_suffix")])
    if not any(len(sheet) for sheet in sheets):
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.no_rows")])
    return [sheet for sheet in sheets if len(sheet)]
