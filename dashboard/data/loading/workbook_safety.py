"""Whether a workbook can be opened at all: every part is unpacked once, measured and thrown away.

A file of a kilobyte can unpack to gigabytes, name a cell in the millionth row, or declare entities; none of that
reaches the parser. A formula whose value was never computed would read as an empty cell, so it is found here too.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.data.loading.problems import Problem, RefusedError

LARGEST_PART, LARGEST_WHOLE, MOST_PARTS = 400_000_000, 1_000_000_000, 2_000
"""Bounds in bytes and files of what is inside the zip, counted while unpacking."""
WIDEST_GAP = 20_000
"""How many rows a sheet may leave out."""
_BLOCK, _OVERLAP = 1 << 20, 4_096
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]{0,400}?\br="(\d{1,9})"')
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")


@dataclass(slots=True)
class Part:
    """What is seen while one part of a workbook is unpacked."""

    file: str
    name: str
    size: int = 0
    rows: int = 0
    last_row: int = 0
    formulas: set[str] = field(default_factory=set)

    def see(self, block: bytes, before: bytes) -> None:
        """Measure one block; `before` is the end of the block before it.

        Raises:
            RefusedError: the part is too large, or declares a document type.
        """
        self.size += len(block)
        if self.size > LARGEST_PART:
            raise refusal(self.file, "load.error.workbook_too_large", limit=f"{LARGEST_PART // 10**6} MB")
        if not self.name.endswith((".xml", ".rels")):
            return
        if b"\x00" in block or _DECLARATION.search(before[-16:] + block):
            raise refusal(self.file, "load.error.unsafe_xml")
        if self.name.startswith("xl/worksheets/"):
            self._see_cells(block, before)

    def _see_cells(self, block: bytes, before: bytes) -> None:
        """Count rows and find formulas without a value; what began in the block before is found now."""
        numbers = [int(found[1]) for found in _ROW.finditer(before[-400:] + block)]
        self.rows += len(numbers)
        self.last_row = max(self.last_row, *numbers, 0)
        self.formulas |= {found[1].decode() for found in _FORMULA.finditer(before + block)}

    def close(self) -> None:
        """Judge the part when all of it is seen.

        Raises:
            RefusedError: its rows are too far apart, or a formula has no value.
        """
        if self.last_row - self.rows > WIDEST_GAP:
            raise refusal(self.file, "load.error.rows_far_apart", row=str(self.last_row))
        if self.formulas:
            raise refusal(self.file, "load.error.formula_without_value", cell=", ".join(sorted(self.formulas)[:20]))


def refusal(file: str, key: str, **values: str) -> RefusedError:
    """Give the refusal of a whole workbook."""
    return RefusedError([Problem(file, "", 0, "", key, tuple(values.items()))])


def refuse_unsafe(path: Path) -> None:
    """Unpack every part of a workbook without keeping it.

    Raises:
        RefusedError: it is no workbook, or not safe to open.
    """
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise refusal(path.name, "load.error.workbook_too_large", limit=str(MOST_PARTS))
            for info in archive.infolist():
                total += _unpack(path.name, archive, info)
                if total > LARGEST_WHOLE:
                    raise refusal(path.name, "load.error.workbook_too_large", limit=f"{LARGEST_WHOLE // 10**6} MB")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error) as error:
        raise refusal(path.name, "load.error.not_workbook") from error


def _unpack(file: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Give the unpacked size of one part in bytes."""
    part, before = Part(file, info.filename), b""
    with archive.open(info) as unpacked:
        while block := unpacked.read(_BLOCK):
            part.see(block, before)
            before = block[-_OVERLAP:]
    part.close()
    return part.size
