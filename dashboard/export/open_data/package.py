"""The files of the open data: a CSV a table (RFC 4180, UTF-8, decimal points, ISO days) and `datapackage.json`."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from typing import Any

from sqlalchemy import Connection

from dashboard.data.open_data.plan import Plan
from dashboard.data.versions import committed_on
from dashboard.export.open_data.tables import OpenTable
from dashboard.i18n import LOCALES, speaking, t

DESCRIPTOR = "datapackage.json"
NAME = "uyum-panosu-open-data"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
CSV, JSON = "text/csv; charset=utf-8", "application/json"


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One file, with the mark that changes with what it holds."""

    content: bytes
    media_type: str
    mark: str


@dataclass(frozen=True, slots=True)
class About:
    """What the whole package is: its data version and day, where it lies, and whether its figures are made up."""

    version: int
    day: date | None
    site: str = ""
    example: bool = False


def about(connection: Connection, plan: Plan, *, site: str, example: bool) -> About:
    """Say what a package is; its version is that of the newest release in it."""
    version = max(plan.grants.values(), default=0)
    return About(version, committed_on(connection, version), site, example)


def files(found: Sequence[OpenTable], what: About) -> dict[tuple[str, str], OpenFile]:
    """Give every file by its name and language; those of tables are the same in all languages."""
    written = {one.name: _file(csv_of(one), CSV) for one in found}
    made = {(f"{name}.csv", language): file for name, file in written.items() for language in LOCALES}
    for language in LOCALES:
        with speaking(language):
            told = json.dumps(descriptor(found, written, what), ensure_ascii=False, indent=2)
        made[DESCRIPTOR, language] = _file(told.encode(), JSON)
    return made


def csv_of(table: OpenTable) -> bytes:
    """Write a table: a head of names, then rows; what is missing is empty."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([one.name for one in table.fields])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode()


def descriptor(found: Sequence[OpenTable], written: Mapping[str, OpenFile], what: About) -> dict[str, Any]:
    """Give the description of the package in the language in force."""
    day = what.day.isoformat() if what.day else ""
    told: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": t("open.title"),
        "description": " ".join(filter(None, (t("open.example") if what.example else "", t("open.told")))),
        "version": str(what.version),
        "licenses": [LICENCE],
        "sources": [{"title": t("shell.product"), **({"path": what.site} if what.site else {})}],
        "keywords": [t(f"open.keyword.{one}") for one in ("migration", "cohesion", "people", "feedback")],
        "resources": [_resource(one, written[one.name]) for one in found],
    }
    told |= {"homepage": what.site} if what.site else {}
    return told | ({"created": f"{day}T00:00:00Z"} if day else {})


def _resource(table: OpenTable, file: OpenFile) -> dict[str, Any]:
    """Describe one table with its keys and what its columns refer to."""
    references = [
        {"fields": field, "reference": {"resource": resource, "fields": other}}
        for field, (resource, other) in table.references().items()
    ]
    schema: dict[str, Any] = {
        "fields": [one.described() for one in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": t(f"open.table.{table.name}"),
        "description": t(f"open.table.{table.name}.told"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": len(file.content),
        "hash": f"sha256:{file.mark}",
        "schema": schema | ({"foreignKeys": references} if references else {}),
    }


def _cell(cell: Any) -> str:  # noqa: ANN401  Text, a number or a day.
    """Write a cell as programs read it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _file(content: bytes, media_type: str) -> OpenFile:
    """Give a file with the hash of its content."""
    return OpenFile(content, media_type, sha256(content).hexdigest())
