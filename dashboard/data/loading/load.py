"""A whole load: read every file, check every row, store all or nothing in one transaction."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, select

from dashboard.data.engine import Engines, writing
from dashboard.data.loading.attempts import digest_of, remember_refusal
from dashboard.data.loading.checks import check_sheet
from dashboard.data.loading.column_map import ColumnMap
from dashboard.data.loading.comparing import Work
from dashboard.data.loading.csv_files import Progress
from dashboard.data.loading.erasing import erase_expired
from dashboard.data.loading.files import expand
from dashboard.data.loading.gathering import Table, gather
from dashboard.data.loading.iati_grants import Known, Said, read_known
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.mapped import date_of_list, gather_mapped, read_list
from dashboard.data.loading.mappings import MAPPINGS
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.recognising import bind
from dashboard.data.loading.report import LoadReport, TableReport
from dashboard.data.loading.saved_maps import saved_maps
from dashboard.data.loading.sheet_maps import MapsOf, SheetMaps
from dashboard.data.loading.sheets import from_frame
from dashboard.data.loading.storing import store_table
from dashboard.data.loading.undo_checks import foreign_rows
from dashboard.data.retention import NOTHING_ENDS, Retention
from dashboard.data.rollups import TooManyPeopleError, apply_load
from dashboard.data.schema import sources
from dashboard.data.versions import today

NOTHING_SAID = Said()


def load_files(  # noqa: PLR0913 - one keyword for each option of the command
    engines: Engines,
    files: Iterable[Path],
    *,
    kind: str | None = None,
    mapping: str | None = None,
    column_maps: Sequence[ColumnMap] = (),
    dated: date | None = None,
    source: str | None = None,
    supersede: bool = False,
    dry_run: bool = False,
    actor: str = "",
    reason: str = "",
    secret: bytes | None = None,
    retention: Retention = NOTHING_ENDS,
    progress: Progress | None = None,
    before_commit: Callable[[Connection, LoadReport], None] | None = None,
    within: Collection[str] | None = None,
    activities: Said = NOTHING_SAID,
) -> LoadReport:
    """Load files, all or nothing, and say what became of them; bad input raises nothing, the report holds the reasons.

    Args:
        engines: the pools of the installation.
        files: CSV files, workbooks, and folders of them; they may refer to each other.
        kind: name of the KIND, where the headers do not tell.
        mapping: name of the mapping, for the list of another institution; then `files` is one file.
        column_maps: what the headers of the files mean, a map for each sheet; for other sheets the maps that are
            saved for their source hold.
        dated: the day of which such a list speaks, where its name does not say it.
        source: name of the stream; without it the file's name, or the mapping's.
        supersede: the files replace all live rows of their sources.
        dry_run: check everything and store nothing.
        actor: who loads.
        reason: why, for the list of loads.
        secret: secret for person keys, see `person_keys`; only files that hold such keys need it.
        retention: months for which texts and person keys are kept; what is past its time is removed first.
        progress: told how far reading and storing have come.
        before_commit: called inside the transaction of a load that is about to be stored, for the audit trail.
        within: codes of the programmes of whoever loads; rows of others are refused like unknown ones. None is all.
        activities: which grant and programme the activities of files of IATI are, where the files do not tell.

    A refused load is remembered, see `attempts`.
    """
    paths = expand(files)
    report = LoadReport(dry_run=dry_run)
    try:
        gathered = _gatherer(paths, mapping, dated, source, progress) if mapping else None
    except RefusedError as refusal:
        report.errors.tell(*refusal.problems)
        return _remembered(engines, report, paths, actor, within)
    known, there = partial(_known_of, engines, within, activities), partial(_there, engines)
    read, maps = partial(gather, known_of=known, there_of=there), _maps_of(engines, column_maps)
    tables = [] if mapping else read(paths, kind, source, report.errors, progress, maps)
    if not (tables or gathered):
        return _remembered(engines, report, paths, actor, within)
    if retention and not dry_run:
        with writing(engines.owner) as connection:
            erase_expired(connection, retention, today())
    with writing(engines.writer) as connection:
        work = Work(connection, supersede, actor, reason, note=", ".join(p.name for p in paths), secret=secret)
        work.retention, work.within = retention, within
        work.told = partial(progress, "store") if progress else None
        if gathered:
            work.dated, tables = gathered(connection)
        _store(work, tables, report)
        if report.refused or dry_run:
            connection.rollback()
        elif before_commit and not report.already_loaded:
            before_commit(connection, report)
    return _remembered(engines, report, paths, actor, within)


def _remembered(
    engines: Engines, report: LoadReport, paths: list[Path], actor: str, within: Collection[str] | None
) -> LoadReport:
    """Give a report, and remember it where it is a refusal."""
    if report.refused:
        with engines.writer.begin() as connection:
            remember_refusal(connection, report, digest_of(paths), actor=actor, within=within)
    return report


def _maps_of(engines: Engines, said: Sequence[ColumnMap]) -> MapsOf:
    """Give what tells the column maps of a source: those at hand for all, and the saved ones."""

    def maps_of(source: str) -> SheetMaps:
        with engines.writer.connect() as connection:
            return SheetMaps(tuple(said), saved_maps(connection, source))

    return maps_of


def _there(engines: Engines) -> dict[str, str]:
    """Give the KIND of each source that was ever filled."""
    with engines.writer.connect() as connection:
        return {str(name): str(kind) for name, kind in connection.execute(select(sources.c.name, sources.c.kind))}


def _known_of(engines: Engines, within: Collection[str] | None, activities: Said) -> Known:
    """Give what is known of grants, for files of IATI."""
    with engines.writer.connect() as connection:
        return read_known(connection, within, activities)


Gathered = Callable[[Connection], tuple[date, list[Table]]]
"""Works out, inside the transaction, what a list changes; gives its date with its tables."""


def _gatherer(
    paths: list[Path], mapping: str, dated: date | None, source: str | None, progress: Progress | None
) -> Gathered:
    """Read the list of another institution, and give what works out its tables.

    Raises:
        RefusedError: it cannot be read, is not this list, or has no date.
    """
    if mapping not in MAPPINGS:
        raise RefusedError([Problem(paths[0].name, "", 0, "", "load.error.no_such_mapping", (("mapping", mapping),))])
    chosen = MAPPINGS[mapping]
    day = date_of_list(chosen, paths[0], dated)
    sheets = read_list(chosen, paths[0], progress)
    return lambda connection: (day, gather_mapped(connection, chosen, sheets, source or chosen.name, day))


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


def _store(work: Work, tables: list[Table], report: LoadReport) -> None:
    """Store all tables, and bring the cubes up to date; what is wrong goes into the report."""
    for table in tables:
        told = store_table(work, table.checked, table.source)
        if told.rows or told.ended:
            report.tables.append(told)
        report.errors.findings += table.checked.errors.findings
        report.warnings.findings += table.checked.warnings.findings
    report.version = work.version or max((t.version or 0 for t in report.tables), default=0) or None
    if not report.refused and work.version is not None:
        try:
            apply_load(work.connection, work.version)
        except TooManyPeopleError:
            report.errors.tell(Problem(work.note, "", 0, "contacts", "load.error.too_many_people"))
    if not report.refused and work.version is not None and foreign_rows(work.connection, work.version, work.within):
        report.errors.tell(Problem(work.note, "", 0, "", "load.error.foreign_programme"))
    if report.refused:
        report.version = None
        for told in report.tables:
            told.accepted, told.added, told.ended, told.version = 0, 0, 0, None
