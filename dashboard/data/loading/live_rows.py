"""The live rows of a source: what a load is compared with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Table

from dashboard.data.loading.hashing import Hashes, digest
from dashboard.data.wholesale import read_columns


@dataclass(frozen=True, slots=True)
class LiveRows:
    """Rows of one table that are live now: four arrays of the same length."""

    ids: NDArray[np.int64]
    sources: NDArray[np.int64]
    keys: Hashes
    contents: Hashes

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.ids)

    def only(self, chosen: NDArray[np.bool_]) -> "LiveRows":
        """Give some of the rows."""
        return LiveRows(self.ids[chosen], self.sources[chosen], self.keys[chosen], self.contents[chosen])

    @property
    def digest(self) -> str:
        """Give the digest of what the rows say, whatever their order."""
        return digest(self.keys, self.contents)


def read_live(connection: Connection, table: Table, source: int | None = None) -> LiveRows:
    """Read ids and hashes of the live rows of a table, of one source or of all; a million take about a second."""
    where = "until_version is null" + ("" if source is None else f" and source_id = {int(source)}")
    query = f"select id, source_id, key_hash, content_hash from {table.name} where {where}"  # noqa: S608 - our own names
    rows = read_columns(connection, query, {"id": "i8", "source_id": "i4", "key_hash": "i8", "content_hash": "i8"})
    keys, contents = (rows[name].astype(np.int64).view(np.uint64) for name in ("key_hash", "content_hash"))
    return LiveRows(rows["id"].astype(np.int64), rows["source_id"].astype(np.int64), keys, contents)
