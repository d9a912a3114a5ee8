"""The foundation: registers, people reached, indicators, accounts and the order of data versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table of the foundation."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("username", sa.Text(), nullable=False, comment="lower case"),
        sa.Column("password_hash", sa.Text(), nullable=False, comment="Argon2id"),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="tr", nullable=False),
        sa.Column("all_programmes", sa.Boolean(), nullable=False),
        sa.Column("one_time_password", sa.Boolean(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "password_set_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_username")),
    )
    op.create_table(
        "activity_kinds",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_kinds")),
        sa.UniqueConstraint("code", name=op.f("uq_activity_kinds_code")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("code", name=op.f("uq_grants_code")),
    )
    op.create_table(
        "indicators",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
        sa.UniqueConstraint("code", name=op.f("uq_indicators_code")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("code", name=op.f("uq_organisations_code")),
    )
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False, comment="country, province, district, city (abroad) or historic"),
        sa.Column("province_id", sa.Integer(), nullable=True, comment="of a district; its own id for a province"),
        sa.ForeignKeyConstraint(["province_id"], ["places.id"], name=op.f("fk_places_province_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("code", name=op.f("uq_places_code")),
    )
    op.create_index(op.f("ix_places_province_id"), "places", ["province_id"], unique=False)
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("code", name=op.f("uq_programmes_code")),
    )
    op.create_table(
        "reach",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False, cache=1000), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False, comment="distribution key"),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("activity_kind_id", sa.Integer(), nullable=False),
        sa.Column("activity_code", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("population_group", sa.SmallInteger(), nullable=False),
        sa.Column("sex", sa.SmallInteger(), nullable=False),
        sa.Column("age_band", sa.SmallInteger(), nullable=False),
        sa.Column("disability", sa.SmallInteger(), nullable=False),
        sa.Column("directness", sa.SmallInteger(), nullable=False),
        sa.Column("counting_rule", sa.SmallInteger(), nullable=False),
        sa.Column("new_people", sa.Integer(), nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=True),
        sa.Column(
            "person_key",
            sa.LargeBinary(),
            nullable=True,
            comment="keyed hash of the person's key; the key itself is never stored",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
    )
    op.create_index(
        "ix_reach_max_then_sum",
        "reach",
        ["project_id", "date"],
        unique=False,
        postgresql_where=sa.text("counting_rule = 1"),
    )
    op.create_index("ix_reach_place_date", "reach", ["place_id", "date"], unique=False)
    op.create_index("ix_reach_since_version", "reach", ["since_version"], unique=False, postgresql_using="brin")
    op.create_index(
        "ix_reach_source",
        "reach",
        ["source_id"],
        unique=False,
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 16},
    )
    op.create_index(
        "ix_reach_until_version",
        "reach",
        ["until_version"],
        unique=False,
        postgresql_where=sa.text("until_version IS NOT NULL"),
    )
    op.create_table(
        "reach_cells",
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "slice_id",
            sa.Integer(),
            nullable=False,
            comment="0 for everything, else the id of the programme or project",
        ),
        sa.Column("place_id", sa.Integer(), nullable=False, comment="0 for the country, else the id of the province"),
        sa.Column("starts_on", sa.Date(), nullable=False, comment="first day of the span"),
        sa.Column("population_group", sa.Integer(), nullable=False),
        sa.Column("sex", sa.Integer(), nullable=False),
        sa.Column("age_band", sa.Integer(), nullable=False),
        sa.Column("activity_kind_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("new_people", sa.Integer(), nullable=False),
        sa.Column("declared_people", sa.Integer(), nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("indirect_people", sa.Integer(), nullable=False),
        sa.Column("disabled_people", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
    )
    op.create_index("ix_reach_cells_key", "reach_cells", ["segment", "slice_id", "place_id", "starts_on"], unique=False)
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("bucket", sa.Text(), nullable=False, comment="account:<name> or address:<ip>"),
        sa.Column("tried_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index("ix_sign_in_attempts_bucket", "sign_in_attempts", ["bucket", "tried_at"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("name", name=op.f("uq_sources_name")),
    )
    op.create_table(
        "versions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "committed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="load, supersede, edit or reference"),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_versions")),
    )
    op.create_table(
        "account_grants",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_grants_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_account_grants_grant_id")),
        sa.PrimaryKeyConstraint("account_id", "grant_id", name=op.f("pk_account_grants")),
    )
    op.create_table(
        "account_programmes",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_programmes_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_account_programmes_programme_id")),
        sa.PrimaryKeyConstraint("account_id", "programme_id", name=op.f("pk_account_programmes")),
    )
    op.create_table(
        "account_rights",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("right_name", sa.Text(), nullable=False, comment="sensitive"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_rights_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "right_name", name=op.f("pk_account_rights")),
    )
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_goals_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
        sa.UniqueConstraint("code", name=op.f("uq_goals_code")),
    )
    op.create_table(
        "loads",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False, comment="add or supersede"),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column(
            "content_digest", sa.Text(), nullable=False, comment="digest of all live rows of the source after this load"
        ),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("duplicate", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column(
            "cutoff", sa.DateTime(), nullable=True, comment="latest date in the rows of the load, if the KIND has dates"
        ),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "committed_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_loads_source_id")),
        sa.ForeignKeyConstraint(["version"], ["versions.version"], name=op.f("fk_loads_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loads")),
    )
    op.create_index(op.f("ix_loads_source_id"), "loads", ["source_id"], unique=False)
    op.create_index(op.f("ix_loads_version"), "loads", ["version"], unique=False)
    op.create_table(
        "projects",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False, comment="a project never changes programme"),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_projects_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("code", name=op.f("uq_projects_code")),
    )
    op.create_table(
        "segments",
        sa.Column("segment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cube", sa.Text(), nullable=False, comment="name of the cube, see dashboard.data.cubes"),
        sa.Column("slice_kind", sa.SmallInteger(), nullable=False, comment="0 everything, 1 programme, 2 project"),
        sa.Column("place_level", sa.SmallInteger(), nullable=False, comment="0 country, 1 province"),
        sa.Column("span", sa.SmallInteger(), nullable=False, comment="1 month, 3 quarter, 12 year"),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("first_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["first_version"], ["versions.version"], name=op.f("fk_segments_first_version")),
        sa.PrimaryKeyConstraint("segment", name=op.f("pk_segments")),
    )
    op.create_index(
        "uq_segments_first",
        "segments",
        ["cube", "slice_kind", "place_level", "span", "year", "first_version"],
        unique=True,
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of the cookie's token"),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column(
            "last_seen_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_account_id"), "sessions", ["account_id"], unique=False)
    op.create_table(
        "subprogrammes",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_subprogrammes_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subprogrammes")),
        sa.UniqueConstraint("code", name=op.f("uq_subprogrammes_code")),
    )
    op.create_table(
        "activities",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_activities_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
        sa.UniqueConstraint("code", name=op.f("uq_activities_code")),
    )
    op.create_table(
        "activity_kind_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("activity_kind_id", sa.Integer(), nullable=False),
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
            ["activity_kind_id"], ["activity_kinds.id"], name=op.f("fk_activity_kind_details_activity_kind_id")
        ),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_activity_kind_details_load_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_activity_kind_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_activity_kind_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_activity_kind_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_kind_details")),
    )
    op.create_index(
        "ix_activity_kind_details_live_source",
        "activity_kind_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_activity_kind_details_live",
        "activity_kind_details",
        ["activity_kind_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "amendments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("amended_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="extension, shortening, renaming or amount"),
        sa.Column("new_ends_on", sa.Date(), nullable=True),
        sa.Column("new_name", sa.Text(), nullable=True),
        sa.Column("new_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("signatory", sa.Text(), nullable=True),
        sa.Column(
            "evidence", sa.Text(), nullable=False, comment="signed, or seen_in_data: not from a signed amendment"
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_amendments_grant_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_amendments_load_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_amendments_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_amendments_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_amendments_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
    )
    op.create_index(op.f("ix_amendments_grant_id"), "amendments", ["grant_id"], unique=False)
    op.create_index(
        "ix_amendments_live_source",
        "amendments",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_amendments_live",
        "amendments",
        ["grant_id", "amended_on", "kind"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "goal_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False, comment="strategic, general or specific"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_goal_details_goal_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_goal_details_load_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_goal_details_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_goal_details_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_goal_details_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_details")),
    )
    op.create_index(
        "ix_goal_details_live_source",
        "goal_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_goal_details_live",
        "goal_details",
        ["goal_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "grant_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("funder_id", sa.Integer(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True, comment="ISO 4217"),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column(
            "ends_on", sa.Date(), nullable=True, comment="end in the first agreement; amendments move the current end"
        ),
        sa.Column(
            "report_rule",
            sa.Text(),
            nullable=True,
            comment="eu, eu_abroad or world_bank: how report deadlines are computed",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["funder_id"], ["organisations.id"], name=op.f("fk_grant_details_funder_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_grant_details_grant_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["organisations.id"], name=op.f("fk_grant_details_holder_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_grant_details_load_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_grant_details_programme_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_grant_details_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_grant_details_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_grant_details_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_details")),
    )
    op.create_index(
        "ix_grant_details_live_source",
        "grant_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_grant_details_live",
        "grant_details",
        ["grant_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "indicator_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False, comment="impact, outcome, output, pdo or intermediate"),
        sa.Column("component", sa.Text(), nullable=True),
        sa.Column(
            "measure",
            sa.Text(),
            nullable=False,
            comment="IATI: 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative",
        ),
        sa.Column(
            "kind", sa.Text(), nullable=False, comment="sum, cumulative, snapshot, ratio, unique_people or qualitative"
        ),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("ascending", sa.Boolean(), nullable=False),
        sa.Column("baseline_value", sa.Numeric(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("baseline_comment", sa.Text(), nullable=True),
        sa.Column("verification", sa.Text(), nullable=True),
        sa.Column("frequency", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=True, comment="unique_people, contacts, households or things"),
        sa.Column("over_time", sa.Text(), nullable=False, comment="sum, latest or ratio"),
        sa.Column("over_place", sa.Text(), nullable=False, comment="sum, latest, ratio or none"),
        sa.Column(
            "final_target",
            sa.Numeric(),
            nullable=True,
            comment="declared life-of-project target, where the kind asks for one",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_indicator_details_grant_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_indicator_details_indicator_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_indicator_details_load_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_indicator_details_programme_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_indicator_details_project_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_indicator_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_indicator_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_indicator_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_details")),
    )
    op.create_index(op.f("ix_indicator_details_grant_id"), "indicator_details", ["grant_id"], unique=False)
    op.create_index(
        "ix_indicator_details_live_source",
        "indicator_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(op.f("ix_indicator_details_project_id"), "indicator_details", ["project_id"], unique=False)
    op.create_index(
        "uq_indicator_details_live",
        "indicator_details",
        ["indicator_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False, comment="report, document, event, audit or disbursement"),
        sa.Column("original_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_reason", sa.Text(), nullable=True),
        sa.Column("forecast_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("grant_id is not null or project_id is not null", name=op.f("ck_milestones_tied")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_milestones_grant_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_milestones_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_milestones_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_milestones_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_milestones_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_milestones_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    op.create_index(
        "ix_milestones_live_source",
        "milestones",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_milestones_live", "milestones", ["code"], unique=True, postgresql_where=sa.text("until_version IS NULL")
    )
    op.create_table(
        "organisation_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="association, municipality, union, council, national_society, ...",
        ),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True, comment="http or https address, checked when loaded"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_organisation_details_load_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_details_organisation_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_organisation_details_place_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_organisation_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_organisation_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_organisation_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_details")),
    )
    op.create_index(
        "ix_organisation_details_live_source",
        "organisation_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_organisation_details_live",
        "organisation_details",
        ["organisation_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "place_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("sort_key", sa.Text(), nullable=False, comment="order of the Turkish alphabet, see formats.sort_key"),
        sa.Column("country", sa.Text(), nullable=False, comment="ISO 3166-1 alpha-2"),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_year", sa.Integer(), nullable=True),
        sa.Column("nuts3", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("maps_to_id", sa.Integer(), nullable=True, comment="today's place of a historic one"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_place_details_load_id")),
        sa.ForeignKeyConstraint(["maps_to_id"], ["places.id"], name=op.f("fk_place_details_maps_to_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_details_place_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_place_details_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_place_details_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_place_details_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_details")),
    )
    op.create_index(
        "ix_place_details_live_source",
        "place_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_place_details_live",
        "place_details",
        ["place_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "programme_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("reporting_currency", sa.Text(), nullable=True),
        sa.Column("behind_below", sa.Numeric(precision=5, scale=3), server_default="0.80", nullable=False),
        sa.Column("at_risk_below", sa.Numeric(precision=5, scale=3), server_default="0.95", nullable=False),
        sa.Column("over_plan_above", sa.Numeric(precision=5, scale=3), server_default="1.15", nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_programme_details_load_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_programme_details_organisation_id")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_programme_details_programme_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_programme_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_programme_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_programme_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_details")),
    )
    op.create_index(
        "ix_programme_details_live_source",
        "programme_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_programme_details_live",
        "programme_details",
        ["programme_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "project_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("subprogramme_id", sa.Integer(), nullable=True),
        sa.Column("objective", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True, comment="unilateral or joint"),
        sa.Column("stage", sa.Text(), nullable=True, comment="stage of the pool as its source states it"),
        sa.Column(
            "stage_reason", sa.Text(), nullable=True, comment="why; a project that is rejected or on hold must say so"
        ),
        sa.Column("iati_status", sa.Text(), nullable=True, comment="IATI ActivityStatus code"),
        sa.Column("country", sa.Text(), nullable=True, comment="ISO 3166-1 alpha-2 of the place it works in"),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("implementer", sa.Text(), nullable=True, comment="agency as the source writes it"),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("original_ends_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="current planned end"),
        sa.Column("budget", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_project_details_load_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_project_details_organisation_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_project_details_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_project_details_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_project_details_source_id")),
        sa.ForeignKeyConstraint(
            ["subprogramme_id"], ["subprogrammes.id"], name=op.f("fk_project_details_subprogramme_id")
        ),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_project_details_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_details")),
    )
    op.create_index(
        "ix_project_details_live_source",
        "project_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_project_details_live",
        "project_details",
        ["project_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "project_goals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_project_goals_goal_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_project_goals_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_project_goals_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_project_goals_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_project_goals_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_project_goals_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_goals")),
    )
    op.create_index(
        "ix_project_goals_live_source",
        "project_goals",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_project_goals_live",
        "project_goals",
        ["project_id", "goal_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "project_grants",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column(
            "starts_on",
            sa.Date(),
            nullable=True,
            comment="first day of the grant's share in the project; empty = from the grant's start",
        ),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="last such day; empty = to the grant's current end"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_project_grants_grant_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_project_grants_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_project_grants_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_project_grants_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_project_grants_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_project_grants_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_grants")),
    )
    op.create_index(op.f("ix_project_grants_grant_id"), "project_grants", ["grant_id"], unique=False)
    op.create_index(
        "ix_project_grants_live_source",
        "project_grants",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_project_grants_live",
        "project_grants",
        ["project_id", "grant_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "results",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("dimension", sa.Text(), nullable=True),
        sa.Column("dimension_value", sa.Text(), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("numerator", sa.Numeric(), nullable=True),
        sa.Column("denominator", sa.Numeric(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_results_indicator_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_results_load_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_results_place_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_results_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_results_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_results_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
    )
    op.create_index(op.f("ix_results_indicator_id"), "results", ["indicator_id"], unique=False)
    op.create_index(
        "ix_results_live_source",
        "results",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "segment_batches",
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cells", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["segment"], ["segments.segment"], name=op.f("fk_segment_batches_segment")),
        sa.ForeignKeyConstraint(["version"], ["versions.version"], name=op.f("fk_segment_batches_version")),
        sa.PrimaryKeyConstraint("segment", "version", name=op.f("pk_segment_batches")),
    )
    op.create_table(
        "spending",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="commitment, disbursement or expenditure"),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_spending_grant_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_spending_load_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_spending_project_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_spending_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_spending_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_spending_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending")),
    )
    op.create_index(op.f("ix_spending_grant_id"), "spending", ["grant_id"], unique=False)
    op.create_index(
        "ix_spending_live_source",
        "spending",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(op.f("ix_spending_project_id"), "spending", ["project_id"], unique=False)
    op.create_table(
        "subprogramme_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subprogramme_id", sa.Integer(), nullable=False),
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
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_subprogramme_details_load_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_subprogramme_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_subprogramme_details_source_id")),
        sa.ForeignKeyConstraint(
            ["subprogramme_id"], ["subprogrammes.id"], name=op.f("fk_subprogramme_details_subprogramme_id")
        ),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_subprogramme_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subprogramme_details")),
    )
    op.create_index(
        "ix_subprogramme_details_live_source",
        "subprogramme_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_subprogramme_details_live",
        "subprogramme_details",
        ["subprogramme_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "targets",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("dimension", sa.Text(), nullable=True),
        sa.Column("dimension_value", sa.Text(), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_targets_indicator_id")),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_targets_load_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_targets_place_id")),
        sa.ForeignKeyConstraint(["since_version"], ["versions.version"], name=op.f("fk_targets_since_version")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_targets_source_id")),
        sa.ForeignKeyConstraint(["until_version"], ["versions.version"], name=op.f("fk_targets_until_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    op.create_index(op.f("ix_targets_indicator_id"), "targets", ["indicator_id"], unique=False)
    op.create_index(
        "ix_targets_live_source",
        "targets",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_table(
        "activity_details",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("name_tr", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("name_ar", sa.Text(), nullable=True),
        sa.Column("activity_kind_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="row of the file, its header being row 1"),
        sa.Column("key_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the row's key"),
        sa.Column("content_hash", sa.BigInteger(), nullable=False, comment="64-bit hash of the whole normalised row"),
        sa.Column("since_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activities.id"], name=op.f("fk_activity_details_activity_id")),
        sa.ForeignKeyConstraint(
            ["activity_kind_id"], ["activity_kinds.id"], name=op.f("fk_activity_details_activity_kind_id")
        ),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name=op.f("fk_activity_details_load_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_activity_details_place_id")),
        sa.ForeignKeyConstraint(
            ["since_version"], ["versions.version"], name=op.f("fk_activity_details_since_version")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_activity_details_source_id")),
        sa.ForeignKeyConstraint(
            ["until_version"], ["versions.version"], name=op.f("fk_activity_details_until_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_details")),
    )
    op.create_index(
        "ix_activity_details_live_source",
        "activity_details",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("until_version IS NULL"),
    )
    op.create_index(
        "uq_activity_details_live",
        "activity_details",
        ["activity_id"],
        unique=True,
        postgresql_where=sa.text("until_version IS NULL"),
    )


def downgrade() -> None:
    """Drop every table of the foundation."""
    op.drop_table("activity_details")
    op.drop_table("targets")
    op.drop_table("subprogramme_details")
    op.drop_table("spending")
    op.drop_table("segment_batches")
    op.drop_table("results")
    op.drop_table("project_grants")
    op.drop_table("project_goals")
    op.drop_table("project_details")
    op.drop_table("programme_details")
    op.drop_table("place_details")
    op.drop_table("organisation_details")
    op.drop_table("milestones")
    op.drop_table("indicator_details")
    op.drop_table("grant_details")
    op.drop_table("goal_details")
    op.drop_table("amendments")
    op.drop_table("activity_kind_details")
    op.drop_table("activities")
    op.drop_table("subprogrammes")
    op.drop_table("sessions")
    op.drop_table("segments")
    op.drop_table("projects")
    op.drop_table("loads")
    op.drop_table("goals")
    op.drop_table("account_rights")
    op.drop_table("account_programmes")
    op.drop_table("account_grants")
    op.drop_table("versions")
    op.drop_table("sources")
    op.drop_table("sign_in_attempts")
    op.drop_table("reach_cells")
    op.drop_table("reach")
    op.drop_table("programmes")
    op.drop_table("places")
    op.drop_table("organisations")
    op.drop_table("indicators")
    op.drop_table("grants")
    op.drop_table("audit")
    op.drop_table("activity_kinds")
    op.drop_table("accounts")
