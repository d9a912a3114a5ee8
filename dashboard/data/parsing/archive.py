"""The zip around a workbook: judged by its directory before anything is unpacked; names in it are keys, never paths."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from dashboard.data.parsing.limits import (
    LARGEST_PACKED,
    LARGEST_WHOLE,
    MOST_PARTS,
    RATIO_FROM,
    WIDEST_RATIO,
    Refusal,
)

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, KeyError)
"""What the reader of zips raises at damaged, encrypted or oddly packed ones."""


class Archive:
    """The parts of a workbook by name."""

    def __init__(self, file: BinaryIO) -> None:
        """Open a workbook and judge it.

        Raises:
            Refusal: it is no workbook, or not safe to unpack.
        """
        start = file.read(8)
        size = file.seek(0, 2)
        file.seek(0)
        if start == _OLD_OFFICE:
            raise Refusal("old_or_locked_workbook")
        if size > LARGEST_PACKED:
            raise Refusal("workbook_too_large", limit=f"{LARGEST_PACKED // 10**6} MB")
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise Refusal("not_workbook") from error
        self._judge(size)
        self.parts = {info.filename.lstrip("/").casefold(): info for info in self._zip.infolist()}

    def _judge(self, packed: int) -> None:
        infos = self._zip.infolist()
        if len(infos) > MOST_PARTS:
            raise Refusal("workbook_too_large", limit=str(MOST_PARTS))
        names = [info.filename.lstrip("/").casefold() for info in infos]
        if len(set(names)) < len(names) or any(".." in name.split("/") or "\\" in name for name in names):
            raise Refusal("unsafe_names")
        whole = sum(info.file_size for info in infos)
        if whole > LARGEST_WHOLE:
            raise Refusal("workbook_too_large", limit=f"{LARGEST_WHOLE // 10**6} MB")
        bombs = (i for i in infos if i.file_size > RATIO_FROM and i.file_size > WIDEST_RATIO * i.compress_size)
        if any(bombs) or (whole > RATIO_FROM and whole > WIDEST_RATIO * packed):
            raise Refusal("unpacks_too_far")

    def __contains__(self, name: str) -> bool:
        """Say whether there is such a part."""
        return name.casefold() in self.parts

    def size(self, name: str) -> int:
        """Give the announced size of a part, 0 where there is none."""
        found = self.parts.get(name.casefold())
        return found.file_size if found else 0

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Unpack one part while it is read; more than its announced size is never given.

        Raises:
            Refusal: the part is missing or damaged.
        """
        try:
            with self._zip.open(self.parts[name.casefold()]) as part:
                yield cast("BinaryIO", part)
        except _BROKEN as error:
            raise Refusal("not_workbook") from error
