"""The list of what needs somebody: late milestones, indicators behind plan, data out of date.

`late` is the answer of `data.overview.late_milestones`, `stale` that of `data.freshness`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from dashboard.figures.findings import finding
from dashboard.figures.overview.judged import Judged
from dashboard.figures.table import Column, Table
from dashboard.i18n import choose, t

MOST_EXCEPTIONS = 10


class Late(Protocol):
    """A milestone that is due and not done; see `data.overview.LateMilestone`."""

    code: str
    names: dict[str, str | None]
    due_on: date
    days: int
    grant: str | None


def exceptions_table(late: Iterable[Late], judged: Iterable[Judged], stale: Iterable[tuple[str, int]]) -> Table:
    """Give at most ten things that need somebody: late milestones, indicators off track, sources out of date.

    The hidden first cell says where the row leads: `grant:<code>`, `indicator:<code>` or `source:<KIND>`.
    """
    columns = (
        Column("leads_to", t("table.code"), "code"),
        Column("what", t("overview.what"), "text"),
        Column("kind", t("overview.why"), "text"),
        Column("due_on", t("tl.due"), "day"),
        Column("days", t("overview.days_late")),
    )
    rows: list[tuple[object, ...]] = [
        (f"grant:{m.grant or ''}", choose(m.names), t("overview.late_milestone"), m.due_on, m.days) for m in late
    ]
    behind = [one for one in judged if one.standing.status == "off_track"]
    rows += [
        (f"indicator:{one.code}", choose(one.names), t("overview.off_track_indicator"), None, None) for one in behind
    ]
    rows += [(f"source:{kind}", t(f"kind.{kind}"), t("overview.stale_source"), None, days) for kind, days in stale]
    return Table(columns, tuple(rows[:MOST_EXCEPTIONS]))


def exceptions_finding(table: Table) -> str | None:
    """Say how many things need somebody; the list itself ends at ten."""
    if not table.rows:
        return None
    return finding("finding.overview.exceptions", count=str(len(table.rows)))
