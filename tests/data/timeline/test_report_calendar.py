"""Reports as written down and as the funders' rules ask for them."""

from datetime import date

import pytest
from sqlalchemy import Connection

from dashboard.data import timeline
from dashboard.data.grants import GrantTerm
from dashboard.data.milestone_rows import MilestoneRow
from dashboard.data.milestone_states import Course
from dashboard.data.report_calendar import owed_for
from tests.timeline_tables import asked, rows


def test_the_report_calendar_joins_what_is_written_with_what_the_rules_ask_for(connection: Connection) -> None:
    """G2 owes four semesters: R1 names its period, R2 is due a day after the rule's 14 February, two are not written.

    G1's two years are an interim and a final report; R3 of 1 March is the interim one, due by the rule on 1 March.
    """
    found = timeline.report_calendar(connection, asked("2021-08-15"))
    assert rows(
        found, "grant_code", "code", "part", "number", "last", "original_due_on", "due_on", "state", "days"
    ) == [
        ("G2", "R1", "semester", 1, "2020-06-30", "2020-08-14", "2020-08-14", "accepted", None),
        ("G2", "R2", "semester", 2, "2020-12-31", "2021-02-15", "2021-02-15", "sent_back", None),
        ("G1", "R3", "interim", 1, "2020-12-31", "2021-03-01", "2021-03-01", "overdue", -167),
        ("G3", "R4", None, None, None, "2021-07-20", "2021-07-20", "overdue", -26),
        ("G2", None, "semester", 3, "2021-06-30", None, "2021-08-14", "overdue", -1),
        ("G2", None, "semester", 4, "2021-12-31", None, "2022-02-14", "not_due", 183),
        ("G1", None, "final", 1, "2021-12-31", "2022-03-31", "2022-03-31", "not_due", 228),
    ]


def test_a_report_that_is_due_today_is_the_next_one(connection: Connection) -> None:
    found = timeline.headline(connection, asked("2021-07-20", grants=("G3",)))
    assert found.next_report is not None
    assert (found.next_report.days, found.reports_overdue) == (0, 0)


@pytest.mark.parametrize(("day", "joined"), [("2021-03-16", True), ("2021-03-17", False), ("2021-02-13", False)])
def test_a_report_of_no_named_period_is_that_of_the_rule_within_fifteen_days(day: str, joined: bool) -> None:  # noqa: FBT001
    """Given a year that ends on 31 December 2020: its interim report is due on 1 March 2021."""
    term = GrantTerm(1, "G", {}, "A", None, None, date(2020, 1, 1), date(2021, 12, 31), date(2021, 12, 31))
    due = date.fromisoformat(day)
    row = MilestoneRow("R", {}, "report", "A", "G", None, due, None, None, Course(due))
    found = owed_for(term, "eu", [row])
    assert [(one.row is row, one.deadline.part if one.deadline else None) for one in found] == (
        [(True, "interim"), (False, "final")] if joined else [(False, "interim"), (False, "final"), (True, None)]
    )
