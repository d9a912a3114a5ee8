"""The cells of a results framework: a value with its day and comment, or the reason why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.data.framework_lines import Framework, Line
from dashboard.data.period_values import State, actual_state, target_state
from dashboard.data.readings import Told
from dashboard.data.standing import SUMMED, Amount, life_target, to_date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `on` is the day of which the value speaks."""

    state: State
    value: Amount | None = None
    on: date | None = None
    comment: str | None = None

    def columns(self, name: str) -> dict[str, object]:
        """Give it as columns of a frame: <name>_state, <name>_value, <name>_on, <name>_comment."""
        parts = {"state": self.state, "value": self.value, "on": self.on, "comment": self.comment}
        return {f"{name}_{part}": value for part, value in parts.items()}


def baseline(line: Line) -> Cell:
    """Give the baseline; sums and people need none, because they start from 0."""
    row, value = line.row, line.rule.baseline
    if value is not None:
        return Cell("value", value, row.baseline_on, row.baseline_comment)
    unneeded = line.rule.kind in SUMMED and not row.baseline_comment
    return Cell("not_applicable" if unneeded else "missing", None, row.baseline_on, row.baseline_comment)


def actual(line: Line, frame: Framework, before: date) -> Cell:
    """Give the value to date of the periods that ended before a day.

    An indicator of which only parts of a breakdown are told has no value of the whole: parts may overlap, and are never
    added up.
    """
    ended = [row for row in line.whole.results if row.end < before]
    value = to_date(line.rule, ended)
    in_parts = [row for part in line.parts.values() for row in part.results if row.end < before]
    state = actual_state(value, ended or in_parts, due=_due(line, frame, before))
    known = [row for row in ended if row.known]
    last = max((row.end for row in known), default=None)
    told = known if last else ended[-1:]
    return Cell(state, value, last, _comments(row for row in told if last in {None, row.end}))


def target(line: Line, frame: Framework) -> Cell:
    """Give the life-of-project target: the day is the end of its last period, else the grant's current end."""
    value = life_target(line.rule, line.whole.targets)
    planned = line.whole.targets
    in_parts = [row for part in line.parts.values() for row in part.targets]
    last = max((row.end for row in planned if row.known), default=None)
    on = last if line.rule.final_target is None or frame.grant is None else frame.grant.ends_on or last
    return Cell(target_state(value, planned or in_parts), value, on, _comments(r for r in planned if r.end == last))


def plan(line: Line, frame: Framework) -> Cell:
    """Give the plan to date: the targets of the periods that ended."""
    ended = [row for row in line.whole.targets if row.end < frame.day]
    value = to_date(line.rule, ended, planned=True)
    if value is None and not any(row.known for row in ended):
        still_to_come = any(row.known for row in line.whole.targets)
        return Cell("not_due" if still_to_come else target_state(None, ended))
    return Cell(target_state(value, ended), value, max(row.end for row in ended if row.known))


def open_period(line: Line, frame: Framework) -> Cell:
    """Give the value so far of the period that has not ended; the day is its end. It is never judged."""
    running = [row for row in line.whole.results if row.start <= frame.day <= row.end]
    ends = [end for start, end in line.whole.periods if start <= frame.day <= end]
    value = to_date(line.rule, running)
    if not ends:
        return Cell("not_applicable")
    return Cell(actual_state(value, running, due=False), value, min(ends), _comments(running))


def _due(line: Line, frame: Framework, before: date) -> bool:
    """Tell whether a value should be known of something that ended before a day; without periods since the start."""
    readings = (line.whole, *line.parts.values())
    periods = [period for one in readings for period in one.periods]
    if periods:
        return any(end < before for _, end in periods)
    start = frame.grant.starts_on if frame.grant else None
    return start is None or start < before


def _comments(rows: Iterable[Told]) -> str | None:
    """Give what was said about some rows, each sentence once."""
    return " ".join(dict.fromkeys(row.comment for row in rows if row.comment)) or None
