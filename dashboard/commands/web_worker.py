"""One worker of the web server: ends when it is told to, and sends nothing without our headers."""

import os
from typing import Any, NoReturn

from gunicorn.workers.gthread import ThreadWorker

from dashboard.access import headers

BARE_HEADERS = "\r\n".join(("", *(f"{name}: {value}" for name, value in headers.BARE.items()), "")).encode()
"""What stands behind the first line of an answer that gunicorn writes by itself."""


class HeadedSocket:
    """A connection on which gunicorn writes an answer of its own; it lacks the headers that the app would add."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401  # A socket, with TLS or without.
        self._connection = connection

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # Everything else is the connection's own.
        """Give what the connection has."""
        return getattr(self._connection, name)

    def sendall(self, answer: bytes) -> None:
        """Send an answer with the headers behind its first line."""
        self._connection.sendall(answer.replace(b"\r\n", BARE_HEADERS, 1))


class PromptWorker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types.
    """A worker that ends at once when it is asked to, wherever the signal meets it.

    gunicorn's own shuts its pool down first, behind a lock; a second signal inside it (Ctrl-C reaches the whole group,
    and the parent passes it on) waited for that lock for ever.
    """

    stripe = 0
    """Where it counts its answers, see `Tally`."""

    def handle_error(self, request: Any, client: Any, address: Any, error: Exception) -> None:  # noqa: ANN401
        """Answer what is no HTTP before the app ever sees it, under the headers of every other answer."""
        super().handle_error(request, HeadedSocket(client), address, error)

    def handle_quit(self, *_: object) -> NoReturn:
        """End this process; there is nothing to tidy up that the command does not tidy up."""
        os._exit(0)
