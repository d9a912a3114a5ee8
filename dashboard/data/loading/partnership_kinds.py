"""KINDs of municipal partnerships: protocols, steps, contacts, commitments, capacity, joint activities, exchanges."""

from dashboard.data.loading.kind import NAMES, Kind, choice, day, integer, prose, reference, text
from dashboard.data.loading.partnership_rules import nobody_teaches_itself
from dashboard.data.loading.project_kinds import ACTIVITY_KIND, GRANT, PLACE, PROJECT_NEEDED
from dashboard.data.loading.register_kinds import CODE, PROGRAMME
from dashboard.data.loading.rules import days_in_order, no_day_ahead
from dashboard.data.schema import partnerships

STEPS = ("contact", "letter_of_intent", "protocol", "joint_plan", "joint_activities", "review", "sustained")
"""Steps of a partnership, in their order."""
DERIVED_STEPS = frozenset({"protocol", "joint_activities"})
"""Steps that no file states: the first protocol and the first joint activity say when they were reached."""
RECORDED_STEPS = tuple(step for step in STEPS if step not in DERIVED_STEPS)
ORGANISATION_ROLES = ("funding", "accountable", "extending", "implementing")
"""Roles of a partner, as IATI names them."""
CHANNELS = ("visit", "meeting", "phone", "email", "letter")
AREAS = ("policy", "services", "staff", "participation", "coordination")
"""Areas of a municipality's capacity, in the order in which they are shown."""
FORMS = ("study_visit", "training", "peer_review", "mentoring", "secondment")
STATES = ("in_force", "expired", "none")
"""How a partnership stands by its protocols on a day."""
COMMITMENT_STATES = ("done", "done_late", "overdue", "open")
"""How a commitment stands on a day."""

PARTNERSHIP_NEEDED = reference("partnership_code", "partnerships", "partnership_id", required=True)
AREA = choice("area", AREAS, required=True, labels="capacity_area")
PARTICIPANTS = integer("participants")

PARTNERSHIP_KINDS = (
    Kind(
        "partnerships",
        partnerships.partnership_details,
        (
            CODE,
            PROGRAMME,
            reference("organisation_code", "organisations", "organisation_id", required=True),
            choice("role", ORGANISATION_ROLES, required=True, labels="organisation_role"),
            GRANT,
        ),
        identity=partnerships.partnerships,
        owner="partnership_id",
        fixed=frozenset({"programme_code", "organisation_code"}),
    ),
    Kind(
        "protocols",
        partnerships.protocols,
        (PARTNERSHIP_NEEDED, text("reference", required=True), day("signed_on", required=True), day("expires_on")),
        key=("partnership_code", "reference"),
        rules=(days_in_order("signed_on", "expires_on"), no_day_ahead("signed_on")),
        observed="signed_on",
    ),
    Kind(
        "partnership_steps",
        partnerships.partnership_steps,
        (
            PARTNERSHIP_NEEDED,
            choice("step", RECORDED_STEPS, required=True, labels="partnership_step"),
            day("reached_on", required=True),
            prose("note"),
        ),
        key=("partnership_code", "step"),
        rules=(no_day_ahead("reached_on"),),
        observed="reached_on",
    ),
    Kind(
        "partner_contacts",
        partnerships.partner_contacts,
        (
            PARTNERSHIP_NEEDED,
            day("contacted_on", required=True),
            choice("channel", CHANNELS, required=True, labels="contact_channel"),
            prose("note"),
        ),
        key=("partnership_code", "contacted_on", "channel"),
        rules=(no_day_ahead("contacted_on"),),
        observed="contacted_on",
    ),
    Kind(
        "commitments",
        partnerships.commitments,
        (CODE, PARTNERSHIP_NEEDED, *NAMES, day("due_on", required=True), day("done_on")),
        rules=(no_day_ahead("done_on"),),
    ),
    Kind(
        "capacity",
        partnerships.capacity,
        (
            PARTNERSHIP_NEEDED,
            AREA,
            day("assessed_on", required=True),
            integer("level", required=True, lowest=partnerships.NOT_ASSESSED, highest=partnerships.HIGHEST_LEVEL),
            text("assessed_by"),
            prose("evidence"),
        ),
        key=("partnership_code", "area", "assessed_on"),
        rules=(no_day_ahead("assessed_on"),),
        observed="assessed_on",
    ),
    Kind(
        "joint_activities",
        partnerships.joint_activity_details,
        (
            CODE,
            PROJECT_NEEDED,
            *NAMES,
            ACTIVITY_KIND,
            day("planned_on", required=True),
            day("held_on"),
            PLACE,
            PARTICIPANTS,
        ),
        identity=partnerships.joint_activities,
        owner="joint_activity_id",
        fixed=frozenset({"project_code"}),
        rules=(no_day_ahead("held_on"),),
    ),
    Kind(
        "joint_activity_partners",
        partnerships.joint_activity_partners,
        (
            reference("joint_activity_code", "joint_activities", "joint_activity_id", required=True),
            PARTNERSHIP_NEEDED,
            integer("staff_trained"),
        ),
        key=("joint_activity_code", "partnership_code"),
    ),
    Kind(
        "exchanges",
        partnerships.exchanges,
        (
            CODE,
            PROJECT_NEEDED,
            reference("teacher_code", "organisations", "teacher_id", required=True),
            reference("learner_code", "organisations", "learner_id", required=True),
            AREA,
            choice("form", FORMS, required=True, labels="exchange_form"),
            day("held_on", required=True),
            PARTICIPANTS,
        ),
        rules=(nobody_teaches_itself, no_day_ahead("held_on")),
        observed="held_on",
    ),
)
