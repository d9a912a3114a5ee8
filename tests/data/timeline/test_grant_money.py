"""Money by currency, never added; converted only with rates."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.data import timeline
from dashboard.data.grant_money import Money, conversion
from tests.timeline_tables import asked, rows


def test_money_of_two_currencies_is_never_added(connection: Connection) -> None:
    found = timeline.money_by_currency(connection, asked())
    assert rows(found, "currency", "budget", "committed", "disbursed", "spent", "share", "rate") == [
        ("EUR", 1000, 1000, 0, Decimal("100.10"), Decimal("0.1001"), None),
        ("TRY", 300, 0, 0, 60, Decimal("0.2"), None),
        ("USD", 600, 0, 400, 157, Decimal(157) / 600, None),
    ]
    assert timeline.converted(connection, asked()) is None


def test_money_is_converted_at_the_latest_rate_up_to_the_day_and_says_which(connection: Connection) -> None:
    """On 30 June 150 USD at 0.90 are 135.00 EUR, beside 100.10 EUR: 235.10 of 1000 + 600 × 0.90 = 1540."""
    asked_for = asked("2021-06-30", programmes=("A",))
    whole = timeline.converted(connection, asked_for)
    assert whole is not None
    assert (whole.money.currency, whole.money.spent, whole.money.budget) == ("EUR", Decimal("235.1000"), 1540)
    assert whole.money.share == Decimal("235.10") / 1540
    assert [(rate.currency, rate.to, rate.quoted_on, rate.rate) for rate in whole.rates] == [
        ("USD", "EUR", date(2021, 6, 30), Decimal("0.90"))
    ]
    found = timeline.money_by_currency(connection, asked_for)
    assert rows(found, "currency", "spent", "rate", "rate_on") == [
        ("EUR", Decimal("100.10"), 1, None),
        ("USD", 150, Decimal("0.90"), "2021-06-30"),
    ]


def test_without_a_rate_nothing_is_converted(connection: Connection) -> None:
    assert timeline.converted(connection, asked("2020-12-30", programmes=("A",))) is None
    only_euros = timeline.converted(connection, asked("2020-12-30", grants=("G1",)))
    assert only_euros is not None
    assert (only_euros.money.spent, only_euros.rates) == (Decimal("100.10"), ())


def test_programmes_that_report_in_different_currencies_have_no_common_sum(connection: Connection) -> None:
    """Rates would lead from every currency to either, but nobody said which."""
    assert timeline.converted(connection, asked()) is None
    own = timeline.converted(connection, asked(programmes=("B",)))
    assert own is not None
    assert (own.money.currency, own.money.spent) == ("TRY", 60)


def test_a_sum_with_money_for_which_nothing_was_agreed_has_no_share(connection: Connection) -> None:
    """Given 30 USD spent without a budget in dollars: 37 EUR were spent, of an amount that nobody can tell."""
    lines = [Money("EUR", Decimal(100), spent=Decimal(10)), Money("USD", None, spent=Decimal(30))]
    whole = conversion(connection, asked("2021-06-30", programmes=("A",)), lines)
    assert whole is not None
    assert (whole.money.spent, whole.money.budget, whole.money.share) == (37, None, None)
    unspent = conversion(connection, asked("2021-06-30", programmes=("A",)), [lines[0], Money("USD", None)])
    assert unspent is not None
    assert (unspent.money.spent, unspent.money.share) == (10, Decimal("0.1"))
