"""A funder's ratings of a grant: human judgements, dated, each beside the one before; stored and never computed."""

from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection, select

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grants import chosen_grant
from dashboard.data.schema import live_at
from dashboard.data.schema.timeline import RATED, ratings

COLUMNS = ("what", "rated_on", "rating", "previous_rating", "previous_on", "report", "is_current")


def rating_series(connection: Connection, filters: Filters) -> DataFrame:
    """Give the ratings of the chosen grant up to the reference day, first of the objective, then by day.

    Columns (`COLUMNS`): what (objective or implementation), rated_on, rating (HS, S, MS, MU, U, HU), previous_rating:
    what the report itself says, else the rating before in the series, None where neither is known; previous_on: day of
    the rating before in the series, None where it is not there; report; is_current: whether it is the latest of its
    sort. Without rows where no grant is in view, or nothing was rated yet.
    """
    grant = chosen_grant(connection, filters)
    r = ratings.c
    query = (
        select(r.what, r.rated_on, r.rating, r.previous_rating, r.report)
        .where(live_at(ratings, filters.snapshot.version), r.grant_id == (grant and grant.id))
        .where(r.rated_on <= filters.last_day)
        .order_by(r.rated_on)
    )
    rows: list[dict[str, Any]] = []
    told = connection.execute(query).all() if grant else []
    for what in RATED:
        own = [row for row in told if row.what == what]
        for row, before in zip(own, [None, *own[:-1]], strict=True):
            rows.append(
                {**row._mapping, "is_current": row is own[-1], "previous_on": before and before.rated_on}
                | {"previous_rating": row.previous_rating or (before and before.rating)}
            )
    return frame(**{name: [row[name] for row in rows] for name in COLUMNS})
