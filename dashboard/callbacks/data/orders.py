"""What a browser orders to be done with the file that waits: taken strictly, because anybody can send anything."""

import re
from dataclasses import dataclass
from typing import Any

from flask import abort

from dashboard.data.loading import KINDS, ColumnMap
from dashboard.data.loading.saved_maps import from_json, to_json

_DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST_SOURCE = 100
MOST_COLUMNS, MOST_VALUES = 500, 2_000


@dataclass(frozen=True, slots=True)
class Order:
    """Which file is meant, and how it is to be understood.

    `kind` is empty where the headers tell; `source` is empty where the file names it; `supersede` says that the file
    replaces all live rows of its source. `column_map` says what the headers mean, None where they tell themselves or a
    kept map does; `keep` says that it is kept for the source once the file is loaded.
    """

    digest: str
    kind: str = ""
    source: str = ""
    supersede: bool = False
    column_map: ColumnMap | None = None
    keep: bool = False

    def options(self) -> dict[str, Any]:
        """Give the choices as they are kept beside the file."""
        told = {"kind": self.kind, "source": self.source, "supersede": self.supersede, "keep": self.keep}
        return {**told, "map": to_json(self.column_map) if self.column_map else None}


def order_of(digest: str, options: dict[str, Any]) -> Order:
    """Give the order that was checked, from the choices kept beside the file."""
    kept = options.get("map")
    column_map = from_json(kept) if kept else None
    return Order(digest, options["kind"], options["source"], options["supersede"], column_map, options["keep"])


def read_digest(body: object) -> str:
    """Read which file is to be loaded; anything that no form of ours sends ends the request with 400."""
    if not isinstance(body, dict) or body.keys() != {"digest"}:
        abort(400)
    return _digest(body["digest"])


def read_order(body: object) -> Order:
    """Read an order to check; anything that no form of ours sends ends the request with 400."""
    if not isinstance(body, dict) or body.keys() != {"digest", "kind", "source", "supersede", "map", "keep"}:
        abort(400)
    kind, source, supersede, keep = body["kind"], body["source"], body["supersede"], body["keep"]
    if not isinstance(kind, str) or (kind and kind not in KINDS):
        abort(400)
    if not isinstance(supersede, bool) or not isinstance(keep, bool):
        abort(400)
    if not isinstance(source, str) or len(source) > LONGEST_SOURCE or not source.isprintable():
        abort(400)
    return Order(_digest(body["digest"]), kind, source.strip(), supersede, _map(body["map"]), keep)


def _digest(told: object) -> str:
    """Read the digest of a file."""
    if not isinstance(told, str) or not _DIGEST.fullmatch(told):
        abort(400)
    return told


def _map(told: object) -> ColumnMap | None:
    """Read what the headers mean."""
    if told is None:
        return None
    try:
        found = from_json(told)
    except ValueError:
        abort(400)
    known = {one.name for one in KINDS[found.kind].fields} if found.kind in KINDS else set()
    texts = [text for pair in (*found.columns, *found.values) for text in pair]
    if len(found.columns) > MOST_COLUMNS or len(found.values) > MOST_VALUES:
        abort(400)
    if not known.issuperset([*(field for _, field in found.columns), *(field for field, _, _ in found.values)]):
        abort(400)
    if any("\0" in text for text in texts):
        abort(400)
    return found
