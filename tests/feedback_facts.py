"""What the oracle of feedback counts: cases as files tell them, with the versions in which they were live."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests import oracle
from tests.oracle_rows import Asked, World

TYPES = ("request", "suggestion", "complaint", "information", "thanks", "observation")
WAITING = TYPES[:4]
PRIORITIES = ("low", "normal", "high", "urgent")


@dataclass(frozen=True)
class Case:
    """One row of a feedback file, live from data version `since` until before `until`."""

    key: str
    received: date
    project: str
    place: str | None = None
    type: str = "request"
    category: str = "access"
    channel: str = "desk"
    language: str = "tr"
    sex: str = "unknown"
    age: str = "unknown"
    sensitivity: str = "no"
    priority: str = "normal"
    needs: bool = True
    due: date | None = None
    answered: date | None = None
    closed: date | None = None
    rating: int | None = None
    source: str = "a"
    since: int = 1
    until: int | None = None

    @property
    def is_sensitive(self) -> bool:
        """Say whether the row itself is sensitive."""
        return self.sensitivity != "no" or self.category in {"misconduct", "sea"}

    def answered_on(self, day: date) -> bool:
        """Say whether the case was answered by a day."""
        return self.answered is not None and self.answered <= day

    def closed_on(self, day: date) -> bool:
        """Say whether the case was closed by a day."""
        return self.closed is not None and self.closed <= day


@dataclass
class Told:
    """Everything that was ever loaded about feedback, beside the world of people reached."""

    world: World
    cases: list[Case] = field(default_factory=list)
    limits: list[tuple[str, int, int, int | None]] = field(default_factory=list)
    """Priority, days, and the versions between which they hold."""
    newest: int = 0

    def hidden(self) -> set[tuple[str, str]]:
        """Give the cases that were ever sensitive."""
        return {(case.source, case.key) for case in self.cases if case.is_sensitive}

    def limit(self, case: Case, version: int) -> date | None:
        """Give the last day on which an answer is in time, None without a limit."""
        if case.due is not None:
            return case.due
        days = [
            days for p, days, since, until in self.limits if p == case.priority and oracle.live(since, until, version)
        ]
        return case.received + timedelta(days=days[0]) if days else None


@dataclass(frozen=True)
class Question:
    """The filters of people reached, and those that feedback has of its own."""

    asked: Asked
    types: tuple[str, ...] = ()
    sensitive: bool = False
