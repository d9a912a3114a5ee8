"""Who and what: places, organisations, programmes, grants, projects and activities.

Each register has an identity table (`id`, `code` and what can never change) and a versioned table of its attributes.
"""

from sqlalchemy import CheckConstraint, Column, Date, Float, ForeignKey, Integer, Numeric, Text

from dashboard.data.schema.base import identity, names, versioned

MONEY = Numeric(18, 2)

places = identity(
    "places",
    Column("level", Text, nullable=False, comment="country, province, district, city (abroad) or historic"),
    Column("province_id", ForeignKey("places.id"), index=True, comment="of a district; its own id for a province"),
)
place_details = versioned(
    "place_details",
    Column("place_id", ForeignKey("places.id"), nullable=False),
    *names(),
    Column("sort_key", Text, nullable=False, comment="order of the Turkish alphabet, see formats.sort_key"),
    Column("country", Text, nullable=False, comment="ISO 3166-1 alpha-2"),
    Column("population", Integer),
    Column("population_year", Integer),
    Column("nuts3", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("maps_to_id", ForeignKey("places.id"), comment="today's place of a historic one"),
    one_live=("place_id",),
)

organisations = identity("organisations")
organisation_details = versioned(
    "organisation_details",
    Column("organisation_id", ForeignKey("organisations.id"), nullable=False),
    *names(),
    Column("kind", Text, nullable=False, comment="association, municipality, union, council, national_society, ..."),
    Column("place_id", ForeignKey("places.id")),
    Column("website", Text, comment="http or https address, checked when loaded"),
    one_live=("organisation_id",),
)

programmes = identity("programmes")
programme_details = versioned(
    "programme_details",
    Column("programme_id", ForeignKey("programmes.id"), nullable=False),
    *names(),
    Column("organisation_id", ForeignKey("organisations.id")),
    Column("starts_on", Date),
    Column("reporting_currency", Text),
    Column("behind_below", Numeric(5, 3), nullable=False, server_default="0.80"),
    Column("at_risk_below", Numeric(5, 3), nullable=False, server_default="0.95"),
    Column("over_plan_above", Numeric(5, 3), nullable=False, server_default="1.15"),
    one_live=("programme_id",),
)

subprogrammes = identity("subprogrammes", Column("programme_id", ForeignKey("programmes.id"), nullable=False))
subprogramme_details = versioned(
    "subprogramme_details",
    Column("subprogramme_id", ForeignKey("subprogrammes.id"), nullable=False),
    *names(),
    Column("position", Integer, nullable=False),
    one_live=("subprogramme_id",),
)

goals = identity("goals", Column("programme_id", ForeignKey("programmes.id"), nullable=False))
goal_details = versioned(
    "goal_details",
    Column("goal_id", ForeignKey("goals.id"), nullable=False),
    *names(),
    Column("level", Text, nullable=False, comment="strategic, general or specific"),
    Column("position", Integer, nullable=False),
    one_live=("goal_id",),
)

activity_kinds = identity("activity_kinds")
activity_kind_details = versioned(
    "activity_kind_details",
    Column("activity_kind_id", ForeignKey("activity_kinds.id"), nullable=False),
    *names(),
    Column("position", Integer, nullable=False),
    one_live=("activity_kind_id",),
)

grants = identity("grants")
grant_details = versioned(
    "grant_details",
    Column("grant_id", ForeignKey("grants.id"), nullable=False),
    *names(),
    Column("programme_id", ForeignKey("programmes.id"), nullable=False),
    Column("funder_id", ForeignKey("organisations.id")),
    Column("holder_id", ForeignKey("organisations.id")),
    Column("amount", MONEY),
    Column("currency", Text, comment="ISO 4217"),
    Column("signed_on", Date),
    Column("effective_on", Date),
    Column("starts_on", Date),
    Column("ends_on", Date, comment="end in the first agreement; amendments move the current end"),
    Column("report_rule", Text, comment="eu, eu_abroad or world_bank: how report deadlines are computed"),
    one_live=("grant_id",),
)
amendments = versioned(
    "amendments",
    Column("grant_id", ForeignKey("grants.id"), nullable=False, index=True),
    Column("amended_on", Date, nullable=False),
    Column("kind", Text, nullable=False, comment="extension, shortening, renaming or amount"),
    Column("new_ends_on", Date),
    Column("new_name", Text),
    Column("new_amount", MONEY),
    Column("reason", Text, nullable=False),
    Column("signatory", Text),
    Column("evidence", Text, nullable=False, comment="signed, or seen_in_data: not from a signed amendment"),
    one_live=("grant_id", "amended_on", "kind"),
)

projects = identity(
    "projects",
    Column("programme_id", ForeignKey("programmes.id"), nullable=False, comment="a project never changes programme"),
)
project_details = versioned(
    "project_details",
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    *names(),
    Column("subprogramme_id", ForeignKey("subprogrammes.id")),
    Column("objective", Text),
    Column("mode", Text, comment="unilateral or joint"),
    Column("stage", Text, comment="stage of the pool as its source states it"),
    Column("stage_reason", Text, comment="why; a project that is rejected or on hold must say so"),
    Column("iati_status", Text, comment="IATI ActivityStatus code"),
    Column("country", Text, comment="ISO 3166-1 alpha-2 of the place it works in"),
    Column("owner", Text),
    Column("implementer", Text, comment="agency as the source writes it"),
    Column("organisation_id", ForeignKey("organisations.id")),
    Column("starts_on", Date),
    Column("original_ends_on", Date),
    Column("ends_on", Date, comment="current planned end"),
    Column("budget", MONEY),
    Column("currency", Text),
    Column("website", Text),
    one_live=("project_id",),
)
project_goals = versioned(
    "project_goals",
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("goal_id", ForeignKey("goals.id"), nullable=False),
    one_live=("project_id", "goal_id"),
)
project_grants = versioned(
    "project_grants",
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("grant_id", ForeignKey("grants.id"), nullable=False, index=True),
    Column("starts_on", Date, comment="first day of the grant's share in the project; empty = from the grant's start"),
    Column("ends_on", Date, comment="last such day; empty = to the grant's current end"),
    one_live=("project_id", "grant_id"),
)

activities = identity("activities", Column("project_id", ForeignKey("projects.id"), nullable=False))
activity_details = versioned(
    "activity_details",
    Column("activity_id", ForeignKey("activities.id"), nullable=False),
    *names(),
    Column("activity_kind_id", ForeignKey("activity_kinds.id"), nullable=False),
    Column("place_id", ForeignKey("places.id")),
    Column("starts_on", Date),
    Column("ends_on", Date),
    one_live=("activity_id",),
)

milestones = versioned(
    "milestones",
    Column("code", Text, nullable=False),
    *names(),
    Column("grant_id", ForeignKey("grants.id")),
    Column("project_id", ForeignKey("projects.id")),
    Column("kind", Text, nullable=False, comment="report, document, event, audit or disbursement"),
    Column("original_due_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("due_reason", Text),
    Column("forecast_on", Date),
    Column("done_on", Date, comment="of a report: the day on which it was handed in first"),
    Column("accepted_on", Date),
    Column("sent_back_on", Date, comment="day on which the funder last sent it back for changes"),
    Column("resubmitted_on", Date, comment="day on which it was handed in again after that"),
    Column("covers_until", Date, comment="of a report: last day of the period that it covers"),
    one_live=("code",),
)
milestones.append_constraint(CheckConstraint("grant_id is not null or project_id is not null", name="tied"))

spending = versioned(
    "spending",
    Column("grant_id", ForeignKey("grants.id"), nullable=False, index=True),
    Column("project_id", ForeignKey("projects.id"), index=True),
    Column("spent_on", Date, nullable=False),
    Column("kind", Text, nullable=False, comment="commitment, disbursement or expenditure"),
    Column("amount", MONEY, nullable=False),
    Column("currency", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("description", Text),
)
