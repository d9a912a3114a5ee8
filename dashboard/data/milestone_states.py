"""How a milestone or a report stands on a day, and by how many days it slipped; free of any database."""

from dataclasses import dataclass
from datetime import date, timedelta

REPORT_STATES = ("not_due", "due", "overdue", "submitted", "sent_back", "accepted")
MILESTONE_STATES = ("done", "done_late", "overdue", "open")
SLIP_BASES = ("done", "forecast", "so_far")
"""What a slippage is measured with: the day of done, the forecast, or the days gone by since it was due."""
NOTICE = timedelta(days=30)
"""How long before its deadline a report is due whose period nobody wrote down."""


@dataclass(frozen=True, slots=True)
class Course:
    """The days of a milestone or report; each None where it has not come or is not known."""

    due_on: date
    opens_on: date | None = None
    """First day on which the report can be written: the day after its period."""
    forecast_on: date | None = None
    done_on: date | None = None
    sent_back_on: date | None = None
    resubmitted_on: date | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From when one looks: what has happened by the end of `last`; deadlines before `judged` have passed."""

    last: date
    judged: date

    def known(self, day: date | None) -> date | None:
        """Give a day on which something happened, None where that is still to come."""
        return day if day is not None and day <= self.last else None


@dataclass(frozen=True, slots=True)
class Slip:
    """Days beyond a plan, negative where earlier; all None where nothing can be said yet."""

    original: int | None = None
    current: int | None = None
    basis: str | None = None


def report_state(course: Course, at: Standpoint) -> str:
    """Give one of `REPORT_STATES`. A report is due from the day after its period up to and with its deadline."""
    if at.known(course.accepted_on):
        return "accepted"
    if at.known(course.resubmitted_on):
        return "submitted"
    if at.known(course.sent_back_on):
        return "sent_back"
    if at.known(course.done_on):
        return "submitted"
    if course.due_on < at.judged:
        return "overdue"
    return "due" if (course.opens_on or course.due_on - NOTICE) <= at.last else "not_due"


def milestone_state(course: Course, at: Standpoint) -> str:
    """Give one of `MILESTONE_STATES`, against the current plan."""
    done = at.known(course.done_on)
    if done is not None:
        return "done" if done <= course.due_on else "done_late"
    return "overdue" if course.due_on < at.judged else "open"


def slip(course: Course, original_due_on: date, at: Standpoint) -> Slip:
    """Give the slippage against the original and the current plan.

    What is not done is measured with its forecast, but never one that has passed; without a forecast what is overdue is
    measured with the day of judgement.
    """
    day, basis = at.known(course.done_on), "done"
    if day is None and course.forecast_on is not None:
        day, basis = max(course.forecast_on, at.last), "forecast"
    elif day is None and course.due_on < at.judged:
        day, basis = at.last, "so_far"
    if day is None:
        return Slip()
    return Slip((day - original_due_on).days, (day - course.due_on).days, basis)
