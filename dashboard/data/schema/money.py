"""Rates of exchange between currencies, each with its day."""

from sqlalchemy import CheckConstraint, Column, Date, Numeric, Text

from dashboard.data.schema.base import versioned

rates = versioned(
    "rates",
    Column("currency", Text, nullable=False, comment="ISO 4217 of the amounts that are converted"),
    Column("to_currency", Text, nullable=False, comment="ISO 4217 of what they are converted to"),
    Column("quoted_on", Date, nullable=False),
    Column("rate", Numeric(), nullable=False, comment="units of to_currency for one unit of currency"),
    one_live=("currency", "to_currency", "quoted_on"),
)
rates.append_constraint(CheckConstraint(rates.c.rate > 0, name="rate"))
