"""Which release tells the results of a period and place: counts that are shown change only in steps.

A period and place of an indicator follows a later release only where one of its numbers of people is other by 10 or
more, or where none was told before: so that the record that took a number from 7 to 8, or over a rounding limit, is not
seen. Where it moved, its parts are not told any more: those of both releases would tell of each other.
"""

from collections.abc import Sequence
from decimal import Decimal

from dashboard.data.privacy.beside import Block
from dashboard.data.privacy.cells import LEAST
from dashboard.data.readings import Part, Reading, Rows

_Numbers = dict[tuple[Part | None, int, str], Decimal]
"""Numbers of people by part, place among the rows of the part, and column."""


def block_of(one: Reading) -> Block:
    """Give period and place of a result."""
    return one.start, one.end, one.place


def rows_told(states: Sequence[Rows], columns: tuple[str, ...]) -> tuple[Rows, set[Block]]:
    """Give the results that are told of an indicator, and the periods and places that are told of anew.

    Args:
        states: its true results at each release, the earliest first.
        columns: which of their columns are numbers of people.
    """
    told: dict[Block, Rows] = {}
    again = set[Block]()
    for state in states:
        own = _by_block(state)
        for block in [*own, *(block for block in told if block not in own)]:
            before, after = (_numbers(rows.get(block, {}), columns) for rows in (told, own))
            if not any(before.values()):
                told[block] = own.get(block, {})
            elif _is_step(before, after):
                told[block] = own.get(block, {})
                again.add(block)
    found: Rows = {}
    for block in sorted(told, key=lambda block: (block[1], block[0])):
        for part, own_rows in told[block].items():
            found.setdefault(part, []).extend(own_rows)
    return found, again


def _is_step(before: _Numbers, after: _Numbers) -> bool:
    """Say whether any number is other by so many people that it is told anew."""
    none = Decimal(0)
    return any(abs(after.get(key, none) - before.get(key, none)) >= LEAST for key in {*before, *after})


def _by_block(rows: Rows) -> dict[Block, Rows]:
    """Give the results of each period and place."""
    found: dict[Block, Rows] = {}
    for part, told in rows.items():
        for one in told:
            found.setdefault(block_of(one), {}).setdefault(part, []).append(one)
    return found


def _numbers(rows: Rows, columns: tuple[str, ...]) -> _Numbers:
    """Give the numbers of people of one period and place."""
    return {
        (part, at, name): Decimal(value)
        for part, told in rows.items()
        for at, one in enumerate(told)
        for name in columns
        if (value := getattr(one, name)) is not None
    }
