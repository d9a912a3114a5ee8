"""Guessing passwords over HTTP: ten tries, then a pause, whatever worker is asked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, update

from dashboard.access.throttle import TRIES, WINDOW
from dashboard.app import create_app
from dashboard.data.schema.accounts import sign_in_attempts
from tests.visiting import PASSWORD, House


def test_an_account_rests_after_ten_wrong_tries_from_anywhere(house: House) -> None:
    answers = [house.visitor(f"10.0.0.{n}").sign_in("staff", "wrong").status_code for n in range(TRIES)]
    assert answers == [401] * TRIES
    eleventh = house.visitor("10.0.1.1").sign_in("staff", PASSWORD)
    assert eleventh.status_code == 429
    assert 0 < int(eleventh.headers["Retry-After"]) <= WINDOW.total_seconds()
    assert 'role="alert"' in eleventh.get_data(as_text=True)
    assert house.visitor("10.0.1.1").sign_in("manager").status_code == 302


def test_an_address_rests_after_ten_wrong_tries_at_any_account(house: House) -> None:
    answers = [house.visitor("10.0.0.9").sign_in(f"name{n}", "wrong").status_code for n in range(TRIES)]
    assert answers == [401] * TRIES
    assert house.visitor("10.0.0.9").sign_in("manager").status_code == 429
    assert house.visitor("10.0.0.10").sign_in("manager").status_code == 302


def test_an_unknown_account_rests_like_a_known_one(house: House) -> None:
    for n in range(TRIES):
        house.visitor(f"10.0.0.{n}").sign_in("nobody", "wrong")
    assert house.visitor("10.0.1.1").sign_in("NOBODY ", "wrong").status_code == 429


def test_the_pause_holds_in_another_worker_and_after_a_restart(house: House) -> None:
    for n in range(TRIES):
        house.visitor(f"10.0.0.{n}").sign_in("staff", "wrong")
    restarted = House(create_app(house.database.settings, house.database.engines), house.database)
    assert restarted.visitor("10.0.1.1").sign_in("staff").status_code == 429


def test_the_pause_ends(house: House) -> None:
    for n in range(TRIES):
        house.visitor(f"10.0.0.{n}").sign_in("staff", "wrong")
    house.run(update(sign_in_attempts).values(tried_at=sign_in_attempts.c.tried_at - WINDOW))
    assert house.visitor("10.0.1.1").sign_in("staff").status_code == 302


def test_right_passwords_are_no_guesses(house: House) -> None:
    assert [house.visitor().sign_in("staff").status_code for _ in range(TRIES + 2)] == [302] * (TRIES + 2)
    assert house.run(select(func.count()).select_from(sign_in_attempts)).scalar() == 0


def test_tries_at_one_moment_cannot_slip_past_the_limit(house: House) -> None:
    def guess(number: int) -> int:
        return house.visitor(f"10.0.2.{number}").sign_in("staff", "wrong").status_code

    with ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(guess, range(TRIES + 8)))
    assert sorted(answers) == [401] * TRIES + [429] * 8


def test_an_address_can_be_claimed_only_through_a_proxy_that_is_configured(house: House) -> None:
    def guess(app: House, number: int) -> int:
        visitor = app.visitor("10.0.0.1")
        visitor.http.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}"
        return visitor.sign_in(f"name{number}", "wrong").status_code

    behind = house.database.settings.model_copy(update={"trusted_proxies": 1})
    proxied = House(create_app(behind, house.database.engines), house.database)
    assert [guess(proxied, n) for n in range(TRIES + 1)] == [401] * (TRIES + 1)
    assert [guess(house, n) for n in range(TRIES + 1)] == [401] * TRIES + [429]


def test_the_table_keeps_no_names(house: House) -> None:
    house.visitor().sign_in("my secret typed into the wrong field", "x")
    assert "secret" not in repr(house.run(select(sign_in_attempts.c.bucket)).all())


@pytest.mark.parametrize(
    ("addresses", "rests"),
    [
        ([f"2001:db8:1:2::{n:x}" for n in range(TRIES + 1)], True),
        ([f"2001:db8:1:{n:x}::1" for n in range(TRIES + 1)], False),
        (["::ffff:192.0.2.7"] * (TRIES // 2) + ["192.0.2.7"] * (TRIES // 2 + 1), True),
    ],
)
def test_who_has_a_whole_network_is_one_guesser(house: House, addresses: list[str], *, rests: bool) -> None:
    answers = [house.visitor(one).sign_in(f"name{n}", "wrong").status_code for n, one in enumerate(addresses)]
    assert answers == [401] * TRIES + [429 if rests else 401]


def test_guessing_the_current_password_in_an_open_session_rests_too(house: House) -> None:
    staff = house.signed_in("staff")
    form = staff.http.get("/password").get_data(as_text=True)
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    new = "a new and longer sentence"
    fields = {"new_password": new, "repeated_password": new, "csrf_token": token}
    answers = [staff.http.post("/password", data=fields | {"password": f"guess {n}"}) for n in range(TRIES + 1)]
    assert [answer.status_code for answer in answers] == [400] * TRIES + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= WINDOW.total_seconds()
    assert staff.http.post("/password", data=fields | {"password": PASSWORD}).status_code == 429
