"""The money of a grant: budgets by year, and what was committed, paid and spent, seen from the holder who reports."""

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from dashboard.data.grant_activity import Organisation, Payment
from dashboard.export.iati.codes import ORGANISATION_TYPES, TRANSACTION_TYPES
from dashboard.export.iati.elements import Element, add, dated, narrated, number, told

ORIGINAL, REVISED = "1", "2"
INDICATIVE, COMMITTED = "1", "2"
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Agreed:
    """An amount agreed for the days from `first` to `last`, as valued on a day."""

    kind: str
    amount: Decimal
    currency: str
    first: date
    last: date
    valued_on: date


def agreed(agreement: Mapping[str, Any], amended_on: date | None) -> Iterator[Agreed]:
    """Give the budget as first agreed, and the revised one where amount or end were changed.

    Args:
        agreement: a row of `data.agreements.agreements`.
        amended_on: day of the latest amendment of amount or end, None where there is none.
    """
    first, currency = agreement["starts_on"], agreement["currency"]
    valued_on = agreement["signed_on"] or agreement["effective_on"] or first
    terms = [
        (ORIGINAL, agreement["original_amount"], agreement["original_ends_on"], valued_on),
        (REVISED, agreement["amount"], agreement["ends_on"], amended_on),
    ]
    for kind, amount, last, day in terms:
        if amount is not None and currency and first and last and day:
            yield Agreed(kind, amount, currency, first, last, day)


def add_budgets(activity: Element, agreements: Iterable[Agreed]) -> None:
    """Put the budgets into an activity, none longer than a year.

    The agreements name one amount for all years. Over more than one year each gets its share by days, and is marked
    indicative, because nobody agreed on it; the shares add up to the amount exactly.
    """
    for one in agreements:
        years = list(_years(one.first, one.last))
        for (first, last), amount in zip(years, _shared(one.amount, years), strict=True):
            made = add(activity, "budget", type=one.kind, status=COMMITTED if len(years) == 1 else INDICATIVE)
            dated(made, "period-start", first)
            dated(made, "period-end", last)
            _value(made, amount, one.currency, one.valued_on)


def add_transactions(
    activity: Element, payments: Iterable[Payment], holder: Organisation, funder: Organisation | None
) -> None:
    """Put commitments and payments of the funder, and the holder's expenditure, into an activity."""
    for one in payments:
        made = add(activity, "transaction", ref=one.reference)
        add(made, "transaction-type", code=TRANSACTION_TYPES[one.kind])
        dated(made, "transaction-date", one.spent_on)
        _value(made, one.amount, one.currency, one.spent_on)
        if one.description:
            narrated(made, "description", told(one.description))
        if one.kind == "expenditure":
            _party(made, "provider-org", holder)
        else:
            if funder:
                _party(made, "provider-org", funder)
            _party(made, "receiver-org", holder)


def _party(transaction: Element, name: str, organisation: Organisation) -> None:
    """Put the organisation that gives or takes into a transaction."""
    narrated(transaction, name, organisation.names, type=ORGANISATION_TYPES.get(organisation.kind))


def _value(parent: Element, amount: Decimal, currency: str, day: date) -> None:
    """Put an amount with its currency and the day of its value into an element."""
    add(parent, "value", number(amount), currency=currency, value_date=day.isoformat())


def _years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Cut a time into years from its first day on, the last one as long as what is left."""
    while first <= last:
        following = _year_later(first)
        yield first, min(last, date.fromordinal(following.toordinal() - 1))
        first = following


def _year_later(day: date) -> date:
    """Give the same day a year later; after 29 February comes 1 March."""
    if (day.month, day.day) == (2, 29) and not isleap(day.year + 1):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def _shared(amount: Decimal, years: list[tuple[date, date]]) -> list[Decimal]:
    """Share an amount out by days, to the cent; the last year takes what is left."""
    days = [(last - first).days + 1 for first, last in years]
    shares = [(amount * count / sum(days)).quantize(CENT, ROUND_DOWN) for count in days[:-1]]
    return [*shares, amount - sum(shares, Decimal(0))]
