"""Why an indicator stands where it stands: comments by period, as loaded or written on a page, each a data version."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pandas import DataFrame
from sqlalchemy import Connection, select, update

from dashboard.data.engine import hold_writers_lock
from dashboard.data.filters import Filters
from dashboard.data.loading import KINDS, load_rows
from dashboard.data.loading.row_counts import count_ended
from dashboard.data.schema import live_at
from dashboard.data.schema.results import indicators
from dashboard.data.schema.timeline import indicator_comments
from dashboard.data.versions import draw_version

SOURCE = "page:comments"
"""The source of all comments written on a page."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What was said of an indicator in a period, when, and from which office."""

    start: date
    end: date
    text: str
    written_on: date
    written_by: str | None


def comments_on(connection: Connection, ids: Iterable[int], filters: Filters) -> dict[int, list[Comment]]:
    """Give by indicator id its comments as of the data version, the latest period last."""
    c = indicator_comments.c
    query = (
        select(c.indicator_id, c.period_start, c.period_end, c.comment, c.written_on, c.written_by)
        .where(live_at(indicator_comments, filters.snapshot.version), c.indicator_id.in_(list(ids)))
        .order_by(c.period_end, c.period_start.desc())
    )
    found: defaultdict[int, list[Comment]] = defaultdict(list)
    for indicator_id, *said in connection.execute(query):
        found[indicator_id].append(Comment(*said))
    return found


def comment_at(connection: Connection, indicator: str, start: date, end: date, version: int) -> Comment | None:
    """Give what was said of exactly this period of an indicator as of a data version, None where nothing was."""
    c = indicator_comments.c
    query = (
        select(c.period_start, c.period_end, c.comment, c.written_on, c.written_by)
        .join(indicators, indicators.c.id == c.indicator_id)
        .where(live_at(indicator_comments, version), indicators.c.code == indicator)
        .where(c.period_start == start, c.period_end == end)
    )
    row = connection.execute(query).one_or_none()
    return Comment(*row) if row else None


def write_comment(connection: Connection, indicator: str, comment: Comment, actor: str) -> int:
    """Store a comment written on a page in place of the one on the same indicator and period; give its data version.

    Args:
        connection: a transaction of the writer.
        indicator: code of the indicator.
        comment: what is said; without text nothing more is said of the period from now on.
        actor: who writes, for the list of versions.

    Raises:
        dashboard.data.loading.problems.RefusedError: no such indicator, or a text that no file could hold.
    """
    hold_writers_lock(connection)
    version = draw_version(connection, "edit", f"comment {indicator}", actor)
    c = indicator_comments.c
    its_own = select(indicators.c.id).where(indicators.c.code == indicator).scalar_subquery()
    connection.execute(
        update(indicator_comments)
        .where(c.indicator_id == its_own, c.period_start == comment.start, c.period_end == comment.end)
        .where(c.until_version.is_(None))
        .values(until_version=version)
    )
    count_ended(connection, KINDS["comments"], version)
    if comment.text:
        load_rows(connection, "comments", _as_file(indicator, comment), source=SOURCE, version=version, actor=actor)
    return version


def _as_file(indicator: str, comment: Comment) -> DataFrame:
    """Give a comment as a row of its KIND."""
    row = {
        "indicator_code": indicator,
        "period_start": comment.start.isoformat(),
        "period_end": comment.end.isoformat(),
        "comment": comment.text,
        "written_on": comment.written_on.isoformat(),
        "written_by": comment.written_by or "",
    }
    return DataFrame([row], dtype=object)
