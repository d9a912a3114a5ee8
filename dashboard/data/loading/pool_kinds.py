"""KINDs of the project pool: stages and their limits, criteria, anchors and scores, funding, partners and documents."""

from dashboard.data.loading.kind import NAMES, Field, Kind, choice, day, decimal, integer, prose, reference, text
from dashboard.data.loading.pool_rules import weights_make_one
from dashboard.data.loading.project_kinds import GRANT, PROJECT, PROJECT_NEEDED, STAGES
from dashboard.data.loading.register_kinds import CODE, POSITION
from dashboard.data.loading.rules import a_reason_for_standing_still, no_day_ahead, tied_to_grant_or_project
from dashboard.data.schema import pool

STAYS = tuple(stage for stage in STAGES if stage not in {"closed", "rejected"})
"""Stages in which a project stays for a while; it leaves the pool by the others."""
PARTNER_ROLES = ("lead", "partner", "associate")
DOCUMENT_KINDS = ("agreement", "plan", "report", "safeguards", "evaluation", "other")
LANGUAGES = ("tr", "en", "ar")

CRITERION_NEEDED = reference("criterion_code", "criteria", "criterion_id", required=True)
SCORE = integer("score", required=True, lowest=pool.LOWEST_SCORE, highest=pool.HIGHEST_SCORE)

POOL_KINDS = (
    Kind(
        "stages",
        pool.stage_changes,
        (
            PROJECT_NEEDED,
            choice("stage", STAGES, required=True),
            day("entered_on", required=True),
            text("decided_by"),
            prose("reason"),
        ),
        key=("project_code", "stage", "entered_on"),
        rules=(a_reason_for_standing_still("reason"), no_day_ahead("entered_on")),
        observed="entered_on",
    ),
    Kind(
        "stage_limits",
        pool.stage_limits,
        (choice("stage", STAYS, required=True), integer("days", required=True, lowest=1)),
        key=("stage",),
    ),
    Kind(
        "criteria",
        pool.criterion_details,
        (CODE, *NAMES, Field("weight", "decimal", required=True, lowest=0, highest=1), POSITION),
        identity=pool.criteria,
        owner="criterion_id",
        rules=(weights_make_one,),
        one_set=True,
    ),
    Kind(
        "anchors",
        pool.criterion_anchors,
        (CRITERION_NEEDED, SCORE, *NAMES),
        key=("criterion_code", "score"),
    ),
    Kind(
        "scores",
        pool.scores,
        (
            PROJECT_NEEDED,
            CRITERION_NEEDED,
            SCORE,
            day("scored_on", required=True),
            text("scored_by"),
            prose("comment"),
        ),
        key=("project_code", "criterion_code", "scored_on"),
        rules=(no_day_ahead("scored_on"),),
        observed="scored_on",
    ),
    Kind(
        "funding",
        pool.funding,
        (
            PROJECT_NEEDED,
            text("reference", required=True),
            decimal("amount", required=True, lowest=0),
            Field("currency", "currency", required=True),
            day("secured_on", required=True),
            GRANT,
            reference("funder_code", "organisations", "funder_id"),
        ),
        key=("project_code", "reference"),
        rules=(no_day_ahead("secured_on"),),
        observed="secured_on",
    ),
    Kind(
        "project_partners",
        pool.project_partners,
        (
            PROJECT_NEEDED,
            reference("organisation_code", "organisations", "organisation_id", required=True),
            choice("role", PARTNER_ROLES, required=True, labels="partner_role"),
        ),
        key=("project_code", "organisation_code"),
    ),
    Kind(
        "documents",
        pool.documents,
        (
            CODE,
            *NAMES,
            PROJECT,
            GRANT,
            choice("kind", DOCUMENT_KINDS, required=True, labels="document_kind"),
            choice("language", LANGUAGES, required=True),
            day("issued_on"),
            Field("url", "url", required=True),
        ),
        rules=(tied_to_grant_or_project, no_day_ahead("issued_on")),
    ),
)
