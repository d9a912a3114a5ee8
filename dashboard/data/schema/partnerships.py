"""Municipal partnerships: protocols, steps, contacts, commitments, capacity, joint activities, exchanges of know-how.

A partnership joins a programme with one partner: a municipality or a union of municipalities. What can be derived is
not stored: the step *protocol* is reached when the first protocol is signed, *joint activities* when the first one is
held.
"""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, Text, func

from dashboard.data.schema.base import identity, names, versioned

NOT_ASSESSED, HIGHEST_LEVEL = 0, 5
"""Levels of capacity run from 1; 0 says that an area was not assessed, and is left out of every mean."""

partnerships = identity(
    "partnerships",
    Column("programme_id", ForeignKey("programmes.id"), nullable=False, index=True),
    Column("organisation_id", ForeignKey("organisations.id"), nullable=False, index=True, comment="the partner"),
)
partnership_details = versioned(
    "partnership_details",
    Column("partnership_id", ForeignKey("partnerships.id"), nullable=False),
    Column(
        "role", Text, nullable=False, comment="IATI OrganisationRole: funding, accountable, extending, implementing"
    ),
    Column(
        "grant_id", ForeignKey("grants.id"), index=True, comment="the grant that pays for the partnership, if one does"
    ),
    one_live=("partnership_id",),
)
protocols = versioned(
    "protocols",
    Column("partnership_id", ForeignKey("partnerships.id"), nullable=False),
    Column("reference", Text, nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("expires_on", Date, comment="last day in force; empty = until further notice"),
    one_live=("partnership_id", "reference"),
)
partnership_steps = versioned(
    "partnership_steps",
    Column("partnership_id", ForeignKey("partnerships.id"), nullable=False),
    Column("step", Text, nullable=False, comment="contact, letter_of_intent, joint_plan, review or sustained"),
    Column("reached_on", Date, nullable=False),
    Column("note", Text),
    one_live=("partnership_id", "step"),
)
partner_contacts = versioned(
    "partner_contacts",
    Column("partnership_id", ForeignKey("partnerships.id"), nullable=False),
    Column("contacted_on", Date, nullable=False),
    Column("channel", Text, nullable=False, comment="visit, meeting, phone, email or letter"),
    Column("note", Text),
    one_live=("partnership_id", "contacted_on", "channel"),
)
commitments = versioned(
    "commitments",
    Column("code", Text, nullable=False),
    Column("partnership_id", ForeignKey("partnerships.id"), nullable=False, index=True),
    *names(),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date),
    one_live=("code",),
)
capacity = versioned(
    "capacity",
    Column("partnership_id", ForeignKey("partnerships.id"), nullable=False),
    Column("area", Text, nullable=False, comment="policy, services, staff, participation or coordination"),
    Column("assessed_on", Date, nullable=False),
    Column("level", Integer, nullable=False, comment="1 to 5; 0 = not assessed, left out of means"),
    Column("assessed_by", Text, comment="role or body that assessed"),
    Column("evidence", Text),
    one_live=("partnership_id", "area", "assessed_on"),
)
capacity.append_constraint(CheckConstraint(capacity.c.level.between(NOT_ASSESSED, HIGHEST_LEVEL), name="scale"))

joint_activities = identity(
    "joint_activities",
    Column("project_id", ForeignKey("projects.id"), nullable=False, index=True),
)
joint_activity_details = versioned(
    "joint_activity_details",
    Column("joint_activity_id", ForeignKey("joint_activities.id"), nullable=False),
    *names(),
    Column("activity_kind_id", ForeignKey("activity_kinds.id"), nullable=False),
    Column("planned_on", Date, nullable=False),
    Column("held_on", Date, comment="empty = not held"),
    Column("place_id", ForeignKey("places.id")),
    Column("participants", Integer),
    one_live=("joint_activity_id",),
)
day_of_joint_activity = func.coalesce(joint_activity_details.c.held_on, joint_activity_details.c.planned_on)
"""The day on which a joint activity was held or, while it is not, is planned."""
joint_activity_partners = versioned(
    "joint_activity_partners",
    Column("joint_activity_id", ForeignKey("joint_activities.id"), nullable=False),
    Column("partnership_id", ForeignKey("partnerships.id"), nullable=False, index=True),
    Column("staff_trained", Integer, comment="staff of this partner who were trained in it; empty = not reported"),
    one_live=("joint_activity_id", "partnership_id"),
)
exchanges = versioned(
    "exchanges",
    Column("code", Text, nullable=False),
    Column("project_id", ForeignKey("projects.id"), nullable=False, index=True),
    Column("teacher_id", ForeignKey("organisations.id"), nullable=False, index=True, comment="who passed know-how on"),
    Column("learner_id", ForeignKey("organisations.id"), nullable=False, index=True, comment="who took it over"),
    Column("area", Text, nullable=False, comment="area of capacity that it was about"),
    Column("form", Text, nullable=False, comment="study_visit, training, peer_review, mentoring or secondment"),
    Column("held_on", Date, nullable=False),
    Column("participants", Integer),
    one_live=("code",),
)
exchanges.append_constraint(CheckConstraint("teacher_id <> learner_id", name="two_sides"))
