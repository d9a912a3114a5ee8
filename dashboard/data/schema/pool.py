"""The project pool: stages over time and their limits, criteria with anchors and scores, funding, partners, documents.

A project's stage on a day is that of its latest stage change up to the day, or `project_details.stage` if it has none.
"""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, Numeric, Text

from dashboard.data.schema.base import identity, names, versioned
from dashboard.data.schema.registers import MONEY

LOWEST_SCORE, HIGHEST_SCORE = 1, 5

stage_changes = versioned(
    "stage_changes",
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("stage", Text, nullable=False),
    Column("entered_on", Date, nullable=False),
    Column("decided_by", Text, comment="role or body that decided"),
    Column("reason", Text, comment="why; a project that is rejected or put on hold must say so"),
    one_live=("project_id", "stage", "entered_on"),
)
stage_limits = versioned(
    "stage_limits",
    Column("stage", Text, nullable=False),
    Column("days", Integer, nullable=False, comment="longest stay in the stage that is not yet too long"),
    one_live=("stage",),
)

criteria = identity("criteria")
criterion_details = versioned(
    "criterion_details",
    Column("criterion_id", ForeignKey("criteria.id"), nullable=False),
    *names(),
    Column("weight", Numeric(6, 4), nullable=False, comment="above 0; the weights of all live criteria sum to 1"),
    Column("position", Integer, nullable=False),
    one_live=("criterion_id",),
)
criterion_anchors = versioned(
    "criterion_anchors",
    Column("criterion_id", ForeignKey("criteria.id"), nullable=False),
    Column("score", Integer, nullable=False),
    *names(),
    one_live=("criterion_id", "score"),
)
scores = versioned(
    "scores",
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("criterion_id", ForeignKey("criteria.id"), nullable=False),
    Column("score", Integer, nullable=False),
    Column("scored_on", Date, nullable=False),
    Column("scored_by", Text, comment="role or body that scored"),
    Column("comment", Text),
    one_live=("project_id", "criterion_id", "scored_on"),
)
for _scored in (criterion_anchors, scores):
    _scored.append_constraint(CheckConstraint(_scored.c.score.between(LOWEST_SCORE, HIGHEST_SCORE), name="scale"))

funding = versioned(
    "funding",
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("grant_id", ForeignKey("grants.id"), index=True),
    Column("funder_id", ForeignKey("organisations.id")),
    Column("amount", MONEY, nullable=False),
    Column("currency", Text, nullable=False),
    Column("secured_on", Date, nullable=False),
    Column("reference", Text, nullable=False),
    one_live=("project_id", "reference"),
)
project_partners = versioned(
    "project_partners",
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("organisation_id", ForeignKey("organisations.id"), nullable=False),
    Column("role", Text, nullable=False, comment="lead, partner or associate"),
    one_live=("project_id", "organisation_id"),
)
documents = versioned(
    "documents",
    Column("code", Text, nullable=False),
    *names(),
    Column("project_id", ForeignKey("projects.id"), index=True),
    Column("grant_id", ForeignKey("grants.id"), index=True),
    Column("kind", Text, nullable=False, comment="agreement, plan, report, safeguards, evaluation or other"),
    Column("language", Text, nullable=False, comment="of the document: tr, en or ar"),
    Column("issued_on", Date),
    Column("url", Text, nullable=False, comment="http or https address, checked when loaded"),
    one_live=("code",),
)
documents.append_constraint(CheckConstraint("grant_id is not null or project_id is not null", name="tied"))
