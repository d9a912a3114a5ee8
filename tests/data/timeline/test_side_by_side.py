"""Elapsed, delivered and spent."""

from decimal import Decimal

from sqlalchemy import Connection

from dashboard.data import timeline
from tests.timeline_tables import asked, rows


def test_elapsed_delivered_and_spent_stand_side_by_side(connection: Connection) -> None:
    """On 1 July 2021 G2 has 548 of 731 days behind it, 132 of 240 people, 157 of 600 dollars."""
    found = timeline.side_by_side(connection, asked())
    shares = rows(found, "code", "elapsed", "indicator_code", "delivered", "spent_share", "currency")
    assert shares == [
        ("G1", Decimal(548) / 731, None, None, Decimal("0.1001"), "EUR"),
        ("G2", Decimal(548) / 731, "I1", Decimal("0.55"), Decimal(157) / 600, "USD"),
        ("G3", Decimal(1), None, None, Decimal("0.2"), "TRY"),
    ]
    assert rows(found, "days", "total_days", "actual", "target", "as_of")[1] == (548, 731, 132, 240, "2021-06-30")
