"""Files that wait to be loaded: one an account, an hour at most, in the database, so that any process can go on."""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from sqlalchemy import Connection, delete, func, insert, select, update

from dashboard.data.loading.problems import Problem
from dashboard.data.schema.quality import upload_parts, uploads

LARGEST = 20_000_000
"""Bytes of a file."""
KEPT_FOR = timedelta(hours=1)
MOST_PROBLEMS = 100_000
"""Problems that are kept for the file of errors."""
_PART = 1_000_000
_LONGEST_NAME = 100
_ODD = re.compile(r"[^\w .()+-]+")


class TooLargeError(Exception):
    """A file has more bytes than may be loaded on the page."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has just arrived: where its bytes stand, and what they are."""

    path: Path
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Held:
    """A file that waits; `preview` is None before it was checked."""

    name: str
    digest: str
    size: int
    uploaded_at: datetime
    options: dict[str, Any]
    preview: dict[str, Any] | None
    is_refused: bool

    @property
    def loaded(self) -> int:
        """Give the data version as which the file was loaded, 0 while it was not."""
        return int((self.preview or {}).get("loaded", 0))


def safe_name(told: str) -> str:
    """Give the name of a file without anything that could lead out of a folder: letters, digits and a few signs."""
    base = _ODD.sub("_", re.split(r"[/\\]", told)[-1]).strip(" .")
    stem, dot, suffix = base.rpartition(".")
    kept = stem[: _LONGEST_NAME - len(suffix) - 1] if dot else base[:_LONGEST_NAME]
    return f"{kept}{dot}{suffix}"[-_LONGEST_NAME:] or "file"


@contextmanager
def receive(stream: IO[bytes]) -> Iterator[Received]:
    """Hold the bytes of a stream in a private temporary file, read piece by piece.

    Raises:
        TooLargeError: there are more than may be.
    """
    with TemporaryDirectory(prefix="uyum-upload-") as folder:
        path, size, digest = Path(folder) / "bytes", 0, sha256()
        with path.open("xb") as file:
            while piece := stream.read(1 << 16):
                size += len(piece)
                if size > LARGEST:
                    raise TooLargeError
                digest.update(piece)
                file.write(piece)
        yield Received(path, digest.hexdigest(), size)


def keep(connection: Connection, account: int, name: str, received: Received, options: dict[str, Any]) -> None:
    """Keep a file for an account, in place of the one it had."""
    sweep(connection)
    forget(connection, account)
    row = {"account_id": account, "file_name": safe_name(name), "digest": received.digest, "size": received.size}
    connection.execute(insert(uploads).values(**row, options=options))
    with received.path.open("rb") as file:
        for part, content in enumerate(iter(lambda: file.read(_PART), b"")):
            connection.execute(insert(upload_parts).values(account_id=account, part=part, content=content))


def held(connection: Connection, account: int) -> Held | None:
    """Give the file that waits for an account, or None."""
    u = uploads.c
    query = select(u.file_name, u.digest, u.size, u.uploaded_at, u.options, u.preview, u.is_refused)
    row = connection.execute(query.where(u.account_id == account, _is_fresh())).one_or_none()
    return None if row is None else Held(*row)


@contextmanager
def written_out(connection: Connection, account: int, name: str) -> Iterator[Path]:
    """Hold the file of an account in a private folder, under a name that leads nowhere else."""
    with TemporaryDirectory(prefix="uyum-load-") as folder:
        path = Path(folder) / safe_name(name)
        p = upload_parts.c
        with path.open("xb") as file:
            numbers = connection.scalars(select(p.part).where(p.account_id == account).order_by(p.part)).all()
            for part in numbers:
                one = select(p.content).where(p.account_id == account, p.part == part)
                file.write(connection.scalars(one).one())
        yield path


def keep_preview(
    connection: Connection, account: int, digest: str, preview: dict[str, Any], problems: Iterable[Problem]
) -> bool:
    """Keep what a load would do beside the file; False where the file is another one by now."""
    lines = [
        [p.file, p.sheet, p.row, p.column, p.key, list(map(list, p.values))] for p in islice(problems, MOST_PROBLEMS)
    ]
    packed = gzip.compress(json.dumps(lines, ensure_ascii=False).encode(), 6)
    changed = (
        update(uploads)
        .where(uploads.c.account_id == account, uploads.c.digest == digest)
        .values(preview=preview, problems=packed, is_refused=bool(preview["refused"]))
    )
    return bool(connection.execute(changed).rowcount)


def keep_loaded(connection: Connection, account: int, digest: str, version: int) -> None:
    """Keep only that a file was loaded, and as which data version; its bytes go."""
    mine = (uploads.c.account_id == account) & (uploads.c.digest == digest)
    connection.execute(update(uploads).where(mine).values(preview={"loaded": version}, problems=None))
    connection.execute(delete(upload_parts).where(upload_parts.c.account_id == account))


def change_options(connection: Connection, account: int, digest: str, options: dict[str, Any]) -> bool:
    """Keep other choices for the file of an account, which must be checked again; False where it is another one."""
    mine = update(uploads).where(uploads.c.account_id == account, uploads.c.digest == digest, _is_fresh())
    return bool(connection.execute(mine.values(options=options, preview=None, problems=None)).rowcount)


def problems_of(connection: Connection, account: int) -> list[Problem]:
    """Give every problem kept beside the file of an account, in the order of the file."""
    packed = connection.scalar(select(uploads.c.problems).where(uploads.c.account_id == account, _is_fresh()))
    if not packed:
        return []
    lines = json.loads(gzip.decompress(packed))
    return [Problem(f, s, row, c, key, tuple((n, v) for n, v in values)) for f, s, row, c, key, values in lines]


def forget(connection: Connection, account: int) -> None:
    """Remove the file of an account."""
    connection.execute(delete(uploads).where(uploads.c.account_id == account))


def sweep(connection: Connection) -> None:
    """Remove every file that has waited for too long."""
    connection.execute(delete(uploads).where(~_is_fresh()))


def _is_fresh() -> Any:  # noqa: ANN401  A predicate.
    """Give the predicate for files that may still be loaded."""
    return uploads.c.uploaded_at > func.clock_timestamp() - KEPT_FOR
