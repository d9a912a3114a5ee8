"""The terms of a grant as of a data version: its money and its original and current dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from dashboard.data.filters import Filters
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import amendments, grant_details, grants, programmes


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


def grant_terms(connection: Connection, filters: Filters) -> list[GrantTerm]:
    """Give the grants in the viewer's scope and under the programme and grant filters, in the order of their codes."""
    scope, asked = filters.viewer.programmes, filters.programmes
    return [
        term
        for term in _every_term(connection, filters.snapshot.version)
        if (scope is None or term.programme in scope)
        and (not asked or term.programme in asked)
        and (not filters.grants or term.code in filters.grants)
    ]


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
