"""The written rows of Adana's working group, of the union's outputs, and of what serves a goal."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from dashboard.data.demo.files import column
from dashboard.data.loading.working_group_kinds import OUTPUT_KINDS
from dashboard.data.reference import reference
from tests.data.demo.written_rows import DAY, PROGRAMME_OF, by, rows

SEATS = (2, 3, 10, 5, 5, 3, 1, 1)
"""Representatives of the eight institution groups of Adana, in the order of its document."""


def test_the_working_group_of_adana_has_thirty_seats_in_eight_groups() -> None:
    groups = sorted(rows("institution_groups"), key=lambda row: int(row["position"]))
    assert {row["project_code"] for row in groups} == {"ADA-02"}
    assert tuple(len(by("seats", "institution_group_code")[row["code"]]) for row in groups) == SEATS
    named = [row["name_tr"] for row in groups]
    assert named[0].startswith("Adana Kent Konseyi Yürütme Kurulu")
    assert (named[3], named[6], named[7]) == ("Adana Büyükşehir Belediyesi", "Gönüllü platformu", "Göçmen temsilcisi")
    for own in by("seats", "institution_group_code").values():
        assert [int(row["position"]) for row in own] == list(range(1, len(own) + 1))


def filled_on(day: str) -> set[str]:
    own = rows("seat_terms")
    return {r["seat_code"] for r in own if r["filled_on"] <= day and (not r["vacated_on"] or r["vacated_on"] > day)}


def test_four_seats_are_vacant_two_of_them_were_never_filled_and_some_had_several_terms() -> None:
    codes = {row["code"] for row in rows("seats")}
    vacant = codes - filled_on(DAY.isoformat())
    ever = {row["seat_code"] for row in rows("seat_terms")}
    assert len(vacant) == 4
    assert codes - ever == {"ADA-02-G5-U05", "ADA-02-G6-U03"} < vacant
    terms = by("seat_terms", "seat_code")
    assert max(len(own) for own in terms.values()) == 3
    gaps = [(one["vacated_on"], two["filled_on"]) for own in terms.values() for one, two in pairwise(own)]
    assert all(end <= start for end, start in gaps)
    assert {end < start for end, start in gaps} == {True, False}


def test_attendance_is_known_of_seats_that_were_filled_and_missing_for_one_meeting() -> None:
    meetings = {row["code"]: row["held_on"] for row in rows("meetings")}
    told = by("attendance", "meeting_code")
    assert len(meetings) == 16
    assert set(meetings) - set(told) == {"ADA-02-M07"}
    for code, own in told.items():
        assert {row["seat_code"] for row in own} == filled_on(meetings[code]), code
        assert 0.4 < share(row["present"] == "yes" for row in own) < 1, code


def share(said: Iterable[bool]) -> float:
    answers = list(said)
    return sum(answers) / len(answers)


def test_adana_planned_all_eleven_kinds_and_did_not_do_all() -> None:
    eleven = set(reference("activity_kinds")["code"].head(11))
    own = [row for row in rows("joint_activities") if PROGRAMME_OF[row["project_code"]] == "ADANA"]
    planned = Counter(row["activity_kind"] for row in own if row["planned_on"] <= DAY.isoformat())
    done = Counter(row["activity_kind"] for row in own if row["held_on"])
    assert set(planned) == set(done) == eleven
    assert sum(planned[kind] > done[kind] for kind in eleven) >= 6
    assert any(planned[kind] == done[kind] for kind in eleven)


def test_the_union_delivers_every_kind_of_output_and_counts_people_only_where_there_are_any() -> None:
    outputs = rows("outputs")
    assert {PROGRAMME_OF[row["project_code"]] for row in outputs} == {"MBB"}
    assert {row["kind"] for row in outputs} == set(OUTPUT_KINDS)
    assert {row["delivered_on"][:4] for row in outputs} == {str(year) for year in range(2018, 2027)}
    without = Counter(row["kind"] for row in outputs if not row["participants"])
    kinds = Counter(row["kind"] for row in outputs)
    assert {kind: without[kind] for kind in ("publication", "research")} == {
        kind: kinds[kind] for kind in ("publication", "research")
    }
    assert 0 < without["meeting"] + without["advice"] < 4
    assert all("örnek" in row["name_tr"] for row in outputs if row["kind"] in {"publication", "research"})


def test_every_objective_of_the_municipal_project_is_served_by_activities_and_one_has_no_indicator() -> None:
    objectives = {row["code"] for row in rows("goals") if row["level"] in {"general", "specific"}}
    assert len(objectives) == 7
    assert objectives <= {row["goal_code"] for row in rows("activity_goals")}
    measured = {row["goal_code"] for row in rows("indicator_goals")}
    assert objectives - measured == {"EUD-G5"}
    programme, of_goal = column("indicators", "programme_code"), column("goals", "programme_code")
    assert all(programme[r["indicator_code"]] == of_goal[r["goal_code"]] for r in rows("indicator_goals"))
    project = column("activities", "project_code")
    assert all(PROGRAMME_OF[project[r["activity_code"]]] == of_goal[r["goal_code"]] for r in rows("activity_goals"))
