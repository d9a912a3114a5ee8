"""The results of a grant: targets and actuals by period, for the whole, for each place and for each part.

Missing is not zero: where nothing is known there is no element, and qualitative measures have words in place of values.
So it is where a value is suppressed to protect people; one that leaves suppressed parts out says so in its comment.
A value without location and dimension is that of the whole indicator, as the screen shows it; others are "of which".
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from dashboard.data.framework_lines import Framework, Line
from dashboard.data.readings import Part
from dashboard.export.iati.codes import QUALITATIVE, RESULT_TYPES
from dashboard.export.iati.elements import (
    DEFAULT_LANGUAGE,
    Element,
    add,
    dated,
    joined,
    narrate,
    narrated,
    number,
    told,
    worded,
)
from dashboard.export.iati.entries import ACTUAL, TARGET, Entry, Words, declared, entries_of, life_of, told_periods

SEVERAL = " | "
"""Parts the names, and the values, of dimensions that hold together."""
OWN_CODES = "99"
"""The vocabulary of codes that are the reporting organisation's own."""
Places = Mapping[int, str]
"""The codes of places by id."""


def add_results(activity: Element, found: Framework, places: Places) -> None:
    """Put the results of a grant into its activity: one result a component, or a level where there are none."""
    for (level, component), lines in groupby(found.lines, key=lambda line: (line.row.level, line.row.component)):
        inside = list(lines)
        adds_up = all(map(_adds_up, inside))
        result = add(activity, "result", type=RESULT_TYPES[level], aggregation_status=_flag(yes=adds_up))
        narrated(result, "title", told(component) if component else worded(f"framework.group.{level}"))
        for line in inside:
            _indicator(result, line, found, places)


def _indicator(result: Element, line: Line, found: Framework, places: Places) -> None:
    """Put one indicator with its baseline and periods into a result."""
    row = line.row
    flags = {"ascending": _flag(yes=row.ascending), "aggregation_status": _flag(yes=_adds_up(line))}
    made = add(result, "indicator", measure=row.measure, **flags)
    narrated(made, "title", {"tr": row.name_tr, "en": row.name_en, "ar": row.name_ar})
    if any((said := _description(line)).values()):
        narrated(made, "description", said)
    add(made, "reference", vocabulary=OWN_CODES, code=row.code)
    _baseline(made, line)
    for start, end in _periods(line, found):
        _period(made, (start, end), line, found, places)


def _description(line: Line) -> Words:
    """Give the definition with unit, source and what IATI has no element for, in the language of the data alone."""
    row = line.row
    more = {"unit": row.unit, "verification": row.verification, "frequency": row.frequency}
    if row.baseline_comment and not _has_baseline(line):
        more["baseline"] = row.baseline_comment
    said = (worded(f"iati.{name}", text=text)[DEFAULT_LANGUAGE] for name, text in more.items() if text)
    return joined(map(told, (row.definition, *said)))


def _has_baseline(line: Line) -> bool:
    """Tell whether the baseline has what IATI asks for: a year, and a value unless the measure is qualitative."""
    row = line.row
    known = bool(row.baseline_comment) if row.measure == QUALITATIVE else row.baseline_value is not None
    return known and row.baseline_on is not None


def _baseline(indicator: Element, line: Line) -> None:
    """Put the baseline into an indicator, where there is one."""
    if not _has_baseline(line):
        return
    row = line.row
    day = {"year": f"{row.baseline_on.year}", "iso_date": row.baseline_on.isoformat()}
    value = None if row.measure == QUALITATIVE else number(row.baseline_value)
    made = add(indicator, "baseline", **day, value=value)
    if row.baseline_comment:
        narrated(made, "comment", told(row.baseline_comment))


def _periods(line: Line, found: Framework) -> list[tuple[date, date]]:
    """Give the periods of which anything is told, and the whole life where a target of it was declared."""
    life = life_of(found)
    return sorted({*told_periods(line), life} if life and line.rule.final_target is not None else told_periods(line))


def _period(indicator: Element, period: tuple[date, date], line: Line, found: Framework, places: Places) -> None:
    """Put a period into an indicator where it has any target or actual; open periods have no actual yet."""
    targets = [*entries_of(line, period, TARGET), *declared(line, period, found)]
    actuals = list(entries_of(line, period, ACTUAL)) if period[1] < found.day else []
    sayable = {TARGET: _sayable(line, targets), ACTUAL: _sayable(line, actuals)}
    if not any(sayable.values()):
        return
    made = add(indicator, "period")
    dated(made, "period-start", period[0])
    dated(made, "period-end", period[1])
    for name, entries in sayable.items():
        for entry in entries:
            _entry(made, name, entry, line, places)


def _sayable(line: Line, entries: Iterable[Entry]) -> list[Entry]:
    """Keep what may be told: a value, or of a qualitative measure words."""
    if line.row.measure == QUALITATIVE:
        return [entry for entry in entries if any(entry.comment.values())]
    return [entry for entry in entries if entry.value is not None]


def _entry(period: Element, name: str, entry: Entry, line: Line, places: Places) -> None:
    """Put one target or actual into a period."""
    value = None if entry.value is None or line.row.measure == QUALITATIVE else number(entry.value)
    made = add(period, name, value=value)
    if entry.place is not None:
        add(made, "location", ref=places[entry.place])
    for dimension, part in _dimensions(entry.part):
        add(made, "dimension", name=dimension, value=part)
    if any(entry.comment.values()):
        narrate(add(made, "comment"), entry.comment)


def _dimensions(part: Part | None) -> list[tuple[str, str]]:
    """Give the dimensions of a part, several of them where it was told by several."""
    if part is None:
        return []
    names, values = part[0].split(SEVERAL), part[1].split(SEVERAL)
    return list(zip(names, values, strict=True)) if len(names) == len(values) else [part]


def _adds_up(line: Line) -> bool:
    """Tell whether the values of an indicator may be added up over activities."""
    return line.rule.over_place == "sum"


def _flag(*, yes: bool) -> str:
    """Write yes or no as XML reads it."""
    return "1" if yes else "0"
