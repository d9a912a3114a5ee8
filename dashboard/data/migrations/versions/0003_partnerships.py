"""Municipal partnerships, working groups, outputs of a union, and what serves a goal.

New tables only. Their foreign keys hold off loads for a moment, but no page.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of municipal partnerships and working groups."""
    op.create_table(
        "partnerships",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False, comment="the partner"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_partnerships_organisation_id")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_partnerships_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnerships")),
        sa.UniqueConstraint("code", name=op.f("uq_partnerships_code")),
    )
    op.create_index(op.f("ix_partnerships_organisation_id"), "partnerships", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_partnerships_programme_id"), "partnerships", ["programme_id"], unique=False)
    op.create_table(
        "capacity",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False, comment="policy, services, staff, participation or coordination"),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False, comment="1 to 5; 0 = not assessed, left out of means"),
        sa.Column("assessed_by", sa.Text(), nullable=True, comment="role or body that assessed"),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("level BETWEEN 0 AND 5", name=op.f("ck_capacity_scale")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_capacity_load_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_capacity_partnership_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_capacity_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_capacity_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_capacity_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity")),
    )
    op.create_index(
        "ix_capacity_live_source",
        "capacity",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_capacity_live",
        "capacity",
        ["partnership_id", "area", "assessed_on"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "commitments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_commitments_load_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_commitments_partnership_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_commitments_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_commitments_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_commitments_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    op.create_index(
        "ix_commitments_live_source",
        "commitments",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(op.f("ix_commitments_partnership_id"), "commitments", ["partnership_id"], unique=False)
    op.create_index(
        "uq_commitments_live", "commitments", ["code"], unique=True, postgresql_where=sa.text("until_version IS NULL")
    )
    op.create_table(
        "exchanges",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False, comment="who passed know-how on"),
        sa.Column("learner_id", sa.Integer(), nullable=False, comment="who took it over"),
        sa.Column("area", sa.Text(), nullable=False, comment="area of capacity that it was about"),
        sa.Column(
            "form", sa.Text(), nullable=False, comment="study_visit, training, peer_review, mentoring or secondment"
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("teacher_id <> learner_id", name=op.f("ck_exchanges_two_sides")),
        sa.ForeignKeyConstraint(["learner_id"], ["organisations.id"], name=op.f("fk_exchanges_learner_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_exchanges_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_exchanges_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_exchanges_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_exchanges_source_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["organisations.id"], name=op.f("fk_exchanges_teacher_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_exchanges_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchanges")),
    )
    op.create_index(op.f("ix_exchanges_learner_id"), "exchanges", ["learner_id"], unique=False)
    op.create_index(
        "ix_exchanges_live_source",
        "exchanges",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(op.f("ix_exchanges_project_id"), "exchanges", ["project_id"], unique=False)
    op.create_index(op.f("ix_exchanges_teacher_id"), "exchanges", ["teacher_id"], unique=False)
    op.create_index(
        "uq_exchanges_live", "exchanges", ["code"], unique=True, postgresql_where=sa.text("until_version IS NULL")
    )
    op.create_table(
        "indicator_goals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_indicator_goals_goal_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_indicator_goals_indicator_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_indicator_goals_load_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_indicator_goals_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_indicator_goals_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_indicator_goals_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_goals")),
    )
    op.create_index(op.f("ix_indicator_goals_goal_id"), "indicator_goals", ["goal_id"], unique=False)
    op.create_index(
        "ix_indicator_goals_live_source",
        "indicator_goals",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_indicator_goals_live",
        "indicator_goals",
        ["indicator_id", "goal_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "institution_groups",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False, comment="project that runs the group"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_institution_groups_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution_groups")),
        sa.UniqueConstraint("code", name=op.f("uq_institution_groups_code")),
    )
    op.create_index(op.f("ix_institution_groups_project_id"), "institution_groups", ["project_id"], unique=False)
    op.create_table(
        "joint_activities",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_joint_activities_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_activities")),
        sa.UniqueConstraint("code", name=op.f("uq_joint_activities_code")),
    )
    op.create_index(op.f("ix_joint_activities_project_id"), "joint_activities", ["project_id"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_meetings_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("code", name=op.f("uq_meetings_code")),
    )
    op.create_index(op.f("ix_meetings_project_id"), "meetings", ["project_id"], unique=False)
    op.create_table(
        "outputs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False, comment="advice, training, meeting, publication or research"),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column(
            "participants",
            sa.Integer(),
            nullable=True,
            comment="empty = not reported, or not of a kind that has participants",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_outputs_load_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_outputs_place_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_outputs_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_outputs_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_outputs_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_outputs_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outputs")),
    )
    op.create_index(
        "ix_outputs_live_source",
        "outputs",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(op.f("ix_outputs_project_id"), "outputs", ["project_id"], unique=False)
    op.create_index(
        "uq_outputs_live", "outputs", ["code"], unique=True, postgresql_where=sa.text("until_version IS NULL")
    )
    op.create_table(
        "partner_contacts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("contacted_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False, comment="visit, meeting, phone, email or letter"),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_partner_contacts_load_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_partner_contacts_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_partner_contacts_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_partner_contacts_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_partner_contacts_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contacts")),
    )
    op.create_index(
        "ix_partner_contacts_live_source",
        "partner_contacts",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_partner_contacts_live",
        "partner_contacts",
        ["partnership_id", "contacted_on", "channel"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "partnership_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Text(),
            nullable=False,
            comment="IATI OrganisationRole: funding, accountable, extending, implementing",
        ),
        sa.Column(
            "grant_id", sa.Integer(), nullable=True, comment="the grant that pays for the partnership, if one does"
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_partnership_details_grant_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_partnership_details_load_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_partnership_details_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_partnership_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_partnership_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_partnership_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_details")),
    )
    op.create_index(op.f("ix_partnership_details_grant_id"), "partnership_details", ["grant_id"], unique=False)
    op.create_index(
        "ix_partnership_details_live_source",
        "partnership_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_partnership_details_live",
        "partnership_details",
        ["partnership_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "partnership_steps",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column(
            "step", sa.Text(), nullable=False, comment="contact, letter_of_intent, joint_plan, review or sustained"
        ),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_partnership_steps_load_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_partnership_steps_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_partnership_steps_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_partnership_steps_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_partnership_steps_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_steps")),
    )
    op.create_index(
        "ix_partnership_steps_live_source",
        "partnership_steps",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_partnership_steps_live",
        "partnership_steps",
        ["partnership_id", "step"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "protocols",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True, comment="last day in force; empty = until further notice"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_protocols_load_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_protocols_partnership_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_protocols_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_protocols_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_protocols_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocols")),
    )
    op.create_index(
        "ix_protocols_live_source",
        "protocols",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_protocols_live",
        "protocols",
        ["partnership_id", "reference"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "activity_goals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activities.id"], name=op.f("fk_activity_goals_activity_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_activity_goals_goal_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_activity_goals_load_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_activity_goals_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_activity_goals_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_activity_goals_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_goals")),
    )
    op.create_index(op.f("ix_activity_goals_goal_id"), "activity_goals", ["goal_id"], unique=False)
    op.create_index(
        "ix_activity_goals_live_source",
        "activity_goals",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_activity_goals_live",
        "activity_goals",
        ["activity_id", "goal_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "institution_group_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("institution_group_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_group_id"],
            ["institution_groups.id"],
            name=op.f("fk_institution_group_details_institution_group_id"),
        ),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_institution_group_details_load_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_institution_group_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_institution_group_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_institution_group_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution_group_details")),
    )
    op.create_index(
        "ix_institution_group_details_live_source",
        "institution_group_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_institution_group_details_live",
        "institution_group_details",
        ["institution_group_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "joint_activity_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("joint_activity_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("activity_kind_id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True, comment="empty = not held"),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_kind_id"], ["activity_kinds.id"], name=op.f("fk_joint_activity_details_activity_kind_id")
        ),
        sa.ForeignKeyConstraint(
            ["joint_activity_id"], ["joint_activities.id"], name=op.f("fk_joint_activity_details_joint_activity_id")
        ),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_joint_activity_details_load_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_joint_activity_details_place_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_joint_activity_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_joint_activity_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_joint_activity_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_activity_details")),
    )
    op.create_index(
        "ix_joint_activity_details_live_source",
        "joint_activity_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_joint_activity_details_live",
        "joint_activity_details",
        ["joint_activity_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "joint_activity_partners",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("joint_activity_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column(
            "staff_trained",
            sa.Integer(),
            nullable=True,
            comment="staff of this partner who were trained in it; empty = not reported",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["joint_activity_id"], ["joint_activities.id"], name=op.f("fk_joint_activity_partners_joint_activity_id")
        ),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_joint_activity_partners_load_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_joint_activity_partners_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_joint_activity_partners_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_joint_activity_partners_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_joint_activity_partners_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_activity_partners")),
    )
    op.create_index(
        "ix_joint_activity_partners_live_source",
        "joint_activity_partners",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        op.f("ix_joint_activity_partners_partnership_id"), "joint_activity_partners", ["partnership_id"], unique=False
    )
    op.create_index(
        "uq_joint_activity_partners_live",
        "joint_activity_partners",
        ["joint_activity_id", "partnership_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "meeting_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_meeting_details_load_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_details_meeting_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_meeting_details_place_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_meeting_details_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_meeting_details_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_meeting_details_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_details")),
    )
    op.create_index(
        "ix_meeting_details_live_source",
        "meeting_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_meeting_details_live",
        "meeting_details",
        ["meeting_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("institution_group_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_group_id"], ["institution_groups.id"], name=op.f("fk_seats_institution_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("code", name=op.f("uq_seats_code")),
    )
    op.create_index(op.f("ix_seats_institution_group_id"), "seats", ["institution_group_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_attendance_load_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_attendance_meeting_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_attendance_seat_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_attendance_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_attendance_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_attendance_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(
        "ix_attendance_live_source",
        "attendance",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(op.f("ix_attendance_seat_id"), "attendance", ["seat_id"], unique=False)
    op.create_index(
        "uq_attendance_live",
        "attendance",
        ["meeting_id", "seat_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "seat_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_seat_details_load_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_seat_details_seat_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_seat_details_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_seat_details_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_seat_details_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_details")),
    )
    op.create_index(
        "ix_seat_details_live_source",
        "seat_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_seat_details_live",
        "seat_details",
        ["seat_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "seat_terms",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("filled_on", sa.Date(), nullable=False),
        sa.Column(
            "vacated_on", sa.Date(), nullable=True, comment="first day without a representative; empty = still filled"
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_seat_terms_load_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_seat_terms_seat_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_seat_terms_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_seat_terms_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_seat_terms_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_terms")),
    )
    op.create_index(
        "ix_seat_terms_live_source",
        "seat_terms",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_seat_terms_live",
        "seat_terms",
        ["seat_id", "filled_on"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )


def downgrade() -> None:
    """Drop the tables of municipal partnerships and working groups."""
    op.drop_table("seat_terms")
    op.drop_table("seat_details")
    op.drop_table("attendance")
    op.drop_table("seats")
    op.drop_table("meeting_details")
    op.drop_table("joint_activity_partners")
    op.drop_table("joint_activity_details")
    op.drop_table("institution_group_details")
    op.drop_table("activity_goals")
    op.drop_table("protocols")
    op.drop_table("partnership_steps")
    op.drop_table("partnership_details")
    op.drop_table("partner_contacts")
    op.drop_table("outputs")
    op.drop_table("meetings")
    op.drop_table("joint_activities")
    op.drop_table("institution_groups")
    op.drop_table("indicator_goals")
    op.drop_table("exchanges")
    op.drop_table("commitments")
    op.drop_table("capacity")
    op.drop_table("partnerships")
