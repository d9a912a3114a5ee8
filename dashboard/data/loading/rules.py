"""Checks of whole rows: what several cells of one row, or several rows together, must not say."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.data.loading.checks import Checked, merged
from dashboard.data.loading.sheets import Column
from dashboard.data.versions import today

AXES = {
    "sum": ("sum", "sum"),
    "cumulative": ("latest", "sum"),
    "snapshot": ("latest", "sum"),
    "ratio": ("ratio", "ratio"),
    "unique_people": ("sum", "sum"),
    "qualitative": ("latest", "none"),
}
"""How a kind of value is summed over time and over places where the file does not say so."""

NO_DAY = np.datetime64("NaT", "D")


def days(column: Column) -> NDArray[Any]:
    """Give the day of every cell, NaT where it is empty."""
    return column.spread((np.datetime64(text, "D") if text else NO_DAY for text in column.texts), "datetime64[D]")


def whole_numbers(column: Column) -> NDArray[np.int64]:
    """Give the whole number of every cell, -1 where it is empty."""
    return column.spread((int(text) if text else -1 for text in column.texts), np.int64)


def filled(column: Column) -> NDArray[np.bool_]:
    """Say for every cell whether it holds anything."""
    return ~column.missing


def is_one_of(column: Column, *texts: str) -> NDArray[np.bool_]:
    """Say for every cell whether it holds one of these texts."""
    return column.spread((text in texts for text in column.texts), bool)


def days_in_order(start: str, end: str) -> Callable[[Checked], None]:
    """Give the rule that a period does not end before it starts."""

    def rule(checked: Checked) -> None:
        starts, ends = checked.columns[start], checked.columns[end]
        wrong = np.flatnonzero(days(ends) < days(starts))
        told = {"start": starts.take(wrong).cells, "end": ends.take(wrong).cells}
        checked.refuse(end, "load.error.days_out_of_order", wrong, **told)

    return rule


def amendment_says_what_changes(checked: Checked) -> None:
    """An amendment of a kind fills the column that belongs to it."""
    kinds = checked.columns["kind"]
    for column, *of in (("new_ends_on", "extension", "shortening"), ("new_name", "renaming"), ("new_amount", "amount")):
        wrong = np.flatnonzero(is_one_of(kinds, *of) & checked.columns[column].missing)
        name = checked.sheet.headers.get(column, column)
        checked.refuse(column, "load.error.amendment_empty", wrong, column=name)


def a_reason_for_standing_still(reason: str) -> Callable[[Checked], None]:
    """Give the rule that a project which is rejected or on hold says why, in the column `reason`."""

    def rule(checked: Checked) -> None:
        stages = checked.columns["stage"]
        wrong = np.flatnonzero(is_one_of(stages, "rejected", "on_hold") & checked.columns[reason].missing)
        checked.refuse(reason, "load.error.reason_missing", wrong, stage=stages.take(wrong).cells)

    return rule


def a_reason_for_the_new_date(checked: Checked) -> None:
    """A milestone whose due date moved says why."""
    moved = days(checked.columns["due_on"]) > days(checked.columns["original_due_on"])
    wrong = np.flatnonzero(moved & checked.columns["due_reason"].missing)
    checked.refuse("due_reason", "load.error.due_reason_missing", wrong)


def tied_to_grant_or_project(checked: Checked) -> None:
    """A milestone belongs to a grant, a project or both."""
    wrong = np.flatnonzero(checked.columns["grant_code"].missing & checked.columns["project_code"].missing)
    checked.refuse("grant_code", "load.error.tied_to_nothing", wrong)


def fractions_are_whole(checked: Checked) -> None:
    """A numerator and a denominator stand together, and nothing is divided by 0."""
    top, bottom = filled(checked.columns["numerator"]), filled(checked.columns["denominator"])
    wrong = np.flatnonzero((top != bottom) | is_one_of(checked.columns["denominator"], "0"))
    checked.refuse("denominator", "load.error.fraction_incomplete", wrong)


def no_day_ahead(*names: str) -> Callable[[Checked], None]:
    """Give the rule that warns of things said to have happened after today."""

    def rule(checked: Checked) -> None:
        for name in names:
            column = checked.columns[name]
            ahead = np.flatnonzero(days(column) > np.datetime64(today(), "D"))
            checked.warn(name, "load.warning.future_day", ahead, value=column.take(ahead).cells)

    return rule


def axes_of_the_kind_of_value(checked: Checked) -> None:
    """Where the file does not say how an indicator is summed, its kind of value says it."""
    kinds = checked.columns["kind"]
    for axis, name in enumerate(("over_time", "over_place")):
        given = checked.columns[name]
        texts = [*(str(t) for t in given.texts), *(AXES.get(str(kind), ("", ""))[axis] for kind in kinds.texts)]
        codes = np.where(given.missing, kinds.codes + len(given.texts), given.codes)
        checked.columns[name] = merged(texts, codes.astype(np.int32))


def districts_have_a_province(checked: Checked) -> None:
    """A district lies in a province; a province lies in itself."""
    columns = checked.columns
    provinces = is_one_of(columns["level"], "province") & columns["province_code"].missing
    texts = [*columns["province_code"].texts, *columns["code"].texts]
    own = columns["code"].codes + len(columns["province_code"].texts)
    columns["province_code"] = merged(texts, np.where(provinces, own, columns["province_code"].codes).astype(np.int32))
    wrong = np.flatnonzero(is_one_of(columns["level"], "district") & columns["province_code"].missing)
    checked.refuse("province_code", "load.error.province_missing", wrong)
