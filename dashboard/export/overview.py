"""What the charts of `Genel bakış` show: each chart's questions, its table and its drawing."""

from functools import partial

from sqlalchemy import Connection

from dashboard.data import beneficiaries, feedback, partnerships
from dashboard.data.filters import Filters
from dashboard.data.freshness import freshness
from dashboard.data.indicators import judged_indicators
from dashboard.data.overview import late_milestones, money_spent, time_elapsed
from dashboard.data.portfolio import projects_completed
from dashboard.data.projects import days_in_stage, headline
from dashboard.data.report_calendar import report_calendar
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.figures.overview import cumulative, exceptions, indicators
from dashboard.pages.overview import PATH

SHOWN = {
    "overview.cumulative": Shown(
        ("reached_by_month", "plan_by_month", "time_elapsed"),
        cumulative.cumulative_table,
        cumulative.cumulative,
        cumulative.cumulative_finding,
    ),
    "overview.indicators": Shown(
        ("judged_indicators",),
        indicators.indicators_table,
        indicators.indicators,
        indicators.indicators_finding,
        indicators.indicators_rest,
        source="source.results",
    ),
    "overview.exceptions": Shown(
        tuple(exceptions.SORTS),
        exceptions.exceptions_table,
        find=exceptions.exceptions_finding,
        source="source.all",
        empty="nothing_due",
    ),
}
"""Every chart and table of the page, in the order of the catalogue."""


def stale_sources(connection: Connection, filters: Filters, stale_days: int) -> tuple[tuple[str, int], ...]:
    """Give each watched KIND that is older than `stale_days`, with its age in days."""
    return freshness(connection, filters.snapshot, filters.viewer, stale_days).stale


def exports(stale_days: int) -> Exports:
    """Give the page's questions and charts for an installation that calls a source stale after so many days."""
    questions: Questions = {
        "reached_by_month": beneficiaries.reached_by_month,
        "plan_by_month": beneficiaries.plan_by_month,
        "judged_indicators": judged_indicators,
        "late_milestones": late_milestones,
        "report_calendar": report_calendar,
        "days_in_stage": days_in_stage,
        "pool": headline,
        "partnerships": partnerships.headline,
        "expiring": partnerships.expiring,
        "dormant_partners": partnerships.dormant_partners,
        "feedback": feedback.headline,
        "overdue_complaints": feedback.overdue_complaints,
        "stale_sources": partial(stale_sources, stale_days=stale_days),
        "projects_completed": projects_completed,
        "time_elapsed": time_elapsed,
        "money_spent": money_spent,
    }
    return Exports(questions, SHOWN, path=PATH)
