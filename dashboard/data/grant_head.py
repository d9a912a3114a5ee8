"""What stands over everything that is said of one grant: its terms, what moved them, and what was reported of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.agreements import agreements, amendments_of_grants
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.data.grants import GrantTerm, chosen_grant, grant_terms, of_grant
from dashboard.data.locked_figures import locked_periods
from dashboard.data.releasing import released_version


@dataclass(frozen=True, slots=True)
class Reported:
    """A locked period of the grant; `restated` counts its figures that are known differently now."""

    period: str
    reported_on: date
    restated: int


@dataclass(frozen=True, slots=True)
class GrantHead:
    """One grant as its header shows it; `agreement` and `amendments` are rows of the frames of the same names.

    `days` of `total` have gone by up to E. `released` is the newest data version that the funder may see, None while
    there is none. `others` are the further grants under the programme filter, `in_view` counts those under all filters.
    """

    term: GrantTerm
    agreement: Mapping[str, Any]
    amendments: tuple[Mapping[str, Any], ...]
    days: int
    total: int
    released: int | None
    locked: tuple[Reported, ...]
    others: tuple[tuple[str, Mapping[str, str | None]], ...]
    in_view: int


def grant_head(connection: Connection, filters: Filters) -> GrantHead | None:
    """Give the header of the grant that the page speaks of (`grants.chosen_grant`); None where none is in view."""
    term = chosen_grant(connection, filters)
    if term is None:
        return None
    own = of_grant(connection, filters, term.code)
    days, total = term.elapsed(own.last_day)
    every = grant_terms(connection, replace(filters, grants=()))
    locked = _rows(locked_periods(connection, own))
    return GrantHead(
        term=term,
        agreement=_rows(agreements(connection, own))[0],
        amendments=tuple(_rows(amendments_of_grants(connection, own))),
        days=days,
        total=total,
        released=_released(connection, own, term.code),
        locked=tuple(Reported(row["period"], row["reported_on"], row["restated"]) for row in locked),
        others=tuple((one.code, one.names) for one in every if one.code != term.code),
        in_view=len(filters.grants or every),
    )


def _released(connection: Connection, own: Filters, grant: str) -> int | None:
    """Give the version that the funder may see: as of the version looked at, which for the funder is that version."""
    version = own.snapshot.version
    return version if own.viewer.protected else released_version(connection, grant, version)


def last_day_of_records(connection: Connection, filters: Filters) -> date:
    """Give the data cut-off: the last day of which anything is recorded, never later than E.

    To a protected viewer, who does not learn what others record, it is E itself.
    """
    if filters.viewer.protected:
        return filters.last_day
    known = directory(connection, filters.snapshot.version).last_day
    return min(filters.last_day, known or filters.last_day)


def reference_days(connection: Connection, filters: Filters) -> tuple[date, date]:
    """Give the data cut-off and E, the day on which the plan of the chosen grant is looked at."""
    term = chosen_grant(connection, filters)
    if filters.viewer.protected and term:
        filters = of_grant(connection, filters, term.code)
    return last_day_of_records(connection, filters), filters.last_day


def _rows(frame: DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame by the names of its columns."""
    names = frame.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in frame.to_numpy().tolist()]
