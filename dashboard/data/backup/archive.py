"""The file of a backup: written complete or not at all, and read only once every byte of it is proved."""

import json
import os
import secrets
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

FORMAT: Final = "uyum-panosu backup 1"
MANIFEST: Final = "manifest.json"
LARGEST_MANIFEST = 1_000_000
_SEAL = sha256().digest_size * 2
"""Bytes of the seal: the SHA-256 of all bytes before it, in hexadecimal; to a zip program it is the comment."""
_BLOCK = 1 << 20


class BackupRefusedError(Exception):
    """A file that is no whole backup of ours; `reason` is a word of `backup.refused.<reason>`."""

    def __init__(self, reason: str, subject: str = "") -> None:
        super().__init__(f"{reason} {subject}".strip())
        self.reason, self.subject = reason, subject


@dataclass(frozen=True, slots=True)
class Part:
    """One table: the columns in the order of its rows, and how many rows."""

    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `numbers` is the last number that each counting column has drawn."""

    made_at: datetime
    revision: str
    server: str
    version: int
    parts: Mapping[str, Part]
    numbers: Mapping[str, int]

    @property
    def rows(self) -> int:
        """Give the rows of all tables."""
        return sum(part.rows for part in self.parts.values())


@contextmanager
def new_archive(path: Path) -> Iterator[ZipFile]:
    """Hold a file that is being written under another name, and give it its own once it is whole; nobody else reads it.

    Raises:
        OSError: it cannot be written there, for want of room or right.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
                archive.comment = bytes(_SEAL)
                yield archive
            seal = _seal_of(file)
            file.seek(-_SEAL, os.SEEK_END)
            file.write(seal)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        unfinished.unlink(missing_ok=True)


def write_part(archive: ZipFile, table: str, columns: tuple[str, ...], blocks: Iterator[bytes]) -> Part:
    """Write the rows of one table, and say how many they are."""
    rows = 0
    with archive.open(member_of(table), "w", force_zip64=True) as member:
        for block in blocks:
            member.write(block)
            rows += block.count(b"\n")
    return Part(columns, rows)


def write_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Write what the backup says of itself."""
    told = asdict(manifest) | {"format": FORMAT, "made_at": manifest.made_at.isoformat()}
    archive.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))


@contextmanager
def open_archive(path: Path) -> Iterator[ZipFile]:
    """Hold a backup for reading.

    Raises:
        BackupRefusedError: it is not there, no zip file, or breaks off.
    """
    try:
        with ZipFile(path) as archive:
            yield archive
    except OSError:
        raise BackupRefusedError("unreadable") from None
    except (BadZipFile, EOFError, ValueError, zlib.error, NotImplementedError):
        raise BackupRefusedError("corrupt") from None


def check_archive(path: Path) -> Manifest:
    """Read a whole backup, and give its manifest once its seal is right.

    Raises:
        BackupRefusedError: a byte is missing or another, or it is no backup of ours.
    """
    with open_archive(path) as archive:
        if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise BackupRefusedError("foreign")
        with path.open("rb") as file:
            if _seal_of(file) != archive.comment:
                raise BackupRefusedError("corrupt")
        try:
            return _understand(json.loads(archive.read(MANIFEST)))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupRefusedError("foreign") from None


def member_of(table: str) -> str:
    """Give the name of a table's member; it is never used as a path."""
    return f"tables/{table}.copy"


def blocks_of(member: IO[bytes]) -> Iterator[bytes]:
    """Give the bytes of a member, block by block."""
    while block := member.read(_BLOCK):
        yield block


def _seal_of(file: IO[bytes]) -> bytes:
    """Give the seal that belongs at the end of a file."""
    left = file.seek(0, os.SEEK_END) - _SEAL
    file.seek(0)
    digest = sha256()
    while left > 0 and (block := file.read(min(left, _BLOCK))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest().encode()


def _understand(told: Mapping[str, Any]) -> Manifest:
    """Give what a manifest says; an odd one raises what the caller expects of odd ones."""
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    parts = {
        str(table): Part(tuple(map(str, one["columns"])), int(one["rows"])) for table, one in told["parts"].items()
    }
    numbers = {str(name): int(number) for name, number in told["numbers"].items()}
    made_at = datetime.fromisoformat(told["made_at"])
    return Manifest(made_at, str(told["revision"]), str(told["server"]), int(told["version"]), parts, numbers)
