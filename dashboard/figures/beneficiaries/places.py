"""Where people were reached: ranked places, and the map of provinces.

`frame` is that of `data.beneficiaries.reached_by_place`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding
from dashboard.figures.ranking import leader, ranked_bars, ranked_table
from dashboard.figures.table import Table
from dashboard.i18n import t

MOST_BARS = 15
OTHER = "other"
"""Code of the row that sums the places after the fifteenth; it leads nowhere."""
PROVINCES = [f"TR-{number:02d}" for number in range(1, 82)]
"""ISO 3166-2 codes of the 81 provinces."""
SHAPES = "/assets/geo/provinces.json"
"""Address of the shapes, fetched once by the browser; the `id` of a shape is its province's code."""
_TURKIYE = {
    "fitbounds": False,
    "projection": {"type": "mercator"},
    "lonaxis": {"range": [25.5, 45.0]},
    "lataxis": {"range": [35.7, 42.3]},
}
NO_DATA, ZERO, *STEPS = theme.GRID, *theme.SEQUENTIAL
"""Grey is a province without records; the lightest blue is zero, because in the dark theme it is next to grey."""


def by_place_table(frame: DataFrame) -> Table:
    """Give the fifteen places with the most new people, and the sum of the others."""
    table = map_table(frame)
    first, rest = table.rows[:MOST_BARS], table.rows[MOST_BARS:]
    if not rest:
        return table
    name = t("table.other_places", count=formats.whole(len(rest)))
    other = (OTHER, name, sum(row[2] for row in rest), sum(row[3] for row in rest))
    return Table(table.columns, (*first, other))


def by_place(table: Table) -> theme.Figure:
    """Draw the places as ranked bars; the sum of the others stands last, in grey."""
    codes = table.column("place_code")
    colours = [theme.NEUTRAL if code == OTHER else theme.COLOURS["new"] for code in codes]
    return ranked_bars(table, "place_code", colours)


def by_place_finding(table: Table) -> str | None:
    """Name the place with the most new people, and its share."""
    named = tuple(row for row in table.rows if row[0] != OTHER)
    return leader(Table(table.columns, named), "finding.beneficiaries.first_place", table.total("new_people"))


def map_table(frame: DataFrame) -> Table:
    """Give every place of the frame with its new people and contacts, most people first.

    Among districts, a province stands for the people that were recorded for it as a whole.
    """
    table = ranked_table(frame, "place_code", "table.place")
    levels = frame["level"].tolist()
    if "district" not in levels:
        return table
    named = zip(table.rows, levels, strict=True)
    rows = ((code, _whole(name, level), *numbers) for (code, name, *numbers), level in named)
    return Table(table.columns, tuple(rows))


def _whole(name: str, level: str) -> str:
    """Name a place among districts."""
    return t("table.whole_province", name=name) if level == "province" else name


def map_of_provinces(table: Table) -> theme.Figure:
    """Draw the provinces in four steps of blue by new people; a province without records is grey."""
    people: dict[str, int] = {}
    for code, value in zip(table.column("place_code"), table.column("new_people"), strict=True):
        province = code[:5]
        people[province] = people.get(province, 0) + value
    starts = class_starts(max(people.values(), default=0))
    classes = [ZERO, *STEPS[len(STEPS) - len(starts) :]]
    steps = [sum(value >= start for start in starts) for value in people.values()]
    names = dict(zip(table.column("place_code"), table.column("name"), strict=True))
    texts = [f"{names.get(code, '')} {formats.whole(value)}".strip() for code, value in people.items()]
    traces = [
        _shapes(PROVINCES, [0] * len(PROVINCES), [NO_DATA], None),
        _shapes(list(people), steps, classes, texts),
    ]
    key = _key(starts, classes, has_zero=0 in steps)
    return theme.figure(traces, geo=_TURKIYE, margin={"l": 0, "r": 0, "t": 0, "b": 48}, **key)


def map_finding(table: Table) -> str | None:
    """Say in how many of the 81 provinces somebody was reached."""
    reached = {row[0][:5] for row in table.rows if row[2]}
    if not reached:
        return None
    return finding("finding.beneficiaries.provinces", count=formats.whole(len(reached)), all=str(len(PROVINCES)))


def class_starts(most: int) -> list[int]:
    """Give the least count of each class, from 1: the last steps of 1, 2, 5, 10, 20, 50 … that reach up to `most`."""
    ladder = [step * 10**power for power in range(len(str(most))) for step in (1, 2, 5)]
    reached = [start for start in ladder if start <= most]
    return [1, *reached[1:][-(len(STEPS) - 1) :]] if reached else []


def _shapes(codes: list[str], steps: list[int], colours: list[str], texts: list[str] | None) -> theme.Part:
    """Give shapes whose colour is the step-th of `colours`."""
    last = max(len(colours) - 1, 1)
    return {
        "type": "choropleth",
        "geojson": SHAPES,
        "locations": codes,
        "z": steps,
        "zmin": 0,
        "zmax": last,
        "colorscale": [[min(at, last) / last, colour] for at, colour in enumerate([*colours, colours[-1]][: last + 1])],
        "showscale": False,
        "marker": {"line": {"color": theme.PAPER, "width": 0.7}},
        "text": texts,
        "customdata": codes if texts else None,
        "hoverinfo": "text" if texts else "skip",
    }


def _key(starts: list[int], classes: list[str], *, has_zero: bool) -> dict[str, object]:
    """Give the strip under the map that says which colour stands for which count, and which for no data."""
    swatches = [(NO_DATA, t("state.no_data"))]
    if has_zero:
        swatches.append((ZERO, "0"))
    swatches += [(colour, f"≥{formats.whole(start)}") for start, colour in zip(starts, classes[1:], strict=True)]
    width = 1 / len(swatches)
    shapes, names = [], []
    for at, (colour, text) in enumerate(swatches):
        left = at * width
        box = {"x0": left, "x1": left + width * 0.94, "y0": -16, "y1": -6, "yanchor": 0, "ysizemode": "pixel"}
        line = {"color": theme.NEUTRAL, "width": 1}
        shapes.append({"type": "rect", "xref": "paper", "yref": "paper", **box, "fillcolor": colour, "line": line})
        place = {
            "x": left,
            "y": 0,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "yshift": -18,
        }
        names.append({**place, "text": text, "showarrow": False, "font": {"color": theme.MUTED, "size": 11}})
    return {"shapes": shapes, "annotations": names}
