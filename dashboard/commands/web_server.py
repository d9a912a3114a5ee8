"""The web server: gunicorn inside the command, so that one process owns port, workers and embedded database."""

import errno
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer

from dashboard.access.log import start_log
from dashboard.access.tally import Tally
from dashboard.app import create_app
from dashboard.commands import CommandError
from dashboard.commands.first_looks import keep_ready
from dashboard.commands.web_worker import PromptWorker
from dashboard.data.engine import open_engines
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

THREADS = 2
"""Requests that a worker answers at a time; four took turns so often that it did a fifth less."""
ALLOCATIONS = 20_000
"""Values made and not yet freed after which Python looks for garbage."""
KEPT_SECONDS = 75
"""How long a connection stays open after an answer: longer than proxies keep theirs, which so never write into one that
is being closed, and longer than most people look at a page before they change a filter."""
GRACEFUL_SECONDS = 30
SILENT_SECONDS = 60
STRIPES = 192
"""Workers that may live at a time: those that answer, and those that still finish their last requests."""
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
LEAVING_SECONDS = 1.0
"""How long the workers of a command that was just killed may still hold its port."""


class PortTakenError(CommandError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(t("cli.port_taken", port=str(port)))


class ListeningRefusedError(CommandError):
    """The machine does not let us listen there."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(t("cli.listening_refused", place=f"{host}:{port}", reason=reason))


def open_port(host: str, port: int) -> socket.socket:
    """Give a socket bound to a port, so that a taken one is noticed before anything else is started.

    Args:
        host: name or address to listen on.
        port: 0 takes any free one.

    Raises:
        PortTakenError: another program listens there.
        ListeningRefusedError: there is no such address here, or we lack the right.
    """
    deadline = time.monotonic() + LEAVING_SECONDS
    while True:
        try:
            return _bind(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ListeningRefusedError(host, port, error.strerror or str(error)) from None
            if time.monotonic() > deadline:
                raise PortTakenError(port) from None
            time.sleep(0.1)


def _bind(host: str, port: int) -> socket.socket:
    """Give a socket bound to a port."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


class PatientArbiter(Arbiter):  # type: ignore[misc] # gunicorn has no types.
    """The parent of the workers; a signal that comes while one of them is being born waits until it can hear it.

    Otherwise the newborn would lose it, and the command would wait half a minute for a worker that knows of nothing.
    """

    def spawn_worker(self) -> int:
        """Fork one worker, and give its process number."""
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        try:
            return int(super().spawn_worker())
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


class WorkersFailedError(CommandError):
    """No worker could start; its own words stand above this sentence."""

    def __init__(self) -> None:
        super().__init__(t("cli.workers_failed"))


class WebServer(BaseApplication):  # type: ignore[misc] # gunicorn has no types.
    """The app of one installation under gunicorn.

    Args:
        settings: of this installation, with the address of its database.
        listener: the bound port; the server takes it over.
        workers: processes that answer, with two threads each.
        when_ready: called once, as soon as requests are taken.
        ends_with_terminal: whether closing the terminal ends the server.
    """

    def __init__(
        self,
        settings: Settings,
        listener: socket.socket,
        workers: int,
        when_ready: Callable[[], None],
        *,
        ends_with_terminal: bool = False,
    ) -> None:
        self._settings = settings
        self._listener = listener
        self._workers = workers
        self._when_ready = when_ready
        self._ends_with_terminal = ends_with_terminal
        self._tally = Tally(STRIPES)
        self._stripe = 0
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's own choice."""
        for name, value in {
            "bind": [f"fd://{self._listener.fileno()}"],
            "workers": self._workers,
            "threads": THREADS,
            "worker_class": PromptWorker,
            "keepalive": KEPT_SECONDS,
            "graceful_timeout": GRACEFUL_SECONDS,
            "timeout": SILENT_SECONDS,
            "preload_app": False,
            "proc_name": "uyum-panosu",
            "loglevel": "warning",
            "forwarded_allow_ips": "",
            "control_socket_disable": True,
            "when_ready": self._ready,
            "pre_fork": self._give_stripe,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> "Flask":
        """Give one worker's app, warm before its first request; by now the worker listens to signals."""
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        start_log()
        engines = open_engines(self._settings, patient=True)
        app = create_app(self._settings, engines, tally=self._tally.at(self._stripe))
        warm(app)
        settle()
        keep_ready(engines)
        server: Flask = app.server
        return server

    def serve(self) -> int:
        """Serve until a signal ends it, finishing requests in flight on SIGTERM; give the exit code.

        Raises:
            WorkersFailedError: the app cannot be put together here.
        """
        command = os.getpid()
        self._listener.detach()  # gunicorn closes this descriptor once it has made its own.
        try:
            PatientArbiter(self).run()
        except SystemExit as end:
            if os.getpid() != command:
                # A worker is a fork of the command, and must not walk back into what the command has to tidy up.
                sys.stderr.flush()
                os._exit(_exit_code(end))
            return _exit_code(end)
        except HaltServer:
            raise WorkersFailedError from None
        return 0

    def _give_stripe(self, arbiter: Arbiter, worker: PromptWorker) -> None:
        """Choose where the worker that is about to be born counts its answers: where no living one does."""
        taken = {other.stripe for other in arbiter.WORKERS.values()}
        self._stripe = worker.stripe = min(set(range(STRIPES)) - taken)

    def _ready(self, arbiter: Arbiter) -> None:
        """Tell the command that requests are taken now."""
        if self._ends_with_terminal:
            signal.signal(signal.SIGHUP, lambda *_: arbiter.SIG_QUEUE.put_nowait(signal.SIGTERM))
        self._when_ready()


def warm(app: Any) -> None:  # noqa: ANN401 - any Dash app.
    """Draw the index page once, which fills the register that a worker's scripts are served from.

    A worker that gets its first requests on several threads at once would answer 500 for its own scripts until then
    (plotly/dash#3971).
    """
    with app.server.test_request_context("/"):
        app._setup_server()  # noqa: SLF001 - the hook runs before each request, but the guard comes first.
        app.index()


def settle() -> None:
    """Take what lives as long as the worker out of the search for garbage, and search less often.

    Every answer makes thousands of short-lived values that are freed without it; the search took a twentieth of the
    time of an answer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS)


def _exit_code(end: SystemExit) -> int:
    """Give the number in a request to exit."""
    return end.code if isinstance(end.code, int) else 1
