"""The columns that every question about partnerships answers with, in their order."""

NAMED = ("name_tr", "name_en", "name_ar")
PARTNER = ("organisation_code", *NAMED)
PROGRAMME = ("programme_code", "programme_tr", "programme_en", "programme_ar")
STEPS = ("contact", "letter_of_intent", "protocol", "joint_plan", "joint_activities", "review", "sustained")
COLUMNS = {
    "steps": (
        *("code", *PARTNER, *PROGRAMME, *STEPS),
        *("step", "since", "days_in_step", "last_event", "days_since", "dormant", "status"),
    ),
    "protocols": ("code", *PARTNER, "reference", "signed_on", "expires_on", "days_left", "state", "followed"),
    "expiring": ("code", *PARTNER, "expires_on", "days_left"),
    "dormant_partners": ("code", *PARTNER, "last_event", "days_since"),
    "commitments": (
        *("code", *PARTNER, "partnership_code", "title_tr", "title_en", "title_ar"),
        *("due_on", "done_on", "state", "days"),
    ),
    "commitments_by_partner": (*PARTNER, "done", "done_late", "overdue", "open"),
    "capacity_by_area": ("area", "before", "after", "partners", "assessed"),
    "capacity_over_time": ("quarter", "area", "level", "partners"),
    "joint_by_kind": ("kind_code", *NAMED, "quarter", "held"),
    "exchanges": (
        *("teacher_code", "teacher_tr", "teacher_en", "teacher_ar"),
        *("learner_code", "learner_tr", "learner_en", "learner_ar", "exchanges", "participants"),
    ),
    "exchange_matrix": (
        *("teacher_code", "teacher_tr", "teacher_en", "teacher_ar", "teachers"),
        *("learner_code", "learner_tr", "learner_en", "learner_ar", "learners", "exchanges"),
    ),
    "map_partners": (
        *("place_code", *NAMED, "level", "country", "latitude", "longitude", "partners", "in_force", "dormant"),
    ),
    "partners": (
        *("code", *PARTNER, "kind", "role", *PROGRAMME, "country", "place_code", "place_tr", "place_en", "place_ar"),
        *("province_tr", "province_en", "province_ar"),
        *("historic_tr", "historic_en", "historic_ar"),
    ),
    "objectives": (
        *("goal_code", *NAMED, "level", "programme_code"),
        *("item_kind", "item_code", "item_tr", "item_en", "item_ar", "state"),
    ),
    "seats": ("group_code", "group_tr", "group_en", "group_ar", "seat_code", *NAMED, "filled", "since"),
    "seats_by_group": ("group_code", *NAMED, "seats", "filled"),
    "attendance": ("meeting_code", *NAMED, "held_on", "filled", "present", "share"),
    "working_kinds": ("kind_code", *NAMED, "planned", "done"),
    "outputs": ("quarter", "kind", "outputs", "participants"),
}
