"""Checks of records of people reached: what may stand beside what in one row, and in one month of a project."""

import numpy as np
from numpy.typing import NDArray

from dashboard.data.loading.checks import Checked, merged
from dashboard.data.loading.rules import filled, is_one_of, whole_numbers
from dashboard.data.loading.sheets import Column, as_texts


def new_people_are_contacts(checked: Checked) -> None:
    """Whoever is new was met at least once: new people never exceed contacts."""
    new, contacts = checked.columns["new_people"], checked.columns["contacts"]
    people, met = whole_numbers(new), whole_numbers(contacts)
    wrong = np.flatnonzero((people > met) & (met >= 0))
    told = {"people": new.take(wrong).cells, "contacts": contacts.take(wrong).cells}
    checked.refuse("new_people", "load.error.more_people_than_contacts", wrong, **told)


def counting_rule_where_none_is_given(checked: Checked) -> None:
    """Where the file names no counting rule, people with a key are counted by it, and all others are declared."""
    rules, known = checked.columns["counting_rule"], filled(checked.columns["person_key"])
    texts = [*rules.texts, "person_key", "declared"]
    codes = np.where(rules.missing, np.where(known, len(texts) - 2, len(texts) - 1), rules.codes)
    checked.columns["counting_rule"] = merged([str(text) for text in texts], codes.astype(np.int32))


def months(column: Column) -> NDArray[np.int64]:
    """Give the month of every cell as months since January 1970, and a number of no month where the cell is empty."""
    return column.spread(
        (int(np.datetime64(text[:7], "M").astype(int)) if text else -(10**6) for text in column.texts), np.int64
    )


def project_months(checked: Checked) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the first row of every project and month in the file, and for every row which of them it belongs to."""
    date, project = checked.columns["date"], checked.columns["project_code"]
    month = merged([str(text)[:7] for text in date.texts], date.codes)
    pair = project.codes.astype(np.int64) * max(len(month.texts), 1) + month.codes
    first = np.full(int(pair.max(initial=-1)) + 1, -1)
    first[pair[::-1]] = np.arange(len(pair) - 1, -1, -1)  # Of several rows the last one written here is the first.
    there = first >= 0
    return first[there], (np.cumsum(there) - 1)[pair]


def one_counting_rule_a_month(checked: Checked) -> None:
    """People of one project and month are counted in one way; two ways cannot be added up."""
    rules = checked.columns["counting_rule"]
    first, group = project_months(checked)
    expected = rules.codes[first][group]
    wrong = np.flatnonzero(rules.codes != expected)
    named = as_texts(list(rules.texts))
    told = {"rule": rules.take(wrong).cells, "other": named[expected[wrong]], "month": _month_texts(checked, wrong)}
    checked.refuse("counting_rule", "load.error.mixed_counting_rules", wrong, **told)


def _month_texts(checked: Checked, cells: NDArray[np.int64]) -> NDArray[np.object_]:
    """Give the month of some rows as a file writes it, `2021-03`."""
    column = checked.columns["date"]
    return as_texts([text[:7] for text in column.texts])[column.codes[cells]]


def a_person_is_new_once(checked: Checked) -> None:
    """Nobody is new to the same project twice; the file may know better, so this is a warning."""
    people, new = checked.columns["person_key"], whole_numbers(checked.columns["new_people"]) > 0
    if not any(people.texts):
        return
    counted = np.flatnonzero(filled(people) & new & is_one_of(checked.columns["directness"], "direct"))
    pairs = checked.columns["project_code"].codes[counted] * np.int64(2**32) + people.codes[counted]
    _, first = np.unique(pairs, return_index=True)
    again = np.setdiff1d(np.arange(len(counted)), first, assume_unique=True)
    checked.warn("person_key", "load.warning.person_new_twice", counted[again])
