"""How key figures made of registers are explained: those of one project, of one partner, and of their overviews."""

from collections.abc import Mapping

from dashboard.data.explanation.partner_tables import LAST_EVENT, TIES, levels
from dashboard.data.explanation.quality import QUALITY_FIGURES
from dashboard.data.explanation.recipes import IN_TIME, KEY_FIGURES, Recipe, people
from dashboard.data.explanation.register import newest, rows
from dashboard.data.explanation.register_tables import BUDGET, SCORES, one_of

_CHANGED = (levels("twice", "newest_of_each"), levels("twice", "first_of_each"))
_DONE = one_of("count", rows("commitment", "records", TIES, ("due", ""), ("come", ""), ("kept", "")))
_STAFF = one_of("sum", rows("took_part", "staff", TIES, ("held", "")))
_OF_PROJECT: Mapping[str, Recipe] = {
    "days_in_stage": one_of("since", newest("since", "stage")),
    "priority": one_of("weighted", SCORES),
    "unique_people": one_of("sum", people(to_date=True)),
    "contacts": one_of("sum", people("contacts", to_date=True)),
    "spent_share": Recipe("share", (rows("spending", "amount", ("own_currency", "")), BUDGET)),
    "funding_gap": Recipe("lacking", (BUDGET, rows("funding", "amount", ("own_currency", "")))),
    "feedback_in_time": IN_TIME,
}
_OF_PARTNER: Mapping[str, Recipe] = {
    "protocol_days_left": one_of("until", rows("protocol", "left", TIES, ("in_force", ""), ("pick", "most"))),
    "days_since_contact": one_of("since", LAST_EVENT.within((TIES,))),
    "commitments_done": _DONE,
    "staff_trained": _STAFF,
    "capacity_change": Recipe("mean_change", _CHANGED),
    "exchanges": one_of("count", rows("exchange", "records", ("projects", ""), ("held", ""))),
    "feedback_in_time": IN_TIME,
}
_POOL = ("pool", "")
_IN_FORCE = rows("protocol", "records", TIES, ("in_force", ""))
_HIGH = one_of("count", rows("project", "records", _POOL, ("standing", "high")))
_OF_MANY: Mapping[str, Recipe] = {
    "overview.projects_completed": one_of("count", rows("project", "records", ("completed", ""))),
    "overview.high_priority_waiting": _HIGH,
    "overview.protocols_in_force": one_of("count", _IN_FORCE),
    "overview.indicators_on_track": one_of("count", rows("indicator", "records", ("judged", "good"))),
    "overview.time_elapsed": KEY_FIGURES["timeline.elapsed"],
    "overview.budget_spent": KEY_FIGURES["timeline.spent_share"],
    "projects.in_pool": one_of("count", rows("project", "records", _POOL, ("standing", "in_pool"))),
    "projects.running": one_of("count", rows("project", "records", _POOL, ("standing", "running"))),
    "projects.high_priority_waiting": _HIGH,
    "projects.median_days_in_stage": one_of("middle", rows("stage", "stay", _POOL, ("open", ""))),
    "projects.spent_share": Recipe("money", (rows("spending", "amount", _POOL), rows("project", "budget", _POOL))),
    "projects.funding_gap": one_of("money", rows("project", "lacking", _POOL, ("standing", "planned"))),
    "partnerships.in_force": one_of("count", _IN_FORCE),
    "partnerships.ending_90_days": one_of("count", _IN_FORCE.within((("ending", ""),))),
    "partnerships.commitments_done": _DONE,
    "partnerships.staff_trained": _STAFF,
    "partnerships.capacity_change": Recipe("middle_change", _CHANGED),
    "partnerships.seats_filled": one_of(
        "count", rows("seat_term", "records", ("projects", ""), ("filled", ""), ("pick", "newest_of_each"))
    ),
}
ABOUT: Mapping[str, str] = {
    **{f"project.{name}": "project" for name in _OF_PROJECT},
    **{f"partner.{name}": "organisation" for name in _OF_PARTNER},
    "partner.feedback_in_time": "partner_place",
}
"""What the code in the path of a page is a condition of, by the key figure; see `ExplainedTable.about`."""
EVERY_FIGURE: Mapping[str, Recipe] = {
    **KEY_FIGURES,
    **_OF_MANY,
    **QUALITY_FIGURES,
    **{f"project.{name}": recipe for name, recipe in _OF_PROJECT.items()},
    **{f"partner.{name}": recipe for name, recipe in _OF_PARTNER.items()},
}
"""Every key figure that can be explained, by its id."""
