"""Workbooks and files of IATI as sheets: the child process reads the cells, here they become tables."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.grids import Grid, parse
from dashboard.data.loading.iati_grants import ACTIVITY, take_activities
from dashboard.data.loading.kobo import undo
from dashboard.data.loading.layout import HEAD_ROWS, Find, Header, find_header, guess_header
from dashboard.data.loading.problems import Finding
from dashboard.data.loading.shaping import refuse_twins, shape
from dashboard.data.loading.sheets import Sheet, from_cells

MOST_FILLED = 200_000
"""So many cells at most are filled from merged ones."""


def read_workbook(path: Path, find: Find = find_header, progress: Progress | None = None) -> list[Sheet]:
    """Give the sheets of a workbook in which a header is found; explanations and lists are left out.

    Where none is found, they are given with what looks most like one, so that the words that nobody knows can be told.
    Hidden sheets are left out too, with a warning where they look like a table: nobody sees what they hold.

    Raises:
        RefusedError: it is no workbook, or too large to be opened safely.
    """
    grids = parse("workbook", path, progress)
    found = _headed(grids, find) or _headed([grid for grid in grids if not grid.hidden], guess_header)
    sheets = [_under(grid, header) for grid, header in found if not grid.hidden]
    hidden = [
        Finding(g.file, g.name, "", "load.warning.hidden_sheet", np.zeros(1, np.int32)) for g, _ in found if g.hidden
    ]
    if sheets:
        sheets[0].findings += hidden
    return undo(sheets) if any(sheet.form == "kobo" for sheet in sheets) else sheets


def read_iati(path: Path, progress: Progress | None = None) -> list[Sheet]:
    """Give the tables of indicators, targets and results of a file of IATI activities.

    Raises:
        RefusedError: it is no such file, or not safe to read.
    """
    sheets = [_under(grid, Header(0, grid.rows[0], "iati")) for grid in parse("iati", path, progress)]
    for sheet in sheets:
        if ACTIVITY in sheet.columns:
            take_activities(sheet)
    return sheets


def _headed(grids: Iterable[Grid], find: Find) -> list[tuple[Grid, Header]]:
    """Give the sheets in which a header is found, each with it."""
    return [(grid, header) for grid in grids if (header := _header(grid, find))]


def _header(grid: Grid, find: Find) -> Header | None:
    """Give the header of a sheet; a cell merged over several columns stands over each of them."""
    head = [(number, _spread_out(grid, number, cells)) for number, cells in _head(grid)]
    return find(head)


def _head(grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """Give the first rows."""
    return zip(grid.numbers[:HEAD_ROWS], grid.rows[:HEAD_ROWS], strict=True)


def _spread_out(grid: Grid, number: int, cells: list[str]) -> list[str]:
    """Give a row in which merged cells are filled across, unless one spans the whole row as a title does."""
    out = list(cells)
    for top, left, bottom, right in grid.merged:
        if top <= number <= bottom and left < right and sum(map(bool, cells)) > 1:
            out += [""] * (right + 1 - len(out))
            for place in range(left + 1, right + 1):
                out[place] = out[place] or out[left]
    return out


def _under(grid: Grid, header: Header) -> Sheet:
    """Give the table under a header."""
    headers = [name.strip() for name in header.names]
    refuse_twins(grid.file, grid.name, header.row, headers)
    at = next((i for i, number in enumerate(grid.numbers) if number > header.row), len(grid.numbers))
    if header.form == "iati":
        at = 1
    rows, numbers = grid.rows[at:], grid.numbers[at:]
    _fill_down(grid, rows, numbers)
    width = max([len(headers), *map(len, rows)])
    names = [
        *(h or f"\x00{place}" for place, h in enumerate(headers)),
        *(f"\x00{n}" for n in range(len(headers), width)),
    ]
    columns = {h: from_cells([row[place] if place < len(row) else "" for row in rows]) for place, h in enumerate(names)}
    sheet = Sheet(grid.file, grid.name, columns, np.array(numbers, dtype=np.int32), form=header.form)
    sheet.header_row = header.row
    return shape(sheet, header.tags)


def _fill_down(grid: Grid, rows: list[list[str]], numbers: list[int]) -> None:
    """Fill the cells of a column that are merged into the one above them."""
    where = {number: at for at, number in enumerate(numbers)}
    filled = 0
    for top, left, bottom, _ in grid.merged:
        first = where.get(top)
        if first is None or bottom == top or left >= len(rows[first]):
            continue
        text = rows[first][left]
        for number in range(top + 1, min(bottom, top + MOST_FILLED) + 1):
            at, filled = where.get(number), filled + 1
            if at is None or filled > MOST_FILLED:
                continue
            rows[at].extend([""] * (left + 1 - len(rows[at])))
            rows[at][left] = rows[at][left] or text
