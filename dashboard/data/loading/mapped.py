"""A list of another institution as tables to load, through its mapping."""

from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from dashboard.data.loading.checks import Checked, check_sheet
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.files import read_sheets
from dashboard.data.loading.gathering import Table
from dashboard.data.loading.kinds import KINDS, ORDER
from dashboard.data.loading.labels import plain
from dashboard.data.loading.layout import find_header
from dashboard.data.loading.mapping import Mapping, apply
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.sheets import Sheet


def read_list(mapping: Mapping, path: Path, progress: Progress | None) -> dict[str, Sheet]:
    """Give the sheets by KIND that a file gives.

    Raises:
        RefusedError: the file cannot be read, or is not this list.
    """
    wanted = frozenset(plain(name) for group in mapping.needs for name in group)
    return apply(mapping, read_sheets(path, progress, partial(find_header, wanted=wanted))[0])


def date_of_list(mapping: Mapping, path: Path, dated: date | None) -> date:
    """Give the date of a list: the one that is said, else the one in the file's name.

    Raises:
        RefusedError: nobody says it.
    """
    found = dated or mapping.date_of(path.name)
    if found is None:
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.no_list_date")])
    return found


def gather_mapped(
    connection: Connection, mapping: Mapping, sheets: dict[str, Sheet], source: str, dated: date
) -> list[Table]:
    """Work out what the list changes and check every row; each KIND fills the source `<source>#<KIND>`."""
    warnings = mapping.revise(connection, sheets, source, dated)
    found: dict[str, Checked] = {}
    for name in sorted(sheets, key=ORDER.index):
        sheet = sheets[name]
        sheet.headers = {column: column for column in sheet.columns}
        found[name] = check_sheet(KINDS[name], sheet)
    for warning in warnings:
        found[warning.sheet].warnings.add(warning)
    return [Table(checked, f"{source}#{name}") for name, checked in found.items()]
