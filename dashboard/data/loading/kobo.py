"""Exports of KoboToolbox: groups before the names of questions, repeats on sheets of their own, choices of several.

A submission is known by `rootUuid`, which stays when it is edited, else by `_uuid`; a row of a repeat by that and its
place within the submission. Of several rows of one submission only the latest counts.
"""

from collections import defaultdict

import numpy as np

from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.sheets import Column, Sheet, from_cells

ROOT = ("meta/rootuuid", "rootuuid", "_rootuuid", "_submission__rootuuid", "_submission_meta/rootuuid")
OWN = ("_uuid", "_submission__uuid")
NUMBER, PARENT, PARENT_TABLE, TIME = "_index", "_parent_index", "_parent_table_name", "_submission_time"
KEYS = ("record_key", "feedback_key")
DEVICE = frozenset(
    (
        "start",
        "end",
        "today",
        "username",
        "deviceid",
        "simserial",
        "subscriberid",
        "phonenumber",
        "audit",
        "formhub/uuid",
    )
)
_TICKS = frozenset({"", "0", "1", "true", "false", "TRUE", "FALSE", "True", "False", "0\u2060", "1\u2060"})
_TICKED = frozenset({"1", "true", "TRUE", "True", "1\u2060"})
KEY = "rootUuid"


def undo(sheets: list[Sheet]) -> list[Sheet]:
    """Give the tables of an export: each sheet with its questions, those of repeats with what their form says besides.

    Raises:
        RefusedError: a row of a repeat belongs to no row of its form.
    """
    made: dict[str, Sheet] = {}
    dropped: dict[str, set[str]] = {}
    for sheet in sorted(sheets, key=_is_repeat):
        _join_choices(sheet)
        if _is_repeat(sheet):
            _join_parent(sheet, made, dropped)
        else:
            _keep_the_latest(sheet, dropped)
        made[sheet.name] = sheet
    for sheet in sheets:
        _name(sheet)
        sheet.optional = len(sheets) > 1
    return sheets


def _find(sheet: Sheet, *names: str) -> str:
    """Give the header of a column of Kobo's own, empty where there is none."""
    return next((h for name in names for h in sheet.columns if h.casefold() == name), "")


def _is_repeat(sheet: Sheet) -> bool:
    """Say whether the rows of a sheet belong to rows of another."""
    return bool(_find(sheet, PARENT))


def _key(sheet: Sheet) -> list[str]:
    """Give the key of the submission of every row."""
    empty = [""] * len(sheet)
    found = [
        [str(cell) for cell in sheet.columns[header].cells] if header else empty
        for header in (_find(sheet, *ROOT), _find(sheet, *OWN))
    ]
    return [(root or own).removeprefix("uuid:") for root, own in zip(*found, strict=True)]


def _cells(sheet: Sheet, name: str) -> list[str]:
    """Give the cells of a column of Kobo's own, without the mark of numbers."""
    header = _find(sheet, name)
    return [str(c).replace("\u2060", "") for c in sheet.columns[header].cells] if header else [""] * len(sheet)


def _keep_the_latest(sheet: Sheet, dropped: dict[str, set[str]]) -> None:
    """Leave out the rows of submissions that a later row of the same file replaces."""
    latest: dict[str, tuple[str, int]] = {}
    keys = _key(sheet)
    for at, (key, time) in enumerate(zip(keys, _cells(sheet, TIME), strict=True)):
        if key:
            latest[key] = max(latest.get(key, ("", -1)), (time, at))
    old = [at for at, key in enumerate(keys) if key and latest[key][1] != at]
    numbers = _cells(sheet, NUMBER)
    dropped[sheet.name] = {numbers[at] for at in old}
    sheet.columns[KEY] = from_cells(keys)
    sheet.leave_out(np.array(old, dtype=np.int64), "load.warning.edited_submission")


def _join_parent(sheet: Sheet, made: dict[str, Sheet], dropped: dict[str, set[str]]) -> None:
    """Add the columns of the form to the rows of a repeat."""
    tables = set(_cells(sheet, PARENT_TABLE)) - {""}
    name = next((one for one in made if one in tables or one[:31] in {t[:31] for t in tables}), next(iter(made), ""))
    own = frozenset(h for h in sheet.columns if not _is_system(h))
    if not name:
        raise RefusedError([Problem(sheet.file, sheet.name, sheet.header_row, PARENT, "load.error.kobo_no_form")])
    parent = made[name]
    where = {number: at for at, number in enumerate(_cells(parent, NUMBER))}
    by_key = {key: at for at, key in enumerate(map(str, parent.columns[KEY].cells))}
    numbers, keys = _cells(sheet, PARENT), _key(sheet)
    gone = np.array([at for at, n in enumerate(numbers) if n in dropped.get(name, set())], dtype=np.int64)
    found = [where.get(n, by_key.get(k, -1) if k else -1) for n, k in zip(numbers, keys, strict=True)]
    orphans = [at for at, place in enumerate(found) if place < 0 and at not in set(gone.tolist())]
    if orphans:
        rows = [(int(sheet.rows[at]), numbers[at]) for at in orphans[:20]]
        raise RefusedError([_orphan(sheet, row, number) for row, number in rows])
    own_numbers = _cells(sheet, NUMBER)
    dropped[sheet.name] = {own_numbers[at] for at in gone.tolist()}
    kept = np.flatnonzero(~np.isin(np.arange(len(sheet)), gone))
    sheet.take(kept)
    places = np.array(found, dtype=np.int64)[kept]
    for header, column in parent.columns.items():
        if not _is_system(header) and header not in sheet.columns:
            sheet.columns[header] = column.take(places)
    sheet.columns[KEY] = from_cells(_numbered([str(parent.columns[KEY].cells[at]) for at in places.tolist()]))
    sheet.own = own
    sheet.submissions = tuple(key for key in by_key if key)


def _orphan(sheet: Sheet, row: int, number: str) -> Problem:
    """Give the problem of a row of a repeat whose form is not there."""
    return Problem(sheet.file, sheet.name, row, PARENT, "load.error.kobo_orphan", (("value", number),))


def _numbered(keys: list[str]) -> list[str]:
    """Give the keys of the rows of a repeat: the submission's, and the row's place within it."""
    seen: dict[str, int] = defaultdict(int)
    made = []
    for key in keys:
        seen[key] += 1
        made.append(f"{key}-{seen[key]}" if key else "")
    return made


def _is_system(header: str) -> bool:
    """Say whether Kobo adds a column by itself."""
    small = header.casefold()
    return header.startswith("_") or small.startswith("meta/") or small in DEVICE or small in ROOT


def _join_choices(sheet: Sheet) -> None:
    """Drop the columns with a tick for each choice; where the question itself is missing, make it from them."""
    groups: dict[str, list[str]] = defaultdict(list)
    for header in sheet.columns:
        question, slash, choice = header.rpartition("/")
        if slash and choice and _is_ticks(sheet.columns[header]):
            groups[question].append(header)
    for question, headers in groups.items():
        if question not in sheet.columns and len(headers) > 1:
            ticks = [
                sheet.columns[h].spread((str(t) in _TICKED for t in sheet.columns[h].texts), bool) for h in headers
            ]
            names = [h.rpartition("/")[2] for h in headers]
            told = [" ".join(n for n, tick in zip(names, row, strict=True) if tick) for row in zip(*ticks, strict=True)]
            sheet.columns[question] = from_cells(told)
        if question in sheet.columns:
            for header in headers:
                del sheet.columns[header]


def _is_ticks(column: Column) -> bool:
    """Say whether a column holds nothing but ticks."""
    return {str(text) for text in column.texts} <= _TICKS


def _name(sheet: Sheet) -> None:
    """Say what the columns mean without their groups, and what nobody need be told of."""
    sheet.form = "kobo"
    sheet.columns = {h: c for h, c in sheet.columns.items() if not _is_system(h) or h == KEY or h.casefold() in DEVICE}
    sheet.hints = {h: (h.rpartition("/")[2],) for h in sheet.columns if "/" in h} | {KEY: KEYS}
    sheet.quiet = frozenset(h for h in sheet.columns if h == KEY or h.casefold() in DEVICE)
