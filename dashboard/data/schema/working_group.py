"""Working groups with their seats and meetings, the outputs of a union, and what serves a goal."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Text

from dashboard.data.schema.base import flag, identity, names, versioned

institution_groups = identity(
    "institution_groups",
    Column("project_id", ForeignKey("projects.id"), nullable=False, index=True, comment="project that runs the group"),
)
institution_group_details = versioned(
    "institution_group_details",
    Column("institution_group_id", ForeignKey("institution_groups.id"), nullable=False),
    *names(),
    Column("position", Integer, nullable=False),
    one_live=("institution_group_id",),
)
seats = identity(
    "seats",
    Column("institution_group_id", ForeignKey("institution_groups.id"), nullable=False, index=True),
)
seat_details = versioned(
    "seat_details",
    Column("seat_id", ForeignKey("seats.id"), nullable=False),
    *names(),
    Column("position", Integer, nullable=False),
    one_live=("seat_id",),
)
"""A seat bears the name of the institution that fills it, or of what it stands for; never that of a person."""
seat_terms = versioned(
    "seat_terms",
    Column("seat_id", ForeignKey("seats.id"), nullable=False),
    Column("filled_on", Date, nullable=False),
    Column("vacated_on", Date, comment="first day without a representative; empty = still filled"),
    one_live=("seat_id", "filled_on"),
)
meetings = identity("meetings", Column("project_id", ForeignKey("projects.id"), nullable=False, index=True))
meeting_details = versioned(
    "meeting_details",
    Column("meeting_id", ForeignKey("meetings.id"), nullable=False),
    *names(),
    Column("held_on", Date, nullable=False),
    Column("place_id", ForeignKey("places.id")),
    one_live=("meeting_id",),
)
attendance = versioned(
    "attendance",
    Column("meeting_id", ForeignKey("meetings.id"), nullable=False),
    Column("seat_id", ForeignKey("seats.id"), nullable=False, index=True),
    flag("present"),
    one_live=("meeting_id", "seat_id"),
)
outputs = versioned(
    "outputs",
    Column("code", Text, nullable=False),
    Column("project_id", ForeignKey("projects.id"), nullable=False, index=True),
    *names(),
    Column("kind", Text, nullable=False, comment="advice, training, meeting, publication or research"),
    Column("delivered_on", Date, nullable=False),
    Column("place_id", ForeignKey("places.id")),
    Column("participants", Integer, comment="empty = not reported, or not of a kind that has participants"),
    one_live=("code",),
)
activity_goals = versioned(
    "activity_goals",
    Column("activity_id", ForeignKey("activities.id"), nullable=False),
    Column("goal_id", ForeignKey("goals.id"), nullable=False, index=True),
    one_live=("activity_id", "goal_id"),
)
indicator_goals = versioned(
    "indicator_goals",
    Column("indicator_id", ForeignKey("indicators.id"), nullable=False),
    Column("goal_id", ForeignKey("goals.id"), nullable=False, index=True),
    one_live=("indicator_id", "goal_id"),
)
