"""A report on its way to the browser: a line of JSON for every step, the file in the last one.

    {"part": "Sonuç çerçevesi", "done": 3, "of": 14, "failed": false}
    {"file": {"name": "rapor.docx", "type": "…", "base64": "…"}, "failed": ["…"]}
    {"error": "…"}

Whoever closes the connection has cancelled: nothing more is made than the part then in hand.
"""

import json
import socket
from base64 import b64encode
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from contextvars import copy_context
from typing import TypeAlias, TypeVar

from dashboard.data.asking import note_failure
from dashboard.export.report.making import Made, Progress
from dashboard.export.report.standing import ReportRefusedError
from dashboard.i18n import speaking, t

MEDIA_TYPE = "application/x-ndjson"
SOCKETS = ("gunicorn.socket", "werkzeug.socket")
"""Where the servers that we run under keep the connection of a request."""
Steps: TypeAlias = Generator[Progress | Made, None, None]
"""The making of a report, which ends when it is closed."""
_Step = TypeVar("_Step")


def lines(steps: Steps, is_gone: Callable[[], bool], end: Callable[[], None], language: str) -> Iterator[bytes]:
    """Give the lines of a report that is being made.

    Args:
        steps: the making; nothing of it has been done yet.
        is_gone: says whether nobody waits any more; asked before each step.
        end: gives back what the making needed; called before the file is sent, which may take its time.
        language: of whoever waits, for the one sentence that the report itself does not say.
    """
    try:
        with closing(steps):
            while not is_gone():
                step = next(steps)
                if isinstance(step, Made):
                    end()
                    yield _line({"file": _file(step), "failed": step.failed})
                    return
                yield _line({"part": step.part, "done": step.done, "of": step.of, "failed": step.failed})
    except ReportRefusedError as refused:
        with speaking(language):
            yield _line({"error": refused.sentence()})
    except Exception:  # noqa: BLE001  Whatever breaks, whoever waits is told.
        failure = note_failure("report")
        with speaking(language):
            yield _line({"error": t("reports.broken", code=failure.code)})
    finally:
        end()


def spoken(language: str, steps: Iterator[_Step]) -> Generator[_Step, None, None]:
    """Give the same steps, each of them made in one language, whatever is spoken around them.

    A server takes one step at a time and does other things between them, in which the language must not be felt.
    """

    def within() -> Generator[_Step, None, None]:
        with speaking(language):
            yield from steps

    context, inner = copy_context(), within()
    try:
        while True:
            try:
                step = context.run(next, inner)
            except StopIteration:
                return
            yield step
    finally:
        context.run(inner.close)


def gone(environ: dict[str, object]) -> Callable[[], bool]:
    """Give the question whether the client of a request has closed its connection.

    Writing to it would tell only when the part after the next is done. Where a server shows us no connection, nobody
    counts as gone, and the failed write ends the making.
    """
    connection = next((environ[name] for name in SOCKETS if name in environ), None)

    def is_gone() -> bool:
        if not isinstance(connection, socket.socket):
            return False
        try:
            return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    return is_gone


def _file(made: Made) -> dict[str, str]:
    """Give a file as JSON can carry it."""
    return {"name": made.name, "type": made.media_type, "base64": b64encode(made.content).decode("ascii")}


def _line(told: dict[str, object]) -> bytes:
    """Write one line."""
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"
