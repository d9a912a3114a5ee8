"""What managers do with a grant: release, lock, comment; an act has its line in the audit trail or is not done at all.

The line says who did what to which grant or indicator and as which data version, never what a comment says.
"""

from datetime import date

from sqlalchemy import Connection

from dashboard.access import audit
from dashboard.address import Period
from dashboard.data.comments import Comment, write_comment
from dashboard.data.releasing import Lock, Release, lock_period, release


def release_version(
    connection: Connection, grant: str, version: int | None = None, *, actor: str, reason: str = ""
) -> Release:
    """Let funders see a grant as of a data version; see `releasing.release`.

    Raises:
        dashboard.data.releasing.ReleaseError: it cannot be released.
    """
    done = release(connection, grant, version, actor=actor, reason=reason)
    told = {"released": done.released_version, "version": done.version}
    audit.record(connection, actor, "release", grant, **told, reason=reason)
    return done


def lock_reported(
    connection: Connection,
    grant: str,
    period: Period,
    version: int | None = None,
    *,
    reported_on: date | None = None,
    actor: str,
) -> Lock:
    """Keep a period of a grant as it was reported; see `releasing.lock_period`.

    Raises:
        dashboard.data.releasing.ReleaseError: it cannot be locked.
    """
    done = lock_period(connection, grant, period, version, reported_on=reported_on, actor=actor)
    told = {"period": done.period.text, "on": done.reported_on.isoformat()}
    audit.record(connection, actor, "lock", grant, **told, reported=done.reported_version, version=done.version)
    return done


def comment_on(connection: Connection, indicator: str, comment: Comment, *, actor: str) -> int:
    """Say why an indicator stands where it stands, or take it back; give the data version of the act.

    Raises:
        dashboard.data.loading.problems.RefusedError: see `comments.write_comment`.
    """
    version = write_comment(connection, indicator, comment, actor)
    act = "comment" if comment.text else "comment_removed"
    told = {"from": comment.start.isoformat(), "to": comment.end.isoformat()}
    audit.record(connection, actor, act, indicator, **told, version=version)
    return version
