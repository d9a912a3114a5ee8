"""The results of indicators as a viewer may see them; those of a protected one worked out once a release of a grant."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from dashboard.data.directory import directory
from dashboard.data.filters import Filters, Viewer
from dashboard.data.indicator_rows import indicators_in_view, readings_of
from dashboard.data.per_version import remembered
from dashboard.data.privacy.beside import beside
from dashboard.data.privacy.released import versions_of
from dashboard.data.protected_indicators import protected_rows
from dashboard.data.readings import Part, Reading, Rows, Told
from dashboard.data.schema.results import results
from dashboard.data.versions import Snapshot, newest_version

_KEPT = 64


def results_of(connection: Connection, described: Sequence[Row[Any]], part: Filters) -> Mapping[int, Sequence[Reading]]:
    """Give the results of some indicators by their ids as the viewer may see them, breakdown rows left out."""
    if not part.viewer.protected:
        return readings_of(connection, results, [row.id for row in described], part)
    inside, shown = in_chosen_places(connection, part), shown_results(connection, part)
    return {row.id: [one for one in shown.get(row.id, {}).get(None, ()) if inside(one.place)] for row in described}


def in_chosen_places(connection: Connection, filters: Filters) -> Callable[[int | None], bool]:
    """Give what says whether a result's place lies in those of the filters, see `indicator_rows.in_places`."""
    if not filters.places:
        return lambda _: True
    known = directory(connection, filters.snapshot.version)
    asked = {known.ids["place"][code] for code in filters.places if code in known.ids["place"]}
    inside = {place.id for place in known.places.values() if {place.id, place.parent} & asked}
    return inside.__contains__


def shown_results(connection: Connection, part: Filters) -> Mapping[int, Rows]:
    """Give the results of the indicators of a protected viewer's grant by their ids, whatever places are filtered.

    Args:
        connection: a reading transaction.
        part: one of `grants.parted`; without a grant there are none.
    """
    if not part.grants:
        return {}
    (grant,) = part.grants
    return _shown(connection, part.viewer.grants, grant, part.snapshot.version, newest_version(connection))


@remembered(_KEPT)
def _shown(connection: Connection, own: frozenset[str], grant: str, version: int, newest: int) -> Mapping[int, Rows]:
    """Give the results of a grant as of a version released of it, for whoever has some grants."""
    whole = Filters(Viewer(grants=own), Snapshot(version, date.max), grants=(grant,))
    described = connection.execute(indicators_in_view(whole, "project_id")).all()
    releases = [*(v for v in versions_of(connection, grant, newest) if v < version), version]
    true = _read(connection, [row.id for row in described], releases)
    people = beside(connection, own, grant, version, newest)
    return {row.id: protected_rows(row, true[row.id], people, people.of_project(row.project_id)) for row in described}


def _read(connection: Connection, ids: Iterable[int], releases: Sequence[int]) -> dict[int, list[Rows]]:
    """Give the true results of some indicators at each of some releases, in the order of their periods."""
    c = results.c
    found: dict[int, list[Rows]] = {i: [{} for _ in releases] for i in ids}
    query = (
        select(c.indicator_id, c.dimension, c.dimension_value, c.since_version, c.until_version)
        .add_columns(c.period_start, c.period_end, c.place_id, c.value, c.numerator, c.denominator, c.comment)
        .where(c.indicator_id.in_(found), c.since_version <= releases[-1])
        .where(or_(c.until_version.is_(None), c.until_version > releases[0]))
        .order_by(c.period_end, c.period_start, c.id)
    )
    for indicator, dimension, value, since, until, *told in connection.execute(query):
        part: Part | None = None if dimension is None else (dimension, value or "")
        for at, version in enumerate(releases):
            if since <= version and (until is None or until > version):
                found[indicator][at].setdefault(part, []).append(Told(*told))
    return found
