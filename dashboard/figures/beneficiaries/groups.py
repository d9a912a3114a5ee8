"""Who was reached: age and sex as mirrored bars, host and migrant people as shares of each quarter."""

from math import ceil, floor, log10

from dashboard import formats
from dashboard.codes import AGE_BAND, SEX, roll_up_group
from dashboard.figures import theme
from dashboard.figures.findings import finding, share_of
from dashboard.figures.table import Answer, Column, Table, lists
from dashboard.i18n import t
from dashboard.shown_sum import is_suppressed

_MOST_LABELLED = 12
"""Quarters that fit with a percentage inside each column."""
_ON_COLOUR = {"host": "#000000", "migrant": theme.PAPER}
"""Colours of the percentages: at least 4.5:1 on their columns in both themes; the dark one leaves black as it is."""
_STEPS = (1, 2, 2.5, 5, 10)
_ROOM_FOR_NUMBER, _NARROW, _ROOM_WHEN_NARROW = 1.35, 480, 2.0
"""Each side ends this much beyond its longest bar, so that the bar's number fits behind it; pixels below which a chart
counts as narrow, and how much it is there.
"""
COMMUNITIES = ("host", "migrant")


def age_sex_table(frame: Answer) -> Table:
    """Give new people by age band and sex; every band and sex has its cell, unknown ones included.

    Args:
        frame: that of `data.beneficiaries.reached_by_sex_and_age`; empty gives a table without rows.
    """
    columns = [Column("age_band", t("demo.age_group"), "text"), *(Column(sex, t(f"sex.{sex}")) for sex in SEX)]
    cells = lists(frame)
    sexes, bands, people = (cells[name] for name in ("sex", "age_band", "new_people"))
    found = dict(zip(zip(sexes, bands, strict=True), people, strict=True))
    if not found:
        return Table(tuple(columns), ())
    by_sex = [[found.get((sex, band), 0) for band in AGE_BAND] for sex in SEX]
    return Table.of(columns, [t(f"age_band.{band}") for band in AGE_BAND], *by_sex)


def age_sex(table: Table) -> theme.Figure:
    """Draw women to the left and men to the right of one line, an age band a row, the oldest on top.

    Other and unknown sex have no side; `age_sex_rest` says how many they are.
    """
    bands = table.column("age_band")
    sides = [("female", -1), ("male", 1)]
    data = [_side(table, sex, sign, bands) for sex, sign in sides]
    most = max([*table.numbers("female"), *table.numbers("male")], default=0)
    own = {
        "barmode": "overlay",
        "bargap": 0.2,
        "yaxis": theme.name_axis(type="category", autorange=True),
        "margin": {"l": 4, "r": 12, "t": 28, "b": 4},
        "annotations": [_side_name(sex, sign) for sex, sign in sides],
    }
    narrow = {"below": _NARROW, **theme.figure(data, xaxis=_mirrored(most, _ROOM_WHEN_NARROW), **own)}
    return theme.figure(data, narrow=narrow, xaxis=_mirrored(most, _ROOM_FOR_NUMBER), **own)


def age_sex_rest(table: Table) -> str | None:
    """Say how many people the mirrored bars leave out; None where there are none."""
    other, unknown = table.total("other"), table.total("unknown")
    if not other + unknown:
        return None
    return t("chart.age_sex_rest", other=formats.whole(other), unknown=formats.whole(unknown))


def age_sex_finding(table: Table) -> str | None:
    """Name the largest group of one sex and one known age band, with its share of all."""
    total = sum(table.total(sex) for sex in SEX)
    known = [(row[1 + at], sex, row[0]) for row in table.rows[:-1] for at, sex in enumerate(SEX[:2])]
    people, sex, band = max(known, key=lambda group: group[0], default=(0, "", ""))
    if not people:
        return None
    words = {"sex": t(f"sex.{sex}"), "band": str(band), "share": share_of(people, total)}
    return finding("finding.beneficiaries.largest_group", **words)


def host_migrant_table(frame: Answer) -> Table:
    """Give new people of each quarter by community, and the host share of those whose group is known.

    Args:
        frame: that of `data.beneficiaries.reached_by_group_and_quarter`, quarters ascending.
    """
    sums: dict[object, dict[str, int]] = {}
    cells = lists(frame)
    columns = (cells[name] for name in ("quarter", "population_group", "new_people"))
    for quarter, group, people in zip(*columns, strict=True):
        members = sums.setdefault(quarter, {"host": 0, "migrant": 0, "unknown": 0})
        members[roll_up_group(group)] += people
    rows = [(quarter, *members.values(), _host_share(members)) for quarter, members in sums.items()]
    headings = [Column("quarter", t("tl.quarter"), "quarter")]
    headings += [Column(group, t(f"community.{group}")) for group in ("host", "migrant", "unknown")]
    headings.append(Column("share_host", t("kpi.beneficiaries.share_host"), "share"))
    return Table(tuple(headings), tuple(rows))


def _host_share(people: dict[str, int]) -> float | None:
    """Give the host share of those whose group is known, or None where nobody's is or either part is suppressed."""
    if any(is_suppressed(people[community]) for community in COMMUNITIES):
        return None
    known = people["host"] + people["migrant"]
    return people["host"] / known if known else None


def host_migrant(table: Table) -> theme.Figure:
    """Draw each quarter as a column of 100 %: host below, migrant above; who is unknown is in the table only."""
    quarters = table.column("quarter")
    labels = [formats.quarter(day) for day in quarters]
    shares = table.column("share_host")
    heights = {"host": shares, "migrant": [None if share is None else 1 - share for share in shares]}
    counts = {group: table.column(group) for group in COMMUNITIES}
    data = [_community(group, labels, heights[group], counts[group]) for group in COMMUNITIES]
    return theme.figure(
        data,
        barmode="stack",
        showlegend=True,
        margin={"l": 4, "r": 12, "t": 32, "b": 4},
        xaxis=theme.quarter_axis(quarters, labels),
        yaxis=theme.share_axis(),
    )


def host_migrant_rest(table: Table) -> str | None:
    """Say how many people the shares leave out because their group is unknown; None where there are none."""
    unknown = table.total("unknown")
    return t("chart.host_migrant_rest", unknown=formats.whole(unknown)) if unknown else None


def host_migrant_finding(table: Table) -> str | None:
    """Say the host share of the last quarter that has one, and of the first."""
    known = table.numbers("share_host")
    if not known:
        return None
    first, last = formats.percent(known[0]), formats.percent(known[-1])
    if len(known) == 1:
        return finding("finding.beneficiaries.host_share", share=last)
    return finding("finding.beneficiaries.host_shift", first=first, last=last)


def _side(table: Table, sex: str, sign: int, bands: list[str]) -> theme.Part:
    """Give the bars of one sex, to the left for sign -1, each with its number at its end."""
    people = table.column(sex)
    return {
        "type": "bar",
        "orientation": "h",
        "name": t(f"sex.{sex}"),
        "y": bands,
        "x": [-value if sign < 0 else value for value in people],
        "text": [formats.whole(value) for value in people],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": theme.COLOURS[sex]},
        "hoverinfo": "none",
    }


def _side_name(sex: str, sign: int) -> dict[str, object]:
    """Give the name of a side above its bars."""
    place = {"x": 0.5 + sign * 0.02, "xref": "paper", "xanchor": "right" if sign < 0 else "left"}
    font = {"color": theme.text_colour(theme.COLOURS[sex]), "size": 13}
    return {
        **place,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": t(f"sex.{sex}"),
        "showarrow": False,
        "font": font,
    }


def _mirrored(most: float, room: float) -> theme.Part:
    """Give an axis of counts to both sides, `room` times as far; no number on it is negative to the reader."""
    least = max(1, most / 2)
    power = 10 ** floor(log10(least))
    step = ceil(next(power * multiple for multiple in _STEPS if power * multiple >= least))
    ticks = [-2 * step, -step, 0, step, 2 * step]
    span = max(most, 1) * room
    return {"range": [-span, span], "tickvals": ticks, "ticktext": [formats.whole(abs(tick)) for tick in ticks]}


def _community(group: str, labels: list[str], shares: list[float | None], people: list[int]) -> theme.Part:
    """Give the part of one community in every column; percentages stand inside while there is room."""
    texts = [formats.percent(share, 0) for share in shares] if len(labels) <= _MOST_LABELLED else None
    return {
        "type": "bar",
        "name": t(f"community.{group}"),
        "x": labels,
        "y": shares,
        "customdata": people,
        "text": texts,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "insidetextfont": {"color": _ON_COLOUR[group]},
        "marker": {"color": theme.COLOURS[group]},
        "hovertemplate": "%{x}: %{customdata:,.0f}<extra></extra>",
    }
