"""Every case in view, one a row, with what was said in its own words.

`frame` is that of `data.feedback_list.cases`.
"""

from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, ColumnKind, Said, Table, lists, names_in
from dashboard.i18n import t

COLUMNS: tuple[tuple[str, str, ColumnKind], ...] = (
    ("feedback_key", "load.column.feedback_key", "text"),
    ("received_on", "load.column.received_on", "day"),
    ("type", "filter.type", "text"),
    ("category", "filter.category", "text"),
    ("text", "load.column.text", "said"),
    ("place", "table.place", "text"),
    ("project", "pool.project", "text"),
    ("project_code", "load.column.project_code", "text"),
    ("channel", "filter.channel", "text"),
    ("language", "filter.language", "text"),
    ("priority", "filter.priority", "text"),
    ("status", "", "code"),
    ("status_word", "filter.feedback_status", "text"),
    ("days_open", "feedback_list.days_open", "whole"),
    ("limit_on", "feedback_list.limit_on", "day"),
    ("deadline", "", "code"),
    ("deadline_word", "feedback_list.deadline", "text"),
    ("answered_on", "load.column.first_response_on", "day"),
)
"""Key, message and kind; the code before a column of words tells its sign and colour."""
WORDED = {
    "type": "feedback_type",
    "channel": "feedback_channel",
    "language": "spoken_language",
    "priority": "priority",
}
"""Columns of codes that are read as words, with the beginning of their message keys."""
MARK: tuple[tuple[str, str, ColumnKind], ...] = (
    ("sensitive", "", "code"),
    ("sensitive_word", "load.column.sensitivity", "text"),
)
"""What a viewer with the right to sensitive cases sees besides."""
NO_LANGUAGE = frozenset({"other", "unknown"})


def cases_table(frame: DataFrame, marked: bool) -> Table:  # noqa: FBT001 - the answer to a question.
    """Give the cases in the order of the frame; `marked` says whether it is told which are sensitive."""
    told = (*COLUMNS[:5], *MARK, *COLUMNS[5:]) if marked else COLUMNS
    found = lists(frame)
    cells = found | {name: [t(f"{key}.{code}") for code in found[name]] for name, key in WORDED.items()}
    cells |= {
        "category": names_in(found, "category"),
        "project": names_in(found, "project"),
        "place": _places(found),
        "text": [_said(*pair) for pair in zip(found["text"], found["language"], strict=True)],
        "status_word": [t(f"feedback_status.{code}") for code in found["status"]],
        "deadline": ["" if code == "none" else code for code in found["deadline"]],
        "deadline_word": [t(f"feedback_list.deadline.{code}") for code in found["deadline"]],
        "sensitive": ["sensitive" if one else "" for one in found["sensitive"]],
        "sensitive_word": [t("sensitivity.yes" if one else "sensitivity.no") for one in found["sensitive"]],
    }
    columns = [Column(key, t(label) if label else key, kind) for key, label, kind in told]
    return Table.of(columns, *(cells[column.key] for column in columns))


def _places(found: dict[str, list[Any]]) -> list[str | None]:
    """Give the place of each case, a district with its province, None where it is not known."""
    pairs = zip(_names(found, "place"), _names(found, "province"), strict=True)
    return [place if province is None else f"{place} ({province})" for place, province in pairs]


def _names(found: dict[str, list[Any]], what: str) -> list[str | None]:
    """Give names in the language in force, None for what has none."""
    known = [at for at, name in enumerate(found[f"{what}_tr"]) if name is not None]
    columns = {key: [cells[at] for at in known] for key, cells in found.items() if key.startswith(f"{what}_")}
    named = dict(zip(known, names_in(columns, what) if known else [], strict=True))
    return [named.get(at) for at in range(len(found[f"{what}_tr"]))]


def _said(text: str | None, language: str) -> Said | None:
    """Give what was said with its language."""
    return None if text is None else Said(text, "" if language in NO_LANGUAGE else language)


def cases_finding(table: Table) -> str | None:
    """Say how many cases are in view."""
    return listed(len(table.rows)) if table.rows else None


def listed(count: int, most: int | None = None) -> str | None:
    """Say how many cases are listed; more than `most` are not counted."""
    more = most is not None and count > most
    key = "finding.feedback_list.more" if more else "finding.feedback_list.listed"
    return finding(key, count=formats.whole(most if more else count))
