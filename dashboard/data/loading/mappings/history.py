"""What two lists of different dates say together: a closing date that moved has an original and a revised form.

The state after a list is a function of that list and of the state after the last list that is older, so that loading a
list again changes nothing, and going back to an older list brings back exactly its state.
"""

from datetime import date

import numpy as np
from sqlalchemy import Connection, func, select

from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.problems import Finding
from dashboard.data.loading.registers import register
from dashboard.data.loading.sheets import Sheet, as_texts, from_cells
from dashboard.data.schema import live_at, loads, sources
from dashboard.data.schema.registers import amendments, grants, project_details, projects
from dashboard.i18n import DEFAULT, catalogue

CONSTANTS = ("organisations", "programmes")
"""KINDs of which a list brings one row of its own, unless another source has it already."""

Ends = dict[str, tuple[str, str]]
"""For a project its original and its current end, as ISO days, empty where none is known."""
Amendment = dict[str, str]


def revise_ends(connection: Connection, sheets: dict[str, Sheet], source: str, dated: date) -> list[Finding]:
    """Work out original and current ends, and add one amendment for each end that moved; see `Revision`."""
    _leave_out_known_constants(connection, sheets, source)
    before = _version_of_the_list_before(connection, f"{source}#projects", dated)
    ends = _ends(connection, f"{source}#projects", before) if before else {}
    found = _amendments(connection, f"{source}#amendments", before) if before else []
    list_ = sheets["projects"]
    codes, now = list_.columns["code"].cells, list_.columns["ends_on"].cells
    known = [ends.get(code, ("", "")) for code in codes]
    current = [new or current for new, (_, current) in zip(now, known, strict=True)]
    original = [first or new for new, (first, _) in zip(current, known, strict=True)]
    list_.columns |= {"ends_on": from_cells(current), "original_ends_on": from_cells(original)}
    _keep_first_ends(sheets["grants"], dict(zip(codes, original, strict=True)))
    moved = [i for i, (new, (_, old)) in enumerate(zip(current, known, strict=True)) if old and new != old]
    found += [_moved(codes[i], known[i][1], current[i], dated) for i in moved]
    _write_amendments(sheets, found)
    kept = np.array([i for i, (new, (_, old)) in enumerate(zip(now, known, strict=True)) if old and not new], dtype=int)
    told = {"value": as_texts([current[i] for i in kept])}
    return [Finding(list_.file, list_.name, "ends_on", "load.warning.end_kept", list_.rows[kept], told)]


def _leave_out_known_constants(connection: Connection, sheets: dict[str, Sheet], source: str) -> None:
    """Leave out the institution and its programme where the installation has them from elsewhere."""
    for name in CONSTANTS:
        kind = KINDS[name]
        table, identity = kind.table, register(kind)
        code = str(sheets[name].columns["code"].texts[0])
        question = (
            select(func.count())
            .select_from(table)
            .join(identity, identity.c.id == table.c[kind.owner])
            .join(sources, sources.c.id == table.c.source_id)
            .where(identity.c.code == code, table.c.until_version.is_(None), sources.c.name != f"{source}#{name}")
        )
        if connection.scalar(question):
            del sheets[name]


def _version_of_the_list_before(connection: Connection, source: str, dated: date) -> int | None:
    """Give the version in which the last list older than this one was loaded."""
    question = (
        select(func.max(loads.c.version))
        .join(sources, sources.c.id == loads.c.source_id)
        .where(sources.c.name == source, loads.c.cutoff < dated)
    )
    found = connection.scalar(question)
    return None if found is None else int(found)


def _ends(connection: Connection, source: str, version: int) -> Ends:
    """Give the ends of every project of a source as of a version."""
    one = project_details
    question = (
        select(projects.c.code, one.c.original_ends_on, one.c.ends_on)
        .join(projects, projects.c.id == one.c.project_id)
        .join(sources, sources.c.id == one.c.source_id)
        .where(sources.c.name == source, live_at(one, version))
    )
    return {str(code): (_iso(first), _iso(now)) for code, first, now in connection.execute(question)}


def _amendments(connection: Connection, source: str, version: int) -> list[Amendment]:
    """Give the amendments that earlier lists brought, as of a version."""
    one = amendments
    question = (
        select(grants.c.code, one.c.amended_on, one.c.kind, one.c.new_ends_on, one.c.reason)
        .join(grants, grants.c.id == one.c.grant_id)
        .join(sources, sources.c.id == one.c.source_id)
        .where(sources.c.name == source, live_at(one, version))
        .order_by(grants.c.code, one.c.amended_on)
    )
    return [
        _amendment(str(code), _iso(on), str(kind), _iso(end), str(reason))
        for code, on, kind, end, reason in connection.execute(question)
    ]


def _iso(day: date | None) -> str:
    """Give a day as text, empty where there is none."""
    return day.isoformat() if day else ""


def _amendment(code: str, on: str, kind: str, end: str, reason: str) -> Amendment:
    """Give the row of an amendment that no signed paper stands behind."""
    row = {"grant_code": code, "amended_on": on, "kind": kind, "new_ends_on": end, "reason": reason}
    return row | {"evidence": "seen_in_data"}


def _moved(code: str, old: str, new: str, dated: date) -> Amendment:
    """Give the amendment for an end that the list gives otherwise than the one before."""
    reason = catalogue(DEFAULT)["load.mapping.world_bank.end_changed"].format(before=old, after=new)
    return _amendment(code, dated.isoformat(), "extension" if new > old else "shortening", new, reason)


def _keep_first_ends(sheet: Sheet, original: dict[str, str]) -> None:
    """Give every grant the end of its first agreement; amendments say how it moved."""
    sheet.columns["ends_on"] = from_cells([original[code] for code in sheet.columns["code"].cells])


def _write_amendments(sheets: dict[str, Sheet], found: list[Amendment]) -> None:
    """Add the sheet of amendments of those grants that the list still has."""
    granted = sheets["grants"]
    rows = dict(zip(granted.columns["code"].cells, granted.rows.tolist(), strict=True))
    told = [one for one in found if one["grant_code"] in rows]
    names = list(_amendment("", "", "", "", ""))
    columns = {name: from_cells([one[name] for one in told]) for name in names}
    numbers = np.array([rows[one["grant_code"]] for one in told], dtype=np.int32)
    sheets["amendments"] = Sheet(granted.file, "amendments", columns, numbers)
