"""The rows of registers behind a figure, with what each adds: few, and therefore read whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import Connection, TextClause, text

from dashboard.address import Month
from dashboard.codes import PRIORITY
from dashboard.data.criteria import criteria_in_force
from dashboard.data.explanation.indicator_registers import INDICATOR_REGISTERS
from dashboard.data.explanation.partner_registers import PARTNER_REGISTERS
from dashboard.data.explanation.pool_registers import POOL_REGISTERS
from dashboard.data.explanation.recipes import Ingredient
from dashboard.data.explanation.register import Register
from dashboard.data.explanation.rows import LIVE, Told
from dashboard.data.explanation.sets import SETS
from dashboard.data.explanation.timeline_registers import TIMELINE_REGISTERS
from dashboard.data.explanation.working_group_registers import WORKING_GROUP_REGISTERS
from dashboard.data.filters import Filters
from dashboard.data.indicator_rows import reference_day
from dashboard.data.loading.project_kinds import STAGES
from dashboard.data.pool_history import IN_POOL

REGISTERS: Mapping[str, Register] = {
    **POOL_REGISTERS,
    **PARTNER_REGISTERS,
    **WORKING_GROUP_REGISTERS,
    **INDICATOR_REGISTERS,
    **TIMELINE_REGISTERS,
}
_DAYS = frozenset(
    {
        "entered",
        "assessed",
        "by",
        "quarter",
        "signed",
        "held_on",
        "start",
        "end",
        "before",
        "running",
        "until",
        "across",
        "begun",
    }
)
"""Conditions whose codes are days."""
_CHOOSES = frozenset({"pick", "at_stage", "goal", "country", "mode", "standing", "spot"})
"""Conditions that choose among rows already read, or the set that another condition names."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row: the load that brought it, where it stands in its file, its KIND, its day, which it is, what it adds."""

    load: int
    source: str
    row: int
    kind: str
    day: date | None
    what: str
    value: Decimal | None

    @property
    def listed(self) -> Mapping[str, Any]:
        """Give it as the page lists it."""
        return {
            "kind": self.kind,
            "day": self.day,
            "what": self.what,
            "value": self.value,
            "source": self.source,
            "row": self.row,
        }


def rows_behind(connection: Connection, filters: Filters, asked: Ingredient) -> list[RegisterRow]:
    """Give the rows of an ingredient, the latest day first."""
    found = [row for name in asked.tables for row in _read(connection, filters, asked, REGISTERS[name])]
    found = _picked(found, [code for name, code in asked.only if name == "pick"])
    return _weighed(connection, filters, found) if asked.measure == "part" else found


def currencies_behind(connection: Connection, filters: Filters, asked: Ingredient) -> set[str]:
    """Give the currencies of the amounts that the rows of an ingredient add."""
    found: set[str] = set()
    for name in asked.tables:
        register = REGISTERS[name]
        query = f"select distinct r.currency{_chosen(asked, register)} and {register.adds[asked.measure]} is not null"
        query += " and r.currency is not null"
        found.update(connection.scalars(*_bound(query, _values(connection, filters, asked))))
    return found


def _chosen(asked: Ingredient, register: Register) -> str:
    """Give the part of a statement that chooses the rows of a register."""
    where = [LIVE, register.always, f"{register.day} <= {register.ends}" if register.ends else ""]
    kept = {name for name, _ in asked.only} - _CHOOSES - {code for name, code in asked.only if name == "but"}
    where += [predicate for name, predicate in register.where.items() if name in kept]
    chosen = " and ".join(filter(None, where))
    return f" from {register.table} r join sources s on s.id = r.source_id{register.join} where {chosen}"


def _bound(query: str, told: Told) -> tuple[TextClause, Told]:
    """Give a statement with those of some values that it names."""
    return text(query), {name: value for name, value in told.items() if f":{name}" in query}


def _read(connection: Connection, filters: Filters, asked: Ingredient, register: Register) -> list[RegisterRow]:
    """Read the rows of one register."""
    adds = "1" if asked.measure == "records" else register.adds.get(asked.measure, "cast(null as numeric)")
    further = f", {register.order}" if register.order else ""
    query = (
        f"select r.load_id, s.name, r.row_no, {register.day} as day, {register.what} as what, {adds} as value"
        f"{_chosen(asked, register)} order by day desc nulls last{further}, r.id desc"
    )
    return [
        RegisterRow(load, source, number, register.kind, day, what, None if value is None else Decimal(value))
        for load, source, number, day, what, value in connection.execute(
            *_bound(query, _values(connection, filters, asked))
        )
    ]


def _values(connection: Connection, filters: Filters, asked: Ingredient) -> Told:
    """Give everything that a condition may name."""
    told: Told = {
        "version": filters.snapshot.version,
        "on": filters.snapshot.day,
        "last_day": filters.last_day,
        "judgement": reference_day(filters),
        "first_day": filters.first_day or date.min,
        "period_end": filters.period.last_day if filters.period else date.max,
        "stages": list(STAGES),
        "pool_stages": list(IN_POOL),
        "priorities": list(PRIORITY),
        "anywhere": not filters.places,
    }
    codes = dict(asked.only)
    for name, code in codes.items():
        if name in SETS:
            told[name] = SETS[name](connection, filters, codes)
        elif name in _DAYS:
            told[f"c_{name}"] = date.fromisoformat(code)
        else:
            told[f"c_{name}"] = code
    for name in ("quarter", "by"):
        if name in codes:
            told[f"c_{name}_end"] = Month.at(Month.of(told[f"c_{name}"]).index + 2).last
    return told


def _picked(rows: Sequence[RegisterRow], how: Sequence[str]) -> list[RegisterRow]:
    """Keep the newest row, or the newest or first one of each thing, or those of things that have several days."""
    found = sorted(rows, key=_order, reverse=True)
    for one in how:
        if one == "newest":
            found = found[:1]
        elif one == "most":
            found = sorted(found, key=lambda row: row.value or 0)[-1:]
        elif one == "first":
            found = found[-1:]
        elif one == "newest_of_each":
            found = list({row.what: row for row in reversed(found)}.values())[::-1]
        elif one == "first_of_each":
            found = list({row.what: row for row in found}.values())
        elif one == "last_end":
            found = [row for row in found if row.day == found[0].day]
        elif one == "twice":
            days = {what: len({row.day for row in found if row.what == what}) for what in {row.what for row in found}}
            found = [row for row in found if days[row.what] > 1]
    return found


def _order(row: RegisterRow) -> tuple[date, int]:
    """Give the order of time; of two stages on one day the later one stands last."""
    return row.day or date.min, STAGES.index(row.what) if row.what in STAGES else 0


def _weighed(connection: Connection, filters: Filters, rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Give scores with what each adds to the priority: its weight in force × the score."""
    criteria = criteria_in_force(connection, filters)
    whole = max(int(np.sum(criteria.weights)), 1)
    weights = {one.code: int(weight) for one, weight in zip(criteria.items, criteria.weights.tolist(), strict=True)}
    return [
        replace(row, value=(row.value or 0) * Decimal(weights[row.what]) / whole) for row in rows if row.what in weights
    ]
