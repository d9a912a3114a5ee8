"""The embedded server of one data folder, for the one command that owns the folder, and its address for others."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

import psutil

from dashboard.data.embedded import process
from dashboard.data.embedded.binaries import find_binaries
from dashboard.data.embedded.cluster import OWNER, create_cluster
from dashboard.data.embedded.errors import FolderInUseError, UnusableFolderError
from dashboard.data.embedded.home import find_home, inner_folder, private_folder, socket_folder
from dashboard.data.embedded.identity import server_identity
from dashboard.data.embedded.lock import folder_lock, read_holder

if TYPE_CHECKING:
    from subprocess import Popen

PATIENCE_SECONDS = 60.0


class EmbeddedPostgres:
    """The embedded PostgreSQL of one data folder, running from `start` to `stop` or for a `with` block.

    Args:
        data_dir: the folder; it is created where it is missing.
        durable: False for a server whose data may be lost when the machine stops.
        shares: whether other commands may use this server while it runs.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True, shares: bool = True) -> None:
        self._data_dir = data_dir
        self._durable = durable
        self._shares = shares
        self._resources = ExitStack()
        self._process: Popen[bytes] | None = None
        self._parent = 0
        self._url = ""

    @property
    def url(self) -> str:
        """Give the address of the product's database as its owner; empty while the server is not running."""
        return self._url

    def start(self) -> None:
        """Take the folder and bring the server up; where an earlier command was killed, end its server first.

        Raises:
            EmbeddedPostgresError: the server cannot run here; the message says why.
        """
        folder = private_folder(self._data_dir)
        self._parent = os.getpid()
        try:
            self._resources.enter_context(folder_lock(folder, shares=self._shares))
            self._url = self._launch(folder)
        except OSError as error:
            self.stop()
            raise UnusableFolderError(str(folder), error.strerror or str(error)) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server, waiting for its last checkpoint, and give the folder back. Stopping twice is harmless.

        A forked worker that leaves the block of its parent stops nothing: the server is not its own.
        """
        if os.getpid() != self._parent:
            return
        server, self._process, self._url = self._process, None, ""
        if server is not None:
            if server.poll() is None:
                process.end(psutil.Process(server.pid))
            server.wait()
        self._resources.close()

    def __enter__(self) -> Self:
        """Start the server."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server."""
        self.stop()

    def _launch(self, folder: Path) -> str:
        """Start the server on the cluster of a folder, which is created where it is missing; give the address."""
        server = server_identity()
        home = find_home(folder, server)
        binaries = find_binaries(home, server)
        cluster = inner_folder(home, server) / "cluster"
        process.end_orphan(cluster)
        if not cluster.is_dir():
            create_cluster(binaries, home, cluster, server)
        server.give_tree(cluster)
        socket = self._resources.enter_context(socket_folder(cluster.parent, server))
        self._process = process.spawn(binaries, cluster, socket, server, durable=self._durable)
        process.wait_until_ready(self._process, cluster)
        return _address(home, socket)


@contextmanager
def embedded_address(data_dir: Path) -> Iterator[str]:
    """Hold the address of a folder's database for one short command.

    Where `demo` or `serve` runs on the folder, its server is used. Another short command is waited for. With nobody
    there, the server runs for the length of the block.

    Raises:
        EmbeddedPostgresError: there is no server to be had; the message says why.
    """
    server = EmbeddedPostgres(data_dir, shares=False)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            server.start()
        except FolderInUseError:
            address = _shared_address(private_folder(data_dir))
            if address:
                yield address
                return
            if time.monotonic() > deadline:
                raise
        else:
            break
    try:
        yield server.url
    finally:
        server.stop()


def _shared_address(folder: Path) -> str:
    """Give the address of the server that another command runs and shares on this folder; empty without one."""
    if not read_holder(folder).shares:
        return ""
    home = find_home(folder, server_identity())
    socket = process.ready_socket(home / "postgres" / "cluster")
    return _address(home, socket) if socket else ""


def _address(home: Path, socket: Path) -> str:
    """Give the address of a home's server as SQLAlchemy reads it."""
    password = (home / "password").read_text("utf-8")
    return f"postgresql+psycopg://{OWNER}:{password}@/{OWNER}?host={quote(str(socket), safe='')}"
