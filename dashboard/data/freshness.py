"""How fresh the data are: until when they reach, when they came in, and which kinds are out of date."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, or_, select, true

from dashboard.data.filters import Viewer
from dashboard.data.schema import live_at, loads, sources, versions
from dashboard.data.schema.people import reach
from dashboard.data.schema.registers import places, programmes
from dashboard.data.versions import Snapshot
from dashboard.settings import ISTANBUL

WATCHED = ("reach", "results", "spending", "feedback")
"""KINDs that tell what has happened, so that new files of them are expected; registers and targets do not age."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The age of the data as of one snapshot.

    `cutoff` is the latest day on which the viewer's data record a person reached; `last_import` is the moment (UTC) of
    the last load that a person made; both are None where there is none. `stale` holds each KIND of `WATCHED` that is
    out of date, with the age in days of its last load, oldest first.
    """

    version: int
    cutoff: date | None
    last_import: datetime | None
    stale: tuple[tuple[str, int], ...] = ()


def freshness(connection: Connection, snapshot: Snapshot, viewer: Viewer, stale_days: int) -> Freshness:
    """Say how fresh the data of a snapshot are on its reference day; to a protected viewer only what day that is.

    Args:
        connection: a reading transaction.
        snapshot: data version and reference day.
        viewer: whose projects the cut-off date speaks of.
        stale_days: age in days beyond which a KIND counts as out of date.
    """
    if viewer.protected:
        # When others' data came in is no business of a funder; what was released is as of the reference day.
        return Freshness(snapshot.version, snapshot.day if snapshot.version else None, None)
    newest = _last_loads(connection, snapshot)
    ages = {kind: (snapshot.day - moment.astimezone(ISTANBUL).date()).days for kind, moment in newest.items()}
    stale = sorted((kind for kind in WATCHED if ages.get(kind, 0) > stale_days), key=lambda kind: -ages[kind])
    return Freshness(
        version=snapshot.version,
        cutoff=_cutoff(connection, snapshot, viewer),
        last_import=max(newest.values(), default=None),
        stale=tuple((kind, ages[kind]) for kind in stale),
    )


def _last_loads(connection: Connection, snapshot: Snapshot) -> dict[str, datetime]:
    """Give for each KIND the moment of its last load up to the snapshot's version, the product's own data left out.

    A load of feedback without a cut-off date holds sensitive cases alone, and no page tells of it. A load that was
    taken back brought nothing, and taking it back brought nothing new.
    """
    later = loads.alias("later")
    undone = select(later.c.id).where(later.c.undoes == loads.c.version, later.c.version <= snapshot.version).exists()
    question = (
        select(sources.c.kind, func.max(loads.c.committed_at).label("last"))
        .join(loads, loads.c.source_id == sources.c.id)
        .join(versions, versions.c.version == loads.c.version)
        .where(loads.c.version <= snapshot.version, versions.c.kind.not_in(("reference", "undo")))
        .where(~undone)
        .where(or_(sources.c.kind != "feedback", loads.c.cutoff.is_not(None)))
        .group_by(sources.c.kind)
    )
    return {row.kind: row.last for row in connection.execute(question)}


def _cutoff(connection: Connection, snapshot: Snapshot, viewer: Viewer) -> date | None:
    """Give the latest day with a reach row in the viewer's scope, a step or two into the index for each place."""
    newest = (
        select(reach.c.date)
        .where(reach.c.place_id == places.c.id, reach.c.date <= snapshot.day, live_at(reach, snapshot.version))
        .order_by(reach.c.date.desc())
        .limit(1)
    )
    if viewer.programmes is not None:
        scope = select(programmes.c.id).where(programmes.c.code.in_(sorted(viewer.programmes)))
        newest = newest.where(reach.c.programme_id.in_(scope))
    latest = newest.lateral("latest")
    question = select(func.max(latest.c.date)).select_from(places.join(latest, true()))
    day: date | None = connection.scalar(question)
    return day
