"""One owner for each data folder, also after a crash: the lock goes with the process that holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.data.embedded.errors import FolderInUseError

_held: set[int] = set()
"""Descriptors of the locks of this process. A forked worker must not keep alive what its parent has lost."""


def _forget() -> None:
    """Close in a forked child the locks of its parent, who goes on holding them."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget)


@dataclass(frozen=True, slots=True)
class Holder:
    """The command that owns a folder: its process number, and whether others may use its server meanwhile."""

    process: str
    shares: bool


@contextmanager
def folder_lock(folder: Path, *, shares: bool) -> Iterator[None]:
    """Hold a folder; the holder's words stand in the file for those who come second.

    Raises:
        FolderInUseError: another command holds it; the message names its process number.
    """
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    _held.add(descriptor)
    try:
        if not _try_lock(descriptor):
            raise FolderInUseError(str(folder), read_holder(folder).process)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n{'shares' if shares else 'alone'}\n".encode(), 0)
        yield
    finally:
        if descriptor in _held:
            _held.discard(descriptor)
            os.close(descriptor)


def read_holder(folder: Path) -> Holder:
    """Give the last command that took this folder."""
    process, shares = [*(folder / "lock").read_text("utf-8").splitlines(), "", ""][:2]
    return Holder(process or "?", shares == "shares")


def _try_lock(descriptor: int) -> bool:
    """Take the lock if it is free; a holder that was just killed is given a moment to be gone."""
    for pause in (0.05, 0.15, 0.3, 0.0):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(pause)
        else:
            return True
    return False
