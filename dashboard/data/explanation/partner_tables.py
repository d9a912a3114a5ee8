"""How the cells of tables about partnerships are explained: by the rows of their registers."""

from collections.abc import Mapping

from dashboard.data.explanation.recipes import Condition, Ingredient, Recipe
from dashboard.data.explanation.register import newest, rows
from dashboard.data.explanation.register_tables import PICKED, one_of
from dashboard.data.explanation.table import Dimension, ExplainedTable
from dashboard.data.loading.partnership_kinds import AREAS

TIES: Condition = ("partnerships", "")
"""Rows of the partnerships in view."""
_FIRST = Ingredient("records", "since", (("pick", "first"),), tables=("step", "protocol", "took_part"))
LAST_EVENT = newest(
    "since",
    *("step", "protocol", "contact", "took_part", "kept", "assessment", "exchange"),
    only=(("but", "step"),),
)
"""The last that happened with a partnership, on whatever step it stands."""
_HELD: Condition = ("held", "")
_FIRST_LEVEL = rows("assessment", "level", ("level", ""), ("but", "assessed"), ("to_assessed", ""), ("pick", "first"))
"""The earliest level up to the day of an assessment."""
_DELIVERED: tuple[Condition, ...] = (("projects", ""), ("places", ""), _HELD)


_FILLED = rows("seat_term", "records", PICKED)
_PLANNED = rows("planned", "records", ("working", ""), ("in_period", ""))


def levels(*picks: str, measure: str = "level") -> Ingredient:
    """Give the levels of the partnerships in view, as many of each as are picked."""
    return Ingredient(
        "records", measure, (TIES, ("level", ""), *(("pick", one) for one in picks)), tables=("assessment",)
    )


def _joint(column: str) -> Recipe | None:
    """Give what a column of one quarter is made of."""
    year, _, number = column.partition("-Q")
    if not number.isdecimal():
        return None
    return one_of("count", rows("joint", "records", TIES, ("quarter", f"{year}-{int(number) * 3 - 2:02d}-01"), _HELD))


_COUNTED = {
    state: one_of("count", rows("commitment", "records", TIES, ("due", ""), ("state", state)))
    for state in ("done", "done_late", "overdue", "open")
}
PARTNER_TABLES: Mapping[str, ExplainedTable] = {
    "partnerships.steps": ExplainedTable(
        (Dimension("code", "partnership"),),
        {"days_in_step": one_of("since", _FIRST), "days_since": one_of("since", LAST_EVENT)},
        also=(Dimension("step", "step"),),
    ),
    "partnerships.protocols": ExplainedTable(
        (Dimension("code", "partnership"), Dimension("reference", "reference")),
        {"days_left": one_of("until", rows("protocol", "left"))},
    ),
    "partnerships.commitments": ExplainedTable(
        (Dimension("organisation_code", "organisation"),),
        {**_COUNTED, "total": one_of("count", rows("commitment", "records", TIES, ("due", "")))},
    ),
    "partnerships.commitment_list": ExplainedTable(
        (Dimension("code", "commitment"),), {"days": one_of("between", rows("commitment", "late"))}
    ),
    "partnerships.capacity_by_area": ExplainedTable(
        (Dimension("area", "area"),),
        {
            "before": one_of("mean", levels("twice", "first_of_each")),
            "after": one_of("mean", levels("twice", "newest_of_each")),
            "partners": one_of("count", levels("twice", "newest_of_each", measure="records")),
            "assessed": one_of("count", levels("newest_of_each", measure="records")),
        },
    ),
    "partnerships.capacity_over_time": ExplainedTable(
        (Dimension("quarter", "by"), Dimension("area", "area")),
        {
            "level": one_of("mean", levels("newest_of_each")),
            "partners": one_of("count", levels("newest_of_each", measure="records")),
        },
    ),
    "partnerships.map": ExplainedTable(
        (Dimension("place_code", "spot"),),
        {
            "partners": one_of("count", rows("partner", "records", TIES, PICKED)),
            **{
                state: one_of("count", rows("partner", "records", TIES, ("standing", state), PICKED))
                for state in ("in_force", "dormant")
            },
        },
    ),
    "partnerships.attendance": ExplainedTable(
        (Dimension("meeting_code", "meeting"),),
        {
            "filled": one_of("count", _FILLED),
            "present": one_of("count", rows("attended")),
            "share": Recipe("share", (rows("attended"), _FILLED)),
        },
    ),
    "partnerships.working_kinds": ExplainedTable(
        (Dimension("kind_code", "activity_kind"),),
        {"planned": one_of("count", _PLANNED), "done": one_of("count", _PLANNED.within((("done", ""),)))},
    ),
    "partnerships.joint_activities": ExplainedTable(
        (Dimension("kind_code", "activity_kind"),),
        {"total": one_of("count", rows("joint", "records", TIES, _HELD))},
        named=_joint,
    ),
    "partnerships.exchanges": ExplainedTable(
        (Dimension("teacher_code", "teacher"), Dimension("learner_code", "learner")),
        {
            "exchanges": one_of("count", rows("exchange", "records", ("projects", ""), _HELD)),
            "participants": one_of("sum", rows("exchange", "participants", ("projects", ""), _HELD)),
        },
    ),
    "partnerships.outputs": ExplainedTable(
        (Dimension("quarter", "quarter"), Dimension("kind_code", "kind")),
        {
            "outputs": one_of("count", rows("output", "records", *_DELIVERED)),
            "participants": one_of("sum", rows("output", "participants", *_DELIVERED)),
        },
    ),
    "partner.steps": ExplainedTable(
        (
            Dimension("step_code", "step"),
            Dimension("partnership", "partnership"),
            Dimension("status"),
        ),
        {"days": one_of("since", _FIRST)},
        unless=frozenset({"skipped", "ahead"}),
    ),
    "partner.protocols": ExplainedTable(
        (Dimension("reference", "reference"), Dimension("signed_on", "signed")),
        {"days_left": one_of("until", rows("protocol", "left"))},
        about="organisation",
    ),
    "partner.capacity": ExplainedTable(
        (
            Dimension("area_code", "area"),
            Dimension("assessed_on", "assessed"),
            Dimension("partnership", "partnership"),
        ),
        {
            "level": one_of("value", rows("assessment", "level")),
            "first": one_of("value", _FIRST_LEVEL),
            "change": Recipe("beyond", (rows("assessment", "level"), _FIRST_LEVEL)),
        },
    ),
    "partner.commitments": ExplainedTable(
        (Dimension("code", "commitment"),), {"days": one_of("between", rows("commitment", "late"))}
    ),
    "partner.joint_activities": ExplainedTable(
        (Dimension("code", "activity"),),
        {
            "staff_trained": one_of("sum", rows("took_part", "staff")),
            "participants": one_of("value", rows("joint", "participants")),
        },
        about="organisation",
    ),
    "partner.exchange_list": ExplainedTable(
        (
            Dimension("other_code", "other"),
            Dimension("held_on", "held_on"),
            Dimension("direction", "direction", ("taught", "learned"), "exchange_direction"),
            Dimension("area", "area", AREAS, "capacity_area"),
        ),
        {"participants": one_of("sum", rows("exchange", "participants"))},
        about="organisation",
    ),
}
