"""A number of which a part is kept back: what protected viewers see of a sum that holds suppressed cells."""

from collections.abc import Iterable
from itertools import chain
from typing import Self


class ShownSum(int):
    """The shown part of a sum that also holds suppressed cells; 0 says that nothing of it is shown.

    It counts and compares as the number that it shows. Adding keeps the mark: a sum with such a part is such a sum, and
    so does turning its sign, as for bars to the left.
    """

    __slots__ = ()

    def __add__(self, other: int) -> Self:
        """Add a number to what is shown."""
        return type(self)(int(self) + int(other))

    __radd__ = __add__

    def __neg__(self) -> Self:
        """Give what is shown with the other sign."""
        return type(self)(-int(self))


NOT_SHOWN = ShownSum(0)
"""A figure that protected viewers do not get at all."""


def is_partial(value: object) -> bool:
    """Say whether a value leaves suppressed cells out."""
    return isinstance(value, ShownSum)


def is_suppressed(value: object) -> bool:
    """Say whether nothing of a value is shown."""
    return isinstance(value, ShownSum) and not value


def holds_partial(rows: Iterable[Iterable[object]]) -> bool:
    """Say whether any cell of some rows leaves suppressed cells out, quickly where none does, as for most viewers."""
    return ShownSum in map(type, chain.from_iterable(rows))
