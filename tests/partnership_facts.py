"""The facts of municipal partnerships as the oracle takes them: every row as stored, read by no question."""

TABLES = {
    "programmes": """select d.*, p.code from programme_details d join programmes p on p.id = d.programme_id""",
    "grants": "select d.*, g.code from grant_details d join grants g on g.id = d.grant_id",
    "partnerships": """select d.*, p.code, g.code as programme, o.code as organisation, t.code as grant
        from partnership_details d join partnerships p on p.id = d.partnership_id
        join programmes g on g.id = p.programme_id join organisations o on o.id = p.organisation_id
        left join grants t on t.id = d.grant_id""",
    "organisations": """select d.*, o.code, l.code as place from organisation_details d
        join organisations o on o.id = d.organisation_id left join places l on l.id = d.place_id""",
    "places": """select d.*, l.code, l.level, v.code as province, m.code as maps_to from place_details d
        join places l on l.id = d.place_id left join places v on v.id = l.province_id
        left join places m on m.id = d.maps_to_id""",
    "protocols": "select r.*, p.code as partnership from protocols r join partnerships p on p.id = r.partnership_id",
    "steps": """select r.*, p.code as partnership from partnership_steps r
        join partnerships p on p.id = r.partnership_id""",
    "contacts": """select r.*, p.code as partnership from partner_contacts r
        join partnerships p on p.id = r.partnership_id""",
    "commitments": """select r.*, p.code as partnership from commitments r
        join partnerships p on p.id = r.partnership_id""",
    "capacity": "select r.*, p.code as partnership from capacity r join partnerships p on p.id = r.partnership_id",
    "joint": """select d.*, j.code, p.code as project, g.code as programme, k.code as kind
        from joint_activity_details d join joint_activities j on j.id = d.joint_activity_id
        join projects p on p.id = j.project_id join programmes g on g.id = p.programme_id
        join activity_kinds k on k.id = d.activity_kind_id""",
    "joint_partners": """select r.*, p.code as partnership, j.code as joint from joint_activity_partners r
        join partnerships p on p.id = r.partnership_id join joint_activities j on j.id = r.joint_activity_id""",
    "exchanges": """select r.*, p.code as project, g.code as programme, t.code as teacher, l.code as learner
        from exchanges r join projects p on p.id = r.project_id join programmes g on g.id = p.programme_id
        join organisations t on t.id = r.teacher_id join organisations l on l.id = r.learner_id""",
    "outputs": """select r.*, p.code as project, g.code as programme, l.code as place from outputs r
        join projects p on p.id = r.project_id join programmes g on g.id = p.programme_id
        left join places l on l.id = r.place_id""",
    "project_grants": """select r.*, p.code as project, g.code as grant from project_grants r
        join projects p on p.id = r.project_id join grants g on g.id = r.grant_id""",
    "kinds": "select d.*, k.code from activity_kind_details d join activity_kinds k on k.id = d.activity_kind_id",
    "groups": """select d.*, i.code, p.code as project, g.code as programme from institution_group_details d
        join institution_groups i on i.id = d.institution_group_id join projects p on p.id = i.project_id
        join programmes g on g.id = p.programme_id""",
    "seats": """select d.*, s.code, i.code as group from seat_details d join seats s on s.id = d.seat_id
        join institution_groups i on i.id = s.institution_group_id""",
    "terms": "select r.*, s.code as seat from seat_terms r join seats s on s.id = r.seat_id",
    "meetings": """select d.*, m.code, p.code as project, g.code as programme from meeting_details d
        join meetings m on m.id = d.meeting_id join projects p on p.id = m.project_id
        join programmes g on g.id = p.programme_id""",
    "attendance": """select r.*, m.code as meeting, s.code as seat from attendance r
        join meetings m on m.id = r.meeting_id join seats s on s.id = r.seat_id""",
    "goals": """select d.*, g.code, p.code as programme from goal_details d join goals g on g.id = d.goal_id
        join programmes p on p.id = g.programme_id""",
    "activities": """select d.*, a.code, p.code as project, g.code as programme from activity_details d
        join activities a on a.id = d.activity_id join projects p on p.id = a.project_id
        join programmes g on g.id = p.programme_id""",
    "activity_goals": """select r.*, a.code as activity, g.code as goal from activity_goals r
        join activities a on a.id = r.activity_id join goals g on g.id = r.goal_id""",
    "indicators": """select d.*, i.code, g.code as programme, p.code as project, t.code as grant
        from indicator_details d join indicators i on i.id = d.indicator_id
        join programmes g on g.id = d.programme_id left join projects p on p.id = d.project_id
        left join grants t on t.id = d.grant_id""",
    "indicator_goals": """select r.*, i.code as indicator, g.code as goal from indicator_goals r
        join indicators i on i.id = r.indicator_id join goals g on g.id = r.goal_id""",
    "targets": "select r.*, i.code as indicator from targets r join indicators i on i.id = r.indicator_id",
    "results": "select r.*, i.code as indicator from results r join indicators i on i.id = r.indicator_id",
}
