"""The written rows of partnerships: what the brief says of the partners, in a shape that can be believed."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from dashboard.data.demo.files import column
from dashboard.data.loading.partnership_kinds import AREAS, CHANNELS, FORMS, ORGANISATION_ROLES, STEPS
from dashboard.data.reference import reference
from tests.data.demo.written_rows import DAY, LAST, PROGRAMME_OF, Row, by, rows

PARTNERSHIPS = {row["code"]: row for row in rows("partnerships")}
HELD = {row["code"]: row["held_on"] for row in rows("joint_activities") if row["held_on"]}


def in_force(row: Row, day: date = DAY) -> bool:
    return row["signed_on"] <= day.isoformat() and (not row["expires_on"] or row["expires_on"] >= day.isoformat())


def events(code: str) -> list[str]:
    """Give the days on which something happened in a partnership."""
    found = [row[day] for kind, day in STATED.items() for row in by(kind, "partnership_code").get(code, []) if row[day]]
    joint = by("joint_activity_partners", "partnership_code").get(code, [])
    found += [HELD[row["joint_activity_code"]] for row in joint if row["joint_activity_code"] in HELD]
    own = PARTNERSHIPS[code]
    found += [
        row["held_on"]
        for row in rows("exchanges")
        if own["organisation_code"] in {row["teacher_code"], row["learner_code"]}
        and PROGRAMME_OF[row["project_code"]] == own["programme_code"]
    ]
    return sorted(found)


STATED = {
    "partnership_steps": "reached_on",
    "protocols": "signed_on",
    "partner_contacts": "contacted_on",
    "commitments": "done_on",
    "capacity": "assessed_on",
}
HAPPENED = STATED | {
    "joint_activities": "held_on",
    "exchanges": "held_on",
    "seat_terms": "filled_on",
    "meetings": "held_on",
    "outputs": "delivered_on",
}


@pytest.mark.parametrize(("kind", "day"), HAPPENED.items())
def test_nothing_happened_after_the_last_day_of_the_example(kind: str, day: str) -> None:
    assert max(row[day] for row in rows(kind)) <= LAST


def test_partners_are_municipalities_and_unions_of_four_programmes() -> None:
    kinds = column("organisations", "kind")
    assert {kinds[row["organisation_code"]] for row in PARTNERSHIPS.values()} == {"municipality", "union"}
    programmes = Counter(row["programme_code"] for row in PARTNERSHIPS.values())
    assert programmes == {"EU-DIALOGUE": 9, "MBB": 10, "KIZILAY": 5, "IZMIR-BALKAN": 2}
    assert {row["role"] for row in PARTNERSHIPS.values()} == set(ORGANISATION_ROLES)
    pairs = [(row["programme_code"], row["organisation_code"]) for row in PARTNERSHIPS.values()]
    assert len(set(pairs)) == len(pairs)


def test_two_partners_bear_the_names_of_places_that_are_part_of_others_today() -> None:
    partners = {row["organisation_code"] for row in PARTNERSHIPS.values()}
    where, mapped = column("organisations", "place_code"), reference("places").set_index("code")["maps_to"]
    historic = {code: mapped[where[code]] for code in partners if mapped[where[code]]}
    assert historic == {"EMINONU": "TR-34-1327", "BOZAT": "TR-28-1837"}


def test_some_protocols_end_soon_some_are_over_some_go_on_and_some_were_renewed() -> None:
    own = by("protocols", "partnership_code")
    live = [row for row in rows("protocols") if in_force(row)]
    soon = {row["partnership_code"] for row in live if row["expires_on"] and ends_within(row, 90)}
    assert soon == {"EUD-ZEYTINBURNU", "EUD-BAGCILAR", "EUD-WIEN", "MBB-CANAKKALE", "KIZ-SAHINBEY"}
    followed = {code for code in soon if any(in_force(row) and not ends_within(row, 90) for row in own[code])}
    assert followed == {"EUD-BAGCILAR"}
    assert sum(not row["expires_on"] for row in live) == 5
    assert sum(len(several) > 1 for several in own.values()) >= 10
    states = Counter(
        "none" if c not in own else "in_force" if any(map(in_force, own[c])) else "expired" for c in PARTNERSHIPS
    )
    assert states == {"in_force": 15, "expired": 8, "none": 3}


def ends_within(row: Row, days: int) -> bool:
    return bool(row["expires_on"]) and row["expires_on"] <= (DAY + timedelta(days=days)).isoformat()


def test_three_partners_have_been_silent_for_a_year_and_no_other_is_close_to_it() -> None:
    silent = {code for code in PARTNERSHIPS if events(code)[-1] <= "2025-11-22"}
    assert silent == {"EUD-EMINONU", "EUD-BOZAT", "MBB-YALOVA"}
    assert min(events(code)[-1] for code in PARTNERSHIPS.keys() - silent) >= "2026-02-01"


def test_partnerships_are_stuck_at_every_step() -> None:
    furthest = Counter()
    for code in PARTNERSHIPS:
        reached = {row["step"] for row in by("partnership_steps", "partnership_code")[code]}
        reached |= {"protocol"} if code in by("protocols", "partnership_code") else set()
        joint = by("joint_activity_partners", "partnership_code").get(code, [])
        reached |= {"joint_activities"} if any(row["joint_activity_code"] in HELD for row in joint) else set()
        furthest[max(reached, key=STEPS.index)] += 1
    assert set(furthest) == set(STEPS)


def test_steps_are_reached_one_after_the_other() -> None:
    for code, own in by("partnership_steps", "partnership_code").items():
        days = [row["reached_on"] for row in sorted(own, key=lambda row: STEPS.index(row["step"]))]
        assert days == sorted(days), code
        first = min((row["signed_on"] for row in by("protocols", "partnership_code").get(code, [])), default=None)
        early = [r["reached_on"] for r in own if r["step"] in {"contact", "letter_of_intent"}]
        assert first is None or max(early) < first, code


def test_commitments_are_done_done_late_overdue_and_open() -> None:
    def state(row: Row) -> str:
        if row["done_on"]:
            return "done_late" if row["done_on"] > row["due_on"] else "done"
        return "overdue" if row["due_on"] < DAY.isoformat() else "open"

    states = Counter(map(state, rows("commitments")))
    assert set(states) == {"done", "done_late", "overdue", "open"}
    assert min(states.values()) >= 10
    assert states["done"] * 2 > len(rows("commitments")) * 0.8


def test_capacity_grows_in_most_areas_not_everywhere_and_is_not_always_assessed() -> None:
    levels: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for row in rows("capacity"):
        levels[row["partnership_code"], row["area"]].append((row["assessed_on"], int(row["level"])))
    assert {area for _, area in levels} == set(AREAS)
    known = {key: [level for _, level in sorted(own) if level] for key, own in levels.items()}
    changes = Counter((own[-1] > own[0]) - (own[-1] < own[0]) for own in known.values() if len(own) > 1)
    assert changes[1] > 2 * (changes[0] + changes[-1])
    assert changes[0] > 5
    assert changes[-1] >= 1
    assert sum(level == 0 for own in levels.values() for _, level in own) > 15


def test_joint_activities_belong_to_the_programme_of_their_partners_and_to_the_time_of_their_project() -> None:
    projects = {row["code"]: row for row in rows("projects")}
    activities = {row["code"]: row for row in rows("joint_activities")}
    assert 100 <= len(activities) <= 130
    for row in activities.values():
        project = projects[row["project_code"]]
        assert not row["held_on"] or project["starts_on"] <= row["held_on"] <= project["ends_on"], row["code"]
        assert bool(row["held_on"]) == bool(row["participants"]), row["code"]
    for row in rows("joint_activity_partners"):
        own = PARTNERSHIPS[row["partnership_code"]]
        assert PROGRAMME_OF[activities[row["joint_activity_code"]]["project_code"]] == own["programme_code"]
        assert not row["staff_trained"] or row["joint_activity_code"] in HELD
    trained: dict[str, int] = defaultdict(int)
    for row in rows("joint_activity_partners"):
        trained[row["joint_activity_code"]] += int(row["staff_trained"] or 0)
    assert not [code for code, staff in trained.items() if staff > int(activities[code]["participants"] or 0)]


def test_know_how_came_from_abroad_first_and_was_passed_on_later() -> None:
    exchanges = rows("exchanges")
    abroad = {"FRIEDRICHSHAIN-KREUZBERG", "BERINGEN", "WIEN"}
    assert 50 <= len(exchanges) <= 70
    assert {row["form"] for row in exchanges} == set(FORMS)
    assert {row["area"] for row in exchanges} == set(AREAS)
    taught = Counter(row["teacher_code"] for row in exchanges)
    assert sum(taught[code] for code in abroad) >= 20
    later = {row["teacher_code"] for row in exchanges if row["held_on"] > "2021-08-14"}
    assert {"ZEYTINBURNU", "BAGCILAR", "GEBZE", "NILUFER"} <= later
    assert not later & abroad
    projects = {row["code"]: row for row in rows("projects")}
    for row in exchanges:
        own = projects[row["project_code"]]
        assert own["starts_on"] <= row["held_on"] <= own["ends_on"], row["code"]


def test_contacts_use_every_channel() -> None:
    assert {row["channel"] for row in rows("partner_contacts")} == set(CHANNELS)


def test_no_title_is_given_twice_in_a_project() -> None:
    for kind in ("joint_activities", "outputs"):
        titles = Counter((row["project_code"], row["name_tr"]) for row in rows(kind))
        assert not [title for title, times in titles.items() if times > 1]
