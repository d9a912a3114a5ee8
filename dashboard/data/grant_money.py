"""Money of the grants in view: agreed, committed, disbursed and spent, currency by currency.

Amounts of different currencies are never added. Where every programme in view reports in one currency, and rates to it
are loaded, there is a converted sum besides: each currency at its latest rate up to the last day in view.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pandas import DataFrame
from sqlalchemy import Connection, func, select

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grants import GrantTerm, grant_terms, grants_seen
from dashboard.data.schema import live_at
from dashboard.data.schema.money import rates
from dashboard.data.schema.registers import programme_details, programmes, spending

KINDS = {"commitment": "committed", "disbursement": "disbursed", "expenditure": "spent"}
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts of one currency, of one grant or of several; `budget` is None where none is agreed in this currency."""

    currency: str
    budget: Decimal | None
    committed: Decimal = NOTHING
    disbursed: Decimal = NOTHING
    spent: Decimal = NOTHING

    @property
    def share(self) -> Decimal | None:
        """Give spent ÷ budget, None without a budget."""
        return self.spent / self.budget if self.budget else None


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth in another one, and the day of which that is known."""

    currency: str
    to: str
    quoted_on: date
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Converted:
    """The sum of all currencies in one, and the rates by which the others were converted, printed beside it.

    `money.budget` and therefore its share are None where a currency that was spent has no budget.
    """

    money: Money
    rates: tuple[Rate, ...]


def money_by_currency(connection: Connection, filters: Filters) -> DataFrame:
    """Give the money of the grants in view up to the last day in view, a row a currency, by its code.

    Columns: currency, budget (None where none is agreed in it), committed, disbursed, spent, share (spent ÷ budget,
    None without a budget), rate, rate_on (latest rate to the reporting currency and its day, 1 and None for that
    currency itself, both None where nothing is converted).
    """
    lines = money_lines(connection, filters)
    whole = conversion(connection, filters, lines)
    known = {one.currency: one for one in whole.rates} if whole else {}
    own = whole.money.currency if whole else None
    names = ("currency", "budget", "committed", "disbursed", "spent", "share")
    return frame(
        **{name: [getattr(line, name) for line in lines] for name in names},
        rate=[Decimal(1) if line.currency == own else _rate(known.get(line.currency)) for line in lines],
        rate_on=[known[line.currency].quoted_on if line.currency in known else None for line in lines],
    )


def money_lines(connection: Connection, filters: Filters) -> list[Money]:
    """Give the money of the grants in view, a line a currency, by its code."""
    return added(money_of_grants(connection, filters))


def money_of_grants(connection: Connection, filters: Filters) -> dict[str, list[Money]]:
    """Give for each grant in view, by code, its money currency by currency; its own currency is always among them."""
    terms: dict[Filters, list[GrantTerm]] = {}
    for term, part in grants_seen(connection, filters):
        terms.setdefault(part, []).append(term)
    found: dict[str, list[Money]] = {}
    for part, own in terms.items():
        sums = _sums(connection, part, [term.id for term in own])
        found |= {term.code: _lines(term, sums.get(term.id, {})) for term in own}
    return found


def added(by_grant: dict[str, list[Money]]) -> list[Money]:
    """Add up the money of several grants, each currency apart."""
    lines: dict[str, Money] = {}
    for one in (line for own in by_grant.values() for line in own):
        so_far = lines.get(one.currency)
        lines[one.currency] = _together(one.currency, [so_far, one]) if so_far else one
    return [lines[currency] for currency in sorted(lines)]


def converted(connection: Connection, filters: Filters) -> Converted | None:
    """Give the sum of all money in view in the programmes' reporting currency, see `conversion`."""
    return conversion(connection, filters, money_lines(connection, filters))


def conversion(connection: Connection, filters: Filters, lines: list[Money]) -> Converted | None:
    """Give the sum of the lines of all money in view in the programmes' reporting currency.

    None where the programmes in view do not share one, or where a currency has no rate up to the last day in view.
    """
    terms = grant_terms(connection, filters)
    to = _reporting_currency(connection, filters, {term.programme for term in terms})
    return None if to is None else _in_currency(connection, filters, lines, to)


def _in_currency(connection: Connection, filters: Filters, lines: list[Money], to: str) -> Converted | None:
    """Convert lines and add them up."""
    known = _latest_rates(connection, filters, to)
    others = [line.currency for line in lines if line.currency != to]
    if not lines or any(currency not in known for currency in others):
        return None
    each = [_times(line, known[line.currency].rate if line.currency != to else Decimal(1), to) for line in lines]
    whole = _together(to, each)
    if any(line.spent and line.budget is None for line in lines):
        whole = Money(to, None, whole.committed, whole.disbursed, whole.spent)
    return Converted(whole, tuple(known[currency] for currency in others))


def _sums(connection: Connection, filters: Filters, grants: list[int]) -> dict[int, dict[str, dict[str, Decimal]]]:
    """Give by grant id and currency what was committed, disbursed and spent up to the last day in view."""
    s, version = spending.c, filters.snapshot.version
    query = (
        select(s.grant_id, s.currency, s.kind, func.sum(s.amount))
        .where(live_at(spending, version), s.grant_id.in_(grants), s.spent_on <= filters.last_day)
        .group_by(s.grant_id, s.currency, s.kind)
    )
    sums: dict[int, dict[str, dict[str, Decimal]]] = {}
    for grant, currency, kind, amount in connection.execute(query):
        sums.setdefault(grant, {}).setdefault(currency, {})[KINDS[kind]] = amount
    return sums


def _lines(term: GrantTerm, sums: dict[str, dict[str, Decimal]]) -> list[Money]:
    """Give the money of one grant, a line a currency; its budget stands in its own."""
    own = {term.currency} if term.currency and term.amount is not None else set()
    return [
        Money(currency, term.amount if currency in own else None, **sums.get(currency, {}))
        for currency in sorted(own | sums.keys())
    ]


def _together(currency: str, lines: list[Money]) -> Money:
    """Add up lines that are of one currency."""
    budgets = [line.budget for line in lines if line.budget is not None]
    return Money(
        currency,
        sum(budgets, NOTHING) if budgets else None,
        sum((line.committed for line in lines), NOTHING),
        sum((line.disbursed for line in lines), NOTHING),
        sum((line.spent for line in lines), NOTHING),
    )


def _times(line: Money, rate: Decimal, to: str) -> Money:
    """Convert one line at a rate."""
    budget = None if line.budget is None else line.budget * rate
    return Money(to, budget, line.committed * rate, line.disbursed * rate, line.spent * rate)


def _rate(rate: Rate | None) -> Decimal | None:
    """Give the number of a rate."""
    return rate.rate if rate else None


def _reporting_currency(connection: Connection, filters: Filters, codes: set[str]) -> str | None:
    """Give the currency in which all of some programmes report."""
    d = programme_details.c
    query = (
        select(d.reporting_currency)
        .join(programmes, programmes.c.id == d.programme_id)
        .where(live_at(programme_details, filters.snapshot.version), programmes.c.code.in_(codes))
    )
    found = set(connection.scalars(query))
    return found.pop() if len(found) == 1 else None


def _latest_rates(connection: Connection, filters: Filters, to: str) -> dict[str, Rate]:
    """Give by currency the latest rate to another one up to the last day in view."""
    r = rates.c
    query = (
        select(r.currency, r.to_currency, r.quoted_on, r.rate)
        .where(live_at(rates, filters.snapshot.version), r.to_currency == to, r.quoted_on <= filters.last_day)
        .order_by(r.quoted_on)
    )
    return {row.currency: Rate(*row) for row in connection.execute(query)}
