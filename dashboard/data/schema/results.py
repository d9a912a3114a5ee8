"""Indicators with their targets and results. A value that is missing is null, never 0."""

from sqlalchemy import Column, Date, ForeignKey, Index, Numeric, Text

from dashboard.data.schema.base import flag, identity, names, versioned

VALUE = Numeric()
"""Exactly as reported: real reports carry eight decimals, and a value is rounded only where it is shown."""

indicators = identity("indicators")
indicator_details = versioned(
    "indicator_details",
    Column("indicator_id", ForeignKey("indicators.id"), nullable=False),
    *names(),
    Column("definition", Text),
    Column("programme_id", ForeignKey("programmes.id"), nullable=False),
    Column("project_id", ForeignKey("projects.id"), index=True),
    Column("grant_id", ForeignKey("grants.id"), index=True),
    Column("level", Text, nullable=False, comment="impact, outcome, output, pdo or intermediate"),
    Column("component", Text),
    Column("measure", Text, nullable=False, comment="IATI: 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative"),
    Column("kind", Text, nullable=False, comment="sum, cumulative, snapshot, ratio, unique_people or qualitative"),
    Column("unit", Text),
    flag("ascending"),
    Column("baseline_value", VALUE),
    Column("baseline_on", Date),
    Column("baseline_comment", Text),
    Column("verification", Text),
    Column("frequency", Text),
    Column("responsible", Text),
    Column("counts", Text, comment="unique_people, contacts, households or things"),
    Column("over_time", Text, nullable=False, comment="sum, latest or ratio"),
    Column("over_place", Text, nullable=False, comment="sum, latest, ratio or none"),
    Column("final_target", VALUE, comment="declared life-of-project target, where the kind asks for one"),
    Column("assumptions", Text, comment="of a logframe: what must hold besides"),
    one_live=("indicator_id",),
)


def _period_columns() -> list[Column[object] | Index]:
    """Give the columns that targets and results share."""
    return [
        Column("indicator_id", ForeignKey("indicators.id"), nullable=False, index=True),
        Column("period_start", Date, nullable=False),
        Column("period_end", Date, nullable=False),
        Column("place_id", ForeignKey("places.id")),
        Column("dimension", Text),
        Column("dimension_value", Text),
        Column("value", VALUE),
        Column("comment", Text),
    ]


targets = versioned("targets", *_period_columns())
results = versioned(
    "results",
    *_period_columns(),
    Column("numerator", VALUE),
    Column("denominator", VALUE),
)
