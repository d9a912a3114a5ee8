"""Long work on a file, told line by line as it goes on, and ended when nobody waits for it any more.

{"part": "Satırlar denetleniyor", "done": 20000, "of": 50000}
{"result": {…}}
{"error": "…"}
"""

import json
from collections.abc import Callable, Iterator
from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from flask import Response, request

from dashboard.data.asking import note_failure
from dashboard.data.loading.csv_files import Progress
from dashboard.export.reports_stream import MEDIA_TYPE, gone
from dashboard.i18n import language, speaking, t

LOOK_SECONDS = 0.5
"""How often it is looked whether somebody still waits, while nothing is told."""
Work = Callable[[Progress], dict[str, Any]]
"""Does the work, tells how far it is, and gives its result; telling ends it where it was cancelled."""


class CancelledError(Exception):
    """Nobody waits for the result any more; what was begun is undone."""


class RefusedWorkError(Exception):
    """The work cannot be done; its sentence says why in the language in force."""


def streamed(work: Work, end: Callable[[], None]) -> Response:
    """Give the answer that carries the lines of some work.

    Args:
        work: what is done, in a thread of its own.
        end: gives back what the work holds; called once when the work has ended, whoever still listens.
    """
    answer = Response(_lines(work, end, gone(request.environ), language()), content_type=MEDIA_TYPE)
    answer.headers["X-Accel-Buffering"] = "no"  # A proxy must hand on each line as it comes.
    return answer


def _lines(work: Work, end: Callable[[], None], is_gone: Callable[[], bool], spoken: str) -> Iterator[bytes]:
    """Give the lines; whatever breaks, whoever waits is told."""
    told: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    cancelled = Event()

    def progress(stage: str, done: int, total: int) -> None:
        if cancelled.is_set():
            raise CancelledError
        told.put({"stage": stage, "done": done, "of": total})

    def run() -> None:
        try:
            told.put({"result": work(progress)})
        except CancelledError:
            pass
        except RefusedWorkError as refused:
            told.put({"error": str(refused)})
        except Exception:  # noqa: BLE001  Whatever breaks, whoever waits is told.
            with speaking(spoken):
                told.put({"error": t("reports.broken", code=note_failure("load").code)})
        finally:
            end()
            told.put(None)

    Thread(target=copy_context().run, args=(run,), daemon=True).start()
    try:
        while not is_gone():
            try:
                line = told.get(timeout=LOOK_SECONDS)
            except Empty:
                continue
            if line is None:
                return
            yield json.dumps(_said(line, spoken), ensure_ascii=False).encode() + b"\n"
    finally:
        cancelled.set()


def _said(line: dict[str, Any], spoken: str) -> dict[str, Any]:
    """Put the name of a stage into words."""
    if "stage" not in line:
        return line
    with speaking(spoken):
        return {"part": t(f"load.stage.{line['stage']}"), "done": line["done"], "of": line["of"]}
