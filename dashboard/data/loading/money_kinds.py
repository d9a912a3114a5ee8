"""KINDs of money beside spending: rates of exchange."""

from dashboard.data.loading.calendar_rules import a_rate_is_above_zero_and_of_two_currencies
from dashboard.data.loading.kind import Field, Kind, decimal
from dashboard.data.loading.rules import no_day_ahead
from dashboard.data.schema import money

MONEY_KINDS = (
    Kind(
        "rates",
        money.rates,
        (
            Field("currency", "currency", required=True),
            Field("to", "currency", required=True, target="to_currency"),
            Field("day", "date", required=True, target="quoted_on"),
            decimal("rate", required=True, lowest=0),
        ),
        key=("currency", "to", "day"),
        rules=(a_rate_is_above_zero_and_of_two_currencies, no_day_ahead("day")),
        observed="day",
    ),
)
