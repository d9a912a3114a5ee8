"""Where people were reached: ranked places, and the map of provinces.

`frame` is that of `data.beneficiaries.reached_by_place`.
"""

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding
from dashboard.figures.provinces import PROVINCES, TURKIYE, provinces
from dashboard.figures.ranking import leader, ranked_bars, ranked_table
from dashboard.figures.table import Answer, Table, lists
from dashboard.i18n import t
from dashboard.shown_sum import is_suppressed

MOST_BARS = 15
OTHER = "other"
"""Code of the row that sums the places after the fifteenth; it leads nowhere, being no place that rows name."""


def by_place_table(frame: Answer) -> Table:
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


def map_table(frame: Answer) -> Table:
    """Give every place of the frame with its new people and contacts, most people first.

    Among districts, a province stands for the people that were recorded for it as a whole.
    """
    table = ranked_table(frame, "place_code", "table.place")
    levels = lists(frame)["level"]
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
    hidden = False
    for code, value in zip(table.column("place_code"), table.column("new_people"), strict=True):
        province = code[:5]
        hidden = hidden or is_suppressed(value)
        if not is_suppressed(value):
            people[province] = people.get(province, 0) + value
    names = dict(zip(table.column("place_code"), table.column("name"), strict=True))
    texts = [f"{names.get(code, '')} {formats.whole(value)}".strip() for code, value in people.items()]
    traces, key = provinces(people, texts, t("protected.grey") if hidden else t("state.no_data"))
    return theme.figure(traces, geo=TURKIYE, margin={"l": 0, "r": 0, "t": 0, "b": 48}, **key)


def map_finding(table: Table) -> str | None:
    """Say in how many of the 81 provinces somebody was reached."""
    reached = {row[0][:5] for row in table.rows if row[2]}
    if not reached:
        return None
    return finding("finding.beneficiaries.provinces", count=formats.whole(len(reached)), all=str(len(PROVINCES)))
