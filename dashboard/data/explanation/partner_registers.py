"""The registers of partnerships: steps, protocols, commitments, capacity, joint activities, exchanges and outputs."""

from collections.abc import Mapping

from dashboard.data.explanation.register import Register

_STATE = (
    "case when r.done_on <= :last_day then case when r.done_on > r.due_on then 'done_late' else 'done' end"
    " when r.due_on < :last_day then 'overdue' else 'open' end"
)
_TIES = "r.partnership_id = any(:partnerships)"
_OF_PARTNER = (
    "r.partnership_id in (select t.id from partnerships t join organisations o on o.id = t.organisation_id"
    " where o.code = :c_organisation)"
)
_TIE = "r.partnership_id in (select id from partnerships where code = :c_partnership)"
_SIDE = (
    "case when :c_direction {side} 'taught' then r.teacher_id else r.learner_id end"
    " in (select id from organisations where code = :{code})"
)
"""Who stands on the side of an exchange that a direction names, or on the other one."""
_WITHIN = (
    "exists (select 1 from partnerships t join projects j on j.programme_id = t.programme_id"
    " where {} and j.id = r.project_id and t.organisation_id in (r.teacher_id, r.learner_id))"
)
"""An exchange is an event of the partnerships of both sides within the programme of its project."""
_OF_TIES = {"partnerships": _TIES, "organisation": _OF_PARTNER, "partnership": _TIE}
PARTNER_REGISTERS: Mapping[str, Register] = {
    "protocol": Register(
        "protocols",
        "protocols",
        "r.signed_on",
        "r.reference",
        {"left": "r.expires_on - cast(:last_day as date)", "since": "cast(:last_day as date) - r.signed_on"},
        {
            **_OF_TIES,
            "reference": "r.reference = :c_reference",
            "signed": "r.signed_on = :c_signed",
            "step": "'protocol' = :c_step",
            "ending": "r.expires_on <= cast(:last_day as date) + 90",
            "in_force": "(r.expires_on is null or r.expires_on >= :last_day)",
        },
        ends=":last_day",
    ),
    "step": Register(
        "partnership_steps",
        "partnership_steps",
        "r.reached_on",
        "r.step",
        {"since": "cast(:last_day as date) - r.reached_on"},
        {**_OF_TIES, "step": "r.step = :c_step"},
        ends=":last_day",
    ),
    "contact": Register(
        "partner_contacts",
        "partner_contacts",
        "r.contacted_on",
        "r.channel",
        {"since": "cast(:last_day as date) - r.contacted_on"},
        _OF_TIES,
        ends=":last_day",
    ),
    "commitment": Register(
        "commitments",
        "commitments",
        "r.due_on",
        "r.code",
        {"late": "case when r.done_on <= :last_day then r.done_on else cast(:last_day as date) end - r.due_on"},
        {
            **_OF_TIES,
            "commitment": "r.code = :c_commitment",
            "state": f"{_STATE} = :c_state",
            "due": "r.due_on between :first_day and :period_end",
            "come": "r.due_on <= :last_day",
            "kept": "r.done_on <= :last_day",
        },
    ),
    "kept": Register(
        "commitments",
        "commitments",
        "r.done_on",
        "r.code",
        {"since": "cast(:last_day as date) - r.done_on"},
        _OF_TIES,
        ends=":last_day",
    ),
    "assessment": Register(
        "capacity",
        "capacity",
        "r.assessed_on",
        "t.code || ' · ' || r.area",
        {"level": "r.level", "since": "cast(:last_day as date) - r.assessed_on"},
        {
            **_OF_TIES,
            "area": "r.area = :c_area",
            "assessed": "r.assessed_on = :c_assessed",
            "by": "r.assessed_on <= :c_by_end",
            "to_assessed": "r.assessed_on <= :c_assessed",
            "level": "r.level > 0",
        },
        ends=":last_day",
        join=" join partnerships t on t.id = r.partnership_id",
    ),
    "joint": Register(
        "joint_activity_details",
        "joint_activities",
        "r.held_on",
        "a.code",
        {"participants": "r.participants"},
        {
            "activity": "a.code = :c_activity",
            "activity_kind": "r.activity_kind_id in (select id from activity_kinds where code = :c_activity_kind)",
            "partnerships": "exists (select 1 from joint_activity_partners l where l.joint_activity_id = a.id"
            " and l.partnership_id = any(:partnerships) and l.since_version <= :version"
            " and (l.until_version is null or l.until_version > :version))",
            "quarter": "r.held_on between :c_quarter and :c_quarter_end",
            "held": "r.held_on between :first_day and :last_day",
        },
        join=" join joint_activities a on a.id = r.joint_activity_id",
    ),
    "took_part": Register(
        "joint_activity_partners",
        "joint_activity_partners",
        "d.held_on",
        "a.code",
        {"staff": "r.staff_trained", "since": "cast(:last_day as date) - d.held_on"},
        {
            **_OF_TIES,
            "activity": "a.code = :c_activity",
            "step": "'joint_activities' = :c_step",
            "held": "d.held_on >= :first_day",
        },
        ends=":last_day",
        join=" join joint_activities a on a.id = r.joint_activity_id join joint_activity_details d"
        " on d.joint_activity_id = a.id and d.since_version <= :version"
        " and (d.until_version is null or d.until_version > :version)",
    ),
    "exchange": Register(
        "exchanges",
        "exchanges",
        "r.held_on",
        "r.code",
        {"participants": "r.participants", "since": "cast(:last_day as date) - r.held_on"},
        {
            "partnerships": _WITHIN.format("t.id = any(:partnerships)"),
            "partnership": _WITHIN.format("t.code = :c_partnership"),
            "organisation": "(select id from organisations where code = :c_organisation)"
            " in (r.teacher_id, r.learner_id)",
            "teacher": "r.teacher_id in (select id from organisations where code = :c_teacher)",
            "learner": "r.learner_id in (select id from organisations where code = :c_learner)",
            "projects": "r.project_id = any(:projects)",
            "other": _SIDE.format(side="<>", code="c_other"),
            "direction": _SIDE.format(side="=", code="c_organisation"),
            "held_on": "r.held_on = :c_held_on",
            "area": "r.area = :c_area",
            "held": "r.held_on >= :first_day",
        },
        ends=":last_day",
    ),
    "output": Register(
        "outputs",
        "outputs",
        "r.delivered_on",
        "r.code",
        {"participants": "r.participants"},
        {
            "kind": "r.kind = :c_kind",
            "quarter": "r.delivered_on between :c_quarter and :c_quarter_end",
            "projects": "r.project_id = any(:projects)",
            "places": "(cast(:anywhere as boolean) or r.place_id = any(:places))",
            "held": "r.delivered_on between :first_day and :last_day",
        },
    ),
}
"""Registers of which rows are listed behind figures of partnerships, by the name that ingredients use."""
