"""What the charts of `Ulaşılan kişiler` show: each chart's questions, its table and its drawing."""

from dashboard.data import beneficiaries as data
from dashboard.export.shown import Questions, Shown
from dashboard.figures.beneficiaries import activities, detail, groups, over_time, places

QUESTIONS: Questions = {
    "reached_by_month": data.reached_by_month,
    "plan_by_month": data.plan_by_month,
    "reached_by_group_and_quarter": data.reached_by_group_and_quarter,
    "reached_by_sex_and_age": data.reached_by_sex_and_age,
    "reached_by_place": data.reached_by_place,
    "reached_by_subprogramme": data.reached_by_subprogramme,
    "reached_by_activity_kind": data.reached_by_activity_kind,
    "reached_by_province_sex_age": data.reached_by_province_sex_age,
}
"""Every question that a chart of the page asks, by its name."""

SHOWN = {
    "beneficiaries.cumulative": Shown(
        ("reached_by_month", "plan_by_month"),
        over_time.cumulative_table,
        over_time.cumulative,
        over_time.cumulative_finding,
    ),
    "beneficiaries.new_by_month": Shown(
        ("reached_by_month",),
        over_time.new_by_month_table,
        over_time.new_by_month,
        over_time.new_by_month_finding,
    ),
    "beneficiaries.contacts_by_month": Shown(
        ("reached_by_month",),
        over_time.contacts_by_month_table,
        over_time.contacts_by_month,
        over_time.contacts_by_month_finding,
    ),
    "beneficiaries.age_sex": Shown(
        ("reached_by_sex_and_age",),
        groups.age_sex_table,
        groups.age_sex,
        groups.age_sex_finding,
        groups.age_sex_rest,
    ),
    "beneficiaries.host_migrant": Shown(
        ("reached_by_group_and_quarter",),
        groups.host_migrant_table,
        groups.host_migrant,
        groups.host_migrant_finding,
        groups.host_migrant_rest,
    ),
    "beneficiaries.by_place": Shown(
        ("reached_by_place",),
        places.by_place_table,
        places.by_place,
        places.by_place_finding,
    ),
    "beneficiaries.map": Shown(
        ("reached_by_place",),
        places.map_table,
        places.map_of_provinces,
        places.map_finding,
    ),
    "beneficiaries.by_subprogramme": Shown(
        ("reached_by_subprogramme",),
        activities.by_subprogramme_table,
        activities.by_subprogramme,
        activities.by_subprogramme_finding,
    ),
    "beneficiaries.by_activity": Shown(
        ("reached_by_activity_kind",),
        activities.by_activity_table,
        activities.by_activity,
        activities.by_activity_finding,
    ),
    "beneficiaries.detail": Shown(("reached_by_province_sex_age",), detail.detail_table),
}
"""Every chart and table of the page, in the order of the catalogue."""
