"""Where each partnership is stuck: its seven steps with their days, and how long it has been silent.

`frame` is that of `data.partnerships.steps`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

STEPS = ("contact", "letter_of_intent", "protocol", "joint_plan", "joint_activities", "review", "sustained")
"""The steps of a partnership in their order."""
LAST = STEPS[-1]
"""Who has come so far waits for nothing more."""
DORMANT = "dormant"


def steps_table(frame: DataFrame) -> Table:
    """Give a row for each partnership in the order of the frame: the day of each step, and when it last stirred.

    A step without a day was skipped where a later one has a day, and else is not reached yet.
    """
    columns = (
        Column("organisation_code", t("table.code"), "code"),
        Column("name", t("partnerships.partner"), "text"),
        Column("status", t("table.code"), "code"),
        Column("status_word", t("partnerships.protocol"), "text"),
        Column("dormant", t("table.code"), "code"),
        Column("dormant_word", t("partnerships.activity"), "text"),
        *(Column(step, t(f"partnership_step.{step}"), "step") for step in STEPS),
        Column("days_since", t("partnerships.days_since")),
        Column("days_in_step", t("partnerships.days_in_step")),
        Column("step", t("table.code"), "code"),
        Column("step_word", t("partnerships.furthest_step"), "text"),
        Column("since", t("partnerships.since"), "day"),
        Column("last_event", t("partnerships.last_event"), "day"),
        Column("programme", t("filter.programme"), "text"),
        Column("code", t("partnerships.code"), "text"),
    )
    found = lists(frame)
    dormant = [DORMANT if asleep else "" for asleep in found["dormant"]]
    return Table.of(
        columns,
        found["organisation_code"],
        names_in(found),
        found["status"],
        [t(f"partnership_status.{status}") for status in found["status"]],
        dormant,
        [t("partnerships.dormant" if asleep else "partnerships.awake") for asleep in dormant],
        *(found[step] for step in STEPS),
        found["days_since"],
        found["days_in_step"],
        found["step"],
        [t(f"partnership_step.{step}") if step else None for step in found["step"]],
        found["since"],
        found["last_event"],
        names_in(found, "programme"),
        found["code"],
    )


def steps_finding(table: Table) -> str | None:
    """Name the step on which most partnerships stand, and how many; those that are sustained are not stuck."""
    stuck = [step for step in table.column("step") if step and step != LAST]
    if not stuck:
        return None
    most = max(STEPS, key=stuck.count)
    words = {"count": formats.whole(stuck.count(most)), "all": formats.whole(len(table.rows))}
    return finding("finding.partnerships.stuck", step=t(f"partnership_step.{most}"), **words)


def steps_rest(table: Table) -> str:
    """Say what the signs of the steps mean, and how many partnerships are dormant."""
    return t("partnerships.signs", dormant=formats.whole(sum(map(bool, table.column("dormant")))))
