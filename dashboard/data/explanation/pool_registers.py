"""The registers of projects: stages, scores, money and milestones; and the limits of stages and of answers."""

from collections.abc import Mapping

from dashboard.data.explanation.register import Register

LATER = (
    "select min(n.entered_on) from stage_changes n where n.project_id = r.project_id and n.since_version <= :version"
    " and (n.until_version is null or n.until_version > :version) and n.entered_on <= :on and (n.entered_on,"
    " array_position(cast(:stages as text[]), n.stage)) > (r.entered_on,"
    " array_position(cast(:stages as text[]), r.stage))"
)
"""The day on which a project left a stage."""
_WITHIN = "r.stage = any(:pool_stages)"
_FROM_WITHIN = (
    "coalesce((select n.stage = any(:pool_stages) from stage_changes n where n.project_id = r.project_id"
    " and n.since_version <= :version and (n.until_version is null or n.until_version > :version)"
    " and (n.entered_on, array_position(cast(:stages as text[]), n.stage))"
    " < (r.entered_on, array_position(cast(:stages as text[]), r.stage))"
    " order by n.entered_on desc, array_position(cast(:stages as text[]), n.stage) desc limit 1), false)"
)
"""Whether a project was in the pool before a change of its stage; before its first one it was not."""
_PROJECT = "r.project_id = (select id from projects where code = :c_project)"
_POOL = "r.project_id = any(:pool)"
_OWN_CURRENCY = (
    "r.currency = (select d.currency from project_details d where d.project_id = r.project_id and d.since_version <="
    " :version and (d.until_version is null or d.until_version > :version))"
)
_ASKED = (
    "exists (select 1 from criterion_details d where d.criterion_id = r.criterion_id and d.since_version <= :version"
    " and (d.until_version is null or d.until_version > :version))"
)
_SECURED = (
    "select sum(f.amount) from funding f where f.project_id = r.project_id and f.currency = r.currency and"
    " f.secured_on <= :on and f.since_version <= :version and (f.until_version is null or f.until_version > :version)"
)
"""What is secured for a project in the currency of its budget."""
POOL_REGISTERS: Mapping[str, Register] = {
    "project": Register(
        "project_details",
        "projects",
        "cast(null as date)",
        "j.code",
        {"budget": "r.budget", "lacking": f"greatest(r.budget - coalesce(({_SECURED}), 0), 0)"},
        {
            "project": _PROJECT,
            "pool": _POOL,
            "completed": "r.project_id = any(:completed)",
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
        {
            "project": _PROJECT,
            "pool": _POOL,
            "stage": "r.stage = :c_stage",
            "entered": "r.entered_on = :c_entered",
            "quarter": "r.entered_on between :c_quarter and :c_quarter_end",
            "to_quarter": "r.entered_on <= :c_quarter_end",
            "came": f"{_WITHIN} and not {_FROM_WITHIN}",
            "left": f"not {_WITHIN} and {_FROM_WITHIN}",
            "open": "r.stage not in ('closed', 'rejected')",
        },
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
    "response_limit": Register(
        "response_limits",
        "response_limits",
        "cast(null as date)",
        "(cast(:priorities as text[]))[r.priority + 1]",
        {"days": "r.days"},
        {"priority": "(cast(:priorities as text[]))[r.priority + 1] = :c_priority"},
    ),
    "score": Register(
        "scores",
        "scores",
        "r.scored_on",
        "k.code",
        {"score": "r.score", "part": "r.score"},
        {"project": _PROJECT, "criterion": "k.code = :c_criterion", "asked": _ASKED},
        ends=":on",
        join=" join criteria k on k.id = r.criterion_id",
    ),
    "criterion": Register(
        "criterion_details",
        "criteria",
        "cast(null as date)",
        "k.code",
        {"weight": "r.weight"},
        {"criterion": "k.code = :c_criterion"},
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
            "own_currency": _OWN_CURRENCY,
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
            "pool": _POOL,
            "grant": "r.grant_id = (select id from grants where code = :c_grant)",
            "currency": "r.currency = :c_currency",
            "own_currency": _OWN_CURRENCY,
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
