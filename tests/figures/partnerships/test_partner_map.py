"""The map of partners: from this server's own shapes, told by form as well as by colour, and one with its table."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.figures import theme
from dashboard.figures.partnerships import abroad, partner_map
from dashboard.i18n import speaking
from tests.figures.partnerships.wider_frames import MAP, named
from tests.figures.pool_frames import frame

ASSETS = Path(__file__).parents[3] / "assets"


def drawn(answer: DataFrame = MAP, unplaced: int = 0) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give the layout and the traces."""
    figure: Any = partner_map.map_of_partners(partner_map.map_table(answer, unplaced))
    go.Figure(figure)
    return figure["layout"], figure["data"]


def signs(traces: list[dict[str, Any]], geo: str) -> dict[str, list[float]]:
    """Give the longitudes of the signs of each state on one of the two maps."""
    here = [trace for trace in traces if trace.get("geo", "geo") == geo and trace["type"] == "scattergeo"]
    return {trace["legendgroup"]: [x for x in trace["lon"] if x is not None] for trace in here}


def cities(count: int) -> DataFrame:
    """Give so many cities abroad, close together in rows."""
    return frame(
        place_code=[f"XX-{at}" for at in range(count)],
        **named("name", *(f"Şehir {at}" for at in range(count))),
        level=["city"] * count,
        country=["DE"] * count,
        latitude=[47 + at % 10 for at in range(count)],
        longitude=[5 + at // 10 for at in range(count)],
        partners=[1] * count,
        in_force=[1] * count,
        dormant=[0] * count,
    )


def test_the_table_is_the_answer_and_counts_those_without_a_place_last() -> None:
    table = partner_map.map_table(MAP, 3)
    for column in ("place_code", "partners", "in_force", "dormant", "latitude", "longitude"):
        assert table.column(column)[:-1] == MAP[column].tolist()
    assert table.column("country")[:2] == ["Türkiye", "Almanya"]
    assert table.rows[-1][1:4] == ("Yeri bilinmeyen ortaklar", None, 3)
    assert partner_map.map_rest(table) == "Yeri bilinmeyen, haritada olmayan ortak: 3"
    assert partner_map.map_rest(partner_map.map_table(MAP, 0)) is None


def test_provinces_are_coloured_and_every_place_has_a_sign_for_its_state() -> None:
    _, traces = drawn()
    empty, coloured = traces[:2]
    assert len(empty["locations"]) == 81
    assert coloured["locations"] == ["TR-34", "TR-28"]
    assert coloured["z"][0] > coloured["z"][1] > 0
    assert signs(traces, "geo") == {"in_force": [28.95], "not_in_force": [38.39], "dormant": []}
    assert signs(traces, "geo2") == {"in_force": [13.42907], "not_in_force": [5.22606], "dormant": [16.37208]}


def test_states_differ_by_more_than_colour() -> None:
    forms = {(str(sign["symbol"]), sign["color"] == theme.PAPER) for sign in partner_map.SIGNS.values()}
    assert len(forms) == len(partner_map.SIGNS) == 3
    _, traces = drawn()
    shown = [trace["name"] for trace in traces if trace["type"] == "scattergeo" and trace.get("showlegend", True)]
    assert shown == ["Yürürlükte protokol var", "Yürürlükte protokol yok", "Durgun"]


def test_cities_abroad_are_named_beside_their_signs() -> None:
    _, traces = drawn()
    named = [trace for trace in traces if trace.get("mode") == "markers+text"]
    found = {text: x for trace in named for text, x in zip(trace["text"], trace["lon"], strict=True)}
    assert found == {"Berlin Friedrichsha…": 13.42907, "Viyana": 16.37208, "Beringen": 5.22606}


def test_without_partners_abroad_there_is_one_map() -> None:
    layout, traces = drawn(MAP[MAP["country"] == "TR"])
    assert layout["geo"]["domain"]["y"] == [0, 1]
    assert "geo2" not in layout
    assert {trace.get("geo", "geo") for trace in traces} == {"geo"}


def test_every_shape_comes_from_here() -> None:
    _, traces = drawn()
    shapes = {trace["geojson"] for trace in traces if "geojson" in trace}
    assert shapes == {"/assets/geo/provinces.json", abroad.LAND}
    for address in shapes:
        text = (ASSETS / address.removeprefix("/assets/")).read_text("utf-8")
        ids = {feature["id"] for feature in json.loads(text)["features"]}
        asked = {code for trace in traces if trace.get("geojson") == address for code in trace["locations"]}
        assert asked <= ids
        assert len(text) <= 80_000


@pytest.mark.parametrize("count", [1, 3, 40, 120])
def test_names_abroad_stand_clear_of_each_other_on_the_narrowest_phone(count: int) -> None:
    answer = cities(count)
    points = list(zip(answer["longitude"], answer["latitude"], strict=True))
    view = abroad.window(points)
    texts, sides = abroad.names(view, points, answer["name_tr"].tolist())
    boxes = [
        abroad._boxes(*view.pixel(*point), len(text) * abroad._LETTER)[side]
        for point, text, side in zip(points, texts, sides, strict=True)
        if text
    ]
    assert boxes
    assert texts[0]
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= abroad._WIDE
        assert bottom <= abroad._HIGH


def test_the_window_holds_every_city_whatever_the_map() -> None:
    points = [(13.4, 52.5), (-9.1, 38.7), (37.6, 55.7), (35.5, 33.9)]
    view = abroad.window(points)
    for x, y in (view.pixel(*point) for point in points):
        assert 0 < x < abroad._WIDE
        assert 0 < y < abroad._HIGH
    south, north = view.geo([0, 1])["lataxis"]["range"]  # type: ignore[index]
    assert south < 33.9
    assert north > 55.7


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_the_finding_counts_provinces_and_cities(language: str) -> None:
    with speaking(language):
        drawn()
        found = partner_map.map_finding(partner_map.map_table(MAP, 0))
    assert found
    assert {"2", "3"} <= set(found.replace(";", " ").replace("؛", " ").split())
    assert partner_map.map_finding(partner_map.map_table(MAP.iloc[:0], 2)) is None
