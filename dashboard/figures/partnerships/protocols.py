"""Which protocols hold and which lapse: from the day of signing to the last day in force.

`frame` is that of `data.partnerships.protocols`, `today` the last day that is looked at.
"""

from datetime import date, timedelta

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import day_axis, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

WORDS = {"in_force": "mun.in_force", "ending": "mun.expiring", "expired": "mun.expired"}
"""The states of a protocol in the order of the legend."""
MARKERS: dict[str, theme.Part] = {
    "in_force": {"color": theme.BLUE},
    "ending": {"color": theme.WINE},
    "expired": theme.provisional(theme.NEUTRAL),
}
"""What has expired is hatched, so that it is told apart in print and without colour."""
_ROOM = timedelta(days=30)
_LINE = 46
"""Letters of name and words that fit above a bar on a phone."""
_LAPSED = 5
"""Rows kept for protocols that have expired and were not renewed, where there are so many."""


def protocols_table(frame: DataFrame, today: date) -> Table:
    """Give a row for each protocol, those in force that end next first, and then the expired ones, the latest first.

    The hidden column `as_of` says for machines which day the state was judged on.
    """
    columns = (
        Column("organisation_code", t("table.code"), "code"),
        Column("name", t("partnerships.partner"), "text"),
        Column("code", t("partnerships.code"), "code"),
        Column("reference", t("partnerships.reference"), "text"),
        Column("signed_on", t("partnerships.signed_on"), "day"),
        Column("expires_on", t("partnerships.expires_on"), "day"),
        Column("state", t("table.code"), "code"),
        Column("state_word", t("partnerships.state"), "text"),
        Column("days_left", t("partnerships.days_left")),
        Column("followed", t("partnerships.followed"), "text"),
        Column("as_of", t("filter.on"), "code"),
    )
    found = lists(frame)
    followed = [t("mun.renewed") if again else None for again in found["followed"]]
    known = (found[key] for key in ("organisation_code", "code", "reference", "signed_on", "expires_on", "state"))
    partner, code, *rest, state = known
    words = [t(WORDS[one]) for one in state]
    as_of = [today.isoformat()] * len(code)
    return Table.of(columns, partner, names_in(found), code, *rest, state, words, found["days_left"], followed, as_of)


def protocols(table: Table) -> theme.Figure:
    """Draw protocols as bars of days, what is left of each in words above it, today as a dotted line."""
    if not table.rows:
        return theme.figure([])
    rows, today = _drawn(table), date.fromisoformat(table.column("as_of")[0])
    days = [day for key in ("signed_on", "expires_on") for day in rows.column(key) if day]
    first, last = min([today, *days]), max([today, *days])
    ends = (first - _ROOM, last + _ROOM)
    span = [end.isoformat() for end in ends]
    ids = _ids(rows)
    names = [
        named_bars.name_above(row, text, x=span[0], most=_LINE) for row, text in zip(ids, _names(rows), strict=True)
    ]
    return theme.figure(
        _series(rows, ends[1]),
        barmode="overlay",
        showlegend=True,
        xaxis=theme.month_axis(day_axis.months(first, last), range=span, showgrid=True, gridcolor=theme.GRID),
        yaxis=named_bars.hidden_axis(ids, top=0.9),
        legend=named_bars.legend_above(len(ids)),
        margin={**named_bars.MARGIN, "t": 60},
        shapes=[day_axis.line_at(today)],
        annotations=[*names, day_axis.name_at(today, first, last)],
    )


def _drawn(table: Table) -> Table:
    """Give the protocols that end next, the last ones that lapsed, and while there is room those without an end."""
    keys = ("state", "expires_on", "followed")
    facts = list(zip(*(table.column(key) for key in keys), table.rows, strict=True))
    running = [row for state, end, _, row in facts if state != "expired" and end]
    lapsed = [row for state, _, followed, row in facts if state == "expired" and not followed]
    open_ended = [row for _, end, _, row in facts if end is None]
    ending = running[: named_bars.MOST_ROWS - min(len(lapsed), _LAPSED)]
    drawn = [*ending, *lapsed[: max(_LAPSED, named_bars.MOST_ROWS - len(ending) - len(open_ended))], *open_ended]
    return Table(table.columns, tuple(drawn[: named_bars.MOST_ROWS]))


def _ids(rows: Table) -> list[str]:
    """Give what tells the bars apart: partnership and reference."""
    return [
        f"{code} {reference}" for code, reference in zip(rows.column("code"), rows.column("reference"), strict=True)
    ]


def _series(rows: Table, end: date) -> list[theme.Trace]:
    """Give the bars of each state that occurs; a protocol without an end reaches the end of the axis."""
    cells = zip(_ids(rows), *(rows.column(key) for key in ("signed_on", "expires_on", "state")), strict=True)
    spans = [(state, (row, signed, expires or end)) for row, signed, expires, state in cells]
    thickness = named_bars.thickness(len(rows.rows))
    return [
        day_axis.bars(t(WORDS[state]), [span for one, span in spans if one == state], MARKERS[state], thickness)
        for state in WORDS
        if any(one == state for one, _ in spans)
    ]


def _names(rows: Table) -> list[str]:
    """Give the name of each partner with what is left of its protocol, which is never cut."""
    keys = ("name", "days_left", "followed")
    told = [(name, _left(days, followed)) for name, days, followed in zip(*map(rows.column, keys), strict=True)]
    return [f"{named_bars.short(name, _LINE - len(words) - 3)} · {words}" for name, words in told]


def _left(days: int | None, followed: str | None) -> str:
    """Say how long a protocol holds on, or since when it is over, and whether another one follows it."""
    if days is None:
        words = t("partnerships.open_ended")
    else:
        words = t("partnerships.left" if days >= 0 else "partnerships.over", days=formats.whole(abs(days)))
    return t("list.comma", first=words, second=t("partnerships.renewed")) if followed else words


def protocols_rest(table: Table) -> str | None:
    """Say how many protocols only the table shows."""
    return named_bars.left_out("partnerships.protocols_rest", len(table.rows), len(_drawn(table).rows))


def protocols_finding(table: Table) -> str | None:
    """Say how many protocols are in force and how many of them end soon."""
    states = table.column("state")
    if not states:
        return None
    ending = states.count("ending")
    words = {"count": formats.whole(states.count("in_force") + ending), "ending": formats.whole(ending)}
    return finding("finding.partnerships.protocols", **words)
