"""KINDs of projects: projects, their goals and grants, activities, milestones, spending and people reached."""

from dashboard import codes
from dashboard.data.loading.calendar_rules import sent_back_after_it_was_handed_in
from dashboard.data.loading.kind import (
    NAMES,
    PERSON_KEY,
    Field,
    Kind,
    choice,
    day,
    decimal,
    integer,
    key,
    listed,
    prose,
    reference,
    text,
)
from dashboard.data.loading.people_rules import (
    a_person_is_new_once,
    counting_rule_where_none_is_given,
    new_people_are_contacts,
    one_counting_rule_a_month,
)
from dashboard.data.loading.register_kinds import CODE, COUNTRY, CURRENCY, PROGRAMME, WEBSITE
from dashboard.data.loading.rules import (
    a_reason_for_standing_still,
    a_reason_for_the_new_date,
    days_in_order,
    no_day_ahead,
    tied_to_grant_or_project,
)
from dashboard.data.schema import people, registers

MODES = ("unilateral", "joint")
STAGES = (
    "idea",
    "screened",
    "scored",
    "approved",
    "funding_secured",
    "contracted",
    "running",
    "closing",
    "closed",
    "on_hold",
    "rejected",
)
IATI_STATUS = ("1", "2", "3", "4", "5", "6")
MILESTONE_KINDS = ("report", "document", "event", "audit", "disbursement")
SPENDING_KINDS = ("commitment", "disbursement", "expenditure")

PROJECT = reference("project_code", "projects", "project_id")
PROJECT_NEEDED = reference("project_code", "projects", "project_id", required=True)
GRANT = reference("grant_code", "grants", "grant_id")
GRANT_NEEDED = reference("grant_code", "grants", "grant_id", required=True)
ACTIVITY_KIND = reference("activity_kind", "activity_kinds", "activity_kind_id", required=True)
PLACE = reference("place_code", "places", "place_id")

PROJECT_KINDS = (
    Kind(
        "projects",
        registers.project_details,
        (
            CODE,
            PROGRAMME,
            reference("subprogramme_code", "subprogrammes", "subprogramme_id"),
            *NAMES,
            prose("objective"),
            choice("mode", MODES),
            choice("stage", STAGES),
            prose("stage_reason"),
            choice("iati_status", IATI_STATUS),
            COUNTRY,
            text("owner"),
            text("implementer"),
            reference("organisation_code", "organisations", "organisation_id"),
            *(day(name) for name in ("starts_on", "original_ends_on", "ends_on")),
            decimal("budget", lowest=0),
            CURRENCY,
            WEBSITE,
        ),
        identity=registers.projects,
        owner="project_id",
        fixed=frozenset({"programme_code"}),
        rules=(days_in_order("starts_on", "ends_on"), a_reason_for_standing_still("stage_reason")),
        marks=frozenset({"stage", "mode", "subprogramme_code", "iati_status", "budget", "owner", "implementer"}),
    ),
    Kind(
        "project_goals",
        registers.project_goals,
        (PROJECT_NEEDED, reference("goal_code", "goals", "goal_id", required=True)),
        key=("project_code", "goal_code"),
    ),
    Kind(
        "project_grants",
        registers.project_grants,
        (PROJECT_NEEDED, GRANT_NEEDED, day("starts_on"), day("ends_on")),
        key=("project_code", "grant_code"),
        rules=(days_in_order("starts_on", "ends_on"),),
    ),
    Kind(
        "activities",
        registers.activity_details,
        (CODE, PROJECT_NEEDED, *NAMES, ACTIVITY_KIND, PLACE, day("starts_on"), day("ends_on")),
        identity=registers.activities,
        owner="activity_id",
        fixed=frozenset({"project_code"}),
        rules=(days_in_order("starts_on", "ends_on"),),
    ),
    Kind(
        "milestones",
        registers.milestones,
        (
            CODE,
            *NAMES,
            GRANT,
            PROJECT,
            choice("kind", MILESTONE_KINDS, required=True, labels="milestone_kind"),
            day("original_due_on", required=True),
            day("due_on", required=True),
            text("due_reason"),
            *(day(name) for name in ("forecast_on", "done_on", "accepted_on")),
            *(day(name) for name in ("sent_back_on", "resubmitted_on", "covers_until")),
        ),
        rules=(
            tied_to_grant_or_project,
            a_reason_for_the_new_date,
            days_in_order("done_on", "accepted_on"),
            sent_back_after_it_was_handed_in,
            no_day_ahead("done_on", "accepted_on", "sent_back_on", "resubmitted_on"),
        ),
    ),
    Kind(
        "spending",
        registers.spending,
        (
            GRANT_NEEDED,
            PROJECT,
            day("spent_on", required=True),
            choice("kind", SPENDING_KINDS, required=True, labels="spending_kind"),
            decimal("amount", required=True),
            Field("currency", "currency", required=True),
            text("reference", required=True),
            prose("description"),
        ),
        key=("grant_code", "reference", "kind"),
        shared_keys=True,
        rules=(no_day_ahead("spent_on"),),
        observed="spent_on",
    ),
    Kind(
        "reach",
        people.reach,
        (
            day("date", required=True),
            PROJECT_NEEDED,
            ACTIVITY_KIND,
            reference("place_code", "places", "place_id", required=True),
            *(listed(n, codes.CODE_LISTS[n]) for n in ("population_group", "sex", "age_band", "disability")),
            integer("new_people", required=True),
            integer("contacts", required=True),
            key("activity_code"),
            listed("directness", codes.DIRECTNESS, default="direct"),
            listed("counting_rule", codes.COUNTING_RULE, required=False),
            text("record_key"),
            PERSON_KEY,
        ),
        key=("record_key",),
        rules=(
            counting_rule_where_none_is_given,
            new_people_are_contacts,
            one_counting_rule_a_month,
            a_person_is_new_once,
            no_day_ahead("date"),
        ),
        shared_keys=True,
        observed="date",
    ),
)
