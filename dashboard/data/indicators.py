"""Indicators with their targets and results, as of a data version, judged on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.grants import parted
from dashboard.data.indicator_rows import (
    in_places,
    in_scope,
    indicators_in_view,
    readings_of,
    reference_day,
    rule_of,
    targets_of,
    thresholds_of,
)
from dashboard.data.indicator_steps import Planned, Reached, planned, reached
from dashboard.data.per_version import once_a_version, remembered
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grants, project_grants
from dashboard.data.schema.results import indicator_details, indicators
from dashboard.data.shown_results import results_of
from dashboard.data.standing import Standing, judge, stand
from dashboard.data.versions import Snapshot, newest_version

__all__ = [
    "Judged",
    "described_in_view",
    "histories",
    "in_places",
    "in_scope",
    "indicators_in_view",
    "judged_indicators",
    "readings_of",
    "reference_day",
    "results_of",
    "rule_of",
    "targets_of",
    "thresholds_of",
]
_KEPT = 6
"""Histories of so many versions and viewers are kept; those of a whole large database take some ten megabytes."""

_NEEDED = (
    indicators.c.id,
    *(indicator_details.c[name] for name in ("kind", "measure", "ascending", "baseline_value", "final_target")),
    *(indicator_details.c[name] for name in ("over_time", "over_place", "counts")),
)
"""What a history is made by besides the rows."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An indicator and where it stands."""

    code: str
    names: dict[str, str | None]
    unit: str | None
    level: str
    kind: str
    grant: str | None
    """Code of the grant whose results framework it belongs to; None for an indicator of the programme alone."""
    programme: str
    counts: str | None
    standing: Standing


def judged_indicators(connection: Connection, filters: Filters, project: int | None = None) -> list[Judged]:
    """Judge every indicator under the filters, or those of the project with an id, in the order of their codes.

    Programme and grant choose the indicators, place the rows that count (rows without a place belong to the whole
    indicator and are left out when the filter names a place). The group filter does not apply: targets know no groups.
    Breakdown rows (`dimension`) are parts of a value and never added to it. A protected viewer sees the indicators of
    its own grants and those of their projects that belong to no grant; see `data.shown_results`.
    """
    found: dict[str, Judged] = {}
    for part in parted(connection, filters):
        found |= {one.code: one for one in _judged(connection, part, project) if one.code not in found}
    return list(found.values()) if not filters.viewer.protected else [found[code] for code in sorted(found)]


def _judged(connection: Connection, part: Filters, project: int | None) -> list[Judged]:
    """Judge the indicators of a part of the view, see `grants.parted`."""
    described = [row for row in described_in_view(connection, part) if project is None or row.project_id == project]
    day = reference_day(part)
    if not part.places:
        kept = histories(connection, part)
        return [_judged_as(row, _stand(row, kept[row.id], day)) for row in described]
    told, measured = targets_of(connection, described, part), results_of(connection, described, part)
    return [
        _judged_as(row, stand(rule_of(row, whole=False), told[row.id], measured[row.id], day, thresholds_of(row)))
        for row in described
    ]


def _stand(row: Row[Any], kept: "History", day: date) -> Standing:
    """Judge an indicator by what is kept of it, as `stand` does by its rows."""
    results, targets = kept
    return judge(
        rule_of(row, whole=True),
        actual=results.to_date.before(day),
        plan=targets.to_date.before(day),
        target=targets.target,
        open_value=results.open.on(day),
        thresholds=thresholds_of(row),
    )


def described_in_view(connection: Connection, part: Filters) -> list[Row[Any]]:
    """Give the indicators of a part of the view with what judging needs, in the order of codes, as SQL would."""
    viewer, version = part.viewer, part.snapshot.version
    if viewer.protected:
        return list(connection.execute(indicators_in_view(part, "project_id")))
    paid = {project for code in part.grants for project in _projects_of_grants(connection, version).get(code, ())}
    return [
        row
        for row in _described(connection, version)
        if (viewer.programmes is None or row.programme in viewer.programmes)
        and (not part.programmes or row.programme in part.programmes)
        and (not part.grants or row.grant in part.grants or (row.grant is None and row.project_id in paid))
    ]


@once_a_version
def _described(connection: Connection, version: int) -> tuple[Row[Any], ...]:
    """Read every indicator."""
    return tuple(connection.execute(indicators_in_view(Filters(EVERYTHING, Snapshot(version, date.max)), "project_id")))


@once_a_version
def _projects_of_grants(connection: Connection, version: int) -> dict[str, set[int]]:
    """Read by grant code the ids of the projects that it pays for."""
    p = project_grants.c
    query = select(grants.c.code, p.project_id).join(grants, grants.c.id == p.grant_id)
    found: dict[str, set[int]] = {}
    for code, project in connection.execute(query.where(live_at(project_grants, version))):
        found.setdefault(code, set()).add(project)
    return found


History = tuple[Reached, Planned]
"""What the results of an indicator say on any day, and what its targets do."""


def histories(connection: Connection, part: Filters) -> Mapping[int, History]:
    """Give the history of each indicator of a part of the view, or of more, by its id; places do not matter to it."""
    viewer, version = part.viewer, part.snapshot.version
    if viewer.protected:
        # What protected viewers see hangs on later releases too: on the newest version.
        own = Viewer(grants=viewer.grants)
        return _histories(connection, version, own, part.grants, newest_version(connection))
    return _histories(connection, version, EVERYTHING, (), version)


@remembered(_KEPT)
def _histories(
    connection: Connection, version: int, viewer: Viewer, own: tuple[str, ...], _newest: int
) -> dict[int, History]:
    """Give the history of each indicator that a viewer may see of a grant, or of all."""
    whole = Filters(viewer, Snapshot(version, date.max), grants=own)
    asked = indicators_in_view(whole).with_only_columns(*_NEEDED, maintain_column_froms=True)
    described = connection.execute(asked).all()
    rules = {row.id: rule_of(row, whole=True) for row in described}
    told = results_of(connection, described, whole)
    reached_of = {i: reached(rule, told[i]) for i, rule in rules.items()}
    told = targets_of(connection, described, whole)
    return {i: (reached_of[i], planned(rule, told[i])) for i, rule in rules.items()}


def _judged_as(row: Row[Any], standing: Standing) -> Judged:
    """Give an indicator with where it stands."""
    return Judged(
        code=row.code,
        names={"tr": row.name_tr, "en": row.name_en, "ar": row.name_ar},
        unit=row.unit,
        level=row.level,
        kind=row.kind,
        grant=row.grant,
        programme=row.programme,
        counts=row.counts,
        standing=standing,
    )
