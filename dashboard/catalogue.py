"""The registry of figures: everything that pages show, exports carry and `/methods` explains.

A figure that is not in here is not shown; `tests/test_catalogue.py` compares the registry with the pages in both
directions. Words stand in `locale/` under keys made from the id: `kpi.<id>` or `chart.<id>` is the label, followed by
`.definition` and `.formula`; charts also have `.measure` for their subtitle and `.slug` for file names.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["kpi", "chart"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, chart or table with a meaning of its own.

    `unit` and `counting` are message keys: what is counted, and by which rule. `cubes` names the tables of the database
    from which it is read, empty where it is computed from others.
    """

    id: str
    kind: Kind
    unit: str
    counting: str
    cubes: tuple[str, ...]

    @property
    def page(self) -> str:
        """Give the page on which the figure stands; the right to open it is the right to see and export the figure."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """Give the part of the id after the page, as used in `/export/<page>/<name>.csv`."""
        return self.id.partition(".")[2]

    @property
    def label(self) -> str:
        """Give the message key of the neutral title."""
        return f"{self.kind}.{self.id}"

    @property
    def definition(self) -> str:
        """Give the message key of the sentence that says what the figure means."""
        return f"{self.label}.definition"

    @property
    def formula(self) -> str:
        """Give the message key of how it is computed."""
        return f"{self.label}.formula"

    @property
    def measure(self) -> str:
        """Give the message key of what is measured, as the subtitle of a chart says it; charts only."""
        return f"{self.label}.measure"

    @property
    def slug(self) -> str:
        """Give the message key of the name in exported files; charts only."""
        return f"{self.label}.slug"


TOTAL, GROUP, SEX_AGE = "reach_total", "reach_by_group", "reach_by_sex_age"
KIND, PROJECT, PLACE = "reach_by_kind", "reach_by_project", "reach_by_place"
DIRECT_PEOPLE, DIRECT_CONTACTS = "counting.direct_people", "counting.direct_contacts"
PEOPLE, CONTACTS, RATIO, SHARE = "unit.people", "unit.contacts", "unit.contacts_per_person", "unit.share"
INDICATORS, PROJECTS, EXCEPTIONS = "unit.indicators", "unit.projects", "unit.exceptions"
RESULTS_RULE, REGISTER_RULE, MONEY_RULE = "counting.results", "counting.registers", "counting.money"
DAYS, PRIORITY, AMOUNT = "unit.days", "unit.priority", "unit.money"
POOL_RULE, PRIORITY_RULE, POOL_MONEY_RULE = "counting.pool", "counting.priority", "counting.pool_money"
RECORDS, ONE_PROJECT, ONE_PARTNER = "unit.records", "counting.one_project", "counting.one_partner"
PROTOCOLS, PARTNERSHIPS, COMMITMENTS = "unit.protocols", "unit.partnerships", "unit.commitments"
STAFF, LEVELS, SEATS, JOINT_ACTIVITIES = "unit.staff", "unit.levels", "unit.seats", "unit.joint_activities"
PARTNERSHIP_RULE, CAPACITY_RULE = "counting.partnerships", "counting.capacity"
JOINT_RULE, GROUP_RULE = "counting.joint_activities", "counting.working_group"
EXCHANGES, PARTNERS, ACTIVITIES, OUTPUTS = "unit.exchanges", "unit.partners", "unit.activities", "unit.outputs"
EXCHANGE_RULE, OBJECTIVE_RULE, OUTPUT_RULE = "counting.exchanges", "counting.objectives", "counting.outputs"
CASES, CASES_A_THOUSAND, FEEDBACK_RULE = "unit.cases", "unit.cases_a_thousand", "counting.feedback"
MILESTONES, REPORTS, FIGURES_REPORTED = "unit.milestones", "unit.reports", "unit.figures"
SCHEDULE_INDEX, TIMELINE_RULE, ONE_GRANT = "unit.schedule_index", "counting.timeline", "counting.one_grant"
REPORTED_RULE, WAIT_RULE, LIMIT_RULE = "counting.reported", "counting.waits", "counting.limits"
ROWS, SOURCES, LOADS_RULE, COMPLETE_RULE = "unit.rows", "unit.sources", "counting.loads", "counting.complete"
BY_TYPE, BY_CATEGORY, BY_WAIT = "feedback_by_type", "feedback_by_category", "feedback_by_wait"
BY_CHANNEL, BY_LANGUAGE = "feedback_by_channel", "feedback_by_language"
BY_SEX_AGE, BY_PLACE = "feedback_by_sex_age", "feedback_by_place"


def _kpi(name: str, unit: str, counting: str, *cubes: str) -> Figure:
    return Figure(name, "kpi", unit, counting, cubes)


def _chart(name: str, unit: str, counting: str, *cubes: str) -> Figure:
    return Figure(name, "chart", unit, counting, cubes)


_FIGURES = (
    _kpi("overview.unique_people", PEOPLE, DIRECT_PEOPLE, TOTAL),
    _kpi("overview.indicators_on_track", INDICATORS, RESULTS_RULE),
    _kpi("overview.projects_completed", PROJECTS, REGISTER_RULE),
    _kpi("overview.high_priority_waiting", PROJECTS, PRIORITY_RULE),
    _kpi("overview.protocols_in_force", PROTOCOLS, PARTNERSHIP_RULE),
    _kpi("overview.feedback_in_time", SHARE, LIMIT_RULE, BY_WAIT),
    _kpi("overview.time_elapsed", SHARE, REGISTER_RULE),
    _kpi("overview.budget_spent", SHARE, MONEY_RULE),
    _chart("overview.cumulative", PEOPLE, DIRECT_PEOPLE, TOTAL),
    _chart("overview.indicators", SHARE, RESULTS_RULE),
    _chart("overview.exceptions", EXCEPTIONS, REGISTER_RULE),
    _kpi("beneficiaries.unique_people", PEOPLE, DIRECT_PEOPLE, TOTAL),
    _kpi("beneficiaries.new_people", PEOPLE, DIRECT_PEOPLE, TOTAL),
    _kpi("beneficiaries.contacts", CONTACTS, DIRECT_CONTACTS, TOTAL),
    _kpi("beneficiaries.contacts_per_person", RATIO, DIRECT_PEOPLE, TOTAL),
    _kpi("beneficiaries.share_women", SHARE, DIRECT_PEOPLE, SEX_AGE),
    _kpi("beneficiaries.share_host", SHARE, DIRECT_PEOPLE, GROUP),
    _chart("beneficiaries.cumulative", PEOPLE, DIRECT_PEOPLE, TOTAL),
    _chart("beneficiaries.new_by_month", CONTACTS, DIRECT_CONTACTS, TOTAL),
    _chart("beneficiaries.contacts_by_month", CONTACTS, DIRECT_CONTACTS, TOTAL),
    _chart("beneficiaries.age_sex", PEOPLE, DIRECT_PEOPLE, SEX_AGE),
    _chart("beneficiaries.host_migrant", SHARE, DIRECT_PEOPLE, GROUP),
    _chart("beneficiaries.by_place", PEOPLE, DIRECT_PEOPLE, PLACE),
    _chart("beneficiaries.map", PEOPLE, DIRECT_PEOPLE, PLACE),
    _chart("beneficiaries.by_subprogramme", PEOPLE, DIRECT_PEOPLE, PROJECT),
    _chart("beneficiaries.by_activity", PEOPLE, DIRECT_PEOPLE, KIND),
    _chart("beneficiaries.detail", PEOPLE, DIRECT_PEOPLE, SEX_AGE),
    _kpi("projects.in_pool", PROJECTS, POOL_RULE),
    _kpi("projects.running", PROJECTS, POOL_RULE),
    _kpi("projects.high_priority_waiting", PROJECTS, PRIORITY_RULE),
    _kpi("projects.median_days_in_stage", DAYS, POOL_RULE),
    _kpi("projects.spent_share", SHARE, POOL_MONEY_RULE),
    _kpi("projects.funding_gap", AMOUNT, POOL_MONEY_RULE),
    _chart("projects.by_stage", PROJECTS, POOL_RULE),
    _chart("projects.days_in_stage", DAYS, POOL_RULE),
    _chart("projects.priority", PRIORITY, PRIORITY_RULE),
    _chart("projects.incomplete", PROJECTS, PRIORITY_RULE),
    _chart("projects.action_plan", AMOUNT, POOL_MONEY_RULE),
    _chart("projects.schedule", DAYS, POOL_RULE),
    _chart("projects.goals", PROJECTS, POOL_RULE),
    _chart("projects.modes", PROJECTS, POOL_RULE),
    _chart("projects.flow", PROJECTS, POOL_RULE),
    _chart("projects.list", PROJECTS, POOL_RULE),
    _kpi("project.days_in_stage", DAYS, POOL_RULE),
    _kpi("project.priority", PRIORITY, PRIORITY_RULE),
    _kpi("project.unique_people", PEOPLE, DIRECT_PEOPLE, TOTAL),
    _kpi("project.contacts", CONTACTS, DIRECT_CONTACTS, TOTAL),
    _kpi("project.spent_share", SHARE, POOL_MONEY_RULE),
    _kpi("project.funding_gap", AMOUNT, POOL_MONEY_RULE),
    _kpi("project.feedback_in_time", SHARE, LIMIT_RULE, BY_WAIT),
    _chart("project.stages", DAYS, ONE_PROJECT),
    _chart("project.scores", PRIORITY, PRIORITY_RULE),
    _chart("project.milestones", DAYS, ONE_PROJECT),
    _chart("project.activities", RECORDS, ONE_PROJECT),
    _chart("project.indicators", SHARE, RESULTS_RULE),
    _chart("project.people", CONTACTS, DIRECT_CONTACTS, TOTAL),
    _chart("project.feedback", CASES, FEEDBACK_RULE, BY_TYPE),
    _chart("project.funding", AMOUNT, ONE_PROJECT),
    _chart("project.grants", RECORDS, ONE_PROJECT),
    _chart("project.goals", RECORDS, ONE_PROJECT),
    _chart("project.partners", RECORDS, ONE_PROJECT),
    _chart("project.documents", RECORDS, ONE_PROJECT),
    _kpi("partnerships.in_force", PROTOCOLS, PARTNERSHIP_RULE),
    _kpi("partnerships.ending_90_days", PROTOCOLS, PARTNERSHIP_RULE),
    _kpi("partnerships.commitments_done", COMMITMENTS, PARTNERSHIP_RULE),
    _kpi("partnerships.staff_trained", STAFF, JOINT_RULE),
    _kpi("partnerships.capacity_change", LEVELS, CAPACITY_RULE),
    _kpi("partnerships.seats_filled", SEATS, GROUP_RULE),
    _chart("partnerships.steps", PARTNERSHIPS, PARTNERSHIP_RULE),
    _chart("partnerships.protocols", PROTOCOLS, PARTNERSHIP_RULE),
    _chart("partnerships.commitments", COMMITMENTS, PARTNERSHIP_RULE),
    _chart("partnerships.commitment_list", COMMITMENTS, PARTNERSHIP_RULE),
    _chart("partnerships.capacity_by_area", LEVELS, CAPACITY_RULE),
    _chart("partnerships.capacity_over_time", LEVELS, CAPACITY_RULE),
    _chart("partnerships.joint_activities", JOINT_ACTIVITIES, JOINT_RULE),
    _chart("partnerships.exchanges", EXCHANGES, EXCHANGE_RULE),
    _chart("partnerships.map", PARTNERS, PARTNERSHIP_RULE),
    _chart("partnerships.partners", PARTNERS, PARTNERSHIP_RULE),
    _chart("partnerships.objectives", RECORDS, OBJECTIVE_RULE),
    _chart("partnerships.seats", SEATS, GROUP_RULE),
    _chart("partnerships.attendance", SHARE, GROUP_RULE),
    _chart("partnerships.working_kinds", ACTIVITIES, GROUP_RULE),
    _chart("partnerships.outputs", OUTPUTS, OUTPUT_RULE),
    _kpi("partner.protocol_days_left", DAYS, ONE_PARTNER),
    _kpi("partner.days_since_contact", DAYS, ONE_PARTNER),
    _kpi("partner.commitments_done", COMMITMENTS, ONE_PARTNER),
    _kpi("partner.staff_trained", STAFF, ONE_PARTNER),
    _kpi("partner.capacity_change", LEVELS, ONE_PARTNER),
    _kpi("partner.exchanges", EXCHANGES, ONE_PARTNER),
    _kpi("partner.feedback_in_time", SHARE, LIMIT_RULE, BY_WAIT),
    _chart("partner.steps", DAYS, ONE_PARTNER),
    _chart("partner.protocols", DAYS, ONE_PARTNER),
    _chart("partner.capacity", LEVELS, ONE_PARTNER),
    _chart("partner.commitments", RECORDS, ONE_PARTNER),
    _chart("partner.joint_activities", RECORDS, ONE_PARTNER),
    _chart("partner.exchange_list", RECORDS, ONE_PARTNER),
    _chart("partner.contacts", RECORDS, ONE_PARTNER),
    _chart("partner.projects", RECORDS, ONE_PARTNER),
    _chart("partner.feedback", CASES, FEEDBACK_RULE, BY_TYPE),
    _kpi("feedback.received", CASES, FEEDBACK_RULE, BY_TYPE),
    _kpi("feedback.open", CASES, FEEDBACK_RULE),
    _kpi("feedback.median_response_days", DAYS, WAIT_RULE, BY_WAIT),
    _kpi("feedback.p90_response_days", DAYS, WAIT_RULE, BY_WAIT),
    _kpi("feedback.answered_in_time", SHARE, LIMIT_RULE, BY_WAIT),
    _kpi("feedback.loop_closed", SHARE, LIMIT_RULE, BY_WAIT),
    _kpi("feedback.per_1000_contacts", CASES_A_THOUSAND, FEEDBACK_RULE, BY_TYPE, TOTAL),
    _kpi("feedback.satisfaction", SHARE, FEEDBACK_RULE, BY_TYPE),
    _chart("feedback.by_month", CASES, FEEDBACK_RULE, BY_TYPE),
    _chart("feedback.rate", CASES_A_THOUSAND, FEEDBACK_RULE, BY_TYPE, TOTAL),
    _chart("feedback.response_times", DAYS, WAIT_RULE, BY_WAIT),
    _chart("feedback.ageing", CASES, FEEDBACK_RULE),
    _chart("feedback.topics", CASES, FEEDBACK_RULE, BY_CATEGORY, TOTAL),
    _chart("feedback.channels", CASES, FEEDBACK_RULE, BY_CHANNEL),
    _chart("feedback.languages", CASES, FEEDBACK_RULE, BY_LANGUAGE),
    _chart("feedback.places", CASES_A_THOUSAND, FEEDBACK_RULE, BY_PLACE, PLACE),
    _chart("feedback.sex_age", CASES, FEEDBACK_RULE, BY_SEX_AGE),
    _chart("feedback.beside_results", CASES, FEEDBACK_RULE, BY_TYPE),
    _chart("feedback_list.cases", CASES, FEEDBACK_RULE),
    _kpi("timeline.elapsed", SHARE, REGISTER_RULE),
    _kpi("timeline.milestones_on_time", MILESTONES, TIMELINE_RULE),
    _kpi("timeline.days_to_next_report", DAYS, TIMELINE_RULE),
    _kpi("timeline.spent_share", SHARE, MONEY_RULE),
    _kpi("timeline.indicators_on_track", INDICATORS, RESULTS_RULE),
    _kpi("timeline.spi_t", SCHEDULE_INDEX, ONE_GRANT),
    _chart("timeline.framework", INDICATORS, ONE_GRANT),
    _chart("timeline.ratings", RECORDS, ONE_GRANT),
    _chart("timeline.reports", REPORTS, TIMELINE_RULE),
    _chart("timeline.gantt", DAYS, ONE_GRANT),
    _chart("timeline.slippage", DAYS, TIMELINE_RULE),
    _chart("timeline.side_by_side", SHARE, MONEY_RULE),
    _chart("timeline.s_curve", INDICATORS, ONE_GRANT),
    _chart("timeline.periods", INDICATORS, ONE_GRANT),
    _chart("timeline.breakdowns", INDICATORS, ONE_GRANT),
    _chart("timeline.restatements", FIGURES_REPORTED, REPORTED_RULE),
    _chart("timeline.documents", RECORDS, ONE_GRANT),
    _kpi("data.completeness", SHARE, COMPLETE_RULE, SEX_AGE, GROUP, BY_LANGUAGE, BY_SEX_AGE),
    _kpi("data.timeliness", SHARE, LOADS_RULE, TOTAL),
    _kpi("data.duplicates", ROWS, LOADS_RULE),
    _kpi("data.rejected", ROWS, LOADS_RULE),
    _kpi("data.stale_sources", SOURCES, LOADS_RULE),
    _chart("data.coverage", ROWS, LOADS_RULE),
    _chart("data.fixes", RECORDS, LOADS_RULE),
    _chart("data.fields", SHARE, COMPLETE_RULE, SEX_AGE, GROUP, BY_LANGUAGE, BY_SEX_AGE),
    _chart("data.source_list", ROWS, LOADS_RULE),
    _chart("data.load_list", ROWS, LOADS_RULE),
    _chart("data.refusals", ROWS, LOADS_RULE),
)

FIGURES = {figure.id: figure for figure in _FIGURES}
KPIS = {figure.id: figure for figure in _FIGURES if figure.kind == "kpi"}
CHARTS = {figure.id: figure for figure in _FIGURES if figure.kind == "chart"}
"""Charts and tables, in the order in which their page shows them."""
