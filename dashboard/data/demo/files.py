"""The written part of the example programme: its CSV files, and the numbers by which its figures are made."""

import csv
from functools import cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from dashboard.address import Month

HERE = Path(__file__).parent
FIRST, LAST = Month(2018, 1), Month(2026, 10)
"""First and last month with records."""
SEED = 171489


def structure(kind: str) -> pd.DataFrame:
    """Give the written rows of a KIND as text by English header."""
    return pd.read_csv(HERE / "structure" / f"{kind}.csv", dtype=str, keep_default_na=False)


@cache
def edition() -> str:
    """Give a short text that differs whenever a written row or a number of the example does."""
    digest = sha256()
    for path in sorted(HERE.glob("*/*.csv")):
        digest.update(path.relative_to(HERE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def column(kind: str, name: str) -> dict[str, str]:
    """Give one column of the written rows of a register by code."""
    frame = structure(kind)
    return dict(zip(frame["code"].astype(str), frame[name].astype(str), strict=True))


@cache
def shape(name: str) -> list[dict[str, str]]:
    """Give the lines of one table of the numbers by which figures are made."""
    with (HERE / "shape" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def lines_of(name: str) -> dict[str, dict[str, str]]:
    """Give the lines of such a table by their first cell."""
    return {next(iter(line.values())): line for line in shape(name)}


def month_of(text: str) -> Month:
    """Read `2021-03` or a day in that month."""
    return Month(int(text[:4]), int(text[5:7]))


def months_between(first: Month, last: Month) -> list[Month]:
    """Give the months from first to last, both included."""
    return [Month.at(index) for index in range(first.index, last.index + 1)]


def weights(text: str) -> dict[str, float]:
    """Read `cohesion_event:6 language_course:3`; a name without a number weighs 1."""
    pairs = (part.partition(":") for part in text.split())
    return {name: float(number or 1) for name, _, number in pairs}
