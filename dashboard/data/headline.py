"""The single numbers of a page about people reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.codes import POPULATION_GROUP, SEX, UNKNOWN_GROUP
from dashboard.data.cells import KEYS, Question, Row
from dashboard.data.questions import GROUPS_TO_DATE, MONTHS, PREVIOUS, SEX_AGE, SEX_AGE_TO_DATE
from dashboard.data.selection import Selection

_FEMALE, _UNKNOWN_SEX, _HOST = SEX.index("female"), SEX.index("unknown"), POPULATION_GROUP.index("host")


@dataclass(frozen=True, slots=True)
class Headline:
    """The single numbers of a page. None is missing (no record fits), 0 is zero.

    "To date" is up to E; the others are inside P. `previous_new_people` are the new people of the period of the same
    length before P, None without P or where that starts before the first data. `first_day` is S, `last_day` E.
    """

    unique_people: int | None
    """New people to date."""
    new_people: int | None
    contacts: int | None
    contacts_to_date: int | None
    women: int | None
    """Of the new people to date."""
    sex_known: int | None
    sex_unknown: int | None
    host: int | None
    group_known: int | None
    group_unknown: int | None
    indirect_people: int | None
    disabled_people: int | None
    """Of the new people inside P those with a disability; others may not have been asked."""
    records: int | None
    """Rows inside P, direct and indirect; None for protected viewers, who do not learn it."""
    previous_new_people: int | None
    first_day: date | None
    last_day: date
    has_data: bool
    """Whether any record fits up to E."""


def headline_of(selection: Selection, rows: Mapping[Question, list[Row]]) -> Headline:
    """Give the single numbers of a page from the answers to its questions."""
    reached, groups = rows[SEX_AGE_TO_DATE], rows[GROUPS_TO_DATE]
    to_date, period = _total(reached), _total(rows[SEX_AGE_TO_DATE if selection.first_day is None else SEX_AGE])
    unknown_sex = _people(row for row in reached if row.sex == _UNKNOWN_SEX)
    unknown_group = _people(row for row in groups if row.population_group == UNKNOWN_GROUP)
    first_month = min((row.start for row in rows[MONTHS] if row.records and row.start), default=None)
    return Headline(
        unique_people=_known(to_date, to_date.new_people),
        new_people=_known(period, period.new_people),
        contacts=_known(period, period.contacts),
        contacts_to_date=_known(to_date, to_date.contacts),
        women=_known(to_date, _people(row for row in reached if row.sex == _FEMALE)),
        sex_known=_known(to_date, to_date.new_people - unknown_sex),
        sex_unknown=_known(to_date, unknown_sex),
        host=_known(to_date, _people(row for row in groups if row.population_group == _HOST)),
        group_known=_known(to_date, to_date.new_people - unknown_group),
        group_unknown=_known(to_date, unknown_group),
        indirect_people=_known(period, period.indirect_people),
        disabled_people=_known(period, period.disabled_people),
        records=period.records,
        previous_new_people=_known(to_date, _people(rows[PREVIOUS])) if selection.previous else None,
        first_day=selection.first_day or first_month,
        last_day=selection.last_day,
        has_data=to_date.records > 0,
    )


def _known(total: Row, value: int) -> int | None:
    """Give a value, or None where no record stands behind it: missing is not zero."""
    return value if total.records else None


def _people(rows: Iterable[Row]) -> int:
    """Add up new people."""
    return sum(row.new_people for row in rows)


def _total(rows: Iterable[Row]) -> Row:
    """Add up all rows."""
    sums = [sum(column) for column in zip(*(row[KEYS:] for row in rows), strict=True)]
    return Row(None, -1, -1, -1, -1, *(sums or [0] * 6))
