"""The calendar of reports: what is owed to funders, by when, and how it stands.

`found` is the frame of `data.timeline.report_calendar`.
"""

from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

WAITING = ("sent_back", "overdue", "due", "not_due")
"""States of what somebody must still do; these reports come first, by their deadline."""


def reports_table(found: DataFrame) -> Table:
    """Give one row a report: those that are waited for by their deadline, then the others from the latest on."""
    cells = lists(found)
    columns = (
        (Column("code", t("table.code"), "code"), [code or "" for code in cells["code"]]),
        (Column("name", t("timeline.report"), "text"), _names(cells)),
        (Column("state", t("table.code"), "code"), cells["state"]),
        (Column("state_word", t("overview.status"), "text"), [t(f"report_state.{one}") for one in cells["state"]]),
        (Column("days", t("timeline.days_left")), cells["days"]),
        (Column("due_on", t("timeline.deadline"), "day"), cells["due_on"]),
        (Column("grant", t("timeline.grant"), "text"), cells["grant_code"]),
        (Column("original_due_on", t("timeline.original_due"), "day"), cells["original_due_on"]),
        (Column("first", t("timeline.period_from"), "day"), cells["first"]),
        (Column("last", t("timeline.period_to"), "day"), cells["last"]),
        (Column("forecast_on", t("timeline.forecast_on"), "day"), cells["forecast_on"]),
        (Column("done_on", t("timeline.submitted_on"), "day"), cells["done_on"]),
        (Column("sent_back_on", t("timeline.sent_back_on"), "day"), cells["sent_back_on"]),
        (Column("resubmitted_on", t("timeline.resubmitted_on"), "day"), cells["resubmitted_on"]),
        (Column("accepted_on", t("timeline.accepted_on"), "day"), cells["accepted_on"]),
        (Column("asked_by", t("timeline.asked_by"), "text"), _asked_by(cells)),
    )
    table = Table.of([column for column, _ in columns], *(cells for _, cells in columns))
    return Table(table.columns, tuple(sorted(table.rows, key=_next_first)))


def _names(cells: dict[str, list[Any]]) -> list[str]:
    """Give the name of each report, or which one the funder's rule asks for."""
    own = names_in({name: [one or "" for one in cells[name]] for name in ("name_tr", "name_en", "name_ar")})
    parts = zip(own, cells["part"], cells["number"], strict=True)
    return [name or t(f"report_part.{part}", number=str(number)) for name, part, number in parts]


def _asked_by(cells: dict[str, list[Any]]) -> list[str]:
    """Say where each deadline comes from: it is written down, a rule asks for it, or both."""
    known = zip(cells["code"], cells["part"], strict=True)
    return [
        t("asked_by.rule" if code is None else "asked_by.both" if part else "asked_by.written") for code, part in known
    ]


def _next_first(row: tuple[Any, ...]) -> tuple[bool, int]:
    """Order by what is waited for and its deadline, then by what was handed in last."""
    handed_in = row[2] not in WAITING
    return handed_in, (-1 if handed_in else 1) * row[5].toordinal()


def reports_finding(table: Table) -> str | None:
    """Say what is late or sent back, else which deadline comes next."""
    states = table.column("state")
    late, back = states.count("overdue"), states.count("sent_back")
    if late or back:
        return finding("finding.timeline.reports_late", late=formats.whole(late), back=formats.whole(back))
    ahead = [
        (days, name) for days, name in zip(table.column("days"), table.column("name"), strict=True) if days is not None
    ]
    if not ahead:
        return finding("finding.timeline.no_report") if states else None
    days, name = min(ahead)
    return finding("finding.timeline.next_report", name=name, days=formats.whole(days))
