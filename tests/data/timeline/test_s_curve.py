"""The S-curve of a late project, its earned schedule and its forecast."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.data import timeline
from tests.timeline_tables import G2, asked, rows


def test_the_s_curve_of_a_late_project_with_its_forecast(connection: Connection) -> None:
    """132 of 240 people after 18 months; 180 were planned by then.

    132 were planned after 13.2 months: SPI(t) = 13.2/18, SV(t) = −4.8. At 10 a month since January 108 are missing for
    11 months: 31 May 2022.
    """
    found = timeline.earned_schedules(connection, asked(**G2))
    assert rows(found, "code", "chosen", "as_of", "planned", "actual", "target", "missing_periods") == [
        ("I1", True, "2021-06-30", 180, 132, 240, 0),
        ("I2", False, None, None, None, 24, 1),
    ]
    assert rows(found, "earned_months", "actual_months", "spi_t", "sv_t") == [
        (Decimal("13.2"), 18, Decimal("13.2") / 18, Decimal("-4.8")),
        (None, None, None, None),
    ]
    assert rows(found, "state", "pace", "slowest", "fastest", "expected_on", "earliest_on", "latest_on") == [
        ("reachable", 10, 10, 10, "2022-05-31", "2022-05-31", "2022-05-31"),
        ("missing", None, None, None, None, None, None),
    ]
    curve = timeline.s_curve(connection, asked(**G2)).set_index("month")
    assert (curve.index[0], curve.index[-1]) == (date(2020, 1, 1), date(2022, 5, 1))
    assert curve["planned"].dropna().tolist() == [10 * month for month in range(1, 25)]
    assert curve["actual"].dropna().to_dict() == {date(2020, 6, 1): 30, date(2020, 12, 1): 72, date(2021, 6, 1): 132}
    assert curve.loc[date(2021, 6, 1), "expected"] == 132
    assert curve.loc[date(2021, 7, 1), "expected"] == 142
    assert curve.loc[date(2022, 5, 1), "expected"] == 240
    assert curve["expected"].isna().sum() == 17


def test_the_address_chooses_the_indicator_of_the_s_curve(connection: Connection) -> None:
    other = asked(**G2, own=(("indicator", "I2"),))
    curve = timeline.s_curve(connection, other)
    assert curve["planned"].tolist() == list(range(1, 25))
    assert curve["actual"].isna().all()
    assert curve["expected"].isna().all()
    unknown = timeline.s_curve(connection, asked(**G2, own=(("indicator", "X"),)))
    assert unknown["planned"].iloc[0] == 10


def test_a_plan_that_was_revised_is_measured_by_the_original_too(connection: Connection) -> None:
    """At first 90 people were planned for the second half of 2020, 15 a month: 60, 150, 210, 270 in all.

    By that plan 132 people were there after 6 + 72/15 = 10.8 months: 10.8/18 = 0.6.
    """
    found = timeline.earned_schedules(connection, asked(**G2))
    assert rows(found, "code", "first_spi_t") == [("I1", Decimal("0.6")), ("I2", None)]
    curve = timeline.s_curve(connection, asked(**G2)).set_index("month")
    assert [curve.loc[date(2020, n, 1), "first_planned"] for n in (6, 7, 12)] == [60, 75, 150]
    assert curve["first_planned"].dropna().iloc[-1] == 270
    other = timeline.s_curve(connection, asked(**G2, own=(("indicator", "I2"),)))
    assert other["first_planned"].isna().all()
