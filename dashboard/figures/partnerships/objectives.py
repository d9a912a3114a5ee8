"""What serves the objectives of a programme: activities and indicators, each with its state; or nothing.

`frame` is that of `data.partnerships.objectives`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

NOTHING = "nothing"
"""The kind of what serves an objective that nothing serves."""


def objectives_table(frame: DataFrame) -> Table:
    """Give a row for each activity and indicator that serves an objective, and one for an objective without any."""
    columns = [
        Column("goal_code", t("table.code"), "code"),
        Column("objective", t("partnerships.objective"), "text"),
        Column("level", t("project.level"), "text"),
        Column("item_code", t("partnerships.item_code"), "code"),
        Column("kind_code", t("partnerships.item_kind_code"), "code"),
        Column("kind", t("partnerships.item_kind"), "text"),
        Column("item", t("partnerships.item"), "text"),
        Column("state", t("partnerships.item_state_code"), "code"),
        Column("status_word", t("partnerships.item_state"), "text"),
    ]
    found = lists(frame)
    kinds = [kind or NOTHING for kind in found["item_kind"]]
    return Table.of(
        columns,
        found["goal_code"],
        names_in(found),
        [t(f"goal_level.{level}") for level in found["level"]],
        found["item_code"],
        kinds,
        [t(f"partnerships.serves.{kind}") if kind else None for kind in found["item_kind"]],
        [item or None for item in names_in(found, "item")],
        [state or "none" for state in found["state"]],
        [_state(kind, state) for kind, state in zip(kinds, found["state"], strict=True)],
    )


def _state(kind: str, state: str | None) -> str:
    """Give the state of what serves an objective in words; an indicator without a judgement has no data."""
    if kind == NOTHING:
        return t("partnerships.serves.nothing")
    return t(f"st.{state or 'no_data'}") if kind == "indicator" else t(f"partnerships.activity.{state or 'undated'}")


def objectives_finding(table: Table) -> str | None:
    """Say how many of the objectives have something that serves them."""
    if not table.rows:
        return None
    kinds = dict.fromkeys(table.column("goal_code"), NOTHING)
    kinds |= {row[0]: row[4] for row in table.rows if row[4] != NOTHING}
    served = sum(kind != NOTHING for kind in kinds.values())
    return finding("finding.partnerships.objectives", count=formats.whole(served), all=formats.whole(len(kinds)))
