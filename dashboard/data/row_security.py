"""Which rows of each table a page reads: every table of the schema, classified by hand.

This is the second wall. Questions choose rows by themselves; where one forgets to, PostgreSQL shows a funder no foreign
row all the same. Policies read the scope that `engine.reading` sets inside the transaction:

    *, programme:A,B   who works inside: every row; programmes are chosen by the questions
    grant:G1,G2        a funder: rows of these grants and of the projects they pay, in all versions
    anything else      no row, and never an error

A scope of a grant is wider here than in figures: days are not looked at, because a row of a project that lies outside
the grant's days is told from others by `data/privacy/` alone. A new table needs a line in `ROWS`, or tests refuse it.
"""

from dataclasses import dataclass
from typing import Final

from dashboard.data.cubes import Slice
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
    **dict.fromkeys(("milestones", "spending", "funding", "documents", "indicator_details"), _TIED),
    # By project.
    "projects": Rows("id in (select own_projects())"),
    **dict.fromkeys(("project_details", "project_goals", "project_grants", "project_partners"), _PROJECT),
    **dict.fromkeys(("stage_changes", "activities", "exchanges", "outputs", "meetings"), _PROJECT),
    **dict.fromkeys(("institution_groups", "reach"), _PROJECT),
    **dict.fromkeys(("activity_details", "activity_goals"), Rows("activity_id in (select id from activities)")),
    "institution_group_details": _of("institution_groups"),
    "seats": _of("institution_groups"),
    **dict.fromkeys(("seat_details", "seat_terms"), _of("seats")),
    **dict.fromkeys(("meeting_details", "attendance"), _of("meetings")),
    # By indicator: those of the own grants, and of their projects where they name no grant.
    "indicators": Rows("id in (select own_indicators())"),
    **dict.fromkeys(("targets", "results", "target_revisions", "indicator_comments"), _INDICATOR),
    "indicator_goals": _INDICATOR,
    # By partnership: those whose grant is an own one; a joint activity is also its project's.
    "organisations": Rows("id in (select own_organisations())"),
    "organisation_details": Rows("organisation_id in (select own_organisations())"),
    "partnerships": Rows("id in (select own_partnerships())"),
    **dict.fromkeys(("partnership_details", "partnership_steps", "partner_contacts"), _PARTNERSHIP),
    **dict.fromkeys(("protocols", "commitments", "capacity", "joint_activity_partners"), _PARTNERSHIP),
    "joint_activities": Rows(
        f"{_PROJECT.own} or id in (select joint_activity_id from joint_activity_partners)"  # noqa: S608 - fixed names.
    ),
    "joint_activity_details": Rows("joint_activity_id in (select id from joint_activities)"),
    # A case that was ever sensitive is no funder's, whichever project its row stands under.
    "feedback": Rows(
        f"{_PROJECT.own} and (source_id, key_hash) not in (select source, case_hash from sensitive_cases())"  # noqa: S608 - fixed names.
    ),
    # Rollups: the slices of own projects; sums over a programme or over everything hold foreign rows.
    "segments": Rows(f"slice_kind = {Slice.PROJECT:d} and exists (select own_projects())"),
    "reach_cells": Rows("slice_id in (select own_projects()) and segment in (select segment from segments)"),
    **dict.fromkeys(("feedback_cells", "segment_batches"), _INSIDE),
}
"""For every table of the schema what is shown of it."""
