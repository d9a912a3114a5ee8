"""Rows of a KIND through the checks of a file, and what is said of them."""

import pandas as pd

from dashboard.data.loading import KINDS, LoadReport
from dashboard.data.loading.checks import Checked, check_sheet
from dashboard.data.loading.recognising import bind
from dashboard.data.loading.sheets import from_frame


def check(kind: str, *rows: dict[str, str]) -> Checked:
    """Check rows of a KIND; what a row does not name is empty."""
    frame = pd.DataFrame(list(rows), dtype=object).fillna("")
    return check_sheet(KINDS[kind], bind(from_frame(frame, "a.csv"), KINDS[kind]))


def errors(kind: str, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    """Give row, column and reason of every error."""
    return [(p.row, p.column, p.key.removeprefix("load.error.")) for p in check(kind, *rows).errors]


def warnings(kind: str, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    """Give row, column and reason of every warning."""
    return [(p.row, p.column, p.key.removeprefix("load.warning.")) for p in check(kind, *rows).warnings]


def said(report: LoadReport) -> list[tuple[int, str, str]]:
    """Give row, column and reason of every error of a load."""
    return [(p.row, p.column, p.key.removeprefix("load.error.")) for p in report.errors]
