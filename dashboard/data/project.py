"""The page of one project: everything that is known of it as of the data version, on the reference day.

    found = project(connection, filters, code)   # None: not there, or not for this viewer
    found.details.rank, found.stays, found.scores, found.people.unique_people, found.months

It is there for whoever may see its programme, from its first stage change on; a project that lies outside the other
filters is there all the same. Its rank is that of the list: among the waiting projects under the programme and grant
filters, None where these leave it out. Place, group, period and grant choose the people reached as on their own page,
place and period the results of indicators; everything else is about the whole project.
"""

from dataclasses import dataclass, replace

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.beneficiaries import Headline, answers_of_project
from dashboard.data.criteria import criteria_in_force
from dashboard.data.directory import Names, directory
from dashboard.data.filters import Filters, Viewer
from dashboard.data.goals import Goal, goals_in_scope
from dashboard.data.indicators import Judged, judged_indicators
from dashboard.data.lookups import grant_codes
from dashboard.data.overview import Spent
from dashboard.data.pool import pool_on
from dashboard.data.pool_money import spent_by, spent_of_budgets
from dashboard.data.pool_rows import NOTHING
from dashboard.data.pool_view import view
from dashboard.data.project_details import Details, details_of, names_of, number_of
from dashboard.data.project_history import Score, Stay, scores_of, stays_of
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
    shares_of,
)
from dashboard.data.versions import Snapshot


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
    people: Headline
    """People reached; see `beneficiaries.headline`."""
    months: DataFrame
    """See `beneficiaries.reached_by_month`."""
    counting_rules: DataFrame
    grants: tuple[Share, ...]
    funding: tuple[Secured, ...]
    spent: list[Spent]
    """Expenditure up to the end of the period beside the budget, a line a currency."""
    partners: tuple[Partner, ...]
    documents: tuple[Document, ...]


def project_names(connection: Connection, snapshot: Snapshot, viewer: Viewer, code: str) -> Names | None:
    """Give the names of a project; None where it is not there or not for this viewer, which must look the same."""
    pool = pool_on(connection, snapshot.version, snapshot.day)
    number = number_of(pool, viewer, code)
    return None if number is None else names_of(pool, number)


def project(connection: Connection, filters: Filters, code: str) -> ProjectPage | None:
    """Give the page of a project; None where it is not there or not for this viewer."""
    version, day, viewer = filters.snapshot.version, filters.snapshot.day, filters.viewer
    seen = view(connection, filters)
    number = number_of(seen.pool, viewer, code)
    if number is None:
        return None
    rows, known, own = seen.pool.rows, directory(connection, version), replace(filters, programmes=())
    one, grants = rows.ids[number], grant_codes(connection, filters.snapshot, viewer)
    stays = stays_of(connection, version, day, one, rows.limits)
    shares = shares_of(known, grants, one)
    people = answers_of_project(connection, own, one)
    return ProjectPage(
        details=details_of(connection, filters, seen, number, stays),
        stays=stays,
        scores=scores_of(connection, version, day, one, criteria_in_force(connection, filters)),
        goals=tuple(
            goal for goal in goals_in_scope(connection, version, viewer) if number in rows.goals.get(goal.id, NOTHING)
        ),
        activities=activities_of(connection, version, one),
        milestones=milestones_of(connection, version, day, one),
        indicators=tuple(judged_indicators(connection, own, one)),
        people=people.headline(),
        months=people.reached_by_month(),
        counting_rules=people.counting_rules(),
        grants=shares,
        funding=funding_of(connection, version, day, one, grants),
        spent=spent_of_budgets(rows, spent_by(connection, version, filters.last_day), np.arange(len(rows)) == number),
        partners=partners_of(connection, version, one),
        documents=documents_of(connection, version, day, one, [known.ids["grant"][share.code] for share in shares]),
    )
