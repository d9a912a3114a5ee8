"""What the two forms of a results framework share: its rows, the words of its cells, and how high they stand."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from dashboard import formats
from dashboard.export.report.laying import absent
from dashboard.export.report.model import Grid
from dashboard.export.report.xlsx_look import PERCENT_SIGN, Look, Place, looking, merged, put, write_text
from dashboard.export.timeline_cells import PERCENTAGE, number
from dashboard.export.timeline_framework import group_of
from dashboard.figures import theme
from dashboard.i18n import t

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Any]


def rows_of(grid: Grid) -> list[Row]:
    """Give the indicators of a results framework by the keys of its columns."""
    keys = [column.key for column in grid.table.columns]
    return [dict(zip(keys, row, strict=True)) for row in grid.table.rows]


def groups_of(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Give the indicators of each level and component in the order of the framework."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(group_of(row), []).append(row)
    return found


def put_value(sheet: "Worksheet", look: Callable[..., Any], at: Place, row: Row, name: str) -> None:
    """Write a value of an indicator as a number, or the sign and word of why there is none."""
    if row[f"{name}_state"] == "value":
        kind = PERCENT_SIGN if row["measure"] == PERCENTAGE else "number"
        put(sheet, looking(look, bold=True, align="center"), at, row[name], kind)
    else:
        write_text(sheet, at, absent(row[f"{name}_state"]), looking(look, align="center", font_color=theme.MUTED))


def who(row: Row) -> list[str]:
    """Say which indicator it is: code, unit and direction, what is special about it, and its definition."""
    told = [" · ".join(filter(None, (row["code"], row["unit"], row["direction"])))]
    told += [t("framework.co_financed")] if row["co_financed"] else []
    return told + ([row["definition"]] if row["definition"] else [])


def write_who(sheet: "Worksheet", look: Look, first: Place, last: Place, row: Row) -> None:
    """Write the name of an indicator in strong letters with what it is beneath, in one cell over its rows."""
    merged(sheet, first, last, "", look.boxed)
    strong, plain = look.of(bold=True, font_color=theme.INK), look.of(font_color=theme.MUTED, font_size=9)
    rest = "\n".join(who(row))
    sheet.write_rich_string(*first, strong, row["name"], plain, f"\n{rest}", look.boxed())


def said(row: Row, name: str) -> str:
    """Give what is said of a value besides: its comment, gaps, the open period, or the target before its revision."""
    told = [row[f"{name}_comment"]]
    if name == "current" and row["gaps"]:
        told.append(t("framework.gaps_of", count=formats.whole(row["gaps"])))
    if name == "current" and row["open_state"] == "value":
        told.append(t("framework.open_value", value=number(row, row["open"]), day=formats.day(row["open_on"])))
    if name == "target" and row["revised_on"]:
        told.append(f"{t('framework.original_target')}: {number(row, row['original_target'])}")
        told.append(t("framework.revised", day=formats.day(row["revised_on"]), reason=row["revision_reason"]))
    return "\n".join(filter(None, told))


def manager_said(row: Row) -> str:
    """Give the manager's latest comment with its period and office."""
    if not row["comment"]:
        return ""
    by = row["comment_by"] or formats.MISSING
    return f"{row['comment']}\n{t('framework.comment_about', period=row['comment_period'], by=by)}"
