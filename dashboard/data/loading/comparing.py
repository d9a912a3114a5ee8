"""One sheet against the database: codes become ids, and rows are compared with the live rows of their source."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from sqlalchemy import Connection, select

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.counting_rules import refuse_other_counting_rules
from dashboard.data.loading.forgetting import forget
from dashboard.data.loading.hashing import hash_checked
from dashboard.data.loading.live_rows import LiveRows, read_live
from dashboard.data.loading.person_keys import hash_person
from dashboard.data.loading.planning import (
    Plan,
    distinct_rows,
    plan_load,
    refuse_keys_of_others,
    refuse_live_keys,
    refuse_second_set,
)
from dashboard.data.loading.registers import Identities, Registers, identify, refuse_changed_identity
from dashboard.data.loading.seat_rules import refuse_terms_of_filled_seats
from dashboard.data.loading.sheets import Column, as_texts
from dashboard.data.loading.stored_values import refuse_places_without_province
from dashboard.data.loading.submissions import merges, no_longer_said
from dashboard.data.retention import Retention
from dashboard.data.schema import sources
from dashboard.data.versions import draw_version


@dataclass(slots=True)
class Work:
    """One load in its transaction; its sheets share one data version, drawn when the first of them changes anything."""

    connection: Connection
    supersede: bool = False
    actor: str = ""
    reason: str = ""
    note: str = ""
    secret: bytes | None = None
    retention: Retention = field(default_factory=dict)
    """Months for which texts and person keys are kept, by KIND."""
    dated: date | None = None
    """Day of which a list of another institution speaks; it is then the cut-off date of every table made from it."""
    within: Collection[str] | None = None
    """Codes of the programmes of whoever loads; codes of others are unknown to this load. None is every programme."""
    version: int | None = None
    refused: bool = False
    """Whether a sheet was refused; the rest is then only compared, because all of it will be undone."""
    told: Callable[[int, int], None] | None = None
    """Is told how many rows of a sheet are stored, and how many there are."""
    registers: Registers = field(init=False)

    def __post_init__(self) -> None:
        """Open the registers of this transaction."""
        self.registers = Registers(self.connection)

    def draw(self) -> int:
        """Give the data version of this load."""
        if self.version is None:
            kind = "supersede" if self.supersede else "load"
            self.version = draw_version(self.connection, kind, self.note, self.actor)
        return self.version


@dataclass(frozen=True, slots=True)
class Ready:
    """A sheet whose codes are resolved and which is compared with the live rows of its source."""

    checked: Checked
    ids: dict[str, Column]
    identities: Identities
    source: int | None
    plan: Plan


def compare(work: Work, checked: Checked, source: str) -> Ready:
    """Resolve codes, find duplicates, and compare with what is live."""
    connection, kind = work.connection, checked.kind
    work.registers.within = work.within
    identities = identify(connection, checked)
    references = [one for one in kind.fields if one.refers]
    ids = {one.name: work.registers.resolve(checked, one, identities.every) for one in references}
    refuse_changed_identity(connection, checked, identities.had, ids)
    number = _find_source(work, checked, source)
    _hide_person_keys(work, checked)
    forget(connection, checked, number, work.retention)
    keys, contents = hash_checked(checked)
    rows = distinct_rows(checked, keys, contents)
    own, others = _live(connection, checked, number)
    replaced = no_longer_said(checked, own) if merges(checked) else None
    plan = plan_load(rows, keys, contents, own, supersede=work.supersede, replaced=replaced)
    if not work.supersede and replaced is None and not plan.changes_nothing:
        refuse_live_keys(checked, rows, keys, own)
    names = _source_names(connection)
    refuse_keys_of_others(checked, rows, keys, others, names)
    if kind.one_set and not plan.changes_nothing:
        refuse_second_set(checked, others if len(others) or work.supersede else own, names)
    whole = number if work.supersede or plan.changes_nothing else None
    if kind.name == "seat_terms":
        refuse_terms_of_filled_seats(connection, checked, ids["seat_code"], whole)
    if kind.name == "reach":
        refuse_other_counting_rules(connection, checked, ids["project_code"], whole)
        refuse_places_without_province(connection, checked, ids["place_code"])
    return Ready(checked, ids, identities, number, plan)


def _live(connection: Connection, checked: Checked, source: int | None) -> tuple[LiveRows, LiveRows]:
    """Give the live rows of the source, and those of all others where a key must not be live twice.

    A submission of KoboToolbox is one wherever it stands: it must not be counted a second time under another source.
    """
    if checked.kind.shared_keys and not merges(checked):
        empty = np.empty(0, np.int64)
        nothing = LiveRows(empty, empty, empty.view(np.uint64), empty.view(np.uint64))
        return (nothing if source is None else read_live(connection, checked.kind.table, source)), nothing
    live = read_live(connection, checked.kind.table)
    mine = live.sources == (-1 if source is None else source)
    return live.only(mine), live.only(~mine)


def _hide_person_keys(work: Work, checked: Checked) -> None:
    """Put the keyed hash in place of every person key, before anything is compared or stored."""
    column = checked.columns.get("person_key")
    if column is None:
        return
    if work.secret is None:
        checked.refuse("person_key", "load.error.person_secret_missing", np.flatnonzero(~column.missing))
        return
    hashed = [hash_person(work.secret, str(key)).hex() if key else "" for key in column.texts]
    checked.columns["person_key"] = Column(as_texts(hashed), column.codes)


def _find_source(work: Work, checked: Checked, name: str) -> int | None:
    """Give the id of a source, or None while it has none; a source of another KIND is refused."""
    row = work.connection.execute(select(sources.c.id, sources.c.kind).where(sources.c.name == name)).one_or_none()
    if row is None:
        return None
    if row.kind != checked.kind.name:
        whole = np.zeros(1, np.int64)
        checked.refuse("", "load.error.source_of_other_kind", whole, source=name, kind=str(row.kind))
    return int(row.id)


def _source_names(connection: Connection) -> dict[int, str]:
    """Give the name of every source."""
    return {int(i): str(name) for i, name in connection.execute(select(sources.c.id, sources.c.name))}
