"""From an address to `Filters`: which rows this viewer asks for, and may see.

`data/` never asks who is signed in: the viewer's scope comes in as the value `Viewer`. A code that this viewer may not
see is treated exactly like a code that does not exist.
"""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from dashboard.address import Address, Period, Problem
from dashboard.codes import POPULATION_GROUP
from dashboard.data import lookups
from dashboard.data.privacy.quarters import in_quarters
from dashboard.data.privacy.released import version_seen
from dashboard.data.versions import Snapshot, committed_on, resolve_snapshot, today


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, as far as data is concerned. Equal viewers see equal figures."""

    programmes: frozenset[str] | None = frozenset()
    """Codes of the programmes in scope; None is every programme (admin)."""
    grants: frozenset[str] = frozenset()
    """Codes of a funder's own grants; used only where `protected` is True."""
    protected: bool = True
    """True for funders and the public: only protected figures of released versions."""
    sensitive: bool = False
    """The named right to sensitive feedback."""


EVERYTHING = Viewer(programmes=None, protected=False)
"""The viewer of the command line and of checks: all programmes, unprotected."""


@dataclass(frozen=True, slots=True)
class Filters:
    """A figure's whole input: equal filters on one database give equal figures for ever.

    `programmes`, `grants`, `places` and `groups` are empty where the address does not restrict them; their values exist
    and lie in the viewer's scope. `snapshot` carries the data version and the reference day.
    """

    viewer: Viewer
    snapshot: Snapshot
    programmes: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    period: Period | None = None
    own: tuple[tuple[str, str], ...] = ()
    """The page's own parameters as they stand in the address; the page's questions check them."""
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def own_all(self, name: str) -> tuple[str, ...]:
        """Give every value of one of the page's own parameters, in the order of the address."""
        return tuple(value for own, value in self.own if own == name)

    @property
    def last_day(self) -> date:
        """Give E: the end of the period, never later than the reference day."""
        day = self.snapshot.day
        return min(self.period.last_day, day) if self.period else day

    @property
    def first_day(self) -> date | None:
        """Give S: the start of the period, or None for the start of each project."""
        return self.period.first_day if self.period else None


def resolve_filters(connection: Connection, address: Address, viewer: Viewer) -> Filters:
    """Check the codes of an address against the database and the viewer's scope.

    Unknown and forbidden codes are left out and named in `problems`; a data version that does not exist yet likewise.
    For a protected viewer the period is widened to whole quarters, and a problem says so.
    """
    snapshot, version_problems = snapshot_for(connection, address, viewer)
    problems = [*address.problems, *version_problems]
    period = address.period
    if viewer.protected and period and period != (period := in_quarters(period)):
        problems.append(Problem("period", (address.period or period).text, "protected.widened"))
    known = {
        "programme": lookups.programme_codes(connection, snapshot, viewer),
        "grant": lookups.grant_codes(connection, snapshot, viewer),
        "place": lookups.reach_place_codes(connection, snapshot, viewer),
        "group": frozenset(POPULATION_GROUP),
    }
    kept = {}
    for name, codes in known.items():
        asked = getattr(address, name)
        kept[name] = tuple(sorted(code for code in asked if code in codes))
        problems += [Problem(name, code) for code in asked if code not in codes]
    return Filters(
        viewer=viewer,
        snapshot=snapshot,
        programmes=kept["programme"],
        grants=kept["grant"],
        places=kept["place"],
        groups=kept["group"],
        period=period,
        own=address.extra,
        problems=tuple(problems),
    )


def snapshot_for(connection: Connection, address: Address, viewer: Viewer) -> tuple[Snapshot, list[Problem]]:
    """Choose the data version and the reference day of an address for a viewer; see `resolve_snapshot`.

    A protected viewer sees the newest version up to the one asked for that was released of any of the viewer's grants,
    as of the day on which it was committed: so nothing changes between two releases. Without any it is version 0, in
    which there is nothing.
    """
    snapshot, problems = resolve_snapshot(connection, address.v, address.on)
    if not viewer.protected:
        return snapshot, problems
    seen = version_seen(connection, viewer.grants, snapshot.version)
    refused = address.v is not None and address.v != seen
    day = address.on or committed_on(connection, seen) or today()
    return Snapshot(seen, day, latest=snapshot.latest), [Problem("v", str(address.v))] if refused else []
