"""CSV files as sheets: the encoding and the delimiter are found out, every cell stays text."""

import csv
import re
import warnings
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import numpy as np
import pandas as pd

from dashboard.data.loading.encodings import find_encoding
from dashboard.data.loading.layout import HEAD_ROWS, Find, Header, find_header
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.shaping import refuse_twins, shape
from dashboard.data.loading.sheets import Column, Gatherer, Sheet
from dashboard.data.parsing.limits import MOST_COLUMNS

# Where the first row holds more cells than there are names, the parser leaves them out and warns: none may get lost.
warnings.filterwarnings("error", category=pd.errors.ParserWarning)

CHUNK_ROWS = 100_000
LONGEST_RECORD = 1_000_000
DELIMITERS = (",", ";", "\t")
_QUOTED = re.compile(r'(?<![^,;\t\r\n])"(?:[^"]|"")*"')
_OPEN = re.compile(r'(?<![^,;\t\r\n])"')
"""A quotation mark opens a cell at its beginning only; anywhere else, as of inches, it is a letter like any other."""
OVERHANG = "\x00overhang"
"""Name of the column that catches a cell beyond the header."""

Progress = Callable[[str, int, int], None]
"""Told a stage (`read` or `store`), how much of it is done, and how much there is."""


def read_csv(path: Path, progress: Progress | None = None, find: Find = find_header) -> list[Sheet]:
    """Give the one sheet of a CSV file; `find` tells which row is the header.

    Raises:
        RefusedError: it is no readable CSV file; the problem names the row where it can.
    """
    encoding = find_encoding(path)
    head = read_head(path, encoding)
    delimiter, header = _choose(head, find)
    headers = [h.strip() for h in header.names]
    if not any(headers):
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.empty_file")])
    if len(headers) > MOST_COLUMNS:
        far = (("limit", str(MOST_COLUMNS)),)
        raise RefusedError(
            [Problem(path.name, "", header.row, headers[MOST_COLUMNS], "load.error.column_far_away", far)]
        )
    refuse_twins(path.name, "", header.row, headers)
    start = len("".join(head[: header.row]).encode(encoding))
    names = [*(h or f"\x00{i}" for i, h in enumerate(headers)), OVERHANG]
    _refuse_longer(path.name, head, header.row, delimiter, len(names))
    rules = {"encoding": encoding.removesuffix("-sig"), "sep": delimiter, "names": names}
    columns = _read_columns(path, start, header.row, rules, progress)
    first = header.row + 1
    rows = np.arange(first, len(columns[OVERHANG]) + first, dtype=np.int32)
    sheet = Sheet(path.name, "", columns, rows, form=header.form, header_row=header.row)
    sheet.conventions = {"encoding": encoding, "delimiter": delimiter}
    return [shape(sheet, header.tags)]


def read_head(path: Path, encoding: str) -> list[str]:
    """Give the text of the first records, whose cells may hold line breaks inside quotes."""
    records: list[str] = []
    try:
        with path.open(encoding=encoding, newline="") as file:
            while len(records) < HEAD_ROWS + 1 and (text := file.readline(LONGEST_RECORD)):
                records.append(_whole_record(text, file))
    except UnicodeDecodeError as error:
        raise RefusedError([_parser_problem(path.name, 0, error)]) from error
    if long := [number for number, text in enumerate(records, 1) if len(text) >= LONGEST_RECORD]:
        raise RefusedError([Problem(path.name, "", long[0], "", "load.error.line_too_long")])
    return records


def _whole_record(text: str, file: TextIO) -> str:
    """Give a record whose first line is at hand: lines are added until every quotation mark is closed."""
    lines, size, is_open = [text], len(text), _is_open(text)
    while is_open and size < LONGEST_RECORD and (more := file.readline(LONGEST_RECORD)):
        lines.append(more)
        size += len(more)
        is_open = _is_open(f'"…{more}')
    return "".join(lines)


def _is_open(text: str) -> bool:
    """Say whether a cell that begins with a quotation mark has no end yet."""
    return '"' in text and bool(_OPEN.search(_QUOTED.sub("", text)))


def _choose(head: list[str], find: Find) -> tuple[str, Header]:
    """Give the delimiter with which the first records have a header, and the header; else the first record is it."""
    first = next((n for n, text in enumerate(head, 1) if text.strip()), 1)
    plain = max(DELIMITERS, key=(head[first - 1] if head else "").count)
    found: list[tuple[str, Header]] = []
    for delimiter in sorted(DELIMITERS, key=lambda one: one != plain):
        wide = ((n, cells[: MOST_COLUMNS + 1]) for n, cells in enumerate(_cells(head, delimiter), 1))
        rows = [(n, cells) for n, cells in wide if any(cells)]
        if header := find(rows):
            found.append((delimiter, header))
    if found:
        return max(found, key=lambda one: len(one[1].names))
    return plain, Header(first, next(_cells(head[first - 1 : first], plain), []))


def _refuse_longer(file: str, head: list[str], above: int, delimiter: str, width: int) -> None:
    """Refuse rows among the first that hold more cells than there are columns, before the parser cuts them."""
    long = [n for n, cells in enumerate(_cells(head[above:], delimiter), above + 1) if len(cells) > width]
    if long:
        raise RefusedError([Problem(file, "", row, "", "load.error.too_many_cells") for row in long])


def _cells(records: list[str], delimiter: str) -> Iterator[list[str]]:
    """Give the cells of records, without blanks at their ends; a record that is no CSV has none."""
    for text in records:
        try:
            found = next(csv.reader(StringIO(text.rstrip("\r\n"), newline=""), delimiter=delimiter), [])
        except csv.Error:
            found = []
        yield [cell.strip() for cell in found]


def _read_columns(
    path: Path, start: int, above: int, rules: dict[str, Any], progress: Progress | None
) -> dict[str, Column]:
    """Read what stands under the header, a chunk of rows at a time."""
    gatherers = {name: Gatherer() for name in rules["names"]}
    size = path.stat().st_size
    with path.open("rb") as raw:
        raw.seek(start)
        try:
            for chunk in _chunks(raw, rules):
                for name, gatherer in gatherers.items():
                    gatherer.add(chunk[name])
                if progress:
                    progress("read", raw.tell(), size)
        except (pd.errors.ParserError, pd.errors.ParserWarning, UnicodeDecodeError) as error:
            raise RefusedError([_parser_problem(path.name, above, error)]) from error
    return {name: gatherer.column() for name, gatherer in gatherers.items()}


def _chunks(raw: BinaryIO, rules: dict[str, Any]) -> Iterator[pd.DataFrame]:
    """Give frames of text; a file without rows gives none."""
    try:
        yield from pd.read_csv(
            raw,
            **rules,
            header=None,
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
            chunksize=CHUNK_ROWS,
            low_memory=False,
            index_col=False,
        )
    except pd.errors.EmptyDataError:
        return


def _parser_problem(file: str, above: int, error: Exception) -> Problem:
    """Give the parser's complaint as a problem with its row, where it names one; `above` rows were read before."""
    if isinstance(error, UnicodeDecodeError):
        return Problem(file, "", 0, "", "load.error.unknown_encoding")
    if isinstance(error, pd.errors.ParserWarning):
        return Problem(file, "", above + 1, "", "load.error.too_many_cells")
    counted = re.search(r"Expected \d+ fields in line (\d+), saw \d+", str(error))
    if counted:
        return Problem(file, "", int(counted[1]) + above, "", "load.error.too_many_cells")
    return Problem(file, "", 0, "", "load.error.not_csv", (("detail", str(error).strip()),))
