"""Which parts of which grants are open to everybody.

A part is published as the account of its funder sees it, and counted once. What grants of several funders pay for
together is left out, with the whole part that holds it: together with a funder's own figures, which are cut in another
way, it could be subtracted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.data.directory import directory
from dashboard.data.filters import Viewer
from dashboard.data.funders import funders
from dashboard.data.privacy.released import released_by, released_grants
from dashboard.data.privacy.scope import Days, Part, parts_of
from dashboard.data.selection import granted
from dashboard.data.versions import newest_version


@dataclass(frozen=True, slots=True)
class OpenPart:
    """One part: its code is made of those of the grants that pay for it."""

    code: str
    grants: tuple[str, ...]
    part: Part


@dataclass(frozen=True, slots=True)
class Plan:
    """What is open as of a data version: grants with the version that is released, their funders' eyes, and parts.

    `whole` are the grants of which no part is left out.
    """

    newest: int
    grants: dict[str, int]
    eyes: dict[str, Viewer]
    parts: tuple[OpenPart, ...]
    whole: frozenset[str]

    @property
    def viewer(self) -> Viewer:
        """Give the viewer in whose scope everything is read."""
        return Viewer(grants=frozenset(self.grants), protected=True)


def plan(connection: Connection) -> Plan:
    """Say what is open; the connection sees every grant."""
    newest = newest_version(connection)
    seen = {code: version for code in released_grants(connection, newest) if (version := _seen(connection, code))}
    own_of = {code: own for own in funders(connection, newest) for code in own}
    found: list[OpenPart] = []
    closed: set[str] = set()
    for own in sorted({own_of[code] for code in seen}, key=sorted):
        for one in _parts(connection, own, [code for code in sorted(own) if code in seen]):
            if _is_shared(connection, one.part, own, newest):
                closed.update(one.grants)
            else:
                found.append(one)
    eyes = {code: Viewer(grants=own_of[code], protected=True) for code in seen}
    return Plan(newest, seen, eyes, tuple(found), frozenset(seen) - closed)


def _seen(connection: Connection, grant: str) -> int | None:
    """Give the version that is released of a grant."""
    newest = newest_version(connection)
    return released_by(connection, grant, newest, newest)


def _parts(connection: Connection, own: frozenset[str], released: Iterable[str]) -> list[OpenPart]:
    """Give the parts of one funder's grants with the grants that pay for each."""
    newest = newest_version(connection)
    holders: dict[Part, list[str]] = {}
    for code in released:
        for part in parts_of(connection, own, frozenset({code}), newest, newest):
            holders.setdefault(part, []).append(code)
    return [OpenPart("+".join(codes), tuple(codes), part) for part, codes in holders.items()]


def _is_shared(connection: Connection, part: Part, own: Collection[str], newest: int) -> bool:
    """Say whether a grant of another funder pays for any day of a part, released or not, then or now."""
    for version in {part.version, newest}:
        known = directory(connection, version)
        others = granted(known, (grant.code for grant in known.grants.values() if grant.code not in own))
        if any(_meet(days, others.get(project, ())) for project, days in part.projects):
            return True
    return False


def _meet(days: Days, others: Days) -> bool:
    """Say whether two sets of days have one in common."""
    return any(one.cut(other) for one in days for other in others)
