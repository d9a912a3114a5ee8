"""What the figures of one project are made of, as far as they read it; see `data.project.ProjectPage`."""

from datetime import date
from decimal import Decimal
from typing import Protocol

from dashboard.i18n import choose

Names = dict[str, str]


def name_of(names: Names | None) -> str | None:
    """Give a name in the language in force, None where there is none."""
    return choose(names) if names else None


class Stay(Protocol):
    """One stage of the project, until the next one."""

    stage: str
    entered_on: date
    until: date | None
    days: int | None
    limit: int | None
    decided_by: str | None
    reason: str | None


class Criterion(Protocol):
    """One criterion of the pool."""

    code: str
    names: Names


class Score(Protocol):
    """The latest score on one criterion, None where it is missing."""

    criterion: Criterion
    weight: float
    score: int | None
    part: float | None
    anchor: Names | None
    scored_on: date | None
    scored_by: str | None
    comment: str | None


class Coded(Protocol):
    """Whatever has a code and a name."""

    code: str
    names: Names


class Goal(Coded, Protocol):
    """A goal that the project serves."""

    level: str


class Activity(Coded, Protocol):
    """An activity: of what kind, where and when."""

    kind: Names | None
    place: Names | None
    starts_on: date | None
    ends_on: date | None


class Milestone(Coded, Protocol):
    """Something due at first, due now, and done."""

    kind: str
    original_due_on: date
    due_on: date
    due_reason: str | None
    forecast_on: date | None
    done_on: date | None
    accepted_on: date | None
    late: int | None
    slipped: int | None


class Share(Coded, Protocol):
    """A grant that pays for the project, from day to day."""

    first: date | None
    last: date | None


class Secured(Protocol):
    """Money secured for the project."""

    reference: str
    amount: Decimal
    currency: str
    secured_on: date
    grant: Names | None
    funder: Names | None


class Partner(Coded, Protocol):
    """An organisation that takes part."""

    role: str


class Document(Coded, Protocol):
    """A document of the project or of one of its grants."""

    kind: str
    language: str
    issued_on: date | None
    url: str
