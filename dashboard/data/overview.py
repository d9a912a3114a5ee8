"""What a manager asks first: are we on track, what changed, what needs me?

People reached come from `beneficiaries`, indicators from `indicators`, projects from `portfolio`; this module adds
time, money and what is late.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.data.grant_money import money_lines
from dashboard.data.grants import GrantTerm, grants_seen
from dashboard.data.milestone_rows import milestones_seen
from dashboard.data.milestone_states import milestone_state


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
    seen = [(term, part) for term, part in grants_seen(connection, filters) if term.starts_on and term.ends_on]
    pairs = [term.elapsed(part.last_day) for term, part in seen]
    return Elapsed(sum(days for days, _ in pairs), sum(total for _, total in pairs), tuple(term for term, _ in seen))


def money_spent(connection: Connection, filters: Filters) -> list[Spent]:
    """Give expenditure up to the end of the period and the grants' amounts, one line a currency, sorted by currency."""
    lines = money_lines(connection, filters)
    return [Spent(line.currency, line.spent, line.budget) for line in lines if line.spent or line.budget is not None]


def late_milestones(connection: Connection, filters: Filters, limit: int = 10) -> list[LateMilestone]:
    """Give the milestones that the timeline calls overdue, the one that was due first before the others."""
    seen = milestones_seen(connection, filters)
    late = [(row, at) for row, at in seen if milestone_state(row.course, at) == "overdue"]
    return [
        LateMilestone(row.code, dict(row.names), row.course.due_on, (at.last - row.course.due_on).days, row.grant)
        for row, at in late[:limit]
    ]
