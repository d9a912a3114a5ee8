"""What figures are made of: which rows, what each of them adds, and how these sums become the figure.

Key figures stand here, cells of tables in `explained_tables`, both in the same words. An explanation counts the rows
that a recipe names, load by load; what the loads add must lead to the figure that the page shows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dashboard.address import Period

Sort = Literal[
    "people",
    "cases",
    "records",
    "kinds",
    "values",
    "lacking",
    "lacking_cases",
    "months",
    "loads",
    "refusals",
    "sources",
    "counts",
]
"""Records of people reached, feedback cases, rows of registers, nothing but the loads of some KINDs; and of data
quality: values asked and known, records and cases that lack some, months that were due, duplicates of loads, refused
files, sources, and live rows of a source."""
How = Literal[
    "sum",
    "share",
    "quotient",
    "per_1000",
    "difference",
    "lacking",
    "median",
    "p90",
    "count",
    "value",
    "latest",
    "since",
    "until",
    "between",
    "weighted",
    "rank",
    "framework",
    "indicator",
    "percent",
    "mean",
    "mean_change",
    "beyond",
    "by_month",
    "middle",
    "middle_change",
    "money",
    "beside",
    "rule",
    "kinds",
    "owed",
    "deadline",
    "spent",
    "currencies",
    "schedule",
    "spread",
    "first_plan",
    "locked",
    "change",
    "complete",
    "refused",
    "nothing",
    "no_place",
]
"""How what the loads add becomes the figure; `explain.how.<name>` says so in one sentence."""
Condition = tuple[str, str]
"""What a row must be, with the code: `("sex", "female")`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A report that was locked: the data version of a figure, the day of judgement, the grant and the period."""

    version: int
    day: date
    grant: str
    period: Period


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Rows that a figure counts.

    `measure` is what each of them adds: one row (`records`), people or contacts. `only` are conditions beside the
    filters. `table` is a register, or for `kinds` the KINDs whose loads are told.
    """

    sort: Sort
    measure: str = "records"
    only: tuple[Condition, ...] = ()
    to_date: bool = False
    tables: tuple[str, ...] = ()
    whole: bool = False
    """Whether it is the same for every row of a table, as the denominator of a share of all."""
    name: str = ""
    """What the rows are called where neither their measure nor their condition says it."""
    at: Moment | None = None
    """The report whose figure it is part of; without one the filters of the page say what counts."""

    def within(self, conditions: Iterable[Condition]) -> "Ingredient":
        """Give the part of the ingredient that fits further conditions; one that is whole stays as it is."""
        return self if self.whole else replace(self, only=(*self.only, *conditions))

    def called(self, name: str) -> "Ingredient":
        """Give the ingredient under the name `explain.part.<name>`."""
        return replace(self, name=name)

    @property
    def words(self) -> str:
        """Give the message key that says what the rows are."""
        named = [code for name, code in self.only if name == "is"]
        return f"explain.part.{self.name or (named[-1] if named else self.measure)}"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a figure is made of its ingredients: one of a sum; numerator and denominator; minuend and subtrahend."""

    how: How
    of: tuple[Ingredient, ...]

    def within(self, conditions: Iterable[Condition]) -> "Recipe":
        """Give the recipe for a part of the figure."""
        told = tuple(conditions)
        return Recipe(self.how, tuple(one.within(told) for one in self.of))


def people(measure: str = "new_people", *only: Condition, to_date: bool = False) -> Ingredient:
    """Give the direct records of people reached."""
    return Ingredient("people", measure, only, to_date)


def cases(*only: Condition) -> Ingredient:
    """Give the cases of feedback received in the period."""
    return Ingredient("cases", "records", only)


def kinds(*names: str) -> Recipe:
    """Give a figure of which the loads of some KINDs are told."""
    return Recipe("kinds", (Ingredient("kinds", tables=names),))


def _rows(measure: str, *only: Condition, tables: tuple[str, ...]) -> Ingredient:
    """Give rows of registers."""
    return Ingredient("records", measure, only, tables=tables)


_GRANTS = ("grants", "amendments", "milestones", "indicators", "targets", "results", "spending", "project_grants")
_REACHED = Recipe("sum", (people(to_date=True),))
_WOMEN, _HOST = ("is", "women"), ("is", "host")
IN_TIME = Recipe("share", (cases(("is", "in_time")), cases(("is", "judged"))))
_WAITED = (cases(("is", "waited")),)
KEY_FIGURES: Mapping[str, Recipe] = {
    "beneficiaries.unique_people": _REACHED,
    "beneficiaries.new_people": Recipe("sum", (people(),)),
    "beneficiaries.contacts": Recipe("sum", (people("contacts"),)),
    "beneficiaries.contacts_per_person": Recipe("quotient", (people("contacts", to_date=True), people(to_date=True))),
    "beneficiaries.share_women": Recipe(
        "share",
        (people("new_people", _WOMEN, to_date=True), people("new_people", ("is", "sex_known"), to_date=True)),
    ),
    "beneficiaries.share_host": Recipe(
        "share",
        (people("new_people", _HOST, to_date=True), people("new_people", ("is", "group_known"), to_date=True)),
    ),
    "overview.unique_people": _REACHED,
    "overview.feedback_in_time": IN_TIME,
    "feedback.received": Recipe("sum", (cases(),)),
    "feedback.open": Recipe("sum", (cases(("is", "open")),)),
    "feedback.median_response_days": Recipe("median", _WAITED),
    "feedback.p90_response_days": Recipe("p90", _WAITED),
    "feedback.answered_in_time": IN_TIME,
    "feedback.loop_closed": Recipe("share", (cases(("is", "answered_due")), cases(("is", "due")))),
    "feedback.per_1000_contacts": Recipe("per_1000", (cases(), people("contacts", ("since", "cases")))),
    "feedback.satisfaction": Recipe("share", (cases(("is", "satisfied")), cases(("is", "rated")))),
    "timeline.elapsed": Recipe(
        "share",
        (
            _rows("gone", ("grants", ""), ("dated", ""), tables=("grant",)),
            _rows("agreed", ("grants", ""), ("dated", ""), tables=("grant", "extension")),
        ),
    ),
    "timeline.milestones_on_time": Recipe(
        "share",
        tuple(
            _rows("records", ("milestones", ""), (name, ""), tables=("owed",)).called(name)
            for name in ("on_time", "come_due")
        ),
    ),
    "timeline.days_to_next_report": Recipe("owed", (_rows("left", tables=("owed",)),)),
    "timeline.spent_share": Recipe(
        "spent",
        (
            _rows("amount", ("grants", ""), tables=("spending",)),
            _rows("budget", ("grants", ""), tables=("grant", "amount_change")),
        ),
    ),
    "timeline.indicators_on_track": Recipe(
        "share",
        tuple(
            _rows("records", ("judged", code), tables=("indicator",)).called(name)
            for code, name in (("good", "on_track"), ("", "judged_indicators"))
        ),
    ),
    "timeline.spi_t": Recipe("schedule", (_rows("value", tables=("result",)),)),
}
"""Key figures by their ids, without those that `register_figures` adds."""
