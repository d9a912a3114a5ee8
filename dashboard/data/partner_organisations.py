"""Organisations and where they are, as of a data version: partners, and whoever taught or learned.

An organisation keeps the place that its source names; it is *in* today's place: Eminönü in Fatih, Bozat in Piraziz.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, and_, select

from dashboard.data.day_columns import Objects
from dashboard.data.directory import Names
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools, Ints
from dashboard.data.schema import live_at
from dashboard.data.schema import registers as r
from dashboard.formats import sort_key

LANGUAGES = ("tr", "en", "ar")
NOWHERE = 0
"""Stands for the id of a place where there is none."""
_KEPT_VERSIONS = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of any level, those abroad and historic ones among them."""

    id: int
    code: str
    names: Names
    level: str
    country: str | None
    province: int | None
    """Id of its province, its own id for a province; None abroad."""
    today: int
    """Id of today's place of a historic one, else its own."""
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Organisations:
    """All organisations, numbered by the Turkish alphabet and then by code; columns run over them."""

    numbers: Mapping[int, int]
    """Number of an organisation by its id."""
    codes: Mapping[str, int]
    """Number of an organisation by its code."""
    rank: Ints
    """Place of each name in the alphabet; equal names share theirs."""
    shown: Mapping[str, Objects]
    """code, name_*, kind, country, place_code, place_* (today's), province_* (of a district), historic_* (or None)."""
    place: Ints
    """Id of today's place, `NOWHERE` without one."""
    province: Ints
    """Id of its province."""
    spot: Ints
    """Id of the place that stands for the organisation on a map: its province, or its own city abroad."""
    spots: Mapping[int, Spot]
    """Every place by its id."""

    def among(self, places: Iterable[int]) -> Bools:
        """Say which organisations are in one of some provinces and districts, named by their ids."""
        found = np.zeros(len(self.place), dtype=bool)
        for one in places:
            found |= (self.place == one) | (self.province == one)
        return found


@remembered(_KEPT_VERSIONS)
def organisations(connection: Connection, version: int) -> Organisations:
    """Read every organisation that has ever been registered; one without live details is named by its code."""
    spots = _spots(connection, version)
    d = r.organisation_details
    query = select(r.organisations, d.c.name_tr, d.c.name_en, d.c.name_ar, d.c.kind, d.c.place_id).outerjoin(
        d, and_(d.c.organisation_id == r.organisations.c.id, live_at(d, version))
    )
    found = sorted(connection.execute(query), key=lambda row: (sort_key(row.name_tr or row.code), row.code))
    keys = [sort_key(row.name_tr or row.code) for row in found]
    ranks = {key: rank for rank, key in enumerate(dict.fromkeys(keys))}
    today = [spots[spots[row.place_id].today] if row.place_id else None for row in found]
    return Organisations(
        numbers={row.id: number for number, row in enumerate(found)},
        codes={row.code: number for number, row in enumerate(found)},
        rank=np.array([ranks[key] for key in keys], dtype=np.int64),
        shown=_shown(found, today, spots),
        place=np.array([spot.id if spot else NOWHERE for spot in today], dtype=np.int64),
        province=np.array([spot.province or NOWHERE if spot else NOWHERE for spot in today], dtype=np.int64),
        spot=np.array([_on_map(spot) for spot in today], dtype=np.int64),
        spots=spots,
    )


def objects(values: Iterable[object]) -> Objects:
    """Give values as a column that keeps them as they are."""
    listed = list(values)
    kept = np.empty(len(listed), dtype=object)
    kept[:] = listed
    return kept


def _shown(found: Sequence[Row[Any]], today: Sequence[Spot | None], spots: Mapping[int, Spot]) -> dict[str, Objects]:
    """Give what frames show of each organisation."""
    stated = [spots.get(row.place_id) for row in found]
    historic = [spot if spot and spot.level == "historic" else None for spot in stated]
    names = {
        f"name_{lang}": objects(getattr(row, f"name_{lang}") or row.name_tr or row.code for row in found)
        for lang in LANGUAGES
    }
    return {
        "code": objects(row.code for row in found),
        **names,
        "kind": objects(row.kind for row in found),
        "country": objects(spot and spot.country for spot in stated),
        "place_code": objects(spot and spot.code for spot in today),
        **{f"place_{lang}": objects(spot and spot.names[lang] for spot in today) for lang in LANGUAGES},
        **{f"province_{lang}": objects(_province(spot, spots, lang) for spot in today) for lang in LANGUAGES},
        **{f"historic_{lang}": objects(spot and spot.names[lang] for spot in historic) for lang in LANGUAGES},
    }


def _province(spot: Spot | None, spots: Mapping[int, Spot], lang: str) -> str | None:
    """Give the name of the province in which a district lies; None for every other place."""
    return spots[spot.province].names[lang] if spot and spot.level == "district" and spot.province else None


def _on_map(spot: Spot | None) -> int:
    """Give the place that stands for another one on a map; a country as a whole has no point on it."""
    if spot is None:
        return NOWHERE
    return spot.province or (spot.id if spot.level == "city" else NOWHERE)


def _spots(connection: Connection, version: int) -> dict[int, Spot]:
    """Read every place; one without live details is named by its code and lies in no country."""
    p, d = r.places, r.place_details
    query = (
        select(p.c.id, p.c.code, p.c.level, p.c.province_id, d.c.name_tr, d.c.name_en, d.c.name_ar)
        .add_columns(d.c.country, d.c.latitude, d.c.longitude, d.c.maps_to_id)
        .outerjoin(d, and_(d.c.place_id == p.c.id, live_at(d, version)))
    )
    return {row.id: _spot(row) for row in connection.execute(query)}


def _spot(row: Row[Any]) -> Spot:
    """Give the place of a row."""
    turkish = row.name_tr or row.code
    return Spot(
        id=row.id,
        code=row.code,
        names={"tr": turkish, "en": row.name_en or turkish, "ar": row.name_ar or turkish},
        level=row.level,
        country=row.country,
        province=row.province_id,
        today=row.maps_to_id or row.id,
        latitude=row.latitude,
        longitude=row.longitude,
    )
