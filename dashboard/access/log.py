"""Where the process writes what happened: one line each on the error output, which the operator's system keeps."""

import logging
import sys


def start_log() -> None:
    """Let our own messages through, audit lines among them; a second call changes nothing."""
    log = logging.getLogger("dashboard")
    if log.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
