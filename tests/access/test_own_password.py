"""A person replaces the own password over HTTP; a one-time password has one winner."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from dashboard.access import accounts as accounts_module
from dashboard.data.schema.accounts import accounts
from tests.visiting import PASSWORD, House, Visitor

NEW = "a new and longer sentence"


def send(visitor: Visitor, **fields: str) -> TestResponse:
    """Fill in the form and send it."""
    form = visitor.http.get("/password?next=/methods").get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert found, form
    data = {"password": PASSWORD, "new_password": NEW, "repeated_password": NEW, "csrf_token": found[1]}
    return visitor.http.post("/password", data=data | {"next": "/methods"} | fields)


def reset(house: House, username: str = "staff") -> str:
    """Give an account a one-time password."""
    with house.database.engines.writer.begin() as connection:
        return accounts_module.reset(connection, username, actor="test")


def test_the_first_sign_in_leads_to_a_new_password_and_then_where_one_wanted_to_go(house: House) -> None:
    handed_over = reset(house)
    staff = house.visitor()
    assert staff.sign_in("staff", handed_over, next="/methods").headers["Location"] == "/methods"
    assert staff.http.get("/methods").headers["Location"] == "/password?next=/methods"
    before = staff.token
    answer = send(staff, password=handed_over)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/methods")
    assert staff.token != before
    assert staff.http.get("/methods").status_code == 200
    assert house.visitor().sign_in("staff", handed_over).status_code == 401
    assert house.visitor().sign_in("staff", NEW).status_code == 302


def test_a_new_password_ends_every_other_session(house: House) -> None:
    here, there = house.signed_in("staff"), house.signed_in("staff")
    assert send(here).status_code == 302
    assert here.http.get("/").status_code == 200
    assert there.http.get("/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "wrong"}, "Geçerli parola hatalı."),
        ({"new_password": "short", "repeated_password": "short"}, "Yeni parola yeterince uzun olmalı"),
        ({"new_password": PASSWORD, "repeated_password": PASSWORD}, "eskisinden farklı"),
        ({"repeated_password": "something else entirely"}, "Yeni parolalar birbirinden farklı."),
        ({"csrf_token": "x"}, "Form çok uzun süre açık kaldı."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(house: House, fields: dict[str, str], words: str) -> None:
    staff = house.signed_in("staff")
    answer = send(staff, **fields)
    assert answer.status_code == 400
    assert words in answer.get_data(as_text=True)
    assert house.visitor().sign_in("staff").status_code == 302


@pytest.mark.parametrize("missing", ["password", "new_password", "repeated_password", "csrf_token"])
def test_an_incomplete_form_is_refused(open_house: House, missing: str) -> None:
    fields = {"password": "a", "new_password": "b", "repeated_password": "b", "csrf_token": "c"}
    del fields[missing]
    assert open_house.signed_in("staff").http.post("/password", data=fields).status_code == 400


def test_a_one_time_password_has_one_winner(house: House) -> None:
    handed_over = reset(house)
    rivals = [house.visitor() for _ in range(4)]
    for rival in rivals:
        assert rival.sign_in("staff", handed_over).status_code == 302

    def race(number: int) -> int:
        mine = f"the choice of number {number}"
        form = {"password": handed_over, "new_password": mine, "repeated_password": mine}
        return rivals[number].http.post("/password", data=form | {"csrf_token": tokens[number]}).status_code

    pages = [rival.http.get("/password").get_data(as_text=True) for rival in rivals]
    tokens = [str(re.search(r'name="csrf_token" value="([^"]+)"', page)[1]) for page in pages]  # type: ignore[index]
    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(race, range(4)))
    assert answers.count(302) == 1
    winner = answers.index(302)
    assert house.visitor().sign_in("staff", f"the choice of number {winner}").status_code == 302


def test_a_guess_at_the_current_password_does_not_show_it(house: House) -> None:
    staff = house.signed_in("staff")
    page = send(staff, password="guess at the password").get_data(as_text=True)
    assert "guess at the password" not in page
    kept = house.run(select(accounts.c.password_hash).where(accounts.c.username == "staff")).scalar_one()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
