"""The registers of partners by themselves and of working groups: partnerships, seats, who came to meetings, plans."""

from collections.abc import Mapping

from dashboard.data.explanation.register import Register

_MEETING = (
    "m.code = :c_meeting and e.since_version <= :version and (e.until_version is null or e.until_version > :version)"
)
_HELD_HERE = (
    "exists (select 1 from meetings m join meeting_details e on e.meeting_id = m.id where m.project_id = g.project_id"
    " and r.filled_on <= e.held_on and (r.vacated_on is null or r.vacated_on > e.held_on) and "
)
_SEAT = " join seats a on a.id = r.seat_id join institution_groups g on g.id = a.institution_group_id"
_KNOWN = (
    "exists (select 1 from seat_details e where e.seat_id = r.seat_id and e.since_version <= :version"
    " and (e.until_version is null or e.until_version > :version))"
    " and exists (select 1 from institution_group_details e where e.institution_group_id = g.id"
    " and e.since_version <= :version and (e.until_version is null or e.until_version > :version))"
)
"""Seats and institution groups that are still there."""
_FILLED_THEN = (
    "exists (select 1 from seat_terms f where f.seat_id = r.seat_id and f.filled_on <= d.held_on"
    " and (f.vacated_on is null or f.vacated_on > d.held_on)"
    " and f.since_version <= :version and (f.until_version is null or f.until_version > :version))"
)
WORKING_GROUP_REGISTERS: Mapping[str, Register] = {
    "partner": Register(
        "partnership_details",
        "partnerships",
        "cast(null as date)",
        "o.code",
        {},
        {"partnerships": "r.partnership_id = any(:partnerships)"},
        join=" join partnerships t on t.id = r.partnership_id join organisations o on o.id = t.organisation_id",
    ),
    "seat_term": Register(
        "seat_terms",
        "seat_terms",
        "r.filled_on",
        "a.code",
        {},
        {
            "projects": "g.project_id = any(:projects)",
            "filled": "r.filled_on <= :last_day and (r.vacated_on is null or r.vacated_on > :last_day)",
            "meeting": f"{_HELD_HERE}{_MEETING})",
        },
        always=_KNOWN,
        join=_SEAT,
    ),
    "attended": Register(
        "attendance",
        "attendance",
        "d.held_on",
        "a.code",
        {},
        {
            "meeting": f"m.code = :c_meeting and {_FILLED_THEN}",
        },
        always=f"r.present and m.project_id = g.project_id and {_KNOWN}",
        join=f"{_SEAT} join meetings m on m.id = r.meeting_id join meeting_details d on d.meeting_id = m.id"
        " and d.since_version <= :version and (d.until_version is null or d.until_version > :version)",
    ),
    "planned": Register(
        "joint_activity_details",
        "joint_activities",
        "r.planned_on",
        "a.code",
        {},
        {
            "activity_kind": "r.activity_kind_id in (select id from activity_kinds where code = :c_activity_kind)",
            "working": "a.project_id = any(:working)",
            "in_period": "r.planned_on between :first_day and :last_day",
            "done": "r.held_on <= :last_day",
        },
        join=" join joint_activities a on a.id = r.joint_activity_id",
    ),
}
"""Registers of which rows are listed behind figures of partners and working groups, by the name in ingredients."""
