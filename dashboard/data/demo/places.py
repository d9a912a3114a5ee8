"""Where the example programme works: districts weighted by people, unevenly spread over the provinces."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dashboard.address import Month
from dashboard.data import reference
from dashboard.data.demo.files import lines_of, shape

PROVINCE_ONLY = 0.04
"""Share of a province's records that name the province, not a district."""
LEAST_PEOPLE = 8_000
"""Districts with fewer people have no activities."""
SHAKEN = frozenset({"TR-02", "TR-27", "TR-31", "TR-44", "TR-46", "TR-80", "TR-01", "TR-63", "TR-79", "TR-21"})
"""Provinces of the earthquakes of 6 February 2023 in which the programme works."""


@cache
def place_weights(profile: str) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Give the places of a profile with their weights; a province is spread over its districts by population."""
    found: dict[str, float] = {}
    for line in (line for line in shape("places") if line["profile"] == profile):
        code, weight = line["place_code"], line["weight"]
        people = _districts().get(code, {})
        total = sum(people.values())
        for district, number in people.items():
            found[district] = float(weight) * (1 - PROVINCE_ONLY) * number / total
        found[code] = float(weight) * (PROVINCE_ONLY if people else 1)
    return tuple(found), np.asarray(list(found.values()))


def shaken(codes: tuple[str, ...], month: Month) -> NDArray[np.float64]:
    """Give for each place the share of its usual activities that the earthquakes left in a month."""
    event = lines_of("months").get(str(month))
    left = 1.0 if event is None else float(event["earthquake"])
    return np.asarray([left if code[:5] in SHAKEN else 1.0 for code in codes])


@cache
def _districts() -> dict[str, dict[str, int]]:
    """Give the population of each province's larger districts."""
    found: dict[str, dict[str, int]] = {}
    path = Path(reference.__file__).parent / "places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["level"] == "district" and int(row["population"]) >= LEAST_PEOPLE:
                found.setdefault(row["province_code"], {})[row["code"]] = int(row["population"])
    return found
