"""Which rows of each table a page reads: every table of the schema, classified by hand.

This is the second wall. Questions choose rows by themselves; where one forgets to, PostgreSQL shows a funder no foreign
row all the same. Policies read the scope that `engine.reading` sets inside the transaction:

    *, programme:A,B   who works inside: every row; programmes are chosen by the questions
    grant:G1,G2        a funder: rows of these grants and of the projects they pay, in all versions
    anything else      no row, and never an error

People reached, what they say and work with partners belong to a project and a day: of them a funder is shown the days
that any version gives an own grant in the project, questions narrow them to the version released. Every other row of an
own project is shown whatever its day, for the reason that stands beside it. A new table needs a line in `ROWS`, or
tests refuse it.
"""

from dataclasses import dataclass
from typing import Final

from dashboard.data.cubes import Slice
from dashboard.data.row_functions import OWN_DAYS, OWN_SPANS, point
from dashboard.data.schema.doors import DOORS


@dataclass(frozen=True, slots=True)
class Rows:
    """What of a table is shown: `own` is the condition, in SQL, for the rows of a funder; `false` is none."""

    own: str


EVERYBODY: Final = None
"""Words, places, limits and versions: the same for all, without a policy."""
NO_PAGE: Final = "no page"
"""No question of a page reads the table: the roles that read have no right to it, see `roles.UNREAD`."""
HEARD: Final = "heard"
"""What people said: the listener's alone, without a condition; see `row_policies`."""

_INSIDE = Rows("false")
_PROJECT = Rows("project_id in (select own_projects())")
_GRANT = Rows("grant_id in (select own_grants())")
_TIED = Rows(f"{_GRANT.own} or grant_id is null and {_PROJECT.own}")
"""A row that names its grant is that grant's; else it is its project's."""
_PROGRAMME = Rows("programme_id in (select own_programmes())")
_PARTNERSHIP = Rows("partnership_id in (select own_partnerships())")
_INDICATOR = Rows("indicator_id in (select own_indicators())")

_NEVER_SENSITIVE = "(source_id, key_hash) not in (select source, case_hash from sensitive_cases())"


def _days(day: str) -> str:
    """Give the condition for rows whose day is one of an own grant's in the project; it is asked once a statement."""
    return f"(select {OWN_DAYS}()) @> {point('project_id', day)}"


def _days_of(parent: str, day: str) -> Rows:
    """Give the condition for details of what is in a project, by their day."""
    named = f"{parent}.id = {'meeting_id' if parent == 'meetings' else 'joint_activity_id'}"
    return Rows(f"exists (select from {parent} where {named} and {_days(day)})")


def _spans() -> str:
    """Give the condition for cells of own projects whose span holds such a day; each segment has cells of one span."""
    return " or ".join(
        f"segment in (select segment from segments where span = {span:d})"  # noqa: S608 - a number and a fixed name.
        f" and (select {own}()) @> {point('slice_id', 'starts_on')}"
        for span, own in OWN_SPANS.items()
    )


def _of(parent: str) -> Rows:
    """Give the rows whose row in another table is shown; the policies of that table choose them."""
    return Rows(f"{parent.removesuffix('s')}_id in (select id from {parent})")  # noqa: S608 - names of our own tables.


ROWS: Final[dict[str, Rows | str | None]] = {
    # The same for all.
    **dict.fromkeys(("versions", "places", "place_details", "activity_kinds", "activity_kind_details"), EVERYBODY),
    **dict.fromkeys(("feedback_categories", "feedback_category_details", "response_limits"), EVERYBODY),
    **dict.fromkeys(("stage_limits", "rates"), EVERYBODY),
    # Nobody's but those who work inside: what was loaded and by whom, and how projects were judged against each other.
    **dict.fromkeys(("sources", "loads", "load_rows", "attempts", "column_maps"), _INSIDE),
    **dict.fromkeys(("criteria", "criterion_details", "criterion_anchors", "scores"), _INSIDE),
    # Read by no page, or by the list of feedback alone.
    **dict.fromkeys(("accounts", "account_programmes", "account_grants", "account_rights", "sessions"), NO_PAGE),
    **dict.fromkeys(("sign_in_attempts", "audit", "basket_items", "calendar_keys"), NO_PAGE),
    **dict.fromkeys(("uploads", "upload_parts", "erasures", "erased_cases", *DOORS.values()), NO_PAGE),
    "feedback_texts": HEARD,
    # By programme: those of the own grants and of the projects they pay.
    "programmes": Rows("id in (select own_programmes())"),
    **dict.fromkeys(("programme_details", "subprogrammes", "goals"), _PROGRAMME),
    "subprogramme_details": _of("subprogrammes"),
    "goal_details": _of("goals"),
    # By grant.
    "grants": Rows("id in (select own_grants())"),
    **dict.fromkeys(("grant_details", "amendments", "ratings", "releases", "locks"), _GRANT),
    # A grant's own money, deadlines and papers are its own before its first day and after its last: money is secured
    # before, reports and final payments come due after.
    **dict.fromkeys(("milestones", "spending", "funding", "documents", "indicator_details"), _TIED),
    # By project: what it is, whatever the day.
    "projects": Rows("id in (select own_projects())"),
    **dict.fromkeys(("project_details", "project_goals", "project_grants", "project_partners"), _PROJECT),
    # A project stands in the stage that it entered last, mostly before anybody paid for it.
    "stage_changes": _PROJECT,
    # Its plan, which is shown from its beginning to its end: a bar that was cut at a grant's days would be a false one.
    "activities": _PROJECT,
    # A seat that was filled before the grant began counts among those filled.
    "institution_groups": _PROJECT,
    # A meeting's code, a joint activity's project: the days are in the details.
    "meetings": _PROJECT,
    # By project and day: work with partners on the days of an own grant.
    "exchanges": Rows(_days("held_on")),
    "outputs": Rows(_days("delivered_on")),
    "meeting_details": _days_of("meetings", "held_on"),
    "attendance": Rows("meeting_id in (select meeting_id from meeting_details)"),
    "joint_activity_details": _days_of("joint_activities", "coalesce(held_on, planned_on)"),
    # So is each person reached, or a case of one.
    "reach": Rows(_days("date")),
    # A case that was ever sensitive is no funder's, whichever project its row stands under.
    "feedback": Rows(f"{_days('received_on')} and {_NEVER_SENSITIVE}"),
    # Sums of own projects over a span that holds such a day; those over a programme or everything hold foreign rows.
    "reach_cells": Rows(_spans()),
    # Which spans there are: no number stands in it.
    "segments": Rows(f"slice_kind = {Slice.PROJECT:d} and exists (select own_projects())"),
    **dict.fromkeys(("feedback_cells", "segment_batches"), _INSIDE),
    **dict.fromkeys(("activity_details", "activity_goals"), Rows("activity_id in (select id from activities)")),
    "institution_group_details": _of("institution_groups"),
    "seats": _of("institution_groups"),
    **dict.fromkeys(("seat_details", "seat_terms"), _of("seats")),
    # By indicator: those of the own grants, and of their projects where they name no grant.
    "indicators": Rows("id in (select own_indicators())"),
    # Progress is measured from the baseline on, and a result to date holds what was before.
    **dict.fromkeys(("targets", "results", "target_revisions", "indicator_comments"), _INDICATOR),
    "indicator_goals": _INDICATOR,
    # By partnership: those whose grant is an own one, from the first contact on; a joint activity is its project's too.
    "organisations": Rows("id in (select own_organisations())"),
    "organisation_details": Rows("organisation_id in (select own_organisations())"),
    "partnerships": Rows("id in (select own_partnerships())"),
    **dict.fromkeys(("partnership_details", "partnership_steps", "partner_contacts"), _PARTNERSHIP),
    **dict.fromkeys(("protocols", "commitments", "capacity", "joint_activity_partners"), _PARTNERSHIP),
    "joint_activities": Rows(
        f"{_PROJECT.own} or id in (select joint_activity_id from joint_activity_partners)"  # noqa: S608 - fixed names.
    ),
}
"""For every table of the schema what is shown of it."""
