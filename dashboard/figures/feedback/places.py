"""Where feedback comes from: cases per 1,000 contacts of each place, with the limits within which chance moves them.

`frame` is that of `data.feedback.received_by_place`, `headline` the answer of `data.feedback.headline`. Places stand by
the lower limit of their rate, so that small ones do not lead by chance.
"""

from typing import Any, Protocol

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

ALL = "other"
"""Code of the row of all cases, also those without a place; like other sums it leads nowhere."""
_NUMBERS, _LONGEST = 100, 16
"""Pixels of the numbers beside the chart; letters of a name that fit beside a row on a phone."""


class Headline(Protocol):
    """What is received in all; see `data.feedback.Headline`."""

    received: int | None
    contacts: int | None


def places_table(frame: DataFrame, headline: Headline) -> Table:
    """Give each place with its cases, contacts and rate, and last all places together; no rows without any case."""
    columns = (
        Column("place_code", t("table.code"), "code"),
        Column("name", t("table.place"), "text"),
        Column("cases", t("feedback.cases")),
        Column("contacts", t("unit.contacts")),
        Column("per_1000", t("feedback.per_1000"), "points"),
        Column("low", t("feedback.lower_limit"), "points"),
        Column("high", t("feedback.upper_limit"), "points"),
    )
    found = lists(frame)
    if not headline.received:
        return Table(columns, ())
    names = _among_districts(names_in(found), found["level"])
    numbers = (found[key] for key in ("cases", "contacts", "per_1000", "low", "high"))
    rows = list(zip(found["place_code"], names, *numbers, strict=True))
    rate = 1000 * headline.received / headline.contacts if headline.contacts else None
    rows.append((ALL, t("feedback.all_cases"), headline.received, headline.contacts, rate, None, None))
    return Table(columns, tuple(rows))


def _among_districts(names: list[str], levels: list[str]) -> list[str]:
    """Name places; among districts a province stands for what was recorded for it as a whole."""
    if "district" not in levels:
        return names
    pairs = zip(names, levels, strict=True)
    return [t("table.whole_province", name=name) if level == "province" else name for name, level in pairs]


def places(table: Table) -> theme.Figure:
    """Draw the first places as a dot within its interval, over a dashed line at the rate of all; a click leads down."""
    whole = _whole(table)
    rows = _rated(table)[: named_bars.MOST_ROWS]
    codes = [row[0] for row in rows]
    furthest = max([*(float(row[6]) for row in rows), whole or 0], default=0) or 1
    last = max(len(rows), 1) - 0.5
    names = {"tickvals": codes, "ticktext": [named_bars.short(row[1], _LONGEST) for row in rows]}
    return theme.figure(
        [_intervals(rows), _dots(rows, whole)],
        xaxis={
            "range": [0, furthest * 1.04],
            "nticks": 4,
            "tickformat": ",~f",
            "title": {"text": t("feedback.per_1000")},
        },
        yaxis=theme.name_axis(type="category", range=[last, -0.5], autorange=False, categoryarray=codes, **names),
        margin={"l": 4, "r": _NUMBERS, "t": 24, "b": 4},
        shapes=[] if whole is None else [_line_at(whole)],
        annotations=[*_numbers(rows), *([] if whole is None else [_name_of_line(whole, furthest)])],
    )


def _whole(table: Table) -> float | None:
    """Give the rate of all places together."""
    rate = table.rows[-1][4] if table.rows else None
    return None if rate is None else float(rate)


def _rated(table: Table) -> list[tuple[Any, ...]]:
    """Give the places that have a rate."""
    return [row for row in table.rows if row[0] != ALL and row[4] is not None]


def _above(rows: list[tuple[Any, ...]], whole: float | None) -> list[bool]:
    """Say of each place whether even the lower limit of its rate lies above that of all."""
    return [whole is not None and float(row[5]) > whole for row in rows]


def _intervals(rows: list[tuple[Any, ...]]) -> theme.Trace:
    """Give the lines from the lower to the upper limit."""
    return {
        "type": "scatter",
        "mode": "lines",
        "y": [cell for row in rows for cell in (row[0], row[0], None)],
        "x": [cell for row in rows for cell in (float(row[5]), float(row[6]), None)],
        "line": {"color": theme.NEUTRAL, "width": 3},
        "hoverinfo": "none",
    }


def _dots(rows: list[tuple[Any, ...]], whole: float | None) -> theme.Trace:
    """Give the rates; those above that of all differ in shape and colour."""
    above = _above(rows, whole)
    return {
        "type": "scatter",
        "mode": "markers",
        "y": [row[0] for row in rows],
        "x": [float(row[4]) for row in rows],
        "customdata": [row[0] for row in rows],
        "marker": {
            "symbol": ["diamond" if one else "circle" for one in above],
            "size": 11,
            "color": [theme.WINE if one else theme.BLUE for one in above],
        },
        "hovertext": [f"{row[1]}: {formats.decimal(row[4])}" for row in rows],
        "hoverinfo": "text",
    }


def _numbers(rows: list[tuple[Any, ...]]) -> list[theme.Part]:
    """Give rate and cases of each place, one under the other beside the chart."""
    place = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": _NUMBERS - 4, "showarrow": False}
    font = {"color": theme.INK, "size": 12}
    told = [t("feedback.rate_of_cases", rate=formats.decimal(row[4]), count=formats.whole(row[2])) for row in rows]
    return [{**place, "y": row[0], "text": text, "font": font} for row, text in zip(rows, told, strict=True)]


def _line_at(x: float) -> theme.Part:
    """Give the dashed line at the rate of all."""
    line = {"color": theme.MUTED, "width": 1.5, "dash": "dash"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line, "layer": "below"}


def _name_of_line(x: float, furthest: float) -> theme.Part:
    """Give the words above that line, on the side where there is room."""
    place = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "left" if x < furthest / 2 else "right"}
    text = t("feedback.rate_of_all", rate=formats.decimal(x))
    return {**place, "text": text, "showarrow": False, "font": {"color": theme.MUTED, "size": 12}}


def places_rest(table: Table) -> str | None:
    """Say what a diamond means, how many cases have no place, and how many places only the table shows."""
    rated, own = _rated(table), [row for row in table.rows if row[0] != ALL]
    if not table.rows:
        return None
    unplaced = table.rows[-1][2] - sum(row[2] for row in own)
    drawn = rated[: named_bars.MOST_ROWS]
    told = (
        t("feedback.diamond") if any(_above(drawn, _whole(table))) else None,
        t("feedback.without_place", count=formats.whole(unplaced)) if unplaced else None,
        t("feedback.places_rest", count=formats.whole(len(own) - len(drawn))) if len(own) > len(drawn) else None,
    )
    return ". ".join(filter(None, told)) or None


def places_finding(table: Table) -> str | None:
    """Say in how many places the rate lies above that of all beyond chance, and name the first."""
    rated = _rated(table)
    if not rated:
        return None
    above = [row for row, one in zip(rated, _above(rated, _whole(table)), strict=True) if one]
    if not above:
        return finding("finding.feedback.no_place_above")
    words = {"count": formats.whole(len(above)), "name": above[0][1]}
    return finding("finding.feedback.places_above", **words)
