"""CSV files as sheets: the encoding and the delimiter are found out, every cell stays text."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd

from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.sheets import Column, Gatherer, Sheet

CHUNK_ROWS = 100_000
LARGEST_BYTES = 2_000_000_000
DELIMITERS = (",", ";", "\t")
OVERHANG = "\x00overhang"
"""Name of the column that catches a cell beyond the header."""

Progress = Callable[[str, int, int], None]
"""Told a stage (`read` or `store`), how much of it is done, and how much there is."""


def read_csv(path: Path, progress: Progress | None = None) -> list[Sheet]:
    """Give the one sheet of a CSV file.

    Raises:
        RefusedError: it is no readable CSV file; the problem names the row where it can.
    """
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        header_line = _first_record(file)
    start = len(header_line.encode(encoding))
    delimiter = max(DELIMITERS, key=header_line.count)
    headers = [h.strip() for h in next(csv.reader([header_line.rstrip("\r\n")], delimiter=delimiter), [])]
    if not any(headers):
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.empty_file")])
    _refuse_twins(path.name, headers)
    names = [*(h or f"\x00{i}" for i, h in enumerate(headers)), OVERHANG]
    rules = {"encoding": encoding.removesuffix("-sig"), "sep": delimiter, "names": names}
    columns = _read_columns(path, start, rules, progress)
    return [tidy(Sheet(path.name, "", columns, np.arange(2, len(columns[OVERHANG]) + 2, dtype=np.int32)))]


def _first_record(file: io.TextIOWrapper) -> str:
    """Give the header's text, which may hold line breaks inside quotes."""
    text = file.readline(100_000)
    while text.count('"') % 2 and (more := file.readline(100_000)):
        text += more
    return text


def _encoding(path: Path) -> str:
    """Find out how the file's text is coded: UTF-8 with or without a mark, else the Turkish Windows code page."""
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise RefusedError([Problem(path.name, "", 0, "", "load.error.too_large")])
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8 = True
    with path.open("rb") as file:
        mark = file.read(4)
        file.seek(0)
        while block := file.read(1 << 20):
            if b"\x00" in block:
                raise RefusedError([Problem(path.name, "", 0, "", "load.error.not_text")])
            if utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    utf8 = False
    if utf8:
        return "utf-8-sig" if mark.startswith(codecs.BOM_UTF8) else "utf-8"
    return "cp1254"


def _refuse_twins(file: str, headers: list[str]) -> None:
    """Refuse a header that says the same name twice."""
    twins = sorted({h for h in headers if h and headers.count(h) > 1})
    if twins:
        raise RefusedError([Problem(file, "", 1, h, "load.error.header_twice", (("column", h),)) for h in twins])


def _read_columns(path: Path, start: int, rules: dict[str, Any], progress: Progress | None) -> dict[str, Column]:
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
        except (pd.errors.ParserError, UnicodeDecodeError) as error:
            raise RefusedError([_parser_problem(path.name, error)]) from error
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


def _parser_problem(file: str, error: Exception) -> Problem:
    """Give the parser's complaint as a problem with its row, where it names one."""
    counted = re.search(r"Expected \d+ fields in line (\d+), saw \d+", str(error))
    if counted:
        return Problem(file, "", int(counted[1]) + 1, "", "load.error.too_many_cells")
    return Problem(file, "", 0, "", "load.error.not_csv", (("detail", str(error).strip()),))


def tidy(sheet: Sheet) -> Sheet:
    """Leave out empty rows and the empty columns without a header; refuse text where no header is.

    Raises:
        RefusedError: a cell stands under no header.
    """
    nameless = [name for name in sheet.columns if name.startswith("\x00")]
    for name in nameless:
        stray = np.flatnonzero(~sheet.columns.pop(name).missing)
        if len(stray):
            where = [int(sheet.rows[i]) for i in stray[:20]]
            raise RefusedError([Problem(sheet.file, sheet.name, row, "", "load.error.too_many_cells") for row in where])
    empty = np.logical_and.reduce([column.missing for column in sheet.columns.values()])
    if empty.any():
        kept = np.flatnonzero(~empty)
        sheet.columns = {name: column.take(kept) for name, column in sheet.columns.items()}
        sheet.rows = sheet.rows[kept]
    return sheet
