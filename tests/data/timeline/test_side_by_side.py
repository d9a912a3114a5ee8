"""Elapsed, delivered and spent."""

from decimal import Decimal

import pytest
from sqlalchemy import Connection

from dashboard.data import side_by_side, timeline
from dashboard.data.grant_money import Money
from tests.timeline_tables import G2, asked, rows


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


def test_another_currency_is_named_only_where_money_was_spent_in_it(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, promised, paid = (
        Money("USD", Decimal(600)),
        Money("TRY", None, Decimal(5)),
        Money("EUR", None, spent=Decimal(1)),
    )
    for lines, named in (([own, promised], ""), ([paid, promised, own], "EUR")):
        monkeypatch.setattr(side_by_side, "money_of_grants", lambda *_, told=lines: {"G2": told})
        assert timeline.side_by_side(connection, asked(**G2))["other_currencies"].tolist() == [named]
