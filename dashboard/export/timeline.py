"""What the charts of `Takvim ve fon göstergeleri` show: each chart's questions, its table and its drawing."""

from dashboard.data import framework_periods as detail
from dashboard.data import timeline as data
from dashboard.data.grant_documents import grant_documents
from dashboard.data.grant_head import reference_days
from dashboard.data.locked_figures import as_reported
from dashboard.data.ratings import rating_series
from dashboard.data.restatements import restatements
from dashboard.data.results_framework import form_of, results_framework
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.export.timeline_filters import own_filters, scope
from dashboard.export.timeline_framework import framework_view
from dashboard.figures.project.links import documents_table
from dashboard.figures.timeline import detail as details
from dashboard.figures.timeline import framework, gantt, ratings, reports, s_curve, side_by_side, slippage
from dashboard.figures.timeline import restatements as restated

TIMELINE = "source.timeline"
QUESTIONS: Questions = {
    "framework": results_framework,
    "form": form_of,
    "framework_periods": detail.framework_periods,
    "framework_parts": detail.framework_parts,
    "framework_places": detail.framework_places,
    "ratings": rating_series,
    "gantt": data.gantt,
    "reference_days": reference_days,
    "slippage": data.slippage,
    "plan_revisions": data.plan_revisions,
    "report_calendar": data.report_calendar,
    "side_by_side": data.side_by_side,
    "s_curve": data.s_curve,
    "earned_schedules": data.earned_schedules,
    "as_reported": as_reported,
    "restatements": restatements,
    "documents": grant_documents,
}
"""Every question that a chart of the page asks, by its name."""

SHOWN = {
    "timeline.framework": Shown(
        ("framework", "form"),
        framework.framework_table,
        find=framework.framework_finding,
        remark=framework.framework_rest,
        source="source.results",
        empty="none_recorded",
        view=framework_view,
    ),
    "timeline.ratings": Shown(
        ("ratings",), ratings.ratings_table, find=ratings.ratings_finding, source=TIMELINE, empty="none_recorded"
    ),
    "timeline.reports": Shown(
        ("report_calendar",),
        reports.reports_table,
        find=reports.reports_finding,
        source=TIMELINE,
        empty="none_recorded",
    ),
    "timeline.gantt": Shown(
        ("gantt", "reference_days"),
        gantt.gantt_table,
        gantt.gantt,
        gantt.gantt_finding,
        gantt.gantt_rest,
        source=TIMELINE,
        empty="none_recorded",
    ),
    "timeline.slippage": Shown(
        ("slippage", "plan_revisions"),
        slippage.slippage_table,
        find=slippage.slippage_finding,
        source=TIMELINE,
        empty="none_recorded",
    ),
    "timeline.side_by_side": Shown(
        ("side_by_side",),
        side_by_side.side_by_side_table,
        side_by_side.side_by_side,
        side_by_side.side_by_side_finding,
        side_by_side.side_by_side_rest,
        source=TIMELINE,
        empty="none_recorded",
    ),
    "timeline.s_curve": Shown(
        ("s_curve", "earned_schedules"),
        s_curve.s_curve_table,
        s_curve.s_curve,
        s_curve.s_curve_finding,
        s_curve.s_curve_rest,
        source="source.results",
        empty="none_recorded",
    ),
    "timeline.periods": Shown(
        ("framework_periods",),
        details.periods_table,
        find=details.periods_finding,
        source="source.results",
        empty="none_recorded",
    ),
    "timeline.breakdowns": Shown(
        ("framework_parts", "framework_places"),
        details.breakdowns_table,
        source="source.results",
        empty="none_recorded",
    ),
    "timeline.restatements": Shown(
        ("as_reported", "restatements"),
        restated.restatements_table,
        find=restated.restatements_finding,
        source="source.results",
        empty="none_locked",
    ),
    "timeline.documents": Shown(("documents",), documents_table, source=TIMELINE, empty="none_recorded"),
}
"""Every chart and table of the page, in the order of the catalogue."""

EXPORTS = Exports(QUESTIONS, SHOWN, own=own_filters, scope=scope)
