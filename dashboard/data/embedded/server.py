"""The server of one data folder: started, found again after a crash, and stopped, by the one command that owns it."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psutil

from dashboard.data.embedded.binaries import copy_binaries, installed_binaries
from dashboard.data.embedded.cluster import ENVIRONMENT, OWNER, create_cluster, last_line
from dashboard.data.embedded.errors import ServerFailedError
from dashboard.data.embedded.home import find_home, find_socket_folder
from dashboard.data.embedded.identity import Identity, server_identity
from dashboard.data.embedded.lock import FolderLock

START_SECONDS = 60.0
STOP_SECONDS = 30.0
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "update_process_title": "off",
}
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Faster, and only for data that may be lost when the machine stops: tests and benchmarks."""


class EmbeddedPostgres:
    """The embedded PostgreSQL of one data folder, running from `start` to `stop` or for a `with` block.

    Args:
        data_dir: the folder; it is created where it is missing.
        durable: False for a server whose data may be lost when the machine stops.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self._data_dir = data_dir
        self._durable = durable
        self._resources = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
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
        server = server_identity()
        home = find_home(self._data_dir, server)
        self._resources.enter_context(FolderLock(home))
        try:
            self._launch(home, server)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server, waiting for its last checkpoint, and give the folder back. Stopping twice is harmless."""
        process, self._process, self._url = self._process, None, ""
        if process is not None:
            end_process(psutil.Process(process.pid)) if process.poll() is None else None
            process.wait()
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

    def _launch(self, home: Path, server: Identity) -> None:
        """Prepare the cluster and start the server on it."""
        inner = home / "postgres"
        inner.mkdir(mode=0o710, exist_ok=True)
        if server.group is not None:
            os.chown(inner, 0, server.group)
        binaries = installed_binaries()
        if not server.can_reach(binaries / "postgres"):
            binaries = copy_binaries(home / "programs")
        cluster = inner / "cluster"
        end_orphan(cluster)
        if not (cluster / "PG_VERSION").exists():
            create_cluster(binaries, home, cluster, server)
        socket = find_socket_folder(inner, server)
        if socket.parent != inner:
            self._resources.callback(shutil.rmtree, socket, ignore_errors=True)
        log = home / "postgres.log"
        self._process = self._spawn(binaries, cluster, socket, log, server)
        self._wait_until_ready(cluster, log)
        password = (home / "password").read_text("utf-8")
        self._url = f"postgresql+psycopg://{OWNER}:{quote(password)}@/{OWNER}?host={quote(str(socket), safe='')}"

    def _spawn(
        self, binaries: Path, cluster: Path, socket: Path, log: Path, server: Identity
    ) -> subprocess.Popen[bytes]:
        """Start the server in a session of its own, so that Ctrl-C reaches the command and not the database."""
        settings = SETTINGS | ({} if self._durable else THROWAWAY_SETTINGS)
        options = [f"--{name}={value}" for name, value in settings.items()]
        with log.open("wb") as output:
            return subprocess.Popen(
                [str(binaries / "postgres"), "-D", str(cluster), "-k", str(socket), *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,
                user=server.user,
                group=server.group,
                extra_groups=None if server.user is None else [],
            )

    def _wait_until_ready(self, cluster: Path, log: Path) -> None:
        """Wait until the server says in its own file that it takes connections."""
        process = self._process
        deadline = time.monotonic() + START_SECONDS
        while process is not None and process.poll() is None and time.monotonic() < deadline:
            if postmaster_file(cluster)[7:8] == ["ready"] and postmaster_file(cluster)[:1] == [str(process.pid)]:
                return
            time.sleep(0.01)
        raise ServerFailedError(str(log), last_line(log))


def postmaster_file(cluster: Path) -> list[str]:
    """Give the lines in which a running server tells its process number, socket folder and state; empty without one."""
    try:
        return [line.strip() for line in (cluster / "postmaster.pid").read_text("utf-8").splitlines()]
    except FileNotFoundError:
        return []


def end_orphan(cluster: Path) -> None:
    """End the server that a killed command has left behind, and remove the traces of one that was killed itself.

    Only called by the holder of the folder's lock, so nobody else can be at work with this server.
    """
    lines = postmaster_file(cluster)
    if not lines:
        return
    try:
        process = psutil.Process(int(lines[0]))
        if Path(process.cwd()) == cluster.resolve():
            end_process(process)
    except (psutil.NoSuchProcess, ValueError):
        pass
    # The number may belong to another program by now; PostgreSQL would then refuse to start.
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def end_process(process: psutil.Process) -> None:
    """Ask a server to end its sessions, write its checkpoint and go; insist where it does not."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_SECONDS)
