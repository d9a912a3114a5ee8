"""Where the partners are: Türkiye's provinces by number of partners, and the partner cities abroad as named points.

`frame` is that of `data.partnerships.map_partners`, `unplaced` the number of partners without a place. Everything is
drawn from this server's own shapes as vectors. A sign at each place says by its form how the partnerships stand there.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding
from dashboard.figures.partnerships import abroad
from dashboard.figures.provinces import TURKIYE, provinces
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

IN_FORCE, NOT_IN_FORCE, DORMANT = "in_force", "not_in_force", "dormant"
SIGNS: dict[str, theme.Part] = {
    IN_FORCE: {"symbol": "circle", "color": theme.INK, "size": 8, "line": {"color": theme.PAPER, "width": 1}},
    NOT_IN_FORCE: {"symbol": "circle", "color": theme.PAPER, "size": 8, "line": {"color": theme.INK, "width": 2}},
    DORMANT: {"symbol": "x", "color": theme.WINE, "size": 10, "line": {"color": theme.PAPER, "width": 1}},
}
_TURKIYE_ALONE, _TURKIYE_BELOW, _ABROAD = [0.0, 1.0], [0.0, 0.6], [0.65, 1.0]
"""Heights of the maps, from 0 at the foot of the drawing to 1."""

Row = tuple[Any, ...]


def map_table(frame: DataFrame, unplaced: int) -> Table:
    """Give a row for each place with its partners, of these those with a protocol in force and the dormant ones.

    A last row counts the partners whose place is not known. Latitude and longitude are for machines.
    """
    columns = (
        Column("place_code", t("table.code"), "code"),
        Column("place", t("table.place"), "text"),
        Column("country", t("partnerships.country"), "text"),
        Column("partners", t("partnerships.partners")),
        Column("in_force", t("partnerships.partners_in_force")),
        Column("dormant", t("partnerships.partners_dormant")),
        Column("latitude", t("partnerships.latitude"), "code"),
        Column("longitude", t("partnerships.longitude"), "code"),
    )
    found = lists(frame)
    countries = [formats.country(country) if country else None for country in found["country"]]
    numbers = (found[key] for key in ("partners", "in_force", "dormant", "latitude", "longitude"))
    rows = tuple(zip(found["place_code"], names_in(found), countries, *numbers, strict=True))
    nowhere = ((None, t("partnerships.place_unknown"), None, unplaced, None, None, None, None),)
    return Table(columns, rows + (nowhere if unplaced else ()))


def map_of_partners(table: Table) -> theme.Figure:
    """Draw the provinces in steps of blue, the cities abroad in a window above them, and a sign at each place."""
    here, cities = _in_turkiye(table), _abroad(table)
    texts = [_told(row) for row in here]
    traces, key = provinces({row[0]: row[3] for row in here}, texts, t("partnerships.no_partner"))
    shown: theme.Part = {"geo": {**TURKIYE, "domain": {"x": [0, 1], "y": _TURKIYE_BELOW if cities else _TURKIYE_ALONE}}}
    traces += [_signs(state, here) for state in SIGNS]
    if cities:
        points = [(row[7], row[6]) for row in cities]
        view = abroad.window(points)
        placed = zip(*abroad.names(view, points, [row[1] for row in cities]), strict=True)
        names = dict(zip([row[0] for row in cities], placed, strict=True))
        shown["geo2"] = view.geo(_ABROAD)
        traces += [_land(), *(_cities(state, cities, names) for state in SIGNS)]
    return theme.figure(traces, showlegend=True, margin={"l": 0, "r": 0, "t": 32, "b": 48}, **shown, **key)


def _in_turkiye(table: Table) -> list[Row]:
    """Give the provinces."""
    return [row for row in table.rows if (row[0] or "").startswith("TR-")]


def _abroad(table: Table) -> list[Row]:
    """Give the cities abroad whose point is known."""
    return [row for row in table.rows if row[0] and not row[0].startswith("TR-") and row[6] is not None]


def _state(row: Row) -> str:
    """Say how the partnerships of a place stand: asleep, all of them; else whether any has a protocol in force."""
    _, _, _, partners, in_force, dormant, *_ = row
    if dormant == partners:
        return DORMANT
    return IN_FORCE if in_force else NOT_IN_FORCE


def _told(row: Row) -> str:
    """Give what the pointer shows at a place."""
    _, place, _, partners, in_force, dormant, *_ = row
    numbers = {"partners": partners, "in_force": in_force, "dormant": dormant}
    return t("partnerships.at_place", place=place, **{name: formats.whole(count) for name, count in numbers.items()})


def _signs(state: str, rows: Sequence[Row]) -> theme.Trace:
    """Give the signs of the provinces in one state, which stand in the legend whether there are any or not."""
    chosen = [row for row in rows if _state(row) == state and row[6] is not None]
    return {
        "type": "scattergeo",
        "mode": "markers",
        "name": t(f"partnerships.map.{state}"),
        "legendgroup": state,
        "lat": [row[6] for row in chosen] or [None],
        "lon": [row[7] for row in chosen] or [None],
        "marker": SIGNS[state],
        "hoverinfo": "skip",
    }


def _land() -> theme.Trace:
    """Give the coasts under the cities abroad."""
    return {
        "type": "choropleth",
        "geo": "geo2",
        "geojson": abroad.LAND,
        "locations": ["land"],
        "z": [0],
        "colorscale": [[0, theme.GRID], [1, theme.GRID]],
        "showscale": False,
        "marker": {"line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _cities(state: str, cities: Sequence[Row], names: Mapping[str, tuple[str, str]]) -> theme.Trace:
    """Give the cities abroad that are in one state, each with its sign and, where it has room, its name."""
    chosen = [row for row in cities if _state(row) == state]
    return {
        "type": "scattergeo",
        "geo": "geo2",
        "mode": "markers+text",
        "legendgroup": state,
        "showlegend": False,
        "lat": [row[6] for row in chosen],
        "lon": [row[7] for row in chosen],
        "marker": SIGNS[state],
        "text": [names[row[0]][0] for row in chosen],
        "textposition": [names[row[0]][1] for row in chosen],
        "textfont": {"color": theme.INK, "size": 12},
        "hovertext": [_told(row) for row in chosen],
        "hoverinfo": "text",
    }


def map_rest(table: Table) -> str | None:
    """Say how many partners have no place, and so no sign on the map."""
    unplaced = sum(row[3] for row in table.rows if not row[0])
    return t("partnerships.unplaced", count=formats.whole(unplaced)) if unplaced else None


def map_finding(table: Table) -> str | None:
    """Say in how many provinces and in how many cities abroad there are partners."""
    codes = [row[0] for row in table.rows if row[0]]
    if not codes:
        return None
    here = sum(code.startswith("TR-") for code in codes)
    words = {"provinces": formats.whole(here), "cities": formats.whole(len(codes) - here)}
    return finding("finding.partnerships.map", **words)
