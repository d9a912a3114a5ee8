"""Indicators with their targets and results, as of a data version, judged on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.grants import parted
from dashboard.data.indicator_rows import (
    in_places,
    in_scope,
    indicators_in_view,
    readings_of,
    reference_day,
    results_of,
    rule_of,
    targets_of,
    thresholds_of,
)
from dashboard.data.indicator_steps import Planned, Reached, planned, reached
from dashboard.data.per_version import remembered
from dashboard.data.schema.results import indicator_details, indicators
from dashboard.data.standing import Standing, judge, stand
from dashboard.data.versions import Snapshot

__all__ = [
    "Judged",
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
    its own grants and those of their projects that belong to no grant; see `data.protected_indicators`.
    """
    found: dict[str, Judged] = {}
    for part in parted(connection, filters):
        found |= {one.code: one for one in _judged(connection, part, project) if one.code not in found}
    return list(found.values()) if not filters.viewer.protected else [found[code] for code in sorted(found)]


def _judged(connection: Connection, part: Filters, project: int | None) -> list[Judged]:
    """Judge the indicators of a part of the view, see `grants.parted`."""
    query = indicators_in_view(part)
    if project is not None:
        query = query.where(indicator_details.c.project_id == project)
    described = connection.execute(query).all()
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


History = tuple[Reached, Planned]
"""What the results of an indicator say on any day, and what its targets do."""


def histories(connection: Connection, part: Filters) -> Mapping[int, History]:
    """Give the history of each indicator of a part of the view, or of more, by its id; places do not matter to it."""
    viewer, version = part.viewer, part.snapshot.version
    if viewer.protected:
        return _histories(connection, version, Viewer(grants=frozenset(part.grants)))
    return _histories(connection, version, EVERYTHING)


@remembered(_KEPT)
def _histories(connection: Connection, version: int, viewer: Viewer) -> dict[int, History]:
    """Give the history of each indicator that a viewer may see."""
    whole = Filters(viewer, Snapshot(version, date.max), grants=tuple(sorted(viewer.grants)))
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
