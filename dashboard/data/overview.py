"""What a manager asks first: are we on track, what changed, what needs me?

People reached come from `beneficiaries`, indicators from `indicators`, projects from `portfolio`; this module adds
time, money and what is late.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, and_, func, select

from dashboard.data.filters import Filters
from dashboard.data.grants import GrantTerm, grant_terms
from dashboard.data.milestone_rows import milestones_in_view, standpoint
from dashboard.data.milestone_states import milestone_state
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grant_details, grants, programmes, spending


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Days gone by of days agreed, over all grants in view; the total follows each grant's current end."""

    days: int
    total: int
    terms: tuple[GrantTerm, ...]

    @property
    def share(self) -> Decimal | None:
        """Give days ÷ total, or None where no grant has dates."""
        return Decimal(self.days) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Spent:
    """Money of one currency: spent and agreed, never added to another currency's."""

    currency: str
    spent: Decimal
    budget: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """Give spent ÷ budget, or None without a budget in this currency."""
        return self.spent / self.budget if self.budget else None


@dataclass(frozen=True, slots=True)
class LateMilestone:
    """A milestone that is due and not done; `days` counts from its current due date."""

    code: str
    names: dict[str, str | None]
    due_on: date
    days: int
    grant: str | None


def time_elapsed(connection: Connection, filters: Filters) -> Elapsed:
    """Give the time gone by of the grants in view, as of the end of the filtered period."""
    terms = tuple(term for term in grant_terms(connection, filters) if term.starts_on and term.ends_on)
    pairs = [term.elapsed(filters.last_day) for term in terms]
    return Elapsed(sum(days for days, _ in pairs), sum(total for _, total in pairs), terms)


def money_spent(connection: Connection, filters: Filters) -> list[Spent]:
    """Give expenditure up to the end of the period and the grants' amounts, one line a currency, sorted by currency."""
    version, s, g = filters.snapshot.version, spending.c, grant_details.c
    query = (
        select(s.currency, func.sum(s.amount))
        .join(grants, grants.c.id == s.grant_id)
        .join(grant_details, and_(g.grant_id == grants.c.id, live_at(grant_details, version)))
        .join(programmes, programmes.c.id == g.programme_id)
        .where(live_at(spending, version), s.kind == "expenditure", s.spent_on <= filters.last_day)
        .where(*_scope(filters), *_grant_filter(filters))
        .group_by(s.currency)
    )
    spent: dict[str, Decimal] = {row[0]: row[1] for row in connection.execute(query)}
    agreed: dict[str, Decimal] = {}
    for term in grant_terms(connection, filters):
        if term.currency and term.amount is not None:
            agreed[term.currency] = agreed.get(term.currency, Decimal(0)) + term.amount
    currencies = sorted({*spent, *agreed})
    return [Spent(c, spent.get(c, Decimal(0)), agreed.get(c)) for c in currencies]


def late_milestones(connection: Connection, filters: Filters, limit: int = 10) -> list[LateMilestone]:
    """Give the milestones that the timeline calls overdue, the one that was due first before the others."""
    at = standpoint(filters)
    late = [row for row in milestones_in_view(connection, filters) if milestone_state(row.course, at) == "overdue"]
    return [
        LateMilestone(row.code, dict(row.names), row.course.due_on, (at.last - row.course.due_on).days, row.grant)
        for row in late[:limit]
    ]


def _scope(filters: Filters) -> Iterable[ColumnElement[bool]]:
    """Give the conditions of viewer and programme on the joined `programmes`."""
    if filters.viewer.programmes is not None:
        yield programmes.c.code.in_(filters.viewer.programmes)
    if filters.programmes:
        yield programmes.c.code.in_(filters.programmes)


def _grant_filter(filters: Filters) -> Iterable[ColumnElement[bool]]:
    """Give the condition of the grant filter on the joined `grants`."""
    if filters.grants:
        yield grants.c.code.in_(filters.grants)
