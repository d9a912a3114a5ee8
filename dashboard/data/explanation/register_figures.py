"""How key figures made of registers are explained: those of one project, of one partner, and of their overviews."""

from collections.abc import Mapping

from dashboard.data.explanation.recipes import IN_TIME, KEY_FIGURES, How, Ingredient, Recipe, people
from dashboard.data.explanation.register import newest, rows
from dashboard.data.explanation.register_tables import BUDGET, SCORES, TIES, levels


def _one(how: How, of: Ingredient) -> Recipe:
    """Give a figure of one ingredient."""
    return Recipe(how, (of,))


LAST_EVENT = newest(
    "since",
    *("step", "protocol", "contact", "took_part", "kept", "assessment", "exchange"),
    only=(("but", "step"),),
)
"""The last that happened with a partnership, on whatever step it stands."""
_CHANGED = (levels("twice", "newest_of_each"), levels("twice", "first_of_each"))
_DONE = _one("count", rows("commitment", "records", TIES, ("due", ""), ("come", ""), ("kept", "")))
_STAFF = _one("sum", rows("took_part", "staff", TIES, ("held", "")))
_OF_PROJECT: Mapping[str, Recipe] = {
    "days_in_stage": _one("since", newest("since", "stage")),
    "priority": _one("weighted", SCORES),
    "unique_people": _one("sum", people(to_date=True)),
    "contacts": _one("sum", people("contacts", to_date=True)),
    "spent_share": Recipe("share", (rows("spending", "amount", ("own_currency", "")), BUDGET)),
    "funding_gap": Recipe("lacking", (BUDGET, rows("funding", "amount", ("own_currency", "")))),
    "feedback_in_time": IN_TIME,
}
_OF_PARTNER: Mapping[str, Recipe] = {
    "protocol_days_left": _one("until", rows("protocol", "left", TIES, ("in_force", ""), ("pick", "most"))),
    "days_since_contact": _one("since", LAST_EVENT.within((TIES,))),
    "commitments_done": _DONE,
    "staff_trained": _STAFF,
    "capacity_change": Recipe("change", _CHANGED),
    "exchanges": _one("count", rows("exchange", "records", ("projects", ""), ("held", ""))),
    "feedback_in_time": IN_TIME,
}
ABOUT: Mapping[str, str] = {
    **{f"project.{name}": "project" for name in _OF_PROJECT},
    **{f"partner.{name}": "organisation" for name in _OF_PARTNER},
    "partner.feedback_in_time": "partner_place",
}
"""What the code in the path of a page is a condition of, by the key figure; see `ExplainedTable.about`."""
EVERY_FIGURE: Mapping[str, Recipe] = {
    **KEY_FIGURES,
    **{f"project.{name}": recipe for name, recipe in _OF_PROJECT.items()},
    **{f"partner.{name}": recipe for name, recipe in _OF_PARTNER.items()},
}
"""Every key figure that can be explained, by its id."""
