"""The tables of the page: what to mend, completeness by column, sources, loads and refused loads."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any, Protocol

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table
from dashboard.i18n import t

MOST_FIXES = 12
STATES = {"stale": "overdue", "fresh": "in_time", "not_watched": ""}


class Completeness(Protocol):
    """Known values of one column; see `data.quality_fields.Completeness`."""

    kind: str
    column: str
    known: int
    asked: int


class Source(Protocol):
    """One source; see `data.quality.Source`."""

    name: str
    kind: str
    rows: int
    cutoff: date | None
    loaded_on: date
    age: int
    state: str


class Load(Protocol):
    """One load; see `data.quality_loads.Load`."""

    version: int
    source: str
    kind: str
    mode: str
    file: str
    actor: str
    brought: int
    rows: int
    duplicate: int
    undone: int
    undoes: int

    @property
    def day(self) -> date:
        """Give the day of the load."""


class Refusal(Protocol):
    """One refused sheet; see `data.quality.Refusal`."""

    id: int
    actor: str
    file: str
    source: str
    kind: str
    rejected: int
    reasons: Sequence[tuple[str, str, int]]
    is_open: bool

    @property
    def day(self) -> date:
        """Give the day."""


class Fixes(Protocol):
    """What is to be mended; see `data.quality.Fixes`."""

    stale: list[Any]
    refused: list[Any]
    missing: list[tuple[int, int]]
    empty: list[Any]


def fields_table(found: Sequence[Completeness]) -> Table:
    """Give known and asked values by KIND and column, the least complete first."""
    columns = (
        Column("column", t("load.errors.column"), "text"),
        Column("kind", t("load.preview.kind"), "text"),
        Column("known", t("data.known")),
        Column("asked", t("data.asked")),
        Column("share", t("data.share"), "share"),
    )
    rows = [
        (column_name(one.column), kind_name(one.kind), one.known, one.asked, one.known / one.asked)
        for one in sorted(found, key=lambda one: one.known / one.asked)
    ]
    return Table(columns, tuple(rows))


def fields_finding(table: Table) -> str | None:
    """Name the column of which least is known."""
    if not table.rows:
        return None
    column, kind, *_, share = table.rows[0]
    return finding("finding.data.least_known", column=column, kind=kind, share=formats.percent(share))


def sources_table(found: Sequence[Source]) -> Table:
    """Give the sources, those out of date first."""
    columns = (
        Column("name", t("data.source"), "text"),
        Column("kind", t("load.preview.kind"), "text"),
        Column("rows", t("data.live_rows")),
        Column("cutoff", t("data.cutoff_date"), "day"),
        Column("loaded_on", t("data.last_load"), "day"),
        Column("age", t("data.age")),
        Column("state", t("table.code"), "code"),
        Column("state_word", t("data.state"), "text"),
    )
    rows = [
        (one.name, kind_name(one.kind), one.rows, one.cutoff, one.loaded_on, one.age, STATES[one.state],
         t(f"data.state.{one.state}"))
        for one in found
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def sources_finding(table: Table) -> str | None:
    """Say how many sources are out of date."""
    if not table.rows:
        return None
    stale = table.column("state").count(STATES["stale"])
    return finding("finding.data.stale", count=formats.whole(stale)) if stale else finding("finding.data.fresh")


def loads_table(found: Sequence[Load]) -> Table:
    """Give the loads, the newest first."""
    columns = (
        Column("version", t("shell.data_version")),
        Column("day", t("data.day"), "day"),
        Column("actor", t("data.actor"), "text"),
        Column("source", t("data.source"), "text"),
        Column("kind", t("load.preview.kind"), "text"),
        Column("file", t("data.file"), "text"),
        Column("mode", t("data.mode"), "text"),
        Column("brought", t("data.brought")),
        Column("rows", t("data.live_rows")),
        Column("duplicate", t("load.preview.duplicate")),
        Column("undone", t("data.undone"), "text"),
    )
    rows = [
        (one.version, one.day, one.actor, one.source, kind_name(one.kind), one.file, t(f"data.mode.{one.mode}"),
         one.brought, one.rows, one.duplicate, _undone(one))
        for one in found
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def _undone(one: Load) -> str:
    """Say which version took a load back, or which one it took back itself."""
    if one.undone:
        return t("data.undone_by", version=str(one.undone))
    return t("data.undoes", version=str(one.undoes)) if one.undoes else ""


def refusals_table(found: Sequence[Refusal]) -> Table:
    """Give the refused loads with their most frequent reasons, the newest first."""
    columns = (
        Column("day", t("data.day"), "day"),
        Column("actor", t("data.actor"), "text"),
        Column("file", t("data.file"), "text"),
        Column("source", t("data.source"), "text"),
        Column("kind", t("load.preview.kind"), "text"),
        Column("rejected", t("load.preview.rejected")),
        Column("reasons", t("load.errors.reason"), "text"),
        Column("open", t("data.state"), "text"),
    )
    rows = [
        (one.day, one.actor, one.file, one.source, kind_name(one.kind), one.rejected, reasons_in_words(one.reasons),
         t("data.refusal.open" if one.is_open else "data.refusal.mended"))
        for one in found
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def reasons_in_words(reasons: Sequence[tuple[str, str, int]]) -> str:
    """Name the columns in which most cells were refused, with their number."""
    return " · ".join(f"{column or t('data.whole_file')}: {formats.whole(count)}" for _, column, count in reasons[:5])


def fixes_table(found: Fixes, names: Mapping[int, tuple[str, str]]) -> Table:
    """Give what is to be mended; every sort has its share, so that none hides the others.

    The hidden first cell says where the row leads: `project:<code>`, `kind:<KIND>` or `load:`.

    Args:
        found: of `data.quality.fixes`.
        names: code and name of projects by id.
    """
    columns = (
        Column("leads_to", t("table.code"), "code"),
        Column("what", t("data.fix.what"), "text"),
        Column("why", t("data.fix.why"), "text"),
        Column("count", t("data.fix.count")),
    )
    sorts: list[list[tuple[Any, ...]]] = [
        [("load:", one.file, t("data.fix.refused"), one.rejected) for one in found.refused],
        [(f"kind:{one.kind}", one.name, t("data.fix.stale"), one.age) for one in found.stale],
        [
            (f"project:{names[project][0]}", names[project][1], t("data.fix.missing"), months)
            for project, months in found.missing
            if project in names
        ],
        [
            (f"kind:{one.kind}", f"{kind_name(one.kind)}: {column_name(one.column)}", t("data.fix.empty"),
             one.asked - one.known)
            for one in found.empty
        ],
    ]  # fmt: skip
    in_turn = [row for turn in zip_longest(*map(enumerate, sorts)) for row in turn if row is not None]
    kept = {id(row[1]) for row in in_turn[:MOST_FIXES]}
    return Table(columns, tuple(row for sort in sorts for row in sort if id(row) in kept))


def fixes_finding(table: Table) -> str | None:
    """Say how many things are to be mended; the list itself ends at twelve."""
    return finding("finding.data.fixes", count=str(len(table.rows))) if table.rows else None


def kind_name(kind: str) -> str:
    """Name a KIND, also where it could not be told."""
    return t(f"load.kind.{kind}") if kind else t("load.preview.unknown_kind")


def column_name(column: str) -> str:
    """Name a column as templates do."""
    return t(f"load.column.{column}")
