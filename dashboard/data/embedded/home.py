"""The folder of an embedded database: who may enter it, and who owns it at the moment.

    <home>/lock        held by the command that owns the folder, with its process number
    <home>/password    of the database's owner, readable by us only
    <home>/postgres/   the cluster, its log and its socket; only the server's user enters

The home is the data folder itself. As root it may be out of the server's reach, below `/root` for example; then it is a
folder in `/var/tmp` with an unguessable name, which the data folder remembers in the file `home`.
"""

import os
import secrets
import stat
import tempfile
from pathlib import Path

from dashboard.data.embedded.errors import UnsafeFolderError
from dashboard.data.embedded.identity import Identity

REACHABLE = Path("/var/tmp")  # noqa: S108 - the name below it is unguessable, and its owner and mode are checked.
LONGEST_SOCKET_FOLDER = 80
"""Bytes; the path of a socket may have 103 on the strictest system, and its file name takes 18 of them."""


def private_folder(path: Path, mode: int = 0o700) -> Path:
    """Give a folder that is ours: created with `mode` where it is missing, else checked.

    Parents are created where they are missing and never changed.

    Raises:
        UnsafeFolderError: it belongs to another user, is a link out of ours, or others may write in it.
    """
    try:
        path.mkdir(mode=mode, parents=True)
        path.chmod(mode)
    except FileExistsError:
        status = path.stat()
        writable = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or writable:
            raise UnsafeFolderError(str(path)) from None
    return path


def find_home(data_dir: Path, server: Identity) -> Path:
    """Give the home that belongs to a data folder and that the server can reach; both exist afterwards."""
    data_dir = private_folder(data_dir.absolute(), 0o700 if server.user is None else 0o711)
    pointer = data_dir / "home"
    if pointer.is_file():
        return private_folder(Path(pointer.read_text("utf-8").strip()), 0o711)
    if server.can_reach(data_dir):
        return data_dir
    home = private_folder(REACHABLE / f"uyum-panosu-{secrets.token_hex(16)}", 0o711)
    write_private(pointer, str(home))
    return home


def find_socket_folder(inner: Path, server: Identity) -> Path:
    """Give a new or existing folder for the socket, short enough for a socket's path, which only the server's user enters."""
    folder = inner / "socket"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
        folder = Path(tempfile.mkdtemp(prefix="uyum-", dir="/tmp"))  # noqa: S108 - mkdtemp makes it private.
    folder.mkdir(mode=0o700, exist_ok=True)
    server.give(folder)
    return folder


def write_private(path: Path, text: str) -> None:
    """Write a small file that only its owner can read, complete or not at all."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
