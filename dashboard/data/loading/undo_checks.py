"""What stands in the way of undoing a load: rows of others that would lose what they speak of, or clash with it."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Table, select, text

from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS
from dashboard.data.schema import metadata
from dashboard.data.schema.quality import load_rows
from dashboard.data.schema.registers import programmes
from dashboard.i18n import t

Parts = Sequence[tuple[Kind, int]]
"""KINDs with the id of their source."""
TOGETHER = frozenset({"seat_terms"})
"""KINDs whose rows of several sources mean something together."""
_GONE = (
    "l.source_id = :source and l.until_version is null and not exists (select 1 from {table} b"
    " where b.source_id = :source and b.since_version < :undone and coalesce(b.until_version, :undone) >= :undone"
    " and b.key_hash = l.key_hash and b.content_hash = l.content_hash)"
)
_BACK = (
    "b.source_id = :source and b.since_version < :undone and coalesce(b.until_version, :undone) >= :undone"
    " and b.until_version is not null"
)


class UndoError(Exception):
    """A load that cannot be undone; `obstacle` says why: `no_version`, `undone`, `built_on`, `needed` or `clash`."""

    def __init__(self, obstacle: str, **told: str) -> None:
        super().__init__(obstacle, told)
        self.obstacle, self.told = obstacle, told

    def sentence(self) -> str:
        """Say it in the language in force."""
        told = {**self.told}
        if "kind" in told:
            told["kind"] = t(f"load.kind.{told['kind']}")
        return t(f"undo.error.{self.obstacle}", **told)


def foreign_rows(connection: Connection, version: int, within: Collection[str] | None) -> bool:
    """Say whether a version added or ended rows of a programme outside a scope."""
    if within is None:
        return False
    own = select(programmes.c.id).where(programmes.c.code.in_(within))
    touched = select(load_rows.c.programme_id).where(load_rows.c.version == version, load_rows.c.programme_id != 0)
    return connection.execute(touched.where(load_rows.c.programme_id.not_in(own)).limit(1)).first() is not None


def demand_free_of_others(connection: Connection, version: int, parts: Parts) -> None:
    """Demand that no row outside the load's sources needs what it brought, or clashes with what comes back.

    Raises:
        UndoError: one does; the error names its KIND and, where it is known, its version.
    """
    for kind, source in parts:
        told = {"source": source, "undone": version}
        _demand_unneeded(connection, kind, parts, told)
        _demand_known(connection, kind, told)
        _demand_no_clash(connection, kind, told)


def _demand_unneeded(connection: Connection, kind: Kind, parts: Parts, told: dict[str, int]) -> None:
    """Demand that no live row of another source speaks of a code that will no longer be live."""
    if kind.identity is None:
        return
    table = kind.table.name
    gone, back = _GONE.format(table=table), _BACK
    query = (
        f"select distinct l.{kind.owner} from {table} l where {gone}"  # noqa: S608 - our own names
        f" and not exists (select 1 from {table} b where {back} and b.{kind.owner} = l.{kind.owner})"
    )
    ids = list(connection.scalars(text(query), told))
    if not ids:
        return
    own = {one.table.name: source for one, source in parts}
    for other, column in _pointing_at(kind):
        apart = f" and r.source_id <> {own[other.name]:d}" if other.name in own else ""
        live = " and r.until_version is null" if "until_version" in other.c else ""
        found = connection.scalar(
            text(f"select 1 from {other.name} r where r.{column} = any(:ids){live}{apart} limit 1"),  # noqa: S608
            {"ids": ids},
        )
        if found:
            name = next((one.name for one in KINDS.values() if one.table is other), kind.name)
            raise UndoError("needed", version=str(told["undone"]), kind=name)
    for child in KINDS.values():
        column = _parent_column(child, kind)
        if column and child.identity is not None and child.table.name not in own:
            query = (
                f"select 1 from {child.identity.name} c join {child.table.name} d on d.{child.owner} = c.id"  # noqa: S608
                f" where d.until_version is null and c.{column} = any(:ids) limit 1"
            )
            if connection.scalar(text(query), {"ids": ids}):
                raise UndoError("needed", version=str(told["undone"]), kind=child.name)


def _parent_column(child: Kind, kind: Kind) -> str:
    """Give the column of a register that says which code of another one its codes belong to; empty without one."""
    if child.identity is None:
        return ""
    return next((c.name for c in child.identity.c for key in c.foreign_keys if key.column.table is kind.identity), "")


def _pointing_at(kind: Kind) -> list[tuple[Table, str]]:
    """Give the columns of rows that point at a register: those with a foreign key, and those of bulk tables."""
    identity = kind.identity
    found = {
        (table.name, column.name): table
        for table in metadata.sorted_tables
        for column in table.c
        if "since_version" in table.c and table is not kind.table
        for key in column.foreign_keys
        if key.column.table is identity
    }
    for other in KINDS.values():
        for one in other.fields:
            if one.refers == kind.name and one.stored_in in other.table.c and other is not kind:
                found[other.table.name, one.stored_in] = other.table
    return [(table, column) for (_, column), table in found.items()]


def _demand_known(connection: Connection, kind: Kind, told: dict[str, int]) -> None:
    """Demand that every code of which rows speak that come back is still live."""
    for one in kind.fields:
        target = KINDS.get(one.refers)
        if target is None or target is kind or one.stored_in not in kind.table.c:
            continue
        query = text(
            f"select 1 from {kind.table.name} b where {_BACK} and b.{one.stored_in} is not null and not exists"  # noqa: S608
            f" (select 1 from {target.table.name} d where d.{target.owner} = b.{one.stored_in}"
            " and d.until_version is null) limit 1"
        )
        if connection.scalar(query, told):
            raise UndoError("clash", version=str(told["undone"]), kind=target.name)


def _demand_no_clash(connection: Connection, kind: Kind, told: dict[str, int]) -> None:
    """Demand that no live row of another source has a key, or is of a set, that comes back."""
    table = kind.table.name
    same = " and o.key_hash = b.key_hash"
    if kind.one_set or kind.name in TOGETHER:
        same = ""
    elif kind.name == "reach":
        same = (
            " and o.project_id = b.project_id and date_trunc('month', o.date) = date_trunc('month', b.date)"
            " and o.counting_rule <> b.counting_rule"
        )
    elif kind.shared_keys:
        return
    query = text(
        f"select o.since_version from {table} b join {table} o on o.source_id <> :source"  # noqa: S608 - our own names
        f" and o.until_version is null{same} where {_BACK} limit 1"
    )
    clashing = connection.scalar(query, told)
    if clashing is not None:
        raise UndoError("clash", version=str(told["undone"]), kind=kind.name)
