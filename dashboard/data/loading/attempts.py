"""Refused loads are remembered: which file, how many rows, and the reasons as message keys, never what a cell said."""

from collections import Counter
from collections.abc import Collection, Iterable
from hashlib import file_digest, sha256
from pathlib import Path

from sqlalchemy import Connection, insert

from dashboard.data.loading.report import LoadReport, TableReport
from dashboard.data.schema.quality import attempts

MOST_REASONS = 10


def digest_of(files: Iterable[Path]) -> str:
    """Give the digest of some files; of one file it is that of its bytes, one that cannot be read counts by name."""
    found = []
    for path in files:
        try:
            with path.open("rb") as file:
                found.append(file_digest(file, "sha256").hexdigest())
        except OSError:
            found.append(sha256(path.name.encode()).hexdigest())
    return found[0] if len(found) == 1 else sha256("".join(found).encode()).hexdigest()


def remember_refusal(
    connection: Connection, report: LoadReport, digest: str, *, actor: str, within: Collection[str] | None
) -> None:
    """Write down a refused load, a row for each of its sheets; for what could not be read, a row without a KIND."""
    read = {(table.file, table.sheet) for table in report.tables}
    places = dict.fromkeys((one.file, one.sheet) for one in report.errors.findings)
    unread = [TableReport(file, sheet, "", file) for file, sheet in places if (file, sheet) not in read]
    told = {"actor": actor, "programmes": None if within is None else sorted(within), "content_digest": digest}
    rows = [
        {
            **told,
            "file_name": table.file,
            "source": table.source,
            "kind": table.kind,
            "rows": table.rows,
            "rejected": table.rejected,
            "duplicate": table.duplicate,
            "warned": table.warned,
            "reasons": reasons(report, table.file, table.sheet),
        }
        for table in (*report.tables, *unread)
    ]
    if rows:
        connection.execute(insert(attempts), rows)


def reasons(report: LoadReport, file: str, sheet: str) -> list[list[str | int]]:
    """Give the most frequent errors of a sheet: message key, column and number of cells."""
    found: Counter[tuple[str, str]] = Counter()
    for one in report.errors.findings:
        if (one.file, one.sheet) == (file, sheet):
            found[one.key, one.column] += len(one.rows)
    return [[key, column, count] for (key, column), count in found.most_common(MOST_REASONS)]
