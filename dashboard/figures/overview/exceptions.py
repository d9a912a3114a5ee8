"""The list of what needs somebody: what is late or stuck, ends or lies dormant, is behind plan or out of date.

`late` is the answer of `data.overview.late_milestones`, `expiring` and `dormant` those of `expiring` and
`dormant_partners` of `data.partnerships`, `stuck` that of `data.projects.days_in_stage`, `stale` that of
`data.freshness`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any, Protocol

from pandas import DataFrame

from dashboard.figures.findings import finding
from dashboard.figures.overview.judged import Judged
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import choose, t

MOST_EXCEPTIONS = 10
Row = tuple[Any, ...]


class Late(Protocol):
    """A milestone that is due and not done; see `data.overview.LateMilestone`."""

    code: str
    names: dict[str, str | None]
    due_on: date
    days: int
    grant: str | None


def exceptions_table(
    late: Iterable[Late],
    expiring: DataFrame,
    stuck: DataFrame,
    judged: Iterable[Judged],
    dormant: DataFrame,
    stale: Iterable[tuple[str, int]],
) -> Table:
    """Give at most ten things that need somebody; every sort has its share of them, so that none hides the others.

    The hidden first cell says where the row leads: `grant:<code>`, `partner:<code>`, `project:<code>`,
    `indicator:<code>` or `source:<KIND>`.
    """
    columns = (
        Column("leads_to", t("table.code"), "code"),
        Column("what", t("overview.what"), "text"),
        Column("kind", t("overview.why"), "text"),
        Column("due_on", t("tl.due"), "day"),
        Column("days", t("overview.days_late")),
    )
    milestones: list[Row] = [
        (f"grant:{m.grant or ''}", choose(m.names), t("overview.late_milestone"), m.due_on, m.days) for m in late
    ]
    behind: list[Row] = [
        (f"indicator:{one.code}", choose(one.names), t("overview.off_track_indicator"), None, None)
        for one in judged
        if one.standing.status == "off_track"
    ]
    old: list[Row] = [
        (f"source:{kind}", t(f"kind.{kind}"), t("overview.stale_source"), None, days) for kind, days in stale
    ]
    sorts = [milestones, _ending(expiring), _beyond_limit(stuck), behind, _asleep(dormant), old]
    return Table(columns, tuple(_shared(sorts)))


def _ending(expiring: DataFrame) -> list[Row]:
    """Give the protocols that end soon and are followed by none, with their last day; none of them is late yet."""
    found = lists(expiring)
    word = t("overview.expiring_protocol")
    rows = zip(found["organisation_code"], names_in(found), found["expires_on"], strict=True)
    return [(f"partner:{code}", name, word, day, None) for code, name, day in rows]


def _beyond_limit(stuck: DataFrame) -> list[Row]:
    """Give the projects that are beyond the limit of their stage, and by how many days."""
    found = lists(stuck)
    word = t("overview.stuck_project")
    rows = zip(found["code"], names_in(found), found["over"], strict=True)
    return [(f"project:{code}", name, word, None, over) for code, name, over in rows if (over or 0) > 0]


def _asleep(dormant: DataFrame) -> list[Row]:
    """Give the partners with a dormant partnership, once each, and the days since anything happened in it."""
    found = lists(dormant)
    word = t("overview.dormant_partner")
    rows = zip(found["organisation_code"], names_in(found), found["days_since"], strict=True)
    longest: dict[str, Row] = {}
    for code, name, days in rows:
        longest.setdefault(code, (f"partner:{code}", name, word, None, days))
    return list(longest.values())


def _shared(sorts: Sequence[list[Row]]) -> list[Row]:
    """Give the first rows of each sort, taken in turns until ten are had, the rows of a sort together."""
    in_turn = [at for turn in zip_longest(*map(range, map(len, sorts))) for at in enumerate(turn) if at[1] is not None]
    taken = sorted(in_turn[:MOST_EXCEPTIONS])
    return [sorts[sort][row] for sort, row in taken]


def exceptions_finding(table: Table) -> str | None:
    """Say how many things need somebody; the list itself ends at ten."""
    if not table.rows:
        return None
    return finding("finding.overview.exceptions", count=str(len(table.rows)))
