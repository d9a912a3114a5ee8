"""The page of one project: everything that is known of it as of the data version, on the reference day.

    page = project(connection, filters, code)   # None: not there, or not for this viewer
    page.details.rank, page.stays, page.scores, page.people.unique_people, page.months

    found = find(connection, filters, code)     # the same, part by part, so that each may fail alone
    details(found).rank, stays(found), scores(found), reached(found).people.unique_people

It is there for whoever may see its programme, from its first stage change on; a project that lies outside the other
filters is there all the same. Its rank is that of the list: among the waiting projects under the programme and grant
filters, None where these leave it out. Place, group, period and grant choose the people reached as on their own page,
place and period the results of indicators; everything else is about the whole project.

A protected viewer sees it as of the version released of the own grant that pays for it (of several, the newest),
without owner, scores, budget and what somebody wrote in their own words about it; money and documents are those of the
own grants. People and feedback are counted in no project: protected figures are those of whole grants.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.beneficiaries import Headline, answers_of_project
from dashboard.data.criteria import criteria_in_force
from dashboard.data.directory import Names, directory
from dashboard.data.extent import Rows, extent_of, project_version, rows_of
from dashboard.data.filters import Filters, Viewer
from dashboard.data.frames import frame
from dashboard.data.goals import Goal, goals_in_scope
from dashboard.data.indicators import Judged, judged_indicators
from dashboard.data.lookups import grant_codes
from dashboard.data.overview import Spent
from dashboard.data.pool import pool_on
from dashboard.data.pool_money import spent_by
from dashboard.data.pool_rows import NOTHING
from dashboard.data.pool_spending import spent_in
from dashboard.data.pool_view import View, view
from dashboard.data.project_details import Details, details_of, names_of, number_of
from dashboard.data.project_history import Score, Stay, scores_of, stays_of, unsaid
from dashboard.data.project_links import (
    Activity,
    Document,
    Milestone,
    Partner,
    Secured,
    Share,
    activities_of,
    documents_of,
    funding_of,
    milestones_of,
    partners_of,
    shares_seen,
)
from dashboard.data.versions import Snapshot


@dataclass(frozen=True, slots=True)
class Found:
    """One project in a reading of the database, of which every part can be asked."""

    connection: Connection
    filters: Filters
    seen: View
    number: int
    """Its number in the pool."""

    @property
    def id(self) -> int:
        """Give the project's id in the database."""
        return self.seen.pool.rows.ids[self.number]

    @property
    def version(self) -> int:
        """Give the data version as of which the project is seen."""
        return project_version(self.connection, self.seen.extent, self.id)

    @property
    def protected(self) -> bool:
        """Say whether a protected viewer looks."""
        return self.seen.extent.protected

    @property
    def live(self) -> Rows:
        """Give the rows that the viewer may see."""
        return rows_of(self.connection, self.seen.extent)

    @property
    def day(self) -> date:
        """Give the reference day."""
        return self.filters.snapshot.day

    @property
    def own(self) -> Filters:
        """Give the filters under which it is looked at by itself: its programme is chosen already."""
        return replace(self.filters, programmes=())

    @property
    def grant_codes(self) -> frozenset[str]:
        """Give the codes of the grants that the viewer may see."""
        return grant_codes(self.connection, self.filters.snapshot, self.filters.viewer)


@dataclass(frozen=True, slots=True)
class Reached:
    """People reached by the project under the filters."""

    people: Headline
    """See `beneficiaries.headline`."""
    months: DataFrame
    """See `beneficiaries.reached_by_month`."""
    counting_rules: DataFrame


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """Everything on the page of one project."""

    details: Details
    stays: tuple[Stay, ...]
    """Its stages from the first one on; empty where no stage change is known."""
    scores: tuple[Score, ...]
    """One for each criterion of the pool, by position."""
    goals: tuple[Goal, ...]
    activities: tuple[Activity, ...]
    milestones: tuple[Milestone, ...]
    indicators: tuple[Judged, ...]
    reached: Reached
    grants: tuple[Share, ...]
    funding: tuple[Secured, ...]
    spent: list[Spent]
    """Expenditure up to the end of the period beside the budget, a line a currency."""
    partners: tuple[Partner, ...]
    documents: tuple[Document, ...]


def find(connection: Connection, filters: Filters, code: str) -> Found | None:
    """Give a project; None where it is not there or not for this viewer."""
    seen = view(connection, filters)
    number = number_of(seen.pool, filters.viewer, code)
    return None if number is None else Found(connection, filters, seen, number)


def project_names(connection: Connection, snapshot: Snapshot, viewer: Viewer, code: str) -> Names | None:
    """Give the names of a project; None where it is not there or not for this viewer, which must look the same."""
    pool = pool_on(connection, extent_of(connection, snapshot.version, viewer), snapshot.day)
    number = number_of(pool, viewer, code)
    return None if number is None else names_of(pool, number)


def project(connection: Connection, filters: Filters, code: str) -> ProjectPage | None:
    """Give the page of a project; None where it is not there or not for this viewer."""
    found = find(connection, filters, code)
    if found is None:
        return None
    return ProjectPage(
        details=details(found),
        stays=stays(found),
        scores=scores(found),
        goals=goals(found),
        activities=activities(found),
        milestones=milestones(found),
        indicators=indicators(found),
        reached=reached(found),
        grants=grants(found),
        funding=funding(found),
        spent=spent(found),
        partners=partners(found),
        documents=documents(found),
    )


def details(found: Found) -> Details:
    """Give what it is and where it stands."""
    return details_of(found.connection, found.filters, found.seen, found.number, stays(found))


def stays(found: Found) -> tuple[Stay, ...]:
    """Give its stages from the first one on; none where no stage change is known."""
    known = stays_of(found.connection, found.version, found.day, found.id, found.seen.pool.rows.limits)
    return tuple(map(unsaid, known)) if found.protected else known


def scores(found: Found) -> tuple[Score, ...]:
    """Give its scores, one for each criterion of the pool, by position."""
    criteria = criteria_in_force(found.connection, found.filters)
    return scores_of(found.connection, found.version, found.day, found.id, criteria)


def goals(found: Found) -> tuple[Goal, ...]:
    """Give the goals that it serves."""
    serving = found.seen.pool.rows.goals
    known = goals_in_scope(found.connection, found.filters.snapshot.version, found.filters.viewer)
    return tuple(goal for goal in known if found.number in serving.get(goal.id, NOTHING))


def activities(found: Found) -> tuple[Activity, ...]:
    """Give its activities."""
    return activities_of(found.connection, found.version, found.id)


def milestones(found: Found) -> tuple[Milestone, ...]:
    """Give its milestones."""
    return milestones_of(found.connection, found.version, found.day, found.id, found.live.own_grants)


def indicators(found: Found) -> tuple[Judged, ...]:
    """Give its indicators with their standing."""
    return tuple(judged_indicators(found.connection, found.own, found.id))


def reached(found: Found) -> Reached:
    """Give the people that it reached."""
    answers = answers_of_project(found.connection, found.own, found.id)
    return Reached(answers.headline(), frame(**answers.reached_by_month()), frame(**answers.counting_rules()))


def grants(found: Found) -> tuple[Share, ...]:
    """Give the grants that pay for it, of those that the viewer may see."""
    return shares_seen(found.connection, found.seen.extent, found.grant_codes, found.id)


def funding(found: Found) -> tuple[Secured, ...]:
    """Give the money secured for it."""
    return funding_of(found.connection, found.live, found.day, found.id, found.grant_codes)


def spent(found: Found) -> list[Spent]:
    """Give expenditure up to the end of the period beside the budget, a line a currency."""
    all_spent = spent_by(found.connection, found.seen.extent, found.filters.last_day)
    return spent_in(found.seen, all_spent, np.arange(len(found.seen.pool.rows)) == found.number)


def partners(found: Found) -> tuple[Partner, ...]:
    """Give the organisations that take part."""
    return partners_of(found.connection, found.version, found.id)


def documents(found: Found) -> tuple[Document, ...]:
    """Give its documents, and those that belong to one of its grants alone."""
    ids = directory(found.connection, found.filters.snapshot.version).ids["grant"]
    paying = [ids[share.code] for share in grants(found)]
    return documents_of(found.connection, found.live, found.day, found.id, paying)
