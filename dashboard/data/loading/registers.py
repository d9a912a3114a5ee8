"""Codes and ids: turns the codes of a file into the ids that the database stores."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, exists, literal_column, or_, select, text

from dashboard.data.loading.checks import Checked, refuse_unknown
from dashboard.data.loading.kind import Field, Kind
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.row_counts import programme_of
from dashboard.data.loading.sheets import Column, as_texts
from dashboard.data.schema.registers import programmes
from dashboard.data.wholesale import among


@dataclass(slots=True)
class Registers:
    """The codes that are live during one load, and those that a refused file of the same load would bring."""

    connection: Connection
    refused: dict[str, set[str]] = field(default_factory=dict)
    known: dict[str, dict[str, int]] = field(default_factory=dict)
    within: Collection[str] | None = None
    """Codes of the programmes whose codes this load knows, beside those that belong to none; None is all."""

    def live(self, kind: str) -> dict[str, int]:
        """Give the id of every code of a KIND that is live now."""
        if kind not in self.known:
            self.known[kind] = self._read_live(KINDS[kind])
        return self.known[kind]

    def changed(self, kind: str) -> None:
        """Forget what is known of a KIND, because rows of it have just been stored."""
        self.known.pop(kind, None)

    def _read_live(self, kind: Kind) -> dict[str, int]:
        codes, table = register(kind), kind.table
        alive = exists().where(table.c[kind.owner] == codes.c.id, table.c.until_version.is_(None))
        if self.within is not None:
            own = select(programmes.c.id).where(programmes.c.code.in_(self.within))
            of: ColumnElement[int] = literal_column(programme_of(kind, table.name))
            alive = alive.where(or_(of == 0, of.in_(own)))
        return {str(code): int(i) for code, i in self.connection.execute(select(codes.c.code, codes.c.id).where(alive))}

    def resolve(self, checked: Checked, one: Field, own: dict[str, int]) -> Column:
        """Give a column of ids as text for a column of codes; unknown codes are refused, unless this load brings them.

        `own` are the ids of the codes in the file itself, for the KINDs whose rows refer to each other.
        """
        codes = checked.columns[one.name]
        known = self.live(one.refers) | (own if one.refers == checked.kind.name else {})
        coming = self.refused.get(one.refers, set())
        unknown = codes.spread((code not in known and code not in coming and code != "" for code in codes.texts), bool)
        cells = np.flatnonzero(unknown)
        if len(cells):
            values = codes.take(cells).cells
            refuse_unknown(checked, one.name, "load.error.unknown_reference", cells, values, [*known, *coming])
        return Column(as_texts([str(known.get(str(code), "")) for code in codes.texts]), codes.codes)


def register(kind: Kind) -> Table:
    """Give the identity table of a KIND that others refer to."""
    if kind.identity is None:
        raise LookupError(kind.name)
    return kind.identity


@dataclass(frozen=True, slots=True)
class Identities:
    """The ids of the codes of a register: `had` before this load, and `new` in it."""

    had: dict[str, int]
    new: dict[str, int]

    @property
    def every(self) -> dict[str, int]:
        """Give the id of every code of the file."""
        return self.had | self.new


def identify(connection: Connection, checked: Checked) -> Identities:
    """Give an id to every code of a register: the one it always had, or a fresh one; none for other KINDs."""
    table = checked.kind.identity
    if table is None:
        return Identities({}, {})
    texts = [str(code) for code in checked.columns["code"].texts if code]
    stored = connection.execute(select(table.c.code, table.c.id).where(among(table.c.code, texts)))
    had = {str(code): int(i) for code, i in stored}
    missing = [code for code in texts if code not in had]
    draw = text("select nextval(pg_get_serial_sequence(:table, 'id')) from generate_series(1, :number)")
    drawn = connection.scalars(draw, {"table": table.name, "number": len(missing)}).all() if missing else []
    return Identities(had, dict(zip(missing, map(int, drawn), strict=True)))


def refuse_changed_identity(
    connection: Connection, checked: Checked, had: dict[str, int], ids: dict[str, Column]
) -> None:
    """Refuse rows that contradict the database about what can never change, such as a project's programme."""
    table = checked.kind.identity
    fixed = [one for one in checked.kind.fields if one.name in checked.kind.fixed]
    if table is None or not had or not fixed:
        return
    stored = {str(row.code): row for row in connection.execute(select(table).where(among(table.c.code, had)))}
    codes = checked.columns["code"].cells
    for one in fixed:
        now = ids.get(one.name, checked.columns[one.name]).cells
        before = [_as_text(getattr(stored[code], one.stored_in)) if code in stored else None for code in codes]
        wrong = [i for i, (new, old) in enumerate(zip(now, before, strict=True)) if old is not None and new != old]
        told = as_texts([str(before[i]) for i in wrong])
        checked.refuse(one.name, "load.error.fixed_changed", np.asarray(wrong, dtype=np.int64), stored=told)


def _as_text(value: object) -> str:
    """Give a stored value as a file would write it."""
    return "" if value is None else str(value)
