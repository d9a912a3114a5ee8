"""Time gone by, target reached and budget spent, side by side on one axis: who spends faster than it delivers shows.

`found` is the frame of `data.timeline.side_by_side`.
"""

from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.figures.timeline.framework import plain, ratio
from dashboard.i18n import t

MEASURES = {"elapsed": theme.NEUTRAL, "delivered": theme.BLUE, "spent_share": theme.ORANGE}
"""The three shares in their order from top to bottom, each with its colour."""
MOST_GRANTS = 4
AXIS_ENDS = 1.2
"""Bars end here; a larger share keeps its number in words."""
_WORDS, _LETTERS = 0.45, 36
"""The share of the axis that numbers need behind the longest bar; the letters of a name that fit on a phone."""
_TICKS = (0, 0.25, 0.5, 0.75, 1)


def side_by_side_table(found: DataFrame) -> Table:
    """Give one row a grant, those first whose money is furthest ahead of results: the shares and their parts."""
    cells = lists(found)
    indicators = names_in(
        {f"indicator_{code}": [one or "" for one in cells[f"indicator_{code}"]] for code in ("tr", "en", "ar")},
        "indicator",
    )
    columns = (
        (Column("code", t("table.code"), "code"), cells["code"]),
        (Column("name", t("timeline.grant"), "text"), names_in(cells)),
        *((Column(key, t(f"timeline.{key}"), "share"), list(map(ratio, cells[key]))) for key in MEASURES),
        (Column("days", t("timeline.days_passed")), cells["days"]),
        (Column("total_days", t("timeline.days_agreed")), cells["total_days"]),
        (Column("indicator", t("timeline.speaking_indicator"), "text"), indicators),
        (Column("indicator_code", t("table.code"), "code"), cells["indicator_code"]),
        (Column("actual", t("ind.actual"), "number"), list(map(plain, cells["actual"]))),
        (Column("target", t("ind.final_target"), "number"), list(map(plain, cells["target"]))),
        (Column("unit", t("ind.unit"), "text"), cells["unit"]),
        (Column("as_of", t("timeline.as_of"), "day"), cells["as_of"]),
        (Column("spent", t("timeline.spent"), "money"), cells["spent"]),
        (Column("budget", t("pool.budget"), "money"), cells["budget"]),
        (Column("currency", t("projects.currency"), "text"), cells["currency"]),
        (Column("other_currencies", t("timeline.other_currencies"), "text"), cells["other_currencies"]),
    )
    table = Table.of([column for column, _ in columns], *(values for _, values in columns))
    return Table(table.columns, tuple(sorted(table.rows, key=_ahead)))


def _ahead(row: tuple[Any, ...]) -> tuple[bool, float]:
    """Order by how far money is ahead of results; where one of them is not known, last."""
    _, _, _, delivered, spent, *_ = row
    return (True, 0) if delivered is None or spent is None else (False, delivered - spent)


def side_by_side(table: Table) -> theme.Figure:
    """Draw three bars a grant below its name, each with its number behind it."""
    rows = named_bars.first_rows(table, MOST_GRANTS)
    places = {code: 4 * at for at, code in enumerate(rows.column("code"))}
    lines = [
        (places[code] + step, key, share)
        for step, key in enumerate(MEASURES, start=1)
        for code, share in zip(rows.column("code"), rows.column(key), strict=True)
    ]
    names = zip(places.values(), rows.column("name"), strict=True)
    return theme.figure(
        [_bars(key, [(y, share) for y, own, share in lines if own == key]) for key in MEASURES],
        barmode="overlay",
        showlegend=True,
        legend=theme.LEGEND_ON_TOP,
        xaxis={
            "range": [0, AXIS_ENDS + _WORDS],
            "tickvals": list(_TICKS),
            "ticktext": [formats.percent(tick, 0) for tick in _TICKS],
            "showgrid": True,
            "gridcolor": theme.GRID,
        },
        yaxis={"visible": False, "range": [4 * max(len(places), 2) - 0.2, -0.7], "type": "linear"},
        margin={**named_bars.MARGIN, "t": 56},
        annotations=[*(_name(y, name) for y, name in names), *(_number(y, share) for y, _, share in lines)],
    )


def _bars(key: str, bars: list[tuple[int, float | None]]) -> theme.Trace:
    """Give the bars of one share."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": t(f"timeline.{key}"),
        "width": 0.72,
        "y": [y for y, _ in bars],
        "x": [None if share is None else min(max(share, 0), AXIS_ENDS) for _, share in bars],
        "marker": {"color": MEASURES[key]},
        "hoverinfo": "none",
    }


def _name(y: int, name: str) -> theme.Part:
    """Give the name of a grant above its bars."""
    return {**named_bars.name_above(y, name, most=_LETTERS), "yanchor": "middle", "yshift": 0}


def _number(y: int, share: float | None) -> theme.Part:
    """Give the number behind a bar, or the sign of a missing one."""
    return named_bars.words_behind(y, min(max(share or 0, 0), AXIS_ENDS), formats.percent(share))


def side_by_side_rest(table: Table) -> str | None:
    """Say how many grants only the table shows, and of which indicator the target speaks where there is one grant."""
    told = [named_bars.rest(table, "timeline.grants_rest", MOST_GRANTS)]
    indicators: list[Any] = table.column("indicator")
    if len(indicators) == 1 and indicators[0]:
        told.append(t("timeline.delivered_by", name=indicators[0]))
    return "; ".join(filter(None, told)) or None


def side_by_side_finding(table: Table) -> str | None:
    """Give the three shares of a lone grant, else of how many grants money runs ahead of results."""
    if not table.rows:
        return None
    shares = list(zip(*(table.column(key) for key in MEASURES), strict=True))
    if len(shares) == 1:
        if None in shares[0]:
            return None
        words = {key: formats.percent(share) for key, share in zip(MEASURES, shares[0], strict=True)}
        return finding("finding.timeline.side_by_side", **words)
    known = [(done, spent) for _, done, spent in shares if done is not None and spent is not None]
    ahead = sum(spent > done for done, spent in known)
    return finding("finding.timeline.money_ahead", count=formats.whole(ahead), all=formats.whole(len(known)))
