"""How long open cases have been open, by type; which of them are late stands above their column.

`frame` is that of `data.feedback.open_by_age`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.feedback import by_type
from dashboard.figures.findings import finding
from dashboard.figures.lettering import in_lines
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

_DASH = "\u2013"


def ageing_table(frame: DataFrame) -> Table:
    """Give the open cases of each age by type, in all, and those of them that are late; no rows where none is open."""
    cells = lists(frame)
    types = by_type.in_order(cells["type"])
    columns = (
        Column("bucket", t("table.code"), "code"),
        Column("name", t("feedback.days_open"), "text"),
        *by_type.type_columns(types),
        Column("total", t("table.total")),
        Column("late", t("feedback.late")),
    )
    rows: dict[str, dict[str, int]] = {}
    late: dict[str, int] = {}
    for bucket, one, cases, passed in zip(*(cells[key] for key in ("bucket", "type", "cases", "late")), strict=True):
        rows.setdefault(bucket, {})[one] = cases
        late[bucket] = late.get(bucket, 0) + passed
    counted = ((bucket, [found.get(one, 0) for one in types]) for bucket, found in rows.items())
    return Table(columns, tuple((bucket, age(bucket), *cases, sum(cases), late[bucket]) for bucket, cases in counted))


def age(bucket: str) -> str:
    """Write an age in days: from one day to another, or from one day on."""
    return bucket.replace("-", _DASH)


def ageing(table: Table) -> theme.Figure:
    """Draw a column an age, stacked by type, its number and how many are late above it."""
    names = table.column("name")
    sums = zip(names, table.column("total"), table.column("late"), strict=True)
    return by_type.stacked(
        by_type.series_of(table),
        names,
        "%{x}",
        xaxis={"type": "category", "tickangle": 0, "title": {"text": t("feedback.days_open")}},
        yaxis=theme.count_axis(max(table.column("total"), default=0)),
        annotations=[_above(name, total, late) for name, total, late in sums if total],
    )


def _above(name: str, total: int, late: int) -> theme.Part:
    """Give what stands above a column."""
    told = [formats.whole(total)]
    if late:
        told.insert(0, t("feedback.late_of_column", count=formats.whole(late)))
    place = {"x": name, "y": total, "yanchor": "bottom", "showarrow": False}
    return {**place, "text": in_lines(*told), "font": {"color": theme.INK, "size": 12}}


def ageing_finding(table: Table) -> str | None:
    """Say how many of the open cases are late."""
    total, late = int(table.total("total")), int(table.total("late"))
    if not total:
        return None
    if not late:
        return finding("finding.feedback.none_late", count=formats.whole(total))
    return finding("finding.feedback.late", count=formats.whole(late), all=formats.whole(total))
