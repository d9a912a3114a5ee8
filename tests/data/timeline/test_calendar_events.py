"""The days of a calendar: what stands in it, under which identity, and since when it says so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, select

from dashboard.data.calendar_events import calendar_events, stamp
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from tests.timeline_tables import G2, asked


def test_everything_that_is_owed_stands_on_its_day_once(connection: Connection) -> None:
    found = calendar_events(connection, asked("2021-07-01"))
    assert [(one.uid, one.day.isoformat(), one.state) for one in found] == [
        ("milestone-R1", "2020-08-14", "accepted"),
        ("milestone-R2", "2021-02-15", "sent_back"),
        ("milestone-R3", "2021-03-01", "overdue"),
        ("milestone-M2", "2021-05-31", "overdue"),
        ("grant-G3", "2021-06-30", None),
        ("milestone-M3", "2021-06-30", "overdue"),
        ("milestone-R4", "2021-07-20", "due"),
        ("report-G2-2021-06-30", "2021-08-14", "due"),
        ("grant-G1", "2021-12-31", None),
        ("grant-G2", "2021-12-31", None),
        ("report-G2-2021-12-31", "2022-02-14", "not_due"),
        ("report-G1-2021-12-31", "2022-03-31", "not_due"),
    ]


def test_days_of_the_last_twelve_months_stay(connection: Connection) -> None:
    kept = [
        next(one.uid for one in calendar_events(connection, asked(day, **G2))) for day in ("2021-08-14", "2021-08-15")
    ]
    assert kept == ["milestone-R1", "milestone-R2"]


def test_an_event_tells_what_else_is_known(connection: Connection) -> None:
    found = {one.uid: one for one in calendar_events(connection, asked("2020-07-10", **G2))}
    manual = found["milestone-M1"]
    assert (manual.original_on, manual.reason, manual.done_on) == (date(2020, 3, 31), "salgın", date(2020, 7, 10))
    assert found["milestone-M2"].forecast_on == date(2021, 9, 15)
    asked_for = found["report-G2-2021-06-30"]
    assert (asked_for.names, asked_for.part, asked_for.number, asked_for.kind) == (None, "semester", 3, "report")
    assert found["grant-G2"].original_on == date(2020, 12, 31)


def test_the_stamp_moves_with_a_load_and_with_the_day(connection: Connection) -> None:
    stored = connection.execute(select(versions.c.version, versions.c.committed_at).order_by(versions.c.version)).all()
    version, moment = stored[-1]
    now = replace(asked(), snapshot=Snapshot(version, date(2021, 7, 1)))
    assert stamp(connection, now) == moment
    later = moment.astimezone(UTC).date() + timedelta(days=3)
    ahead = replace(asked(), snapshot=Snapshot(version, later))
    midnight = datetime.combine(later, datetime.min.time(), UTC) - timedelta(hours=3)
    assert stamp(connection, ahead) == midnight
    assert stamp(connection, replace(asked(), snapshot=Snapshot(0, date(2021, 7, 1)))).isoformat() == (
        "2021-06-30T21:00:00+00:00"
    )
