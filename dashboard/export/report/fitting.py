"""Tables that fit on a page: what many rows say alike is said once, what few rows say stands beneath them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dashboard import formats
from dashboard.export.report.model import Cell, Group, Heading, Laid
from dashboard.i18n import t

Row = tuple[Cell, ...]
_SAID_NOTHING = frozenset({"", formats.MISSING})
_TURNED, _MOST_ABREAST = (1, 2), 7
"""How many rows a table has that is turned, and beyond how many columns."""
_FEW_COLUMNS, _SHORT, _SELDOM = 5, 44, 0.4
"""Columns of a narrow table; letters of what is told in one line; the share of rows below which a column is sparse."""


@dataclass(frozen=True, slots=True)
class Compact:
    """A table that fits: `notes` holds a line beneath each row, empty for most, `told` the line beneath the table."""

    laid: Laid
    notes: tuple[str, ...]
    told: str


def compact(laid: Laid) -> Compact:
    """Make a wide table narrower without leaving anything out.

    A column without a single value is named beneath the table, and so is one with the same words in each row. A first
    column that repeats itself becomes the titles of groups. Words that only few rows have stand beneath those rows. A
    table of one or two long rows is turned, so that they stand beside each other.
    """
    untitled = [group.title for group in laid.groups] == [""]
    if untitled and len(laid.rows) in _TURNED and len(laid.headings) > _MOST_ABREAST:
        turned = _turned(laid)
        return Compact(turned, ("",) * len(turned.rows), "")
    grouped = _by_first_column(laid)
    rows = grouped.rows
    if not rows:
        return Compact(grouped, (), "")
    wide = len(laid.headings) > _FEW_COLUMNS
    columns = range(1, len(grouped.headings))
    empty = {at for at in columns if _is(rows, at, lambda text: text in _SAID_NOTHING)}
    alike = {at for at in columns if wide and len(rows) > 1 and at not in empty and _alike(grouped, rows, at)}
    sparse = {at for at in columns if wide and at not in {*empty, *alike} and _sparse(grouped, rows, at)}
    kept = [at for at in range(len(grouped.headings)) if at not in {*empty, *alike, *sparse}]
    same = [_told(grouped.headings[at], rows[0][at]) for at in sorted(alike)]
    missing = [t("report.empty_columns", names=", ".join(grouped.headings[at].label for at in sorted(empty)))]
    notes = tuple(" · ".join(_said(grouped.headings, row, sorted(sparse))) for row in rows)
    return Compact(_columns(grouped, kept), notes, " · ".join([*same, *(missing if empty else [])]))


def _turned(laid: Laid) -> Laid:
    """Give a table with its rows as columns; what neither of them has is left out."""
    first, *others = laid.headings
    heads = (Heading(first.label), *(Heading(row[0].text, numeric=True) for row in laid.rows))
    lines = (
        (Cell((heading.label,), heading.label), *(row[at] for row in laid.rows))
        for at, heading in enumerate(others, start=1)
    )
    return Laid(heads, (Group("", tuple(line for line in lines if {one.text for one in line[1:]} - _SAID_NOTHING)),))


def _by_first_column(laid: Laid) -> Laid:
    """Give a table whose first column repeats itself as groups under its words; what a group says alike joins them."""
    if len(laid.groups) != 1 or len(laid.headings) <= _FEW_COLUMNS:
        return laid
    rows = laid.rows
    runs = [list(run) for _, run in groupby(rows, key=lambda row: row[0].text)]
    if len(runs) * 2 > len(rows) or len({run[0][0].text for run in runs}) != len(runs):
        return laid
    columns = range(1, len(laid.headings))
    joined = [at for at in columns if not laid.headings[at].numeric and _told_by(runs, at)]
    kept = [at for at in columns if at not in joined]
    groups = (
        Group(" · ".join([run[0][0].text, *(run[0][at].text for at in joined if run[0][at].text)]), tuple(run))
        for run in runs
    )
    return _columns(replace(laid, groups=tuple(groups)), kept)


def _told_by(runs: Sequence[Sequence[Row]], at: int) -> bool:
    """Say whether a column is told by the titles of groups: short words that all rows of one have, and not of all."""
    texts = [{row[at].text for row in run} for run in runs]
    alike = all(len(one) == 1 and not one & _SAID_NOTHING and len(next(iter(one))) < _SHORT // 2 for one in texts)
    return alike and len(set.union(*texts)) > 1


def _is(rows: Sequence[Row], at: int, holds: Callable[[str], bool]) -> bool:
    """Say whether something holds for every cell of a column."""
    return all(holds(row[at].text) for row in rows)


def _alike(laid: Laid, rows: Sequence[Row], at: int) -> bool:
    """Say whether every row has the same short words in a column."""
    first = rows[0][at].text
    return not laid.headings[at].numeric and len(first) < _SHORT and _is(rows, at, lambda text: text == first)


def _sparse(laid: Laid, rows: Sequence[Row], at: int) -> bool:
    """Say whether only few rows have words in a column."""
    filled = sum(row[at].text not in _SAID_NOTHING for row in rows)
    return not laid.headings[at].numeric and filled < len(rows) * _SELDOM


def _said(headings: Sequence[Heading], row: Row, columns: Sequence[int]) -> Iterator[str]:
    """Give what a row says in some columns."""
    for at in columns:
        if row[at].text not in _SAID_NOTHING:
            yield _told(headings[at], row[at])


def _told(heading: Heading, cell: Cell) -> str:
    """Give a cell with the name of its column."""
    return f"{heading.label}: {' '.join(cell.lines)}"


def _columns(laid: Laid, kept: Sequence[int]) -> Laid:
    """Give some columns of a table."""
    groups = (Group(one.title, tuple(tuple(row[at] for at in kept) for row in one.rows)) for one in laid.groups)
    return replace(laid, headings=tuple(laid.headings[at] for at in kept), groups=tuple(groups))
