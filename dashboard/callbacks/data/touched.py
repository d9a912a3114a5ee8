"""Which pages show figures that are made of the rows of each KIND."""

from collections.abc import Iterable, Mapping

from dashboard.i18n import t

_OVERVIEW, _PEOPLE, _POOL = "nav.overview", "nav.people_reached", "nav.project_pool"
_PARTNERS, _FEEDBACK, _TIMELINE = "nav.municipal_partnerships", "nav.feedback", "nav.timeline"
_EVERY = (_OVERVIEW, _PEOPLE, _POOL, _PARTNERS, _FEEDBACK, _TIMELINE)
_OF_PROJECTS = (_OVERVIEW, _POOL, _TIMELINE)
_OF_POOL = dict.fromkeys(
    ("goals", "project_goals", "stages", "stage_limits", "criteria", "anchors", "scores", "project_partners"),
    (_OVERVIEW, _POOL),
)
_OF_MONEY = dict.fromkeys(("spending", "funding", "documents", "rates"), _OF_PROJECTS)
_OF_GRANTS = dict.fromkeys(
    ("amendments", "milestones", "indicators", "targets", "results", "ratings", "target_revisions", "comments"),
    (_OVERVIEW, _TIMELINE),
)
_OF_PARTNERS = dict.fromkeys(
    (
        *("partnerships", "protocols", "partnership_steps", "partner_contacts", "commitments", "capacity"),
        *("joint_activities", "joint_activity_partners", "exchanges", "institution_groups", "seats", "seat_terms"),
        *("meetings", "attendance", "outputs", "activity_goals", "indicator_goals"),
    ),
    (_OVERVIEW, _PARTNERS),
)
_OF_FEEDBACK = dict.fromkeys(("feedback_categories", "response_limits", "feedback"), (_OVERVIEW, _FEEDBACK))
_OWN = {"activities": (_OVERVIEW, _PEOPLE, _POOL), "activity_kinds": (_PEOPLE, _PARTNERS)}
PAGES: Mapping[str, tuple[str, ...]] = {**_OF_POOL, **_OF_MONEY, **_OF_GRANTS, **_OF_PARTNERS, **_OF_FEEDBACK, **_OWN}
"""Message keys of the pages by KIND; what every page shows (places, projects, people reached) is not in it."""


def pages_of(kinds: Iterable[str]) -> str:
    """Name the pages whose figures rows of some KINDs may change, in the order of the menu."""
    found = {page for kind in kinds for page in PAGES.get(kind, _EVERY)}
    return ", ".join(t(page) for page in _EVERY if page in found)
