"""Days beyond the original and the current plan."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, func, select

from dashboard.address import Period
from dashboard.data import timeline
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from tests.conftest import Database
from tests.timeline_tables import G2, TABLES, asked, load_table, rows


def test_slippage_counts_from_both_plans(connection: Connection) -> None:
    """On 1 July M1 came 101 days after its first plan, 10 after the current one; M2's forecast is 107 days late."""
    found = timeline.slippage(connection, asked())
    assert rows(found, "code", "state", "report_state", "slip_original", "slip_current", "slip_basis") == [
        ("M4", "done", None, 0, 0, "done"),
        ("M1", "done_late", None, 101, 10, "done"),
        ("R1", "done", "accepted", 0, 0, "done"),
        ("R2", "done", "sent_back", -3, -3, "done"),
        ("R3", "overdue", "overdue", 122, 122, "so_far"),
        ("M2", "overdue", None, 107, 107, "forecast"),
        ("M3", "overdue", None, 1, 1, "so_far"),
        ("R4", "open", "due", None, None, None),
    ]


def test_a_day_that_is_still_to_come_is_not_known(connection: Connection) -> None:
    found = timeline.slippage(connection, asked("2020-07-09", grants=("G2",))).set_index("code")
    assert tuple(found.loc["M1", ["done_on", "state", "slip_current", "slip_basis"]]) == (None, "overdue", 9, "so_far")
    closed = asked("2026-01-01", grants=("G2",), period=Period.parse("2021-H1"))
    assert timeline.slippage(connection, closed).set_index("code").loc["M3", "state"] == "overdue"


def test_the_grant_filter_leaves_out_what_is_owed_to_others(connection: Connection) -> None:
    assert set(timeline.slippage(connection, asked(**G2))["code"]) == {"M1", "M2", "M3", "R1", "R2"}
    assert set(timeline.slippage(connection, asked(programmes=("B",)))["code"]) == {"R4"}


def test_every_due_date_that_a_milestone_had_is_kept_with_its_reason(database: Database) -> None:
    """M is moved twice and at last brought forward again; a load that leaves the date alone adds nothing."""
    base = {kind: TABLES[kind] for kind in ("organisations", "programmes", "grants")}
    head = "code,name_tr,grant_code,kind,original_due_on,due_on,due_reason,done_on\n"
    steps = ["2020-01-31,,", "2020-03-31,salgın,", "2020-03-31,salgın,2020-04-02", "2020-02-29,düzeltme,2020-04-02"]
    for step in (None, *steps):
        with writing(database.engines.writer) as writer:
            tables = base if step is None else {"milestones": f"{head}M,İş,G1,event,2020-01-31,{step}\n"}
            for kind, text in tables.items():
                load_table(writer, kind, text, supersede=step is not None)
    with reading(database.engines.reader, EVERYTHING) as connection:
        newest = connection.scalar(select(func.max(versions.c.version)))
        found = timeline.plan_revisions(connection, asked())
        assert rows(found, "code", "due_on", "due_reason") == [
            ("M", "2020-01-31", None),
            ("M", "2020-03-31", "salgın"),
            ("M", "2020-02-29", "düzeltme"),
        ]
        assert found["version"].tolist() == [None, newest - 2, newest]
        earlier = replace(asked(), snapshot=Snapshot(newest - 1, date(2021, 1, 1)))
        assert timeline.plan_revisions(connection, earlier)["due_on"].tolist() == [date(2020, 1, 31), date(2020, 3, 31)]
