"""`dashboard load`: files into the database, all or nothing, with every error listed."""

import csv
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.commands.connecting import connected
from dashboard.commands.progress import progress_bar
from dashboard.data.loading import KINDS, ColumnMap, LoadReport, RefusedError, load_files, propose, save_map
from dashboard.data.loading.iati_grants import NO_GRANT, NO_PROGRAMME, Said
from dashboard.data.loading.mappings import MAPPINGS
from dashboard.data.loading.person_keys import person_secret
from dashboard.data.loading.report import TableReport
from dashboard.data.loading.saved_maps import read_maps, write_map
from dashboard.formats import whole
from dashboard.i18n import t
from dashboard.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

ACTOR = "command line"
REFUSED = 2
SHOWN_ERRORS, SHOWN_WARNINGS = 200, 20
BESIDE = ("new", "changed", "unchanged", "removed", "missing")


def add_parser(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("load", help=t("cli.load.help"), description=t("cli.load.help"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=t("cli.load.files"))
    parser.add_argument("--as", dest="kind", choices=sorted(KINDS), metavar="KIND", help=t("cli.load.as"))
    parser.add_argument("--mapping", choices=sorted(MAPPINGS), help=t("cli.load.mapping"))
    parser.add_argument("--map", action="append", default=[], type=Path, metavar="FILE.json", help=t("cli.load.map"))
    parser.add_argument("--keep-map", action="store_true", help=t("cli.load.keep_map"))
    parser.add_argument("--propose", type=Path, metavar="FILE.json", help=t("cli.load.propose"))
    parser.add_argument("--dated", type=date.fromisoformat, metavar="YYYY-MM-DD", help=t("cli.load.dated"))
    for name in ("grant", "programme"):
        words = t(f"cli.load.{name}")
        parser.add_argument(f"--{name}", action="append", default=[], metavar="[ACTIVITY=]CODE", help=words)
    parser.add_argument("--source", metavar="NAME", help=t("cli.load.source"))
    parser.add_argument("--supersede", action="store_true", help=t("cli.load.supersede"))
    parser.add_argument("--dry-run", action="store_true", help=t("cli.load.dry_run"))
    parser.add_argument("--errors", type=Path, metavar="FILE.csv", help=t("cli.load.errors"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=t("cli.load.reason"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, settings: Settings) -> int:
    """Load the files; 0 where they are loaded now or were before, 2 where they are refused."""
    try:
        if arguments.propose:
            return propose_map(arguments.files, arguments.kind, arguments.propose)
        column_maps = read_maps(arguments.map)
    except RefusedError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED
    with connected(settings) as engines, progress_bar(t("cli.load.working")) as progress:
        report = load_files(
            engines,
            arguments.files,
            kind=arguments.kind,
            mapping=arguments.mapping,
            column_maps=column_maps,
            dated=arguments.dated,
            source=arguments.source,
            supersede=arguments.supersede,
            dry_run=arguments.dry_run,
            reason=arguments.reason,
            actor=ACTOR,
            secret=person_secret(settings),
            retention=settings.retention,
            progress=progress,
            before_commit=partial(write_down, kept=column_maps if arguments.keep_map else ()),
            activities=Said(by_activity(arguments.grant), by_activity(arguments.programme)),
        )
    if arguments.errors:
        write_errors(arguments.errors, report)
    tell(report)
    return REFUSED if report.refused else 0


def by_activity(told: Sequence[str]) -> dict[str, str]:
    """Give the code of each activity that somebody names (`ACTIVITY=CODE`), and under "" the one for all others."""
    pairs = (one.rpartition("=") for one in told)
    return {activity.strip(): code.strip() for activity, _, code in pairs}


def propose_map(files: Sequence[Path], kind: str | None, out: Path) -> int:
    """Say what the files hold, and write the column map of the sheet of which most headers are known.

    Raises:
        RefusedError: a file cannot be read.
    """
    found = propose(files, kind)
    for one in found:
        told = {"file": one.file, "sheet": one.sheet, "form": one.form, "kind": one.column_map.kind or "–"}
        told |= {"row": str(one.header_row), "matched": str(len(one.column_map.columns))}
        told |= {"unmatched": ", ".join(one.unmatched) or "–", "missing": ", ".join(one.missing) or "–"}
        print(t("cli.load.proposed", **told))
    write_map(out, max((one.column_map for one in found), key=lambda one: len(one.columns)))
    return 0


def write_down(connection: Connection, report: LoadReport, kept: Sequence[ColumnMap] = ()) -> None:
    """Write a load that is about to be stored to the audit trail; keep its column maps for later ones where asked."""
    sources = ", ".join(table.source for table in report.tables)
    for source in {table.source.partition("#")[0] for table in report.tables}:
        for column_map in kept:
            save_map(connection, source, column_map, ACTOR)
    told = {"version": report.version or 0, "accepted": report.accepted, "warned": report.warned}
    audit.record(connection, ACTOR, "load", sources, **told)


def tell(report: LoadReport) -> None:
    """Print what became of the load: counts for each table, warnings, then the errors or the version."""
    for table in report.tables:
        print(t("cli.load.table", kind=table.kind, file=table.file, **_counts(table)))
        if table.missing or table.changed or table.unchanged:
            print(t("cli.load.beside", **{name: whole(getattr(table, name)) for name in BESIDE}))
    if len(report.tables) > 1:
        print(t("cli.load.total", **_counts(report)))
    for warning in islice(report.warnings, SHOWN_WARNINGS):
        print(t("cli.load.warning", problem=str(warning)))
    if len(report.warnings) > SHOWN_WARNINGS:
        print(t("cli.load.more_warnings", count=whole(len(report.warnings) - SHOWN_WARNINGS)))
    if report.refused:
        _tell_errors(report)
    elif report.already_loaded:
        print(t("cli.load.already", version=str(report.version)))
    elif report.dry_run:
        print(t("cli.load.tried"))
    else:
        print(t("cli.load.loaded", version=str(report.version)))


def _counts(counted: LoadReport | TableReport) -> dict[str, str]:
    """Give the four counts as people read them."""
    return {name: whole(getattr(counted, name)) for name in ("accepted", "rejected", "duplicate", "warned")}


def _tell_errors(report: LoadReport) -> None:
    """Print the errors on the error output, `file:sheet:row:column: reason` each."""
    for problem in islice(report.errors, SHOWN_ERRORS):
        sys.stderr.write(f"{problem}\n")
    if len(report.errors) > SHOWN_ERRORS:
        sys.stderr.write(t("cli.load.more", count=whole(len(report.errors) - SHOWN_ERRORS)) + "\n")
    if any(finding.key in {NO_GRANT, NO_PROGRAMME} for finding in report.errors.findings):
        sys.stderr.write(t("cli.load.name_activities") + "\n")
    sys.stderr.write(t("cli.load.refused", errors=whole(len(report.errors))) + "\n")


def write_errors(path: Path, report: LoadReport) -> None:
    """Write every error into a CSV file that opens in a spreadsheet; text that looks like a formula stays text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "sheet", "row", "column", "reason"))
        for one in report.errors:
            cells = (one.file, one.sheet, str(one.row or ""), one.column, one.reason)
            writer.writerow(
                [f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells]
            )
