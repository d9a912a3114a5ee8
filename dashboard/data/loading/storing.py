"""One sheet into the database: end what is no longer said, add what is new, and write down the load."""

from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, insert, select, text

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.comparing import Ready, Work, compare
from dashboard.data.loading.copying import copy_rows
from dashboard.data.loading.feedback_rules import sensitive_cases
from dashboard.data.loading.report import TableReport
from dashboard.data.loading.row_counts import count_added, count_ended
from dashboard.data.loading.rules import is_one_of
from dashboard.data.loading.stored_values import identity_values, stored_values, storing_order
from dashboard.data.loading.texts import store_texts
from dashboard.data.schema import loads, sources


def store_table(work: Work, checked: Checked, source: str) -> TableReport:
    """Check one sheet against the database and, if nothing is wrong, store what it changes.

    What is wrong is added to `checked.errors`; then nothing of this sheet is stored and the transaction must be undone.
    """
    report = TableReport(checked.sheet.file, checked.sheet.name, checked.kind.name, source, rows=len(checked))
    ready = compare(work, checked, source)
    report.duplicate = ready.plan.duplicate
    report.changed, report.unchanged = ready.plan.changed, ready.plan.unchanged
    report.missing = ready.plan.missing
    report.new, report.removed = len(ready.plan.added) - report.changed, len(ready.plan.ended) - report.changed
    if len(checked.errors):
        work.refused = True
        codes = checked.columns.get("code")
        work.registers.refused.setdefault(checked.kind.name, set()).update(codes.texts if codes else ())
    elif ready.plan.changes_nothing:
        report.already_loaded = True
        report.version = _last_version(work.connection, ready.source)
    elif not work.refused:
        _store(work, ready, report)
    report.rejected = checked.errors.rows_of(report.file, report.sheet)
    report.warned = checked.warnings.rows_of(report.file, report.sheet)
    return report


def _store(work: Work, ready: Ready, report: TableReport) -> None:
    """Store what a sheet changes, under the data version of its load."""
    checked, plan, version = ready.checked, ready.plan, work.draw()
    source = ready.source or _add_source(work.connection, report.source, checked.kind.name)
    report.accepted, report.added, report.ended, report.version = (
        len(checked),
        len(plan.added),
        len(plan.ended),
        version,
    )
    load = _write_load(work, ready, report, source)
    _end_rows(work.connection, checked.kind.table.name, plan.ended, source, version)
    _add_identities(work.connection, ready)
    values = stored_values(work.connection, checked, ready.ids, ready.identities)
    order = storing_order(checked, values, plan.added)
    values |= {
        "source_id": source,
        "load_id": load,
        "row_no": checked.rows,
        "key_hash": plan.keys.view(np.int64),
        "content_hash": plan.contents.view(np.int64),
        "since_version": version,
    }
    told = work.told
    copy_rows(work.connection, checked.kind.table, values, order, told and (lambda done: told(done, len(order))))
    if checked.kind.name == "feedback":
        store_texts(work.connection, checked, load, plan.added)
    count_added(work.connection, checked.kind, load, version)
    if len(plan.ended):
        count_ended(work.connection, checked.kind, version, source)
    work.registers.changed(checked.kind.name)


def _add_source(connection: Connection, name: str, kind: str) -> int:
    """Write down a source that is loaded for the first time."""
    return int(connection.execute(insert(sources).values(name=name, kind=kind).returning(sources.c.id)).scalar_one())


def _write_load(work: Work, ready: Ready, report: TableReport, source: int) -> int:
    """Write down what became of a sheet, and give the number of the load."""
    row = {
        "version": report.version,
        "source_id": source,
        "mode": "supersede" if work.supersede else "add",
        "file_name": report.file,
        "content_digest": ready.plan.digest,
        "accepted": report.accepted,
        "duplicate": report.duplicate,
        "warned": ready.checked.warnings.rows_of(report.file, report.sheet),
        "cutoff": work.dated or _cutoff(ready.checked),
        "reason": work.reason,
        "actor": work.actor,
    }
    return int(work.connection.execute(insert(loads).values(row).returning(loads.c.id)).scalar_one())


def _cutoff(checked: Checked) -> date | None:
    """Give the latest day of which the rows say something, or None where the KIND has no such days.

    Sensitive cases do not count: whoever may not see them must not learn their days.
    """
    if not checked.kind.observed:
        return None
    column = checked.columns[checked.kind.observed]
    if checked.kind.name == "feedback":
        column = column.take(np.flatnonzero(is_one_of(sensitive_cases(checked), "false")))
    return date.fromisoformat(max(column.texts[np.unique(column.codes)])) if len(column) else None


def _end_rows(connection: Connection, table: str, ids: NDArray[np.int64], source: int, version: int) -> None:
    """End live rows: they stay as they are and are no longer part of what is known from this version on."""
    if not len(ids):
        return
    listed = "{" + ",".join(map(str, ids.tolist())) + "}"
    statement = text(
        f"update {table} set until_version = :version"  # noqa: S608 - the name is one of our own tables
        " from unnest(cast(:ids as bigint[])) as gone (id)"
        f" where {table}.id = gone.id and source_id = :source and until_version is null"
    )
    connection.execute(statement, {"version": version, "ids": listed, "source": source})


def _add_identities(connection: Connection, ready: Ready) -> None:
    """Add the codes that the database has never seen."""
    table, new = ready.checked.kind.identity, ready.identities.new
    if table is None or not new:
        return
    codes = ready.checked.columns["code"]
    fresh = codes.spread((code in new for code in codes.texts), bool)
    values = identity_values(ready.checked, ready.ids, ready.identities)
    copy_rows(connection, table, values, ready.plan.added[fresh[ready.plan.added]])


def _last_version(connection: Connection, source: int | None) -> int | None:
    """Give the version of a source's last load."""
    found = connection.scalar(select(func.max(loads.c.version)).where(loads.c.source_id == source))
    return None if found is None else int(found)
