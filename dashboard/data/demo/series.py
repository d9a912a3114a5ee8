"""Targets and results of the other indicators, made from the lines of `shape/series.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

from dashboard.address import Month
from dashboard.data.demo.files import LAST, SEED, column, month_of, months_between, shape, weights

MISSING_NOTE = "Veri gelmedi"
"""Why a result is empty."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator: from `start` to `end` in steps of some months, and how well it goes."""

    code: str
    kind: str
    line: dict[str, str]

    def number(self, name: str) -> float:
        """Give one of its numbers, 0 where there is none."""
        return float(self.line[name] or 0)

    @property
    def periods(self) -> list[tuple[Month, Month]]:
        """Give first and last month of each period of the plan."""
        step = int(self.line["step"])
        first, last = month_of(self.line["first"]).index, month_of(self.line["last"]).index
        return [(Month.at(i), Month.at(i + step - 1)) for i in range(first, last + 1, step)]

    @property
    def places(self) -> dict[str, float]:
        """Give the share of each place, or one nameless place."""
        given = weights(self.line["places"]) or {"": 1.0}
        return {place: share / sum(given.values()) for place, share in given.items()}

    @property
    def missing(self) -> set[Month]:
        """Give the first months of the periods for which no result came."""
        return {month_of(text) for text in self.line["missing"].split()}


def series_targets() -> pd.DataFrame:
    """Give the targets as text by header of the KIND `targets`."""
    return pd.DataFrame([row for one in _every() for row in _targets(one)], dtype=object)


def series_results() -> pd.DataFrame:
    """Give the results of the periods that ended by the last month with records; an empty value is a missing one."""
    return pd.DataFrame([row for one in _every() for row in _results(one)], dtype=object)


def _every() -> list[Series]:
    """Give every line with the kind of value of its indicator."""
    kinds = column("indicators", "kind")
    return [Series(line["indicator_code"], kinds[line["indicator_code"]], line) for line in shape("series")]


def _planned(one: Series) -> list[float]:
    """Give the target of each period for all places: an equal part of the whole, or a step on the way to the end."""
    count, start, end = len(one.periods), one.number("start"), one.number("end")
    if one.kind == "sum":
        edges = [round(end * n / count) for n in range(count + 1)]
        return [float(b - a) for a, b in pairwise(edges)]
    return [start + (end - start) * n / count for n in range(1, count + 1)]


def _row(one: Series, first: Month, last: Month, place: str, value: str) -> Row:
    """Give one row of targets or results."""
    return {
        "indicator_code": one.code,
        "period_start": first.first.isoformat(),
        "period_end": last.last.isoformat(),
        "place_code": place,
        "value": value,
        "dimension": "",
        "dimension_value": "",
        "comment": "",
    }


def _targets(one: Series) -> Iterator[Row]:
    """Give the targets of one indicator; percentages are the same everywhere, counts are shared out."""
    for (first, last), planned in zip(one.periods, _planned(one), strict=True):
        if one.kind == "ratio":
            yield _row(one, first, last, "", f"{planned:.1f}")
            continue
        for place, share in one.places.items():
            yield _row(one, first, last, place, str(round(planned * share)))


def _results(one: Series) -> Iterator[Row]:
    """Give the results of one indicator, place by place."""
    planned = _planned(one)
    for place, share in one.places.items():
        random = np.random.default_rng([SEED, *one.code.encode(), *place.encode()])
        finished, before = 0.0, one.number("start")
        for (first, last), level in zip(one.periods, planned, strict=True):
            if last > LAST:
                break
            factor = share * _open(one, first, last) * (1 + one.number("wobble") * random.standard_normal())
            step = level if one.kind == "sum" else level - before
            row = _row(one, first, last, place, "") | {"numerator": "", "denominator": ""}
            before = level
            if first in one.missing:
                yield row | {"comment": MISSING_NOTE}
            elif one.kind == "ratio":
                yield row | _fraction(one, level, share, factor / share, random)
            elif one.kind == "snapshot":
                yield row | {"value": str(round(_reached(one, level) * factor))}
            else:
                # Whole things are counted when they are finished, so that small shares do not all round to 0.
                counted = int(finished)
                finished += step * one.number("performance") * factor
                yield row | {"value": str(int(finished) - counted)}


def _reached(one: Series, level: float) -> float:
    """Give the level that is reached where another was planned; a plan equal to the start is to be maintained."""
    start, performance = one.number("start"), one.number("performance")
    return start * performance if level == start else start + (level - start) * performance


def _open(one: Series, first: Month, last: Month) -> float:
    """Give the share of the work that the pandemic let happen in a period."""
    closed = {line["month"]: float(line["covid"]) for line in shape("months")}
    left = [closed.get(str(month), 1.0) for month in months_between(first, last)]
    return 1 - (1 - float(np.mean(left))) * one.number("covid")


def _fraction(one: Series, level: float, share: float, noise: float, random: Generator) -> Row:
    """Give how many were asked and how many said yes in a period."""
    asked = round(one.number("denominator") * share * random.uniform(0.85, 1.15))
    agreed = min(round(asked * _reached(one, level) * noise / 100), asked)
    return {"numerator": str(agreed), "denominator": str(asked)}
