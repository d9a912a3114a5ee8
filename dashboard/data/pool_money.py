"""The money of the pool: spent, secured and lacking, currency by currency, never added across them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from sqlalchemy import Connection

from dashboard.data.extent import Extent
from dashboard.data.overview import Spent
from dashboard.data.per_version import remembered
from dashboard.data.pool_events import Events
from dashboard.data.pool_rows import UNKNOWN, Objects, PoolRows, column, pool_rows
from dashboard.data.priority import Bools, Ints

_KEPT_DAYS = 16


@dataclass(frozen=True, slots=True)
class Gap:
    """What the projects of the action plan lack in one currency: Σ max(0, budget − secured)."""

    currency: str
    gap: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Expenditure:
    """What the projects have spent up to a day."""

    sums: Ints
    """Hundredths by project (rows) and currency (columns)."""
    rows: Ints
    """Number of the rows behind each sum."""
    shown: Objects
    """For each project what it spent in the currency of its budget; None without such a currency."""


def amount(hundredths: int) -> Decimal:
    """Give an amount of money from its hundredths."""
    return Decimal(hundredths).scaleb(-2)


def amounts_of(hundredths: Ints, known: Bools) -> Objects:
    """Give a column of amounts, None where one is not known."""
    return column(amount(one) if yes else None for one, yes in zip(hundredths.tolist(), known.tolist(), strict=True))


def by_currency(rows: PoolRows, money: Events) -> Ints:
    """Add up amounts by project and currency, in hundredths."""
    sums = np.zeros((len(rows), len(rows.currencies)), dtype=money.amount.dtype)
    np.add.at(sums, (money.project, money.of), money.amount)
    return sums


def in_own_currency(rows: PoolRows, sums: Ints) -> Ints:
    """Give the sum of each project in the currency of its budget, 0 where there is no such currency."""
    own = np.zeros(len(rows), dtype=sums.dtype)
    known = np.flatnonzero(rows.currency >= 0)
    own[known] = sums[known, rows.currency[known]]
    return own


def lacking(rows: PoolRows, secured: Ints, planned: Bools) -> Ints:
    """Give what each project of the action plan lacks in hundredths; -1 for others and where there is no budget."""
    return np.where(planned & rows.budgeted, np.maximum(rows.budget - secured, 0), UNKNOWN)


@remembered(_KEPT_DAYS)
def spent_by(connection: Connection, extent: Extent, day: date) -> Expenditure:
    """Give what the projects have spent up to a day."""
    rows = pool_rows(connection, extent)
    money = rows.spending.up_to(day)
    sums, count = by_currency(rows, money), np.zeros((len(rows), len(rows.currencies)), dtype=np.int64)
    np.add.at(count, (money.project, money.of), 1)
    return Expenditure(sums, count, amounts_of(in_own_currency(rows, sums), rows.currency >= 0))


def spent_of_budgets(rows: PoolRows, spent: Expenditure, seen: Bools) -> list[Spent]:
    """Give the expenditure of some projects beside their budgets, one line a currency of which there is either."""
    agreed = _added(rows, rows.budget, seen & rows.budgeted)
    sums, count = spent.sums[seen].sum(axis=0), spent.rows[seen].sum(axis=0)
    return [
        Spent(currency, amount(int(sums[place])), agreed.get(currency))
        for place, currency in enumerate(rows.currencies)
        if count[place] or currency in agreed
    ]


def spent_of_secured(rows: PoolRows, spent: Expenditure, secured: Events, seen: Bools) -> list[Spent]:
    """Give the expenditure of some projects beside what is secured for them, one line a currency with either."""
    sums, count = spent.sums[seen].sum(axis=0), spent.rows[seen].sum(axis=0)
    own = secured.where(seen[secured.project])
    given, agreed = np.bincount(own.of, minlength=len(rows.currencies)), by_currency(rows, own).sum(axis=0)
    return [
        Spent(currency, amount(int(sums[place])), amount(int(agreed[place])) if given[place] else None)
        for place, currency in enumerate(rows.currencies)
        if count[place] or given[place]
    ]


def gaps(rows: PoolRows, lacks: Ints, seen: Bools) -> list[Gap]:
    """Give what some projects of the action plan lack together, one line a currency."""
    return [Gap(currency, gap) for currency, gap in _added(rows, lacks, seen & (lacks >= 0)).items()]


def _added(rows: PoolRows, hundredths: Ints, chosen: Bools) -> dict[str, Decimal]:
    """Add up what some projects have in the currencies of their budgets, in the order of the currencies."""
    found = {}
    for place, currency in enumerate(rows.currencies):
        own = hundredths[chosen & (rows.currency == place)]
        if len(own):
            found[currency] = amount(int(own.sum()))
    return found
