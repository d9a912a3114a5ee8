"""Sums of published cells, marked where some of their cells are suppressed."""

from collections.abc import Callable, Mapping

from dashboard.data.privacy.cells import BLOCK, Bools, Published
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers
from dashboard.shown_sum import ShownSum


def merged(parts: list[Published]) -> Published:
    """Add up the same family of several parts, sorted by place; a sum of it is the sum of theirs."""
    cells, withheld = parts[0].cells, parts[0].withheld
    for part in parts[1:]:
        cells, withheld = cells.joined(part.cells), withheld.joined(part.withheld)
    rest = tuple(name for name in cells.keys if name not in BLOCK)
    return Published(cells.grouped(("place", "quarter", *rest)), withheld.grouped(("place", "quarter")))


def shown(value: int, suppressed: int) -> int:
    """Give a sum of published cells, marked where some of its cells are suppressed."""
    return ShownSum(value) if suppressed else value


Totals = dict[tuple[int, ...], int]
"""Sums by the values of the columns asked for."""


def sums_of(
    parts: list[Published],
    by: tuple[str, ...],
    where: Callable[[Mapping[str, Numbers]], Bools],
    domain: list[tuple[int, ...]] | None = None,
    count: int = 0,
) -> Totals:
    """Add up published cells.

    Args:
        parts: the same family of each part of the scope.
        by: columns of the answer; those of the breakdown come last.
        where: says of the quarters and places, and for cells of the breakdown, which count.
        domain: every value of the breakdown's columns in `by`; where a block is withheld, each of them is marked.
        count: which of the counts.
    """
    found: dict[tuple[int, ...], tuple[int, int]] = {}
    for part in parts:
        _add(found, part.cells, by, where, count)
    blocks = tuple(name for name in by if name in BLOCK)
    for part in parts:
        kept_back: dict[tuple[int, ...], tuple[int, int]] = {}
        _add(kept_back, part.withheld, blocks, where, count)
        for block in kept_back:
            for rest in domain if domain is not None else [()]:
                value, suppressed = found.get((*block, *rest), (0, 0))
                found[*block, *rest] = value, suppressed + 1
    return {key: shown(value, suppressed) for key, (value, suppressed) in found.items()}


def there(parts: list[Published], names: tuple[str, ...]) -> list[tuple[int, ...]]:
    """Give the values of some columns that occur in any published cell, whatever is filtered."""
    lines = (zip(*(part.cells.keys[name].tolist() for name in names), strict=True) for part in parts)
    return sorted({key for line in lines for key in line})


def _add(
    found: dict[tuple[int, ...], tuple[int, int]],
    cells: Sums,
    by: tuple[str, ...],
    where: Callable[[Mapping[str, Numbers]], Bools],
    count: int,
) -> None:
    """Add the cells that count to what has been found."""
    if not len(cells):
        return
    counts = cells.measures.shape[0] // 2
    own = Sums(cells.keys, cells.measures[[count, counts + count]]).picked(where(cells.keys))
    lines = own.grouped(by)
    keys = zip(*(lines.keys[name].tolist() for name in by), strict=True) if by else [()] * len(lines)
    for key, value, suppressed in zip(keys, *lines.measures.tolist(), strict=True):
        before = found.get(key, (0, 0))
        found[key] = before[0] + value, before[1] + suppressed
