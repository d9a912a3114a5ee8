"""KINDs of working groups and unions: institution groups, seats, meetings, outputs, and what serves a goal."""

from dashboard.data.loading.kind import NAMES, Field, Kind, choice, day, reference
from dashboard.data.loading.partnership_kinds import PARTICIPANTS
from dashboard.data.loading.project_kinds import PLACE, PROJECT_NEEDED
from dashboard.data.loading.register_kinds import CODE, POSITION
from dashboard.data.loading.rules import days_in_order, no_day_ahead
from dashboard.data.loading.seat_rules import terms_do_not_overlap
from dashboard.data.schema import working_group

OUTPUT_KINDS = ("advice", "training", "meeting", "publication", "research")
"""What a union of municipalities delivers, in the order in which it is shown."""

SEAT_NEEDED = reference("seat_code", "seats", "seat_id", required=True)
GOAL_NEEDED = reference("goal_code", "goals", "goal_id", required=True)

WORKING_GROUP_KINDS = (
    Kind(
        "institution_groups",
        working_group.institution_group_details,
        (CODE, PROJECT_NEEDED, *NAMES, POSITION),
        identity=working_group.institution_groups,
        owner="institution_group_id",
        fixed=frozenset({"project_code"}),
    ),
    Kind(
        "seats",
        working_group.seat_details,
        (
            CODE,
            reference("institution_group_code", "institution_groups", "institution_group_id", required=True),
            *NAMES,
            POSITION,
        ),
        identity=working_group.seats,
        owner="seat_id",
        fixed=frozenset({"institution_group_code"}),
    ),
    Kind(
        "seat_terms",
        working_group.seat_terms,
        (SEAT_NEEDED, day("filled_on", required=True), day("vacated_on")),
        key=("seat_code", "filled_on"),
        rules=(days_in_order("filled_on", "vacated_on"), terms_do_not_overlap, no_day_ahead("filled_on")),
        observed="filled_on",
    ),
    Kind(
        "meetings",
        working_group.meeting_details,
        (CODE, PROJECT_NEEDED, *NAMES, day("held_on", required=True), PLACE),
        identity=working_group.meetings,
        owner="meeting_id",
        fixed=frozenset({"project_code"}),
        rules=(no_day_ahead("held_on"),),
        observed="held_on",
    ),
    Kind(
        "attendance",
        working_group.attendance,
        (
            reference("meeting_code", "meetings", "meeting_id", required=True),
            SEAT_NEEDED,
            Field("present", "flag", required=True),
        ),
        key=("meeting_code", "seat_code"),
    ),
    Kind(
        "outputs",
        working_group.outputs,
        (
            CODE,
            PROJECT_NEEDED,
            choice("kind", OUTPUT_KINDS, required=True, labels="output_kind"),
            *NAMES,
            day("delivered_on", required=True),
            PLACE,
            PARTICIPANTS,
        ),
        rules=(no_day_ahead("delivered_on"),),
        observed="delivered_on",
    ),
    Kind(
        "activity_goals",
        working_group.activity_goals,
        (reference("activity_code", "activities", "activity_id", required=True), GOAL_NEEDED),
        key=("activity_code", "goal_code"),
    ),
    Kind(
        "indicator_goals",
        working_group.indicator_goals,
        (reference("indicator_code", "indicators", "indicator_id", required=True), GOAL_NEEDED),
        key=("indicator_code", "goal_code"),
    ),
)
