"""What a load would do, as it is kept beside a file that waits: counts a sheet, and its first problems."""

from itertools import islice
from typing import Any

from dashboard.data.loading.choices import unread
from dashboard.data.loading.problems import Problem, Problems
from dashboard.data.loading.report import LoadReport, TableReport

MOST_SHOWN = 20
"""Problems of a sheet that the page shows; the file of errors holds all."""
MOST_LOOKED_AT = 100_000
COUNTS = ("rows", "new", "changed", "unchanged", "removed", "missing", "duplicate", "rejected", "warned")


def preview_of(report: LoadReport) -> dict[str, Any]:
    """Give a report as JSON can hold it: reasons are message keys with values, so that any language can say them."""
    sheets = {(table.file, table.sheet): _sheet(table) for table in report.tables}
    for problems in (report.errors, report.warnings):
        for one in problems.findings:
            place = (one.file, one.sheet)
            sheets.setdefault(place, _sheet(TableReport(*place, "", "")))
    for place, values in unread(report.errors.findings).items():
        sheets[place]["unread"] = values
    for level, problems in (("errors", report.errors), ("warnings", report.warnings)):
        for place, found in _first(problems).items():
            sheets[place][level] = found
    return {
        "refused": report.refused,
        "already": report.already_loaded,
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "sheets": list(sheets.values()),
    }


def _sheet(table: TableReport) -> dict[str, Any]:
    """Give what is known of one sheet."""
    told = {"file": table.file, "sheet": table.sheet, "kind": table.kind, "source": table.source}
    counts = {name: getattr(table, name) for name in COUNTS}
    return {**told, **counts, "already": table.already_loaded, "unread": [], "errors": [], "warnings": []}


def _first(problems: Problems) -> dict[tuple[str, str], list[list[object]]]:
    """Give the first problems of each sheet."""
    found: dict[tuple[str, str], list[list[object]]] = {}
    for one in islice(problems, MOST_LOOKED_AT):
        mine = found.setdefault((one.file, one.sheet), [])
        if len(mine) < MOST_SHOWN:
            mine.append([one.row, one.column, one.key, [list(pair) for pair in one.values]])
    return found


def problem_of(sheet: dict[str, Any], kept: list[Any]) -> Problem:
    """Give a problem of a sheet again."""
    row, column, key, values = kept
    return Problem(sheet["file"], sheet["sheet"], row, column, key, tuple((n, v) for n, v in values))
