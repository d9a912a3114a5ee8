"""Who may act: managers and admins on grants in their scope, and nobody else, whatever a body says."""

from typing import Any

import pytest

from tests.acting_app import PEOPLE, ActingApp, Answer

EVERYBODY = ("anonymous", *PEOPLE)
MAY = {"G1": {"admin", "manager"}, "G3": {"admin", "manager-b"}, "NONE": set[str]()}
"""Who may act on each grant; nobody has one that does not exist."""
STEPS = ("open", "back", "ask", "do", "close")
FIELDS = {
    "release": {"grant": "G1", "version": "2", "reason": "", "seen": "3"},
    "lock": {"grant": "G1", "period": "2021-H1", "version": "2", "day": "2021-08-12"},
    "comment": {"grant": "G1", "indicator": "I1", "period": "2021-H1", "text": "Kar", "seen": "3"},
}
ODD: tuple[object, ...] = (
    *(0, 1.5, True, "release", [], {}, [{}], {"act": "release"}),
    {"act": "release", "step": "do", "fields": FIELDS["release"], "more": 1},
    {"act": "release", "step": "undo", "fields": FIELDS["release"]},
    {"act": "drop", "step": "do", "fields": FIELDS["release"]},
    {"act": ["release"], "step": "do", "fields": FIELDS["release"]},
    {"act": "release", "step": {"do": 1}, "fields": FIELDS["release"]},
    {"act": "release", "step": "do", "fields": []},
    {"act": "release", "step": "do", "fields": FIELDS["lock"]},
    *(
        {"act": "release", "step": "do", "fields": FIELDS["release"] | {"version": odd}}
        for odd in (2, None, [2], {}, True)
    ),
    *(
        {"act": "release", "step": "do", "fields": FIELDS["release"] | {"seen": odd}}
        for odd in ("", "x", "-1", "٣", "9" * 12)
    ),
    {"act": "release", "step": "do", "fields": FIELDS["release"] | {"version": "a\0b"}},
    {"act": "comment", "step": "do", "fields": FIELDS["comment"] | {"text": "a" * 10_001}},
    {"act": "comment", "step": "do", "fields": FIELDS["comment"] | {"seen": "later"}},
    {"act": "lock", "step": "do", "fields": FIELDS["lock"] | {"seen": "3"}},
)
"""What no form of ours sends."""


def wish(act: str, step: str, **fields: str) -> dict[str, object]:
    """Give a wish with all its fields."""
    return {"act": act, "step": step, "fields": FIELDS[act] | fields}


def untouched(acts: ActingApp) -> bool:
    """Say whether nothing has been done at all."""
    return acts.newest() == 3 and acts.trail("release", "lock", "comment", "comment_removed") == []


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("act", FIELDS)
@pytest.mark.parametrize("grant", MAY)
def test_only_those_with_the_right_get_as_far_as_the_question(
    shared_acts: ActingApp, who: str, act: str, grant: str
) -> None:
    indicator = {"indicator": "I3"} if act == "comment" and grant == "G3" else {}
    search = f"?grant={grant}"
    for step in ("ask", "open", "back", "close"):
        answer = shared_acts.send(who, wish(act, step, grant=grant, **indicator), search)
        assert answer.status_code == (401 if who == "anonymous" else 200 if who in MAY[grant] else 404)
    assert untouched(shared_acts)


@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - {"admin", "manager"}))
@pytest.mark.parametrize("act", FIELDS)
def test_nobody_else_does_anything(shared_acts: ActingApp, who: str, act: str) -> None:
    answer = shared_acts.send(who, wish(act, "do"), "?grant=G1")
    assert answer.status_code == (401 if who == "anonymous" else 404)
    assert untouched(shared_acts)


def test_what_may_not_be_and_what_is_not_have_one_answer(shared_acts: ActingApp) -> None:
    nothing = shared_acts.person("manager").get("/nowhere").get_data()
    for grant in ("G3", "NONE", "", "' or 1=1 --"):
        for step in ("ask", "do"):
            answer = shared_acts.send("manager", wish("release", step, grant=grant), "?grant=G1")
            assert (answer.status_code, answer.get_data()) == (404, nothing)
    assert untouched(shared_acts)
    refused = [line for line in shared_acts.trail("denied") if line[2] == "timeline-acts"]
    assert ("manager", "denied", "timeline-acts", {"right": "manage", "act": "release"}) in refused


@pytest.mark.parametrize("indicator", ["I3", "NONE", ""])
@pytest.mark.parametrize("step", ["open", "ask", "do"])
def test_an_indicator_of_another_grant_does_not_exist(shared_acts: ActingApp, indicator: str, step: str) -> None:
    for who in ("manager", "admin"):
        assert shared_acts.send(who, wish("comment", step, indicator=indicator), "?grant=G1").status_code == 404
    assert untouched(shared_acts)


@pytest.mark.parametrize("data", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("who", ["manager", "staff"])
def test_a_wish_that_no_form_sends_is_refused(shared_acts: ActingApp, who: str, data: object) -> None:
    answer = shared_acts.send(who, data, "?grant=G1")
    assert answer.status_code == (400 if who == "manager" else 404)
    assert untouched(shared_acts)


@pytest.mark.parametrize("data", ODD[:14], ids=range(14))
def test_opening_the_page_takes_no_odd_wish_either(shared_acts: ActingApp, data: object) -> None:
    assert shared_acts.show("manager", "?grant=G1", data).status_code == 400
    assert shared_acts.show("staff", "?grant=G1", data).status_code in {200, 204}


def test_bodies_of_another_shape_are_refused(shared_acts: ActingApp) -> None:
    values = {"timeline-acts-wish.data": wish("release", "do"), "shell-address.search": "?grant=G1"}
    good: dict[str, Any] = shared_acts.body("timeline-acts-said.tree", values)
    first, second = good["outputs"]
    for change in (
        {"outputs": [second, first]},
        {"outputs": [first]},
        {"inputs": []},
        {"inputs": good["state"], "state": good["inputs"]},
        {"state": [good["state"][0] | {"value": 7}]},
        {"state": [good["state"][0] | {"value": "?" + "a" * 30_000}]},
        {"changedPropIds": "all"},
        {"more": 1},
    ):
        answer = shared_acts.person("manager").post("/_dash-update-component", json=good | change)
        assert answer.status_code == 400, change
    assert untouched(shared_acts)


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_sites_page_does_nothing(shared_acts: ActingApp, headers: dict[str, str]) -> None:
    values = {"timeline-acts-wish.data": wish("release", "do"), "shell-address.search": "?grant=G1"}
    body = shared_acts.body("timeline-acts-said.tree", values)
    answer = shared_acts.person("manager").post("/_dash-update-component", json=body, headers=headers)
    assert answer.status_code == 403
    assert untouched(shared_acts)


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_section_is_there_for_those_who_may_act_alone(shared_acts: ActingApp, who: str) -> None:
    answer = shared_acts.show(who, "?grant=G1")
    if who == "anonymous":
        assert answer.status_code == 401
        return
    assert answer.status_code == 200
    tree = answer.get_json()["response"]["timeline-acts"]["tree"]
    assert (tree is not None) == (who in {"admin", "manager", "manager-b"})


def test_a_manager_sees_the_own_grants_alone(shared_acts: ActingApp) -> None:
    assert "Hibe: Üç" in Answer(shared_acts.show("manager-b", "?grant=G1").get_json()).words
    assert "Hibe: Bir" in Answer(shared_acts.show("manager", "?grant=G3").get_json()).words
    listed = Answer(shared_acts.show("manager-b").get_json()).words
    assert "I3 · I3" in listed
    assert "I1" not in listed


def test_where_no_grant_is_in_view_there_is_nothing_to_act_on(shared_acts: ActingApp) -> None:
    answer = shared_acts.show("manager", "?v=1")
    assert answer.get_json()["response"]["timeline-acts"]["tree"] is None
