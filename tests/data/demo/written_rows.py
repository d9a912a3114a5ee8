"""The written rows of the example as plain text, for tests that look at them without a database."""

from collections import defaultdict
from datetime import date

from dashboard.data.demo.files import column, structure

LAST = "2026-10-31"
"""The last day with records of the example."""
DAY = date(2026, 11, 22)
"""A day on which somebody looks at it."""
PROGRAMME_OF = column("projects", "programme_code")

Row = dict[str, str]


def rows(kind: str) -> list[Row]:
    """Give the rows of a KIND."""
    return [{str(name): str(value) for name, value in row.items()} for row in structure(kind).to_dict("records")]


def by(kind: str, name: str) -> dict[str, list[Row]]:
    """Give the rows of a KIND for each text of a column."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(kind):
        found[row[name]].append(row)
    return found
