"""Targets and results as the arithmetic of indicators takes them: periods with values, and the rule of an indicator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from dashboard.shown_sum import ShownSum, is_partial

Amount: TypeAlias = Decimal | ShownSum
"""A value as it is known, or what is shown of it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One target or result: a period, a place (None = the whole indicator) and a value or a fraction."""

    start: date
    end: date
    place: int | None = None
    value: Amount | None = None
    numerator: Amount | None = None
    denominator: Amount | None = None

    @property
    def known(self) -> bool:
        """Tell whether the row says anything; a row without a value is a period that is missing."""
        return self.value is not None or (self.numerator is not None and self.denominator is not None)


@dataclass(frozen=True, slots=True)
class Told(Reading):
    """A target or result with what was said about it."""

    comment: str | None = None


Part = tuple[str, str]
"""Dimension and value of a breakdown."""
Rows = dict[Part | None, list[Told]]
"""Results of one indicator: of the whole (None), and of each part of a breakdown."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the arithmetic needs to know of an indicator."""

    kind: str
    measure: str = "1"
    ascending: bool = True
    baseline: Decimal | None = None
    over_time: str = "latest"
    over_place: str = "sum"
    final_target: Decimal | None = None


def added(values: Iterable[Amount]) -> Amount:
    """Add values up; the sum bears the mark of what is kept back."""
    known = list(values)
    total = sum(known, Decimal(0))
    return ShownSum(total) if any(map(is_partial, known)) else total
