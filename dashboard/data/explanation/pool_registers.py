"""The registers of projects: stages, scores, money and milestones."""

from collections.abc import Mapping

from dashboard.data.explanation.register import Register

LATER = (
    "select min(n.entered_on) from stage_changes n where n.project_id = r.project_id and n.since_version <= :version"
    " and (n.until_version is null or n.until_version > :version) and n.entered_on <= :on and (n.entered_on,"
    " array_position(cast(:stages as text[]), n.stage)) > (r.entered_on,"
    " array_position(cast(:stages as text[]), r.stage))"
)
"""The day on which a project left a stage."""
_PROJECT = "r.project_id = (select id from projects where code = :c_project)"
_POOL = "r.project_id = any(:pool)"
POOL_REGISTERS: Mapping[str, Register] = {
    "project": Register(
        "project_details",
        "projects",
        "cast(null as date)",
        "j.code",
        {"budget": "r.budget"},
        {
            "project": _PROJECT,
            "pool": _POOL,
            "currency": "(:c_currency = '' or (r.currency = :c_currency and r.budget is not null))",
        },
        join=" join projects j on j.id = r.project_id",
    ),
    "stage": Register(
        "stage_changes",
        "stages",
        "r.entered_on",
        "r.stage",
        {"since": "cast(:on as date) - r.entered_on", "stay": f"coalesce(({LATER}), cast(:on as date)) - r.entered_on"},
        {"project": _PROJECT, "pool": _POOL, "stage": "r.stage = :c_stage", "entered": "r.entered_on = :c_entered"},
        ends=":on",
    ),
    "stage_limit": Register(
        "stage_limits",
        "stage_limits",
        "cast(null as date)",
        "r.stage",
        {"days": "r.days"},
        {"stage": "r.stage = :c_stage"},
    ),
    "score": Register(
        "scores",
        "scores",
        "r.scored_on",
        "k.code",
        {"score": "r.score", "part": "r.score"},
        {"project": _PROJECT, "criterion": "k.code = :c_criterion"},
        ends=":on",
        join=" join criteria k on k.id = r.criterion_id",
    ),
    "funding": Register(
        "funding",
        "funding",
        "r.secured_on",
        "r.reference",
        {"amount": "r.amount"},
        {
            "project": _PROJECT,
            "currency": "r.currency = :c_currency",
            "reference": "r.reference = :c_reference",
        },
        ends=":on",
    ),
    "spending": Register(
        "spending",
        "spending",
        "r.spent_on",
        "r.reference",
        {"amount": "r.amount"},
        {
            "grants": "r.grant_id = any(:grants)",
            "project": _PROJECT,
            "grant": "r.grant_id = (select id from grants where code = :c_grant)",
            "currency": "r.currency = :c_currency",
        },
        always="r.kind = 'expenditure'",
        ends=":last_day",
    ),
    "milestone": Register(
        "milestones",
        "milestones",
        "r.due_on",
        "r.code",
        {
            "late": "cast(:on as date) - r.due_on",
            "slipped": "r.done_on - r.original_due_on",
        },
        {"milestone": "r.code = :c_milestone"},
    ),
}
"""Registers of which rows are listed behind figures of projects, by the name that ingredients use."""
