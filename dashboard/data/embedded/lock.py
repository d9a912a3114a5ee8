"""One owner for each data folder, across processes and also after a crash: the lock goes with the process."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from dashboard.data.embedded.errors import FolderInUseError

_held: set[int] = set()
"""Descriptors of the locks of this process. A forked worker must not keep a lock alive that its parent has lost."""


def _forget() -> None:
    """Close in a forked child the locks of its parent; the parent goes on holding them."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget)


class FolderLock:
    """The exclusive right to run the server of one home; held from `__enter__` to `__exit__`."""

    def __init__(self, home: Path) -> None:
        self._path = home / "lock"
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Take the lock at once.

        Raises:
            FolderInUseError: another command holds it; the message names its process number.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode(errors="replace").strip()
            os.close(descriptor)
            raise FolderInUseError(str(self._path.parent), holder or "?") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        _held.add(descriptor)
        self._descriptor = descriptor
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the lock back."""
        if self._descriptor is not None:
            _held.discard(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None
