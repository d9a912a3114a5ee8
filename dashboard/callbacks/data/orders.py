"""What a browser orders to be done with the file that waits: taken strictly, because anybody can send anything."""

import re
from dataclasses import dataclass
from typing import Any

from flask import abort

from dashboard.data.loading import KINDS

_DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST_SOURCE = 100


@dataclass(frozen=True, slots=True)
class Order:
    """Which file is meant, and how it is to be understood.

    `kind` is empty where the headers tell; `source` is empty where the file names it; `supersede` says that the file
    replaces all live rows of its source.
    """

    digest: str
    kind: str = ""
    source: str = ""
    supersede: bool = False

    def options(self) -> dict[str, Any]:
        """Give the choices as they are kept beside the file."""
        return {"kind": self.kind, "source": self.source, "supersede": self.supersede}


def read_order(body: object) -> Order:
    """Read an order; anything that no form of ours sends ends the request with 400."""
    if not isinstance(body, dict) or body.keys() != {"digest", "kind", "source", "supersede"}:
        abort(400)
    digest, kind, source, supersede = body["digest"], body["kind"], body["source"], body["supersede"]
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        abort(400)
    if not isinstance(kind, str) or (kind and kind not in KINDS) or not isinstance(supersede, bool):
        abort(400)
    if not isinstance(source, str) or len(source) > LONGEST_SOURCE or not source.isprintable():
        abort(400)
    return Order(digest, kind, source.strip(), supersede)
