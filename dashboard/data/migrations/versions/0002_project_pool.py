"""The project pool: stages over time, criteria and scores, funding, partners and documents.

New tables only. Their foreign keys hold off loads for a moment, but no page.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the project pool."""
    op.create_table(
        "criteria",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
        sa.UniqueConstraint("code", name=op.f("uq_criteria_code")),
    )
    op.create_table(
        "criterion_anchors",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_criterion_anchors_scale")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_criterion_anchors_criterion_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_criterion_anchors_load_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_criterion_anchors_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_criterion_anchors_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_criterion_anchors_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_anchors")),
    )
    op.create_index(
        "ix_criterion_anchors_live_source",
        "criterion_anchors",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_criterion_anchors_live",
        "criterion_anchors",
        ["criterion_id", "score"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "criterion_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column(
            "weight",
            sa.Numeric(precision=6, scale=4),
            nullable=False,
            comment="above 0; the weights of all live criteria sum to 1",
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_criterion_details_criterion_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_criterion_details_load_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_criterion_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_criterion_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_criterion_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_details")),
    )
    op.create_index(
        "ix_criterion_details_live_source",
        "criterion_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_criterion_details_live",
        "criterion_details",
        ["criterion_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="agreement, plan, report, safeguards, evaluation or other"
        ),
        sa.Column("language", sa.Text(), nullable=False, comment="of the document: tr, en or ar"),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False, comment="http or https address, checked when loaded"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("grant_id is not null or project_id is not null", name=op.f("ck_documents_tied")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_documents_grant_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_documents_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_documents_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_documents_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_documents_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_documents_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_grant_id"), "documents", ["grant_id"], unique=False)
    op.create_index(
        "ix_documents_live_source",
        "documents",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(op.f("ix_documents_project_id"), "documents", ["project_id"], unique=False)
    op.create_index(
        "uq_documents_live", "documents", ["code"], unique=True, postgresql_where=sa.text("until_version IS NULL")
    )
    op.create_table(
        "funding",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("funder_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("secured_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["funder_id"], ["organisations.id"], name=op.f("fk_funding_funder_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_funding_grant_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_funding_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_funding_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_funding_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_funding_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_funding_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding")),
    )
    op.create_index(op.f("ix_funding_grant_id"), "funding", ["grant_id"], unique=False)
    op.create_index(
        "ix_funding_live_source",
        "funding",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_funding_live",
        "funding",
        ["project_id", "reference"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "project_partners",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False, comment="lead, partner or associate"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_project_partners_load_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_project_partners_organisation_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_project_partners_project_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_project_partners_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_project_partners_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_project_partners_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_partners")),
    )
    op.create_index(
        "ix_project_partners_live_source",
        "project_partners",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_project_partners_live",
        "project_partners",
        ["project_id", "organisation_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "scores",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("scored_on", sa.Date(), nullable=False),
        sa.Column("scored_by", sa.Text(), nullable=True, comment="role or body that scored"),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_scores_scale")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criteria.id"], name=op.f("fk_scores_criterion_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_scores_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_scores_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_scores_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_scores_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_scores_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    op.create_index(
        "ix_scores_live_source",
        "scores",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_scores_live",
        "scores",
        ["project_id", "criterion_id", "scored_on"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "stage_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True, comment="role or body that decided"),
        sa.Column(
            "reason", sa.Text(), nullable=True, comment="why; a project that is rejected or put on hold must say so"
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_stage_changes_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_stage_changes_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_stage_changes_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_stage_changes_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_stage_changes_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_changes")),
    )
    op.create_index(
        "ix_stage_changes_live_source",
        "stage_changes",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_stage_changes_live",
        "stage_changes",
        ["project_id", "stage", "entered_on"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "stage_limits",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False, comment="longest stay in the stage that is not yet too long"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_stage_limits_load_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_stage_limits_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_stage_limits_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_stage_limits_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_limits")),
    )
    op.create_index(
        "ix_stage_limits_live_source",
        "stage_limits",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_stage_limits_live",
        "stage_limits",
        ["stage"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )


def downgrade() -> None:
    """Drop the tables of the project pool."""
    op.drop_table("stage_limits")
    op.drop_table("stage_changes")
    op.drop_table("scores")
    op.drop_table("project_partners")
    op.drop_table("funding")
    op.drop_table("documents")
    op.drop_table("criterion_details")
    op.drop_table("criterion_anchors")
    op.drop_table("criteria")
