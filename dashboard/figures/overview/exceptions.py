"""The list of what needs somebody: late, restated or stuck, ending, dormant, waiting, behind plan or out of date."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any, Protocol

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.overview.judged import Judged
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.figures.timeline.restatements import period_name
from dashboard.i18n import choose, t

MOST_EXCEPTIONS = 10
Row = tuple[Any, ...]


class Late(Protocol):
    """A milestone that is due and not done; see `data.overview.LateMilestone`."""

    code: str
    names: dict[str, str | None]
    due_on: date
    days: int
    grant: str | None


class Restated(Protocol):
    """A locked period that is known differently by now; see `data.restated_periods.RestatedPeriod`."""

    grant: str
    names: dict[str, str | None]
    period: str
    figures: int


def exceptions_table(*answers: Any) -> Table:  # noqa: ANN401  One answer for each of `SORTS`.
    """Give at most ten things that need somebody; every sort has its share of them, so that none hides the others.

    The hidden first cell says where the row leads: `grant:<code>`, `partner:<code>`, `project:<code>`,
    `indicator:<code>`, `feedback:<type>` or `source:<KIND>`.

    Args:
        answers: to the questions of `SORTS`, in their order.
    """
    columns = (
        Column("leads_to", t("table.code"), "code"),
        Column("what", t("overview.what"), "text"),
        Column("kind", t("overview.why"), "text"),
        Column("due_on", t("tl.due"), "day"),
        Column("days", t("overview.days_late")),
    )
    sorts = [rows_of(answer) for rows_of, answer in zip(SORTS.values(), answers, strict=True)]
    return Table(columns, tuple(_shared(sorts)))


def _overdue(late: Iterable[Late]) -> list[Row]:
    """Give the milestones that are due and not done."""
    word = t("overview.late_milestone")
    return [(f"grant:{m.grant or ''}", choose(m.names), word, m.due_on, m.days) for m in late]


def _owed(calendar: DataFrame) -> list[Row]:
    """Give the reports that were sent back, and those that are overdue by a funder's rule alone.

    An overdue report that is written down is a late milestone already.
    """
    found = lists(calendar)
    word = t("overview.waiting_report")
    names = names_in({name: [one or "" for one in found[name]] for name in ("name_tr", "name_en", "name_ar")})
    rows = zip(
        names, *(found[key] for key in ("grant_code", "code", "part", "number", "state", "due_on", "days")), strict=True
    )
    return [
        (
            f"grant:{grant}",
            name or t(f"report_part.{part}", number=str(number)),
            word,
            due,
            None if days is None else -days,
        )
        for name, grant, code, part, number, state, due, days in rows
        if state == "sent_back" or (state == "overdue" and code is None)
    ]


def _restated(periods: Iterable[Restated]) -> list[Row]:
    """Give the reported periods of which the funder sees figures that have changed since."""
    word = t("overview.restated_period")
    return [(f"grant:{one.grant}", _restated_name(one), word, None, None) for one in periods]


def _restated_name(one: Restated) -> str:
    """Name a period and its grant, and say how many figures have changed."""
    told = {"period": period_name(one.period), "count": formats.whole(one.figures)}
    return t("overview.restated_of", name=choose(one.names), **told)


def _behind(judged: Iterable[Judged]) -> list[Row]:
    """Give the indicators that are behind their plan."""
    word = t("overview.off_track_indicator")
    behind = (one for one in judged if one.standing.status == "off_track")
    return [(f"indicator:{one.code}", choose(one.names), word, None, None) for one in behind]


def _old(stale: Iterable[tuple[str, int]]) -> list[Row]:
    """Give the sources that are out of date, with their age."""
    word = t("overview.stale_source")
    return [(f"source:{kind}", t(f"kind.{kind}"), word, None, days) for kind, days in stale]


def _ending(expiring: DataFrame) -> list[Row]:
    """Give the protocols that end soon and are followed by none, with their last day; none of them is late yet."""
    found = lists(expiring)
    word = t("overview.expiring_protocol")
    rows = zip(found["organisation_code"], names_in(found), found["expires_on"], strict=True)
    return [(f"partner:{code}", name, word, day, None) for code, name, day in rows]


def _beyond_limit(stuck: DataFrame) -> list[Row]:
    """Give the projects that are beyond the limit of their stage, and by how many days."""
    found = lists(stuck)
    word = t("overview.stuck_project")
    rows = zip(found["code"], names_in(found), found["over"], strict=True)
    return [(f"project:{code}", name, word, None, over) for code, name, over in rows if (over or 0) > 0]


def _asleep(dormant: DataFrame) -> list[Row]:
    """Give the partners with a dormant partnership, once each, and the days since anything happened in it."""
    found = lists(dormant)
    word = t("overview.dormant_partner")
    rows = zip(found["organisation_code"], names_in(found), found["days_since"], strict=True)
    longest: dict[str, Row] = {}
    for code, name, days in rows:
        longest.setdefault(code, (f"partner:{code}", name, word, None, days))
    return list(longest.values())


def _unanswered(complaints: DataFrame) -> list[Row]:
    """Give the complaints that are past their limit as one row, with the longest wait among them."""
    found = lists(complaints)
    word = t("overview.overdue_complaints")
    rows = zip(found["cases"], found["longest_days"], strict=True)
    return [
        ("feedback:complaint", t("overview.complaints_of", count=formats.whole(cases)), word, None, days)
        for cases, days in rows
        if cases
    ]


SORTS: Mapping[str, Callable[[Any], list[Row]]] = {
    "late_milestones": _overdue,
    "report_calendar": _owed,
    "restated_periods": _restated,
    "expiring": _ending,
    "days_in_stage": _beyond_limit,
    "judged_indicators": _behind,
    "dormant_partners": _asleep,
    "overdue_complaints": _unanswered,
    "stale_sources": _old,
}
"""The questions of the list in the order of its rows, each with the rows that are made of its answer."""


def _shared(sorts: Sequence[list[Row]]) -> list[Row]:
    """Give the first rows of each sort, taken in turns until ten are had, the rows of a sort together."""
    in_turn = [at for turn in zip_longest(*map(range, map(len, sorts))) for at in enumerate(turn) if at[1] is not None]
    taken = sorted(in_turn[:MOST_EXCEPTIONS])
    return [sorts[sort][row] for sort, row in taken]


def exceptions_finding(table: Table) -> str | None:
    """Say how many things need somebody; the list itself ends at ten."""
    if not table.rows:
        return None
    return finding("finding.overview.exceptions", count=str(len(table.rows)))
