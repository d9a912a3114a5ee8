"""The server's process: started, found again after a crash, and ended."""

import signal
import subprocess
import time
from pathlib import Path

import psutil

from dashboard.data.embedded.cluster import ENVIRONMENT, last_line
from dashboard.data.embedded.errors import ServerFailedError
from dashboard.data.embedded.home import open_private
from dashboard.data.embedded.identity import Identity

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
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
"""Faster, and only for data that may be lost when the machine stops: tests.

Nothing is cleaned up in the background there, because its worker may not be interrupted when a database is dropped.
"""


def spawn(binaries: Path, cluster: Path, socket: Path, server: Identity, *, durable: bool) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own, so that Ctrl-C reaches the command and not the database."""
    settings = SETTINGS | ({} if durable else THROWAWAY_SETTINGS)
    options = [f"--{name}={value}" for name, value in settings.items()]
    with open_private(log_of(cluster)) as output:
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


def log_of(cluster: Path) -> Path:
    """Give the log of the running, or else of the last, server of a cluster."""
    return cluster.parent.parent / "postgres.log"


def wait_until_ready(process: subprocess.Popen[bytes], cluster: Path) -> None:
    """Wait until the server says that it takes connections.

    Raises:
        ServerFailedError: it ended, or was not ready in time; the message has the last words of its log.
    """
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if ready_socket(cluster, process.pid):
            return
        time.sleep(0.01)
    raise ServerFailedError(str(log_of(cluster)), last_line(log_of(cluster)))


def ready_socket(cluster: Path, number: int | None = None) -> Path | None:
    """Give the socket folder of a server that takes connections, None without one; `number` asks for that process."""
    lines = _server_file(cluster)
    ready = lines[7:8] == ["ready"] and (number is None or lines[0] == str(number))
    return Path(lines[4]) if ready else None


def _server_file(cluster: Path) -> list[str]:
    """Give the lines in which a server tells its process number, socket folder and state; empty without a server."""
    try:
        return [line.strip() for line in (cluster / "postmaster.pid").read_text("utf-8").splitlines()]
    except FileNotFoundError:
        return []


def end_orphan(cluster: Path) -> None:
    """End the server that a killed command has left behind, and clear away what a killed server has left.

    Only the holder of the folder's lock calls this, so nobody else can be at work with the server.
    """
    lines = _server_file(cluster)
    if not lines:
        return
    try:
        process = psutil.Process(int(lines[0]))
        # The number may belong to another program by now; a server works inside its cluster.
        if Path(process.cwd()) == cluster.resolve():
            end(process)
    except (psutil.NoSuchProcess, psutil.AccessDenied, ValueError):
        pass
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def end(process: psutil.Process) -> None:
    """Ask a server to end its sessions, write its checkpoint and go; insist where it does not."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_SECONDS)
