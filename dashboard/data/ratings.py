"""A funder's ratings of a grant: human judgements, dated, each beside the one before; stored and never computed."""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection, Row, select

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grants import chosen_grant, of_grant
from dashboard.data.schema import live_at
from dashboard.data.schema.timeline import RATED, ratings


def rating_series(connection: Connection, filters: Filters) -> DataFrame:
    """Give the ratings of the chosen grant up to the reference day, first of the objective, then by day.

    Columns: what (objective or implementation), rated_on, rating (HS, S, MS, MU, U, HU), previous_rating:
    what the report itself says, else the rating before in the series, None where neither is known; previous_on: day of
    the rating before in the series, None where it is not there; report; is_current: whether it is the latest of its
    sort. Without rows where no grant is in view, or nothing was rated yet.
    """
    grant = chosen_grant(connection, filters)
    told = _told(connection, of_grant(connection, filters, grant.code), grant.id) if grant else []
    rows = []
    for what in RATED:
        own = [row for row in told if row.what == what]
        rows += [(*pair, pair[0] is own[-1]) for pair in zip(own, [None, *own], strict=False)]
    return frame(
        what=[row.what for row, _, _ in rows],
        rated_on=[row.rated_on for row, _, _ in rows],
        rating=[row.rating for row, _, _ in rows],
        previous_rating=[row.previous_rating or (before and before.rating) for row, before, _ in rows],
        previous_on=[before and before.rated_on for _, before, _ in rows],
        report=[row.report for row, _, _ in rows],
        is_current=[latest for _, _, latest in rows],
    )


def _told(connection: Connection, filters: Filters, grant: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read the ratings of a grant up to the reference day, by day."""
    r = ratings.c
    query = (
        select(r.what, r.rated_on, r.rating, r.previous_rating, r.report)
        .where(live_at(ratings, filters.snapshot.version), r.grant_id == grant, r.rated_on <= filters.last_day)
        .order_by(r.rated_on)
    )
    return connection.execute(query).all()
