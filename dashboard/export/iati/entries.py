"""What is told of an indicator in a period: the whole, its places and its parts, each with a value and words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard import formats
from dashboard.data.framework_lines import Framework, Line, Readings
from dashboard.data.period_values import of_period, planned_of_period
from dashboard.data.readings import Part, Rule, Told, added
from dashboard.data.target_revisions import Revision
from dashboard.export.iati.elements import joined, number, spoken, told, worded
from dashboard.i18n import t
from dashboard.shown_sum import is_partial, is_suppressed

TARGET, ACTUAL = "target", "actual"
Words = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A target or actual of a period: the whole indicator, or one of its places or parts."""

    value: Decimal | None
    comment: Words
    place: int | None = None
    part: Part | None = None


def life_of(found: Framework) -> tuple[date, date] | None:
    """Give the first and the current last day of the grant."""
    grant = found.grant
    return (grant.starts_on, grant.ends_on) if grant and grant.starts_on and grant.ends_on else None


def told_periods(line: Line) -> set[tuple[date, date]]:
    """Give the periods of which anything is planned or told, of the whole or of a part."""
    return {period for one in (line.whole, *line.parts.values()) for period in one.periods}


def entries_of(line: Line, period: tuple[date, date], name: str) -> Iterator[Entry]:
    """Give the whole indicator in a period, then each of its places, then each of its parts by place.

    A period that nobody told, such as the whole life of a grant, has none of them.
    """
    if period not in told_periods(line):
        return
    whole = _rows(line.whole, name)
    manager = [c.text for c in line.comments if (c.start, c.end) == period] if name == ACTUAL else []
    yield _reckoned(line.rule, whole, period, name, manager, revisions=_revised(line, period, name))
    for place in _places_in(whole, period):
        own = [row for row in whole if row.place == place]
        yield _reckoned(line.rule, own, period, name, place=place, revisions=_revised(line, period, name, place))
    for part, readings in line.parts.items():
        rows = _rows(readings, name)
        for where in dict.fromkeys(row.place for row in rows if _inside(row, period)):
            own = [row for row in rows if row.place == where]
            yield _reckoned(line.rule, own, period, name, place=where, part=part)


def _rows(readings: Readings, name: str) -> list[Told]:
    """Give the targets or the results."""
    return readings.targets if name == TARGET else readings.results


def _places_in(rows: Iterable[Told], period: tuple[date, date]) -> list[int]:
    """Give the places that are told of in exactly a period, in their order."""
    return list(dict.fromkeys(row.place for row in rows if row.place is not None and _inside(row, period)))


def _inside(row: Told, period: tuple[date, date]) -> bool:
    """Tell whether a row speaks of exactly a period."""
    return (row.start, row.end) == period


def _reckoned(  # noqa: PLR0913  An entry is what it is made of.
    rule: Rule,
    rows: Sequence[Told],
    period: tuple[date, date],
    name: str,
    manager: Sequence[str] = (),
    *,
    place: int | None = None,
    part: Part | None = None,
    revisions: Iterable[Revision] = (),
) -> Entry:
    """Give the entry of some rows by the indicator's kind, with what they and the manager say."""
    start, end = period
    inside = [row for row in rows if start <= row.start and row.end <= end]
    reckon = planned_of_period if name == TARGET else of_period
    known = reckon(rule, rows, start, end) if any(row.known for row in inside) else None
    value = None if known is None or is_suppressed(known) else Decimal(known)
    texts = dict.fromkeys([*(row.comment for row in inside if row.comment), *manager])
    said = [*map(told, texts), *map(_fraction, _fractions(inside)), *map(_changed, revisions)]
    said += [worded("iati.partial")] if is_partial(known) and value is not None else []
    return Entry(value, joined(said), place, part)


def _fractions(rows: Iterable[Told]) -> list[tuple[Decimal, Decimal]]:
    """Give the sum of numerators and denominators, so that others can add places up; nothing where one is kept back."""
    pairs = [(r.numerator, r.denominator) for r in rows if r.numerator is not None and r.denominator is not None]
    top, bottom = added(top for top, _ in pairs), added(bottom for _, bottom in pairs)
    if not pairs or is_partial(top) or is_partial(bottom):
        return []
    return [(Decimal(top), Decimal(bottom))]


def _fraction(pair: tuple[Decimal, Decimal]) -> Words:
    """Say of which numerator and denominator a share is made."""
    return worded("iati.fraction", numerator=number(pair[0]), denominator=number(pair[1]))


def _revised(line: Line, period: tuple[date, date], name: str, place: int | None = None) -> list[Revision]:
    """Give the revisions of exactly one target."""
    return [one for one in line.revisions if name == TARGET and one.target == (*period, place)]


def _changed(revision: Revision) -> Words:
    """Say what a target was before and since when it is another, and in the language of the data why."""

    def said() -> str:
        return t("iati.revised", before=formats.number(revision.previous), day=formats.day(revision.revised_on))

    return joined([spoken(said), told(revision.reason)])


def declared(line: Line, period: tuple[date, date], found: Framework) -> list[Entry]:
    """Give the target that was declared for the whole life, in the period of the grant."""
    if period != life_of(found) or line.rule.final_target is None:
        return []
    whole_life = [one for one in line.revisions if one.target == (None, None, None)]
    return [Entry(line.rule.final_target, joined([worded("iati.life_target"), *map(_changed, whole_life)]))]
