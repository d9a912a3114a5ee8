"""A whole load: read every file, check every row, store all or nothing in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection

from dashboard.data.engine import Engines, writing
from dashboard.data.loading.checks import check_sheet
from dashboard.data.loading.comparing import Work
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.gathering import Table, gather
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.problems import RefusedError
from dashboard.data.loading.recognising import bind
from dashboard.data.loading.report import LoadReport, TableReport
from dashboard.data.loading.sheets import from_frame
from dashboard.data.loading.storing import store_table
from dashboard.data.rollups import apply_load


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks for when they load files."""

    files: Sequence[Path]
    kind: str | None = None
    source: str | None = None
    supersede: bool = False
    dry_run: bool = False
    actor: str = ""
    reason: str = ""
    secret: bytes | None = None
    """Secret for person keys, see `person_keys`."""


def load_files(  # noqa: PLR0913 - one keyword for each option of the command
    engines: Engines,
    files: Iterable[Path],
    *,
    kind: str | None = None,
    source: str | None = None,
    supersede: bool = False,
    dry_run: bool = False,
    actor: str = "",
    reason: str = "",
    secret: bytes | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Load files, all or nothing, and say what became of them; bad input raises nothing, the report holds the reasons.

    Args:
        engines: the pools of the installation.
        files: CSV files and workbooks; they may refer to each other.
        kind: name of the KIND, where the headers do not tell.
        source: name of the stream; without it the file's name.
        supersede: the files replace all live rows of their sources.
        dry_run: check everything and store nothing.
        actor: who loads.
        reason: why, for the list of loads.
        secret: secret for person keys; only files that hold such keys need it.
        progress: told how far reading and storing have come.
    """
    order = Order(list(files), kind, source, supersede, dry_run, actor, reason, secret)
    report = LoadReport(dry_run=dry_run)
    tables = gather(order.files, kind, source, report.errors, progress)
    if not tables:
        return report
    with writing(engines.writer) as connection:
        _store(_work(connection, order, progress), tables, report)
        if report.refused or dry_run:
            connection.rollback()
    return report


def load_rows(  # noqa: PLR0913 - the same options as for files
    connection: Connection,
    kind_name: str,
    frame: pd.DataFrame,
    *,
    source: str,
    version: int | None = None,
    supersede: bool = False,
    actor: str = "",
    reason: str = "",
    secret: bytes | None = None,
) -> TableReport:
    """Load rows that are already at hand, with the same checks as a file, inside the caller's transaction.

    Args:
        connection: a transaction of the writer.
        kind_name: the KIND of the rows.
        frame: text by English header.
        source: name of the stream.
        version: the data version of a caller who then calls `rollups.apply_load` itself; without it the load draws its
            own and does both.
        supersede: the rows replace all live rows of the source.
        actor: who loads.
        reason: why.
        secret: secret for person keys.

    Raises:
        RefusedError: a row is wrong; the caller must undo the transaction.
    """
    checked = check_sheet(KINDS[kind_name], bind(from_frame(frame, source), KINDS[kind_name]))
    work = Work(
        connection, supersede=supersede, actor=actor, reason=reason, note=source, secret=secret, version=version
    )
    report = store_table(work, checked, source)
    if len(checked.errors):
        raise RefusedError(checked.errors)
    if version is None and work.version is not None:
        apply_load(connection, work.version)
    return report


def _work(connection: Connection, order: Order, progress: Progress | None) -> Work:
    """Open the work of a load inside its transaction."""
    return Work(
        connection,
        supersede=order.supersede,
        actor=order.actor,
        reason=order.reason,
        note=", ".join(path.name for path in order.files),
        secret=order.secret,
        told=partial(progress, "store") if progress else None,
    )


def _store(work: Work, tables: list[Table], report: LoadReport) -> None:
    """Store all tables, and bring the cubes up to date; what is wrong goes into the report."""
    for table in tables:
        report.tables.append(store_table(work, table.checked, table.source))
        report.errors.findings += table.checked.errors.findings
        report.warnings.findings += table.checked.warnings.findings
    report.version = work.version or max((t.version or 0 for t in report.tables), default=0) or None
    if report.refused:
        report.version = None
    elif work.version is not None:
        apply_load(work.connection, work.version)
