"""The plan of a grant from top to bottom."""

from sqlalchemy import Connection

from dashboard.data import timeline
from tests.timeline_tables import G2, asked, rows


def test_the_plan_shows_grant_projects_activities_and_milestones(connection: Connection) -> None:
    found = timeline.gantt(connection, asked(**G2))
    assert rows(
        found, "kind", "depth", "code", "parent", "original_on", "revised_on", "reason", "done_on", "state"
    ) == [
        ("grant", 0, "G2", None, "2020-12-31", "2021-12-31", "salgın sürdü", None, "running"),
        ("milestone", 1, "R1", "G2", "2020-08-14", "2020-08-14", None, "2020-08-14", "done"),
        ("milestone", 1, "R2", "G2", "2021-02-15", "2021-02-15", None, "2021-02-12", "done"),
        ("milestone", 1, "M2", "G2", "2021-05-31", "2021-05-31", None, None, "overdue"),
        ("milestone", 1, "M3", "G2", "2021-06-30", "2021-06-30", None, None, "overdue"),
        ("project", 1, "P2", "G2", "2020-06-30", "2020-06-30", None, "2020-07-15", "done_late"),
        ("milestone", 2, "M4", "P2", "2020-05-01", "2020-05-01", None, "2020-05-01", "done"),
        ("project", 1, "P1", "G2", "2020-12-31", "2021-06-30", None, None, "overdue"),
        ("activity", 2, "P1-A", "P1", "2020-09-30", "2020-09-30", None, None, "ended"),
        ("activity", 2, "P1-B", "P1", None, None, None, None, "not_begun"),
        ("milestone", 2, "M1", "P1", "2020-03-31", "2020-06-30", "salgın", "2020-07-10", "done_late"),
    ]
    before = timeline.gantt(connection, asked("2020-07-01", **G2)).set_index("code")["state"]
    assert (before["P2"], before["P1"], before["P1-A"], before["M1"]) == ("overdue", "running", "running", "overdue")
