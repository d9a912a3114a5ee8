"""How the cells of one table are explained: what tells its rows apart, and what each of its columns is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.data.explanation.recipes import Condition, Recipe


@dataclass(frozen=True, slots=True)
class Dimension:
    """A column that tells rows apart, and the condition that its cell makes; without one it only tells them apart.

    Where the column holds words, `codes` are the codes that they stand for and `words` begins their message keys.
    """

    column: str
    condition: str = ""
    codes: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedTable:
    """How the cells of one table are explained.

    `figures` are the recipes by the key of their column; `named` gives those of columns that data name. `about` says
    what the code in the path of the page is a condition of. A row with one of the cells `unless` is not explained.
    `percent` is the column that says of each row whether its values are percentages. A cell without a number has no
    explanation, except in the columns `why_missing`, whose explanation says why there is none.
    """

    row: tuple[Dimension, ...]
    figures: Mapping[str, Recipe]
    named: Callable[[str], Recipe | None] | None = None
    about: str = ""
    fixed: tuple[Condition, ...] = ()
    unless: frozenset[str] = frozenset()
    also: tuple[Dimension, ...] = ()
    percent: str = ""
    why_missing: frozenset[str] = frozenset()

    def recipe(self, column: str) -> Recipe | None:
        """Give the recipe of a column, None where its cells are not explained."""
        found = self.figures.get(column)
        return found if found or not self.named else self.named(column)
