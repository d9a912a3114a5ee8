"""What a union of municipalities delivered: advice, training, meetings, publications and research by quarter.

`frame` is that of `data.partnerships.outputs`.
"""

from collections.abc import Sequence
from datetime import date

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t
from dashboard.shown_sum import is_partial, is_suppressed

KINDS = dict(zip(("advice", "training", "meeting", "publication", "research"), theme.PALETTE, strict=False))
"""The kinds in their order from the foot of a column upwards, and their colours."""
_MOST_LABELLED = 12
"""Quarters that fit with a number above each column."""


def outputs_table(frame: DataFrame) -> Table:
    """Give a row for each quarter and kind with the outputs and, where any was reported, their participants."""
    columns = [
        Column("quarter", t("tl.quarter"), "quarter"),
        Column("kind_code", t("table.code"), "code"),
        Column("kind", t("partnerships.output_kind"), "text"),
        Column("outputs", t("partnerships.output_count")),
        Column("participants", t("partnerships.participants")),
    ]
    found = lists(frame)
    names = [t(f"output_kind.{kind}") for kind in found["kind"]]
    return Table.of(columns, found["quarter"], found["kind"], names, found["outputs"], found["participants"])


def outputs(table: Table) -> theme.Figure:
    """Draw a column for each quarter from the first to the last, a part for each kind, their sum above it."""
    found = {(row[0], row[1]): row[3] for row in table.rows}
    quarters = _quarters(table.column("quarter"))
    labels = [formats.quarter(day) for day in quarters]
    shown = [kind for kind in KINDS if any(code == kind for _, code in found)]
    columns = {kind: [found.get((day, kind), 0) for day in quarters] for kind in shown}
    sums = [sum(parts) for parts in zip(*columns.values(), strict=True)]
    return theme.figure(
        [_part(kind, labels, counts) for kind, counts in columns.items()],
        barmode="stack",
        showlegend=True,
        margin={"l": 4, "r": 12, "t": 32, "b": 4},
        xaxis=theme.quarter_axis(quarters, labels, categoryorder="array", categoryarray=labels),
        yaxis=theme.count_axis(max(sums, default=0)),
        annotations=_sums(labels, sums) if len(labels) <= _MOST_LABELLED else [],
    )


def _quarters(known: Sequence[date]) -> list[date]:
    """Give the first day of every quarter from the first to the last, also of those in which nothing was delivered."""
    if not known:
        return []
    first, last = (day.year * 4 + (day.month - 1) // 3 for day in (min(known), max(known)))
    return [date(at // 4, at % 4 * 3 + 1, 1) for at in range(first, last + 1)]


def _part(kind: str, labels: Sequence[str], counts: Sequence[int]) -> theme.Part:
    """Give the parts of one kind."""
    return {
        "type": "bar",
        "name": t(f"output_kind.{kind}"),
        "x": list(labels),
        "y": list(counts),
        "marker": {"color": KINDS[kind]},
        "hovertemplate": "%{x}: %{y:,.0f}",
    }


def _sums(labels: Sequence[str], sums: Sequence[int]) -> list[theme.Part]:
    """Give the number above each column that is one."""
    place = {"yanchor": "bottom", "showarrow": False, "font": {"color": theme.INK, "size": 12}}
    columns = zip(labels, sums, strict=True)
    return [{**place, "x": label, "y": count, "text": formats.whole(count)} for label, count in columns if count]


def outputs_rest(table: Table) -> str | None:
    """Say how many people took part, and in how many rows nobody said; None where there is nothing to say."""
    known, unknown = table.numbers("participants"), table.column("participants").count(None)
    people = sum(known)
    told = [t("partnerships.participants_told", count=formats.whole(people)) if known else None]
    told.append(t("protected.partial") if is_partial(people) and not is_suppressed(people) else None)
    told.append(t("partnerships.participants_unknown", count=formats.whole(unknown)) if unknown else None)
    return "; ".join(filter(None, told)) or None


def outputs_finding(table: Table) -> str | None:
    """Name the kind that was delivered most often; none where two kinds share the first place."""
    sums: dict[str, int] = {}
    for kind, count in zip(table.column("kind"), table.column("outputs"), strict=True):
        sums[kind] = sums.get(kind, 0) + count
    most = max(sums.values(), default=0)
    first = [kind for kind, count in sums.items() if count == most]
    if not most or len(first) > 1:
        return None
    return finding("finding.partnerships.outputs", kind=first[0], count=formats.whole(most))
