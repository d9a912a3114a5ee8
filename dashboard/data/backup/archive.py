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
MANIFEST, PROOF = "manifest.json", "manifest.sha256"
LARGEST_MANIFEST = 1_000_000
_BLOCK = 1 << 20


class BackupRefusedError(Exception):
    """A file that is no whole backup of ours; `reason` is a word of `backup.refused.<reason>`."""

    def __init__(self, reason: str, subject: str = "") -> None:
        super().__init__(f"{reason} {subject}".strip())
        self.reason, self.subject = reason, subject


@dataclass(frozen=True, slots=True)
class Part:
    """One table: the columns in the order of its rows, how many rows, how many bytes, and their SHA-256."""

    columns: tuple[str, ...]
    rows: int
    bytes: int
    digest: str


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
                yield archive
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
    """Write the rows of one table, and say what they are."""
    digest, size, rows = sha256(), 0, 0
    with archive.open(member_of(table), "w", force_zip64=True) as member:
        for block in blocks:
            member.write(block)
            digest.update(block)
            size, rows = size + len(block), rows + block.count(b"\n")
    return Part(columns, rows, size, digest.hexdigest())


def write_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Write what the backup says of itself, and its checksum."""
    told = asdict(manifest) | {"format": FORMAT, "made_at": manifest.made_at.isoformat()}
    text = json.dumps(told, ensure_ascii=False, indent=1).encode()
    archive.writestr(MANIFEST, text)
    archive.writestr(PROOF, sha256(text).hexdigest())


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
    except (BadZipFile, EOFError, zlib.error, NotImplementedError):
        raise BackupRefusedError("corrupt") from None


def check_archive(path: Path) -> Manifest:
    """Read a whole backup, and give its manifest once every checksum and count is right.

    Raises:
        BackupRefusedError: a byte is missing or another, or it is no backup of ours.
    """
    with open_archive(path) as archive:
        manifest = _read_manifest(archive)
        expected = [MANIFEST, PROOF, *map(member_of, manifest.parts)]
        if sorted(archive.namelist()) != sorted(expected):
            raise BackupRefusedError("corrupt")
        for table, part in manifest.parts.items():
            with archive.open(member_of(table)) as member:
                if _measure(member) != (part.rows, part.bytes, part.digest):
                    raise BackupRefusedError("corrupt", table)
        return manifest


def member_of(table: str) -> str:
    """Give the name of a table's member; it is never used as a path."""
    return f"tables/{table}.copy"


def blocks_of(member: IO[bytes]) -> Iterator[bytes]:
    """Give the bytes of a member, block by block."""
    while block := member.read(_BLOCK):
        yield block


def _measure(member: IO[bytes]) -> tuple[int, int, str]:
    """Give rows, bytes and checksum of a member."""
    digest, size, rows = sha256(), 0, 0
    for block in blocks_of(member):
        digest.update(block)
        size, rows = size + len(block), rows + block.count(b"\n")
    return rows, size, digest.hexdigest()


def _read_manifest(archive: ZipFile) -> Manifest:
    """Give the manifest of an archive."""
    names = set(archive.namelist())
    if not {MANIFEST, PROOF} <= names or archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise BackupRefusedError("foreign")
    text = archive.read(MANIFEST)
    if archive.read(PROOF).decode("ascii", "replace").strip() != sha256(text).hexdigest():
        raise BackupRefusedError("corrupt")
    try:
        return _understand(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BackupRefusedError("foreign") from None


def _understand(told: Mapping[str, Any]) -> Manifest:
    """Give what a manifest says; an odd one raises what the caller expects of odd ones."""
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    parts = {
        str(table): Part(tuple(map(str, one["columns"])), int(one["rows"]), int(one["bytes"]), str(one["digest"]))
        for table, one in told["parts"].items()
    }
    numbers = {str(name): int(number) for name, number in told["numbers"].items()}
    made_at = datetime.fromisoformat(told["made_at"])
    return Manifest(made_at, str(told["revision"]), str(told["server"]), int(told["version"]), parts, numbers)
