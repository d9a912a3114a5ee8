"""Where partners are: provinces of Türkiye and cities abroad, with historic names mapped to today's places."""

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.day_columns import Objects
from dashboard.data.extent import Extent, extent
from dashboard.data.filters import Filters
from dashboard.data.frames import Listing, frame
from dashboard.data.partner_organisations import LANGUAGES, NOWHERE
from dashboard.data.partnership_lists import PARTNER, PROGRAMME
from dashboard.data.partnership_rows import having, partnership_rows
from dashboard.data.partnership_state import IN_FORCE
from dashboard.data.partnership_view import View, view
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools
from dashboard.formats import sort_key

_KEPT_VERSIONS = 4
_WHERE = (
    "country",
    "place_code",
    *(f"{name}_{lang}" for name in ("place", "province", "historic") for lang in LANGUAGES),
)


def map_partners(connection: Connection, filters: Filters) -> DataFrame:
    """Count the organisations with a partnership in view by today's province, those abroad by their city.

    Columns: place_code, name_*, level (province or city), country, latitude, longitude, partners, in_force (of them
    with a protocol in force), dormant (of them all of whose partnerships in view are dormant). Most partners first,
    then by name. Partners without such a place are counted by `unplaced`.
    """
    seen = view(connection, filters)
    partners, state = seen.rows.organisations, seen.state
    own = _partners(seen)
    running = having(seen.rows, seen.seen & (state.status == IN_FORCE))
    silent = own & ~having(seen.rows, seen.seen & ~state.dormant)
    placed = np.flatnonzero(own & (partners.spot != NOWHERE))
    ids, place = np.unique(partners.spot[placed], return_inverse=True)
    counts = [np.bincount(place[of[placed]], minlength=len(ids)) for of in (own, running, silent)]
    known = [partners.spots[one] for one in ids.tolist()]
    order = sorted(range(len(ids)), key=lambda at: (-counts[0][at], sort_key(known[at].names["tr"]), known[at].code))
    spots = [known[at] for at in order]
    return frame(
        place_code=[spot.code for spot in spots],
        **{f"name_{lang}": [spot.names[lang] for spot in spots] for lang in LANGUAGES},
        level=[spot.level for spot in spots],
        country=[spot.country for spot in spots],
        latitude=[spot.latitude for spot in spots],
        longitude=[spot.longitude for spot in spots],
        **{name: own[order] for name, own in zip(("partners", "in_force", "dormant"), counts, strict=True)},
    )


def unplaced(connection: Connection, filters: Filters) -> int:
    """Count the organisations with a partnership in view that stand at no place of the map."""
    seen = view(connection, filters)
    return int(np.count_nonzero(_partners(seen) & (seen.rows.organisations.spot == NOWHERE)))


def partners(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Give who the partners in view are, a row a partnership, by name and code.

    Columns: code, organisation_code, name_*, kind, role, programme_code, programme_*, country, place_code, place_*
    (today's place), province_* (in which it lies if it is a district, else None), historic_* (the place that the
    source names, None unless it is historic). `most` gives the first rows alone.
    """
    return listed_partners(connection, filters).taken(slice(most))


def listed_partners(connection: Connection, filters: Filters) -> Listing:
    """Give the same list as `partners`, put together only as far as it is read."""
    seen = view(connection, filters)
    return Listing(np.flatnonzero(seen.seen), _columns(connection, extent(connection, filters)), {})


@remembered(_KEPT_VERSIONS)
def _columns(connection: Connection, rows_read: Extent) -> dict[str, Objects]:
    """Give who the partners of all partnerships are, and where."""
    rows = partnership_rows(connection, rows_read)
    shown = {name: column[rows.organisation] for name, column in rows.organisations.shown.items()}
    return {
        **rows.columns("code", *PARTNER),
        "kind": shown["kind"],
        **rows.columns("role", *PROGRAMME),
        **{name: shown[name] for name in _WHERE},
    }


def _partners(seen: View) -> Bools:
    """Say which organisations have a partnership in view."""
    return having(seen.rows, seen.seen)
