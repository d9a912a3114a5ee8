"""A results framework in detail: period by period, part by part, place by place, and how its targets were revised.

Every question reads the framework of the chosen grant; a page that has read it calls the function of the same name with
`_frame`. States, days and values are those of `results_framework`.
"""

from datetime import date
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.directory import Entry
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.framework_lines import Framework, Line, Readings, framework
from dashboard.data.naming import every_place
from dashboard.data.period_values import actual_state, gaps, of_period, planned_of_period, target_state
from dashboard.data.standing import Rule, life_target, to_date
from dashboard.data.target_revisions import steps

NAMED = ("code", "name_tr", "name_en", "name_ar", "unit", "measure")
PERIOD_COLUMNS = (
    *(*NAMED, "period_start", "period_end", "has_ended", "is_open"),
    *(
        "result_state",
        "result_value",
        "target_state",
        "target_value",
        "original_value",
        "to_date",
        "gaps",
        "result_note",
    ),
    *("comment", "comment_on", "comment_by"),
)
PART_COLUMNS = (
    *(*NAMED, "dimension", "dimension_value"),
    *("current_state", "current_value", "current_on", "target_state", "target_value"),
)
PLACE_COLUMNS = (
    *(*NAMED, "place_code", "place_tr", "place_en", "place_ar"),
    *("current_state", "current_value", "current_on", "target_state", "target_value"),
)
REVISION_COLUMNS = (
    *(*NAMED, "period_start", "period_end", "place_code", "place_tr", "place_en", "place_ar"),
    *("revised_on", "previous_value", "new_value", "reason"),
)


def framework_periods(connection: Connection, filters: Filters) -> DataFrame:
    """Give the framework period by period, see `periods_frame`."""
    return periods_frame(framework(connection, filters))


def periods_frame(found: Framework) -> DataFrame:
    """Give one row an indicator and period that is planned or told, in the framework's order, then by time.

    Columns (`PERIOD_COLUMNS`): code, name_tr, name_en, name_ar, unit, measure, period_start, period_end; has_ended
    (before the day of judgement) and is_open (the day lies in it); result_state, result_value: the value of the period
    by the indicator's kind, for a cumulative one the results up to its end; target_state, target_value, original_value
    (before the first revision); to_date: the value to date at the period's end, None for a period that has not ended;
    gaps: places without the result that they should have; result_note: what the rows of the result say; comment,
    comment_on, comment_by: the manager's comment on exactly this period.
    """
    rows = [_period_row(line, *period, found.day) for line in found.lines for period in line.whole.periods]
    return frame(**{name: [row[name] for row in rows] for name in PERIOD_COLUMNS})


def _period_row(line: Line, start: date, end: date, day: date) -> dict[str, Any]:
    """Give the row of one indicator and period."""
    rule, told, ended = line.rule, line.whole, end < day
    inside = [row for row in told.results if start <= row.start and row.end <= end]
    planned = [row for row in told.targets if start <= row.start and row.end <= end]
    value = of_period(rule, told.results, start, end) if any(row.known for row in inside) else None
    target = planned_of_period(rule, told.targets, start, end)
    comment = next((one for one in line.comments if (one.start, one.end) == (start, end)), None)
    return _named(line) | {
        "period_start": start,
        "period_end": end,
        "has_ended": ended,
        "is_open": start <= day <= end,
        "result_state": actual_state(value, inside, due=ended),
        "result_value": value,
        "target_state": target_state(target, planned),
        "target_value": target,
        "original_value": planned_of_period(*line.original, start, end),
        "to_date": to_date(rule, (row for row in told.results if row.end <= end)) if ended else None,
        "gaps": gaps(planned, inside, day),
        "result_note": " ".join(dict.fromkeys(row.comment for row in inside if row.comment)) or None,
        "comment": comment and comment.text,
        "comment_on": comment and comment.written_on,
        "comment_by": comment and comment.written_by,
    }


def framework_parts(connection: Connection, filters: Filters) -> DataFrame:
    """Give the breakdowns of the framework, see `parts_frame`."""
    return parts_frame(framework(connection, filters))


def parts_frame(found: Framework) -> DataFrame:
    """Give one row an indicator and part of a breakdown (women, men), in the framework's order, then as first told.

    Parts are "of which": they may overlap and are never added up. Columns (`PART_COLUMNS`): code, name_tr, name_en,
    name_ar, unit, measure, dimension, dimension_value (both as the file has them), current_state, current_value,
    current_on: to date over ended periods; target_state, target_value: of the whole life, `not_applicable` where no
    target of the part was set.
    """
    rows = [
        _named(line) | {"dimension": part[0], "dimension_value": part[1]} | _share(line.rule, readings, found.day)
        for line in found.lines
        for part, readings in line.parts.items()
    ]
    return frame(**{name: [row[name] for row in rows] for name in PART_COLUMNS})


def framework_places(connection: Connection, filters: Filters) -> DataFrame:
    """Give one row an indicator and place of which anything is planned or told, places in Turkish alphabetical order.

    Columns (`PLACE_COLUMNS`): code, name_tr, name_en, name_ar, unit, measure, place_code, place_tr, place_en, place_ar,
    current_state, current_value, current_on: to date over ended periods; target_state, target_value: of the whole life,
    `not_applicable` where no target of the place was set.
    """
    found = framework(connection, filters)
    places = every_place(connection, filters.snapshot.version)
    rows = [
        _named(line) | _placed(places.get(place)) | _share(line.rule, readings, found.day)
        for line in found.lines
        for place, readings in sorted(_by_place(line.whole).items(), key=lambda one: _order(places.get(one[0])))
    ]
    return frame(**{name: [row[name] for row in rows] for name in PLACE_COLUMNS})


def revised_targets(connection: Connection, filters: Filters) -> DataFrame:
    """Give one row a revision of a target, the framework's order first, then by day: both targets side by side.

    Columns (`REVISION_COLUMNS`): code, name_tr, name_en, name_ar, unit, measure, period_start, period_end (both None:
    the target of the whole life), place_code, place_tr, place_en, place_ar (None: the whole indicator), revised_on,
    previous_value (None: there was no target), new_value (None: the target was dropped), reason.
    """
    found = framework(connection, filters)
    places = every_place(connection, filters.snapshot.version)
    rows = []
    for line in found.lines:
        for revision, new in steps(line.rule, line.whole.targets, line.revisions):
            start, end, place = revision.target
            told: dict[str, Any] = {
                "period_start": start,
                "period_end": end,
                "revised_on": revision.revised_on,
                "new_value": new,
            }
            told |= {"previous_value": revision.previous, "reason": revision.reason}
            rows.append(_named(line) | _placed(None if place is None else places.get(place)) | told)
    return frame(**{name: [row[name] for row in rows] for name in REVISION_COLUMNS})


def _named(line: Line) -> dict[str, Any]:
    """Give the columns that say which indicator a row speaks of."""
    return {name: getattr(line.row, name) for name in NAMED}


def _share(rule: Rule, readings: Readings, day: date) -> dict[str, Any]:
    """Give the cells of a part or place; a declared target speaks of the whole, so that a part has none of it."""
    own = Rule(rule.kind, rule.measure, rule.ascending, None, rule.over_time, rule.over_place)
    ended = [row for row in readings.results if row.end < day]
    value, target = to_date(own, ended), life_target(own, readings.targets)
    due = any(end < day for _, end in readings.periods)
    return {
        "current_state": actual_state(value, ended, due=due),
        "current_value": value,
        "current_on": max((row.end for row in ended if row.known), default=None),
        "target_state": target_state(target, readings.targets) if readings.targets else "not_applicable",
        "target_value": target,
    }


def _by_place(whole: Readings) -> dict[int, Readings]:
    """Give the rows of each place; rows without one speak of the whole and are left out."""
    found: dict[int, Readings] = {}
    for row in whole.targets:
        if row.place is not None:
            found.setdefault(row.place, Readings()).targets.append(row)
    for row in whole.results:
        if row.place is not None:
            found.setdefault(row.place, Readings()).results.append(row)
    return found


def _placed(place: Entry | None) -> dict[str, Any]:
    """Give the columns that say which place a row speaks of, all None for the whole indicator."""
    if place is None:
        return dict.fromkeys(("place_code", "place_tr", "place_en", "place_ar"))
    return {"place_code": place.code, **{f"place_{language}": name for language, name in place.names.items()}}


def _order(place: Entry | None) -> str:
    """Give the place in the Turkish alphabet."""
    return place.order if place else ""
