"""Which indicators are in view, and the rows of their targets and results as they are; see also `shown_results`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, exists, or_, select

from dashboard.data.filters import Filters
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grants, places, programme_details, programmes, project_grants
from dashboard.data.schema.results import indicator_details, indicators, targets
from dashboard.data.standing import Reading, Rule, Thresholds


def reference_day(filters: Filters) -> date:
    """Give the day on which indicators are judged: the reference day, or the day after an earlier end of the period."""
    if filters.period is None:
        return filters.snapshot.day
    return min(filters.snapshot.day, filters.period.last_day + timedelta(days=1))


def indicators_in_view(filters: Filters, *more: str) -> Select[Any]:
    """Select the indicators in scope with what judging needs, and more of their columns, in the order of codes."""
    d, version = indicator_details.c, filters.snapshot.version
    query = (
        select(
            indicators.c.id,
            indicators.c.code,
            *(d[name] for name in ("name_tr", "name_en", "name_ar", "unit", "level", "kind", "measure", "ascending")),
            *(d[name] for name in ("baseline_value", "over_time", "over_place", "final_target", "counts", *more)),
            grants.c.code.label("grant"),
            programmes.c.code.label("programme"),
            programme_details.c.behind_below,
            programme_details.c.at_risk_below,
            programme_details.c.over_plan_above,
        )
        .join(indicator_details, d.indicator_id == indicators.c.id)
        .join(programmes, programmes.c.id == d.programme_id)
        .join(
            programme_details,
            (programme_details.c.programme_id == programmes.c.id) & live_at(programme_details, version),
        )
        .outerjoin(grants, grants.c.id == d.grant_id)
        .where(live_at(indicator_details, version))
        .order_by(indicators.c.code)
    )
    for condition in in_scope(filters):
        query = query.where(condition)
    return query


def in_scope(filters: Filters) -> Iterable[ColumnElement[bool]]:
    """Give the conditions of viewer, programme and grant; the filters of a protected viewer name the grants seen."""
    viewer = filters.viewer
    if not viewer.protected and viewer.programmes is not None:
        yield programmes.c.code.in_(viewer.programmes)
    if filters.programmes:
        yield programmes.c.code.in_(filters.programmes)
    if filters.grants or viewer.protected:
        yield or_(grants.c.code.in_(_asked(filters)), _of_a_project_of(filters))


def _asked(filters: Filters) -> list[str]:
    """Give the grants that the filters name, for a protected viewer none but its own."""
    viewer = filters.viewer
    return sorted(viewer.grants.intersection(filters.grants) if viewer.protected else filters.grants)


def _of_a_project_of(filters: Filters) -> ColumnElement[bool]:
    """Tell whether an indicator without a grant belongs to a project of one of the filtered grants."""
    asked = grants.alias("asked")
    return (indicator_details.c.grant_id.is_(None)) & exists().where(
        project_grants.c.project_id == indicator_details.c.project_id,
        project_grants.c.grant_id == asked.c.id,
        asked.c.code.in_(_asked(filters)),
        live_at(project_grants, filters.snapshot.version),
    )


def targets_of(connection: Connection, described: Sequence[Row[Any]], part: Filters) -> dict[int, list[Reading]]:
    """Give the targets of some indicators by their ids, breakdown rows left out."""
    return readings_of(connection, targets, [row.id for row in described], part)


def readings_of(connection: Connection, table: Table, ids: list[int], filters: Filters) -> dict[int, list[Reading]]:
    """Give the rows of targets or results by indicator id, breakdown rows left out."""
    found: defaultdict[int, list[Reading]] = defaultdict(list)
    c = table.c
    fraction = [c.numerator, c.denominator] if "numerator" in c else []
    query = select(c.indicator_id, c.period_start, c.period_end, c.place_id, c.value, *fraction).where(
        live_at(table, filters.snapshot.version),
        c.indicator_id.in_(ids),
        c.dimension.is_(None),
    )
    query = query.where(*in_places(filters, c.place_id))
    for indicator_id, *reading in connection.execute(query):
        found[indicator_id].append(Reading(*reading))
    return found


def in_places(filters: Filters, place_id: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
    """Give the condition that rows lie in the filtered places or in districts of theirs; none without such a filter."""
    if filters.places:
        within = select(places.c.id).where(places.c.code.in_(filters.places))
        inside = select(places.c.id).where(or_(places.c.id.in_(within), places.c.province_id.in_(within)))
        yield place_id.in_(inside)


def rule_of(row: Row[Any], *, whole: bool) -> Rule:
    """Give the arithmetic of an indicator; its baseline and declared target speak of the whole, a place has neither."""
    return Rule(
        kind=row.kind,
        measure=row.measure,
        ascending=row.ascending,
        baseline=row.baseline_value if whole else None,
        over_time=row.over_time,
        over_place=row.over_place,
        final_target=row.final_target if whole else None,
    )


def thresholds_of(row: Row[Any]) -> Thresholds:
    """Give where the programme of an indicator draws its lines."""
    return Thresholds(row.behind_below, row.at_risk_below, row.over_plan_above)
