"""What a browser orders to be done with the file that waits: taken strictly, because anybody can send anything."""

import re
from dataclasses import dataclass, replace
from typing import Any

from flask import abort

from dashboard.data.loading import KINDS, ColumnMap
from dashboard.data.loading.saved_maps import from_json, to_json

_DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST_SOURCE = 100
MOST_COLUMNS, MOST_VALUES, MOST_MAPS = 500, 2_000, 50


@dataclass(frozen=True, slots=True)
class Order:
    """Which file is meant, and how it is to be understood.

    `kind` is empty where the headers tell; `source` is empty where the file names it; `supersede` says that the file
    replaces all live rows of its source. `column_maps` say what the headers of some sheets mean; those of others tell
    themselves, or a kept map does. `keep` says that the maps are kept for the source once the file is loaded.
    """

    digest: str
    kind: str = ""
    source: str = ""
    supersede: bool = False
    column_maps: tuple[ColumnMap, ...] = ()
    keep: bool = False

    def options(self) -> dict[str, Any]:
        """Give the choices as they are kept beside the file."""
        told = {"kind": self.kind, "source": self.source, "supersede": self.supersede, "keep": self.keep}
        return {**told, "maps": [to_json(one) for one in self.column_maps]}

    def after(self, options: dict[str, Any]) -> "Order":
        """Give the order with what earlier ones said of other sheets, from the choices kept beside the file.

        An order that maps nothing and takes the file for another KIND begins anew. A map without a KIND leaves its
        sheet to its headers again.
        """
        if not self.column_maps and self.kind != options.get("kind", ""):
            return self
        mine = {one.sheet for one in self.column_maps}
        others = [one for one in maps_of(options) if one.sheet not in mine]
        holding = tuple(one for one in (*others, *self.column_maps) if one.kind)
        return replace(self, column_maps=holding[-MOST_MAPS:])


def maps_of(options: dict[str, Any]) -> tuple[ColumnMap, ...]:
    """Give the column maps among the choices kept beside a file; earlier ones held one map at most."""
    told = options.get("maps") or [options.get("map")]
    return tuple(from_json(one) for one in told if one)


def order_of(digest: str, options: dict[str, Any]) -> Order:
    """Give the order that was checked, from the choices kept beside the file."""
    return Order(digest, options["kind"], options["source"], options["supersede"], maps_of(options), options["keep"])


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
    return Order(_digest(body["digest"]), kind, source.strip(), supersede, _maps(body["map"]), keep)


def _digest(told: object) -> str:
    """Read the digest of a file."""
    if not isinstance(told, str) or not _DIGEST.fullmatch(told):
        abort(400)
    return told


def _maps(told: object) -> tuple[ColumnMap, ...]:
    """Read what the headers of one sheet mean, nothing where the order maps none."""
    if told is None:
        return ()
    try:
        found = from_json(told)
    except ValueError:
        abort(400)
    known = {one.name for one in KINDS[found.kind].fields} if found.kind in KINDS else set()
    texts = [found.sheet, *(text for pair in (*found.columns, *found.values) for text in pair)]
    if len(found.columns) > MOST_COLUMNS or len(found.values) > MOST_VALUES:
        abort(400)
    if not known.issuperset([*(field for _, field in found.columns), *(field for field, _, _ in found.values)]):
        abort(400)
    if any("\0" in text for text in texts):
        abort(400)
    return (found,)
