"""The terms of a grant as of a data version: its money and its original and current dates; and which are in view.

A protected viewer sees each of its own grants as of the version released of that grant, and as it stood on the day on
which that version was committed where another of its grants was released later.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from dashboard.data.filters import Filters
from dashboard.data.per_version import once_a_version
from dashboard.data.privacy.released import released_by
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import amendments, grant_details, grants, programmes
from dashboard.data.versions import Snapshot, committed_on, newest_version


@dataclass(frozen=True, slots=True)
class GrantTerm:
    """One grant's terms; `ends_on` is the end that the latest amendment set, `original_ends_on` the first one."""

    id: int
    code: str
    names: dict[str, str | None]
    programme: str
    amount: Decimal | None
    currency: str | None
    starts_on: date | None
    original_ends_on: date | None
    ends_on: date | None

    def elapsed(self, day: date) -> tuple[int, int]:
        """Give days gone by and days in all as of the end of a day, both ends included; 0 of 0 without dates."""
        if self.starts_on is None or self.ends_on is None:
            return 0, 0
        total = (self.ends_on - self.starts_on).days + 1
        return min(max((day - self.starts_on).days + 1, 0), total), total

    def share_elapsed(self, day: date) -> Decimal | None:
        """Give the share of the agreed days gone by as of the end of a day, None without dates."""
        days, total = self.elapsed(day)
        return Decimal(days) / total if total else None


def parted(connection: Connection, filters: Filters) -> list[Filters]:
    """Give the filters under which each part of what is in view is asked for: one and the same for most viewers.

    For a protected viewer there is a part for each of its grants in view that was released, in the order of codes; it
    names this grant alone, as of the newest version released of it. Parts of a part are the part itself.
    """
    viewer, newest = filters.viewer, newest_version(connection)
    if not viewer.protected:
        return [filters]
    own = sorted(viewer.grants.intersection(filters.grants) if filters.grants else viewer.grants)
    seen = ((code, released_by(connection, code, filters.snapshot.version, newest)) for code in own)
    return [
        replace(filters, grants=(code,), snapshot=_as_of(connection, filters.snapshot, version))
        for code, version in seen
        if version is not None
    ]


def of_grant(connection: Connection, filters: Filters, code: str) -> Filters:
    """Give the filters that choose one grant in view, for a protected viewer as of its released version."""
    return next(iter(parted(connection, replace(filters, grants=(code,)))))


def _as_of(connection: Connection, snapshot: Snapshot, version: int) -> Snapshot:
    """Give the snapshot of an earlier version, judged no later than on the day on which it was committed."""
    if version == snapshot.version:
        return snapshot
    day = committed_on(connection, version) or snapshot.day
    return Snapshot(version, min(snapshot.day, day), latest=False)


def grants_seen(connection: Connection, filters: Filters) -> list[tuple[GrantTerm, Filters]]:
    """Give the grants in view by code, each with the filters of its part; see `parted`."""
    return [
        (term, part)
        for part in parted(connection, filters)
        for term in _every_term(connection, part.snapshot.version)
        if _in_view(term, part)
    ]


def _in_view(term: GrantTerm, part: Filters) -> bool:
    """Say whether a grant lies in the viewer's scope and under the filters; `part` is one of `parted`."""
    viewer = part.viewer
    if not viewer.protected and viewer.programmes is not None and term.programme not in viewer.programmes:
        return False
    if part.programmes and term.programme not in part.programmes:
        return False
    return term.code in part.grants if part.grants or viewer.protected else True


def grant_terms(connection: Connection, filters: Filters) -> list[GrantTerm]:
    """Give the grants in the viewer's scope and under the programme and grant filters, in the order of their codes."""
    return [term for term, _ in grants_seen(connection, filters)]


def chosen_grant(connection: Connection, filters: Filters) -> GrantTerm | None:
    """Give the one grant that a page speaks of: the first of the filter, else the first running one in view.

    Where none is running it is the first in view, and None where there is no grant in view.
    """
    terms = grant_terms(connection, filters)
    day = filters.last_day
    running = (term for term in terms if term.starts_on and term.ends_on and term.starts_on <= day <= term.ends_on)
    return next(running if not filters.grants else iter(terms), terms[0] if terms else None)


@once_a_version
def _every_term(connection: Connection, version: int) -> tuple[GrantTerm, ...]:
    """Give the terms of every grant, in the order of their codes; nearly every question of a page begins with them."""
    g = grant_details.c
    query = (
        select(grants.c.id, grants.c.code, g.name_tr, g.name_en, g.name_ar, programmes.c.code.label("programme"))
        .add_columns(g.amount, g.currency, g.starts_on, g.ends_on)
        .join(grant_details, g.grant_id == grants.c.id)
        .join(programmes, programmes.c.id == g.programme_id)
        .where(live_at(grant_details, version))
        .order_by(grants.c.code)
    )
    ends, amounts = _amended(connection, "new_ends_on", version), _amended(connection, "new_amount", version)
    return tuple(
        GrantTerm(
            id=row.id,
            code=row.code,
            names={"tr": row.name_tr, "en": row.name_en, "ar": row.name_ar},
            programme=row.programme,
            amount=amounts.get(row.id, row.amount),
            currency=row.currency,
            starts_on=row.starts_on,
            original_ends_on=row.ends_on,
            ends_on=ends.get(row.id, row.ends_on),
        )
        for row in connection.execute(query)
    )


def _amended(connection: Connection, what: str, version: int) -> dict[int, Any]:
    """Give, by grant id, what the latest amendment known at a data version set (`new_ends_on` or `new_amount`)."""
    a = amendments.c
    query = (
        select(a.grant_id, a[what])
        .where(live_at(amendments, version), a[what].is_not(None))
        .order_by(a.amended_on, a.id)
    )
    return {row.grant_id: row[1] for row in connection.execute(query)}
