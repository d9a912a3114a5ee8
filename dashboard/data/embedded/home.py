"""The folders of an embedded database: who may enter them.

    <data folder>/lock    held by the command that owns the folder, with its process number
    <home>/password       of the database's owner, readable by us only
    <home>/postgres/      the cluster and its socket; only the server's user enters

The home is the data folder itself. As root it may be out of the server's reach, below `/root` for example; then it is a
folder of root's in `/var/lib/uyum-panosu`, which the data folder remembers in its file `home`.
"""

import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dashboard.data.embedded.errors import UnsafeFolderError, UnusableFolderError
from dashboard.data.embedded.identity import Identity

REACHABLE = Path("/var/lib/uyum-panosu")
LONGEST_SOCKET_FOLDER = 80
"""Bytes; the path of a socket may have 103 on the strictest system, and its file name takes 18 of them."""
TEMPORARY = Path("/tmp")  # noqa: S108 - mkdtemp makes the folder in it private; its path is the shortest there is.


def private_folder(path: Path) -> Path:
    """Give a folder that is ours: created where it is missing, else checked.

    A new folder lets nobody in; one of root's lets others walk through to the server's own folder. Parents are created
    where they are missing, and never changed.

    Raises:
        UnsafeFolderError: it belongs to another user, or everybody may write in it.
        UnusableFolderError: it cannot be created.
    """
    folder = path.absolute()
    try:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        status = folder.stat()
    except OSError as error:
        raise UnusableFolderError(str(folder), error.strerror or str(error)) from None
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & stat.S_IWOTH:
        raise UnsafeFolderError(str(folder))
    return folder


def find_home(folder: Path, server: Identity) -> Path:
    """Give the home that belongs to a data folder and that the server can reach; it exists afterwards."""
    pointer = folder / "home"
    if pointer.is_file():
        return private_folder(Path(pointer.read_text("utf-8").strip()))
    if server.can_reach(folder):
        return folder
    home = private_folder(private_folder(REACHABLE) / secrets.token_hex(16))
    write_private(pointer, str(home))
    return home


def inner_folder(home: Path, server: Identity) -> Path:
    """Give the folder of cluster and socket, which only we and the server's private group can enter."""
    inner = home / "postgres"
    inner.mkdir(exist_ok=True)
    if server.group is not None:
        os.chown(inner, 0, server.group)
    inner.chmod(0o700 if server.group is None else 0o710)
    return inner


@contextmanager
def socket_folder(inner: Path, server: Identity) -> Iterator[Path]:
    """Hold a folder for the socket, which only the server's user can enter, with a path short enough for a socket."""
    folder = inner / "socket"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
        folder = Path(tempfile.mkdtemp(prefix="uyum-", dir=TEMPORARY))
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    server.give(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_private(path: Path, text: str) -> None:
    """Write a small file that only its owner can read, complete or not at all."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with open_private(unfinished) as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def open_private(path: Path) -> BinaryIO:
    """Open an empty file for writing that nobody else can read from its first moment on."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb")
