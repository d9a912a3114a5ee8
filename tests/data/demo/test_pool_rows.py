"""The written rows of the project pool: they agree with the projects, the grants and each other."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

import pytest

from dashboard.data.demo.files import column
from dashboard.data.loading.project_kinds import STAGES
from tests.data.demo.written_rows import Row, by, rows

DAY = date(2026, 11, 1)
"""A day after the last record of the example."""
WAITING = STAGES[: STAGES.index("running")]
FUNDED = {"funding_secured", "contracted", "running", "closing", "closed"}


def of_projects(kind: str) -> dict[str, list[Row]]:
    return by(kind, "project_code")


PROJECTS = {row["code"]: row for row in rows("projects")}
HISTORY = {code: sorted(own, key=lambda row: row["entered_on"]) for code, own in of_projects("stages").items()}


def waiting() -> set[str]:
    return {code for code, row in PROJECTS.items() if row["stage"] in WAITING}


def latest_scores(code: str) -> dict[str, int]:
    own = sorted(of_projects("scores").get(code, []), key=lambda row: row["scored_on"])
    return {row["criterion_code"]: int(row["score"]) for row in own}


def priority(code: str) -> Fraction | None:
    weights = {row["code"]: Fraction(row["weight"]) for row in rows("criteria")}
    scores = latest_scores(code)
    if scores.keys() != weights.keys():
        return None
    return sum((weights[one] * scores[one] for one in weights), Fraction(0)) / sum(weights.values())


def test_every_history_ends_in_the_stage_of_its_project() -> None:
    assert {code: own[-1]["stage"] for code, own in HISTORY.items()} == column("projects", "stage")


@pytest.mark.parametrize("code", PROJECTS)
def test_a_history_goes_forward_one_stage_after_the_other(code: str) -> None:
    days = [row["entered_on"] for row in HISTORY[code]]
    assert len(set(days)) == len(days)
    assert days[-1] < DAY.isoformat()
    order = [STAGES.index(row["stage"]) for row in HISTORY[code] if row["stage"] not in {"on_hold", "rejected"}]
    if code != "KIZ-P171489":
        assert sorted(set(order)) == list(range(len(set(order)))), "no stage is left out where not only facts may stand"
    assert order == sorted(order)
    assert len(set(order)) == len(order) or any(row["stage"] == "on_hold" for row in HISTORY[code])


def test_a_project_runs_from_its_start_and_is_closed_after_its_end() -> None:
    entered = {(row["project_code"], row["stage"]): row["entered_on"] for row in reversed(rows("stages"))}
    for code, row in PROJECTS.items():
        if row["stage"] in {"running", "closing", "closed"}:
            assert entered[code, "running"] == row["starts_on"], code
        if row["stage"] == "closed":
            assert entered[code, "closing"] <= row["ends_on"] < entered[code, "closed"], code
        if row["stage"] in WAITING and row["starts_on"]:
            assert row["starts_on"] > DAY.isoformat(), code


def test_whoever_decided_is_a_body_and_a_standstill_has_a_reason() -> None:
    assert all(row["decided_by"] for row in rows("stages"))
    still = [row for row in rows("stages") if row["stage"] in {"on_hold", "rejected"}]
    assert Counter(row["stage"] for row in still) == {"on_hold": 4, "rejected": 1}
    assert all(row["reason"] for row in still)
    reasons = column("projects", "stage_reason")
    assert {row["project_code"]: row["reason"] for row in still if reasons[row["project_code"]]} == {
        code: reason for code, reason in reasons.items() if reason
    }


def test_some_projects_wait_longer_than_their_stage_allows_and_most_do_not() -> None:
    limits = {row["stage"]: int(row["days"]) for row in rows("stage_limits")}
    over = {
        code
        for code, own in HISTORY.items()
        if (limit := limits.get(own[-1]["stage"])) and (DAY - date.fromisoformat(own[-1]["entered_on"])).days > limit
    }
    assert over == {"ADA-04", "IZM-02", "IZM-08", "IZM-16", "KIZ-12", "KIZ-13", "KIZ-15", "KIZ-17"}
    assert len(waiting() & over) * 3 < len(waiting())


def test_the_pool_is_large_enough_to_be_read_and_spans_every_waiting_stage_and_programme() -> None:
    assert len(waiting()) == 26
    assert {PROJECTS[code]["stage"] for code in waiting()} == set(WAITING)
    assert {PROJECTS[code]["programme_code"] for code in waiting()} == set(column("programmes", "organisation_code"))
    abroad = {row["country"] for row in PROJECTS.values() if row["programme_code"] == "IZMIR-BALKAN"} - {"TR"}
    assert abroad == {"AL", "BA", "BG", "GR", "ME", "MK", "RO"}


def test_each_criterion_has_an_anchor_for_each_score() -> None:
    criteria = [row["code"] for row in rows("criteria")]
    assert sum(Fraction(row["weight"]) for row in rows("criteria")) == 1
    anchors = [(row["criterion_code"], row["score"]) for row in rows("anchors")]
    assert anchors == [(code, str(score)) for code in criteria for score in range(1, 6)]


def test_waiting_projects_are_scored_but_for_two_and_two_share_a_rank() -> None:
    found = {code: priority(code) for code in waiting()}
    assert {code for code, value in found.items() if value is None} == {"KIZ-18", "ADA-06"}
    shared = [value for value, times in Counter(v for v in found.values() if v is not None).items() if times > 1]
    assert shared == [Fraction(345, 100)]
    assert {code for code, value in found.items() if value == shared[0]} == {"IZM-11", "ADA-07"}
    assert Fraction(7, 2) in found.values(), "one stands exactly on the line of high priority"


def test_some_scores_were_revised_with_a_comment() -> None:
    own = Counter((row["project_code"], row["criterion_code"]) for row in rows("scores"))
    revised = [key for key, times in own.items() if times > 1]
    assert len(revised) == 7
    for code, criterion in revised:
        first, second = (row for row in of_projects("scores")[code] if row["criterion_code"] == criterion)
        assert first["scored_on"] < second["scored_on"] < DAY.isoformat()
        assert first["score"] != second["score"]
        assert second["comment"]


def test_the_money_of_a_grant_is_not_given_twice() -> None:
    grants = {row["code"]: row for row in rows("grants")}
    agreed = {code: Fraction(row["amount"]) for code, row in grants.items()}
    agreed |= {row["grant_code"]: Fraction(row["new_amount"]) for row in rows("amendments") if row["new_amount"]}
    given: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows("funding"):
        if row["grant_code"]:
            grant = grants[row["grant_code"]]
            assert (row["currency"], row["funder_code"]) == (grant["currency"], grant["funder_code"])
            given[row["grant_code"]] += Fraction(row["amount"])
    assert set(given) == set(grants)
    assert not [code for code, amount in given.items() if amount > agreed[code]]
    links = {(row["project_code"], row["grant_code"]) for row in rows("project_grants")}
    assert {(row["project_code"], row["grant_code"]) for row in rows("funding") if row["grant_code"]} == links


def test_a_project_whose_funding_is_secured_has_money_and_one_lacks_a_budget() -> None:
    funded = {row["project_code"] for row in rows("funding") if row["secured_on"] < DAY.isoformat()}
    assert {code for code, row in PROJECTS.items() if row["stage"] in FUNDED} <= funded
    planned = [row for row in PROJECTS.values() if row["stage"] in {"approved", "funding_secured", "contracted"}]
    assert [row["code"] for row in planned if not row["budget"]] == ["MBB-05"]
    budgets = {row["code"]: (row["budget"], row["currency"]) for row in planned}
    secured = {
        code: sum(Fraction(r["amount"]) for r in own if r["currency"] == budgets[code][1])
        for code, own in of_projects("funding").items()
        if code in budgets
    }
    assert any(secured[code] > Fraction(budgets[code][0]) for code in secured), "one has more than it needs"
    assert any(secured[code] < Fraction(budgets[code][0]) for code in secured), "one has less"


def test_joint_projects_have_partners_and_others_have_none() -> None:
    for code, own in of_projects("project_partners").items():
        roles = Counter(row["role"] for row in own)
        assert roles["lead"] == 1
        assert (PROJECTS[code]["mode"] == "joint") == (len(own) > 1), code
    assert set(of_projects("project_partners")) == set(PROJECTS)


def test_documents_lead_to_example_addresses_but_for_the_page_of_the_world_bank() -> None:
    for row in rows("documents"):
        if row["code"] == "P171489-WB":
            assert row["url"] == "http://projects.worldbank.org/P171489/null?lang=en"
        else:
            assert row["url"].startswith("https://example.org/")
            assert "örnek" in row["name_tr"]
    assert {row["language"] for row in rows("documents")} == {"tr", "en", "ar"}
    assert {row["kind"] for row in rows("documents")} == {
        *("agreement", "plan", "report", "safeguards", "evaluation", "other")
    }
