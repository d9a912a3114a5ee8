"""Who may order which report, and what is no order."""

import pytest

from tests.acting_app import ActingApp
from tests.basketed import Basketed
from tests.report_orders import BASKET, WHOLE

ODD: tuple[object, ...] = (
    *(0, True, "x", [], {}, [WHOLE]),
    {**WHOLE, "more": 1},
    *({key: value for key, value in WHOLE.items() if key != gone} for gone in WHOLE),
    *({**WHOLE, "grant": odd} for odd in (None, 1, "", ["G1"], "G1\0", "x" * 201)),
    *({**WHOLE, "period": odd} for odd in (None, 2021, "", "soon", "2021-13", "2021..2020", "2021-H1\0")),
    *({**WHOLE, "lang": odd} for odd in (None, "", "de", ["tr"], "tr\0")),
    *({**WHOLE, "format": odd} for odd in (None, "", "exe", ["docx"], "../docx", "zip")),
    *({**WHOLE, "draft": odd} for odd in (None, "", "yes", 1)),
    *({**WHOLE, "figures": odd} for odd in (None, "", "outside", ["funder"], True)),
    {**BASKET, "basket": [1, 2]},
    {**BASKET, "basket": False},
    *({**BASKET, "format": odd} for odd in ("xlsx", "iati", "ics", "zip", None)),
    {**BASKET, **WHOLE},
)
"""What no page of ours sends."""


@pytest.mark.parametrize("body", ODD)
def test_an_odd_order_is_refused(shared_acts: ActingApp, body: object) -> None:
    assert Basketed(shared_acts, "manager").order(body).status_code == 400


@pytest.mark.parametrize(("who", "grant"), [("manager", "G3"), ("manager", "NONE"), ("manager-b", "G1")])
def test_a_foreign_grant_does_not_exist(shared_acts: ActingApp, who: str, grant: str) -> None:
    assert Basketed(shared_acts, who).order({**WHOLE, "grant": grant}).status_code == 404


@pytest.mark.parametrize("who", ["staff", "feedback"])
def test_a_draft_is_for_managers_and_without_one_nothing_unreleased_leaves(shared_acts: ActingApp, who: str) -> None:
    person = Basketed(shared_acts, who)
    assert person.order(WHOLE).status_code == 404
    refused = person.order({**WHOLE, "draft": False})
    assert refused.status_code == 409
    assert "G1" in refused.get_json()["error"]
    assert "lang" not in refused.get_json()


def test_who_is_not_signed_in_orders_nothing(shared_acts: ActingApp) -> None:
    for body in (WHOLE, BASKET):
        assert Basketed(shared_acts, "anonymous").order(body).status_code == 401
    assert shared_acts.person("anonymous").get("/reports/make").status_code == 401


@pytest.mark.parametrize(
    "order", [WHOLE, {**WHOLE, "draft": False, "figures": "inside"}, {**WHOLE, "grant": "G3", "draft": False}]
)
def test_for_a_funder_drafts_exact_figures_and_foreign_grants_do_not_exist(
    shared_acts: ActingApp, order: dict[str, object]
) -> None:
    assert Basketed(shared_acts, "funder").order(order).status_code == 404
