"""The money of the pool: spent, secured and lacking, currency by currency, never added across them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from sqlalchemy import Connection

from dashboard.data.overview import Spent
from dashboard.data.per_version import remembered
from dashboard.data.pool_events import Events
from dashboard.data.pool_rows import UNKNOWN, Objects, PoolRows, column, pool_rows
from dashboard.data.priority import Bools, Ints

_KEPT_DAYS = 8


@dataclass(frozen=True, slots=True)
class Gap:
    """What the projects of the action plan lack in one currency: Σ max(0, budget − secured)."""

    currency: str
    gap: Decimal


def amount(hundredths: int) -> Decimal:
    """Give an amount of money from its hundredths."""
    return Decimal(hundredths).scaleb(-2)


def in_own_currency(rows: PoolRows, money: Events) -> Ints:
    """Add up the amounts of each project that are in the currency of its budget, in hundredths."""
    own = money.where(np.asarray(money.of == rows.currency[money.project]))
    sums = np.zeros(len(rows), dtype=money.amount.dtype)
    np.add.at(sums, own.project, own.amount)
    return sums


def with_budget(rows: PoolRows) -> Bools:
    """Say which projects have a budget, which is an amount and its currency."""
    return np.fromiter((one is not None for one in rows.shown["budget"]), bool, len(rows)) & (rows.currency >= 0)


def lacking(rows: PoolRows, secured: Ints, planned: Bools) -> Ints:
    """Give what each project of the action plan lacks in hundredths; -1 for others and where there is no budget."""
    return np.where(planned & with_budget(rows), np.maximum(rows.budget - secured, 0), UNKNOWN)


def amounts_of(hundredths: Ints, known: Bools) -> Objects:
    """Give a column of amounts, None where one is not known."""
    return column(amount(one) if yes else None for one, yes in zip(hundredths.tolist(), known.tolist(), strict=True))


@remembered(_KEPT_DAYS)
def spent_by(connection: Connection, version: int, day: date) -> Objects:
    """Give what each project has spent up to a day in the currency of its budget; None without such a currency."""
    rows = pool_rows(connection, version)
    return amounts_of(in_own_currency(rows, rows.spending.up_to(day)), rows.currency >= 0)


def spent_of_budgets(rows: PoolRows, day: date, seen: Bools) -> list[Spent]:
    """Give the expenditure of some projects up to a day beside their budgets, one line a currency."""
    money = rows.spending.up_to(day)
    money = money.where(seen[money.project])
    budgets = seen & with_budget(rows)
    spent = _by_currency(rows, money.of, money.amount)
    agreed = _by_currency(rows, rows.currency[budgets], rows.budget[budgets])
    return [Spent(one, spent.get(one, Decimal(0)), agreed.get(one)) for one in rows.currencies if one in spent | agreed]


def gaps(rows: PoolRows, lacks: Ints, seen: Bools) -> list[Gap]:
    """Give what some projects of the action plan lack together, one line a currency."""
    known = seen & (lacks >= 0)
    return [Gap(*line) for line in sorted(_by_currency(rows, rows.currency[known], lacks[known]).items())]


def _by_currency(rows: PoolRows, currency: Ints, hundredths: Ints) -> dict[str, Decimal]:
    """Add up amounts by currency; a currency without any row is left out."""
    sums = np.zeros(len(rows.currencies), dtype=hundredths.dtype)
    np.add.at(sums, currency, hundredths)
    return {rows.currencies[one]: amount(int(sums[one])) for one in np.unique(currency).tolist()}
