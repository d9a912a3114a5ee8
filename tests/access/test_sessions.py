"""How long a session lives, and what ends it, in every worker."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, update

from dashboard.access import accounts as accounts_module
from dashboard.access import scopes
from dashboard.access.sessions import IDLE, LONGEST, find_session
from dashboard.app import create_app
from dashboard.data.engine import open_engines
from dashboard.data.schema.accounts import sessions
from tests.visiting import House, Visitor, body_of, server_callbacks


@pytest.fixture
def other_worker(house: House) -> Iterator[House]:
    """Give a second app on the same database, as another worker or machine would run it."""
    engines = open_engines(house.database.settings)
    yield House(create_app(house.database.settings, engines), house.database)
    engines.dispose()


def is_in(visitor: Visitor) -> bool:
    """Say whether somebody is let in."""
    return visitor.http.get("/_dash-layout").status_code == 200


def carry_over(visitor: Visitor, worker: House) -> Visitor:
    """Give the same browser at another worker."""
    there = worker.visitor()
    there.http.set_cookie("session", str(visitor.token))
    return there


def age(house: House, **moments: timedelta) -> None:
    """Move moments of all sessions into the past."""
    values = {name: sessions.c[name] - passed for name, passed in moments.items()}
    house.run(update(sessions).values(values))


def last_seen(house: House) -> float:
    """Give how many seconds ago the last action was written down."""
    seconds = func.extract("epoch", func.clock_timestamp() - sessions.c.last_seen_at)
    return float(house.run(select(seconds)).scalar_one())


def test_a_session_holds_in_every_worker(house: House, other_worker: House) -> None:
    assert is_in(carry_over(house.signed_in("staff"), other_worker))


def test_a_cookie_is_worth_nothing_after_sign_out_in_any_worker(house: House, other_worker: House) -> None:
    staff = house.signed_in("staff")
    kept = carry_over(staff, other_worker)
    answer = staff.http.post("/logout")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login")
    assert staff.token is None
    assert not is_in(kept)


def test_signing_out_is_no_link(house: House) -> None:
    staff = house.signed_in("staff")
    assert staff.http.get("/logout").status_code == 404
    assert is_in(staff)


def test_a_session_ends_after_half_an_hour_of_rest(house: House) -> None:
    staff = house.signed_in("staff")
    age(house, last_seen_at=IDLE - timedelta(seconds=20))
    assert is_in(staff)
    age(house, last_seen_at=timedelta(seconds=30))
    assert not is_in(staff)


def test_a_session_ends_after_twelve_hours_whatever_happens(house: House) -> None:
    staff = house.signed_in("staff")
    age(house, created_at=LONGEST - timedelta(seconds=20))
    assert staff.http.get("/").status_code == 200
    age(house, created_at=timedelta(seconds=30))
    assert staff.http.get("/").status_code == 302


def test_an_action_renews_the_session_at_most_once_a_minute(house: House) -> None:
    staff = house.signed_in("staff")
    age(house, last_seen_at=timedelta(seconds=50))
    staff.http.get("/beneficiaries")
    assert last_seen(house) > 49
    age(house, last_seen_at=timedelta(seconds=20))
    staff.http.get("/beneficiaries")
    assert last_seen(house) < 10


def test_a_callback_by_a_person_renews_and_a_timer_does_not(house: House) -> None:
    staff = house.signed_in("staff")
    name = next(iter(server_callbacks(house.app)))
    age(house, last_seen_at=timedelta(minutes=10))
    staff.call(body_of(house.app, name) | {"changedPropIds": ["clock.n_intervals"]})
    staff.http.get("/_dash-layout")
    with staff.http.get("/assets/css/bootstrap.min.css"):
        assert last_seen(house) > 599
    staff.call(body_of(house.app, name) | {"changedPropIds": ["shell-address.search"]})
    assert last_seen(house) < 10


def test_an_ended_session_answers_a_callback_so_that_the_tab_goes_to_sign_in(house: House) -> None:
    staff = house.signed_in("staff")
    age(house, last_seen_at=IDLE)
    for name in server_callbacks(house.app):
        answer = staff.call(body_of(house.app, name))
        assert (answer.status_code, answer.get_data()) == (401, b"JWT Expired")


def test_lock_out_reset_and_another_role_end_all_sessions_everywhere(house: House, other_worker: House) -> None:
    acts = {
        "disable": lambda c: accounts_module.disable(c, "staff", actor="test"),
        "reset": lambda c: accounts_module.reset(c, "manager", actor="test"),
        "role": lambda c: accounts_module.change_role(c, "feedback", "staff", actor="test"),
    }
    for (act, change), username in zip(acts.items(), ("staff", "manager", "feedback"), strict=True):
        here = house.signed_in(username)
        there = carry_over(here, other_worker)
        with house.database.engines.writer.begin() as connection:
            change(connection)
        assert not is_in(here), act
        assert not is_in(there), act
    assert is_in(house.signed_in("admin"))


def test_a_narrowed_scope_holds_from_the_next_request_on(house: House) -> None:
    guard_saw = []
    staff = house.signed_in("staff")
    token = str(staff.token)
    engine = house.database.engines.writer.execution_options(isolation_level="AUTOCOMMIT")
    for codes in ({"P1", "P2"}, {"P2"}, set()):
        with house.database.engines.writer.begin() as connection:
            scopes.set_scope(connection, "staff", scopes.Scope(programmes=frozenset(codes)), actor="test")
        found = find_session(engine, token)
        assert found
        guard_saw.append(found.account.viewer.programmes)
    assert guard_saw == [{"P1", "P2"}, {"P2"}, frozenset()]


def test_each_role_sees_what_it_should(house: House) -> None:
    engine = house.database.engines.writer.execution_options(isolation_level="AUTOCOMMIT")

    def viewer(username: str) -> object:
        found = find_session(engine, str(house.signed_in(username).token))
        assert found
        seen = found.account.viewer
        return (seen.programmes, seen.grants, seen.protected, seen.sensitive)

    assert viewer("admin") == (None, frozenset(), False, False)
    assert viewer("manager") == ({"P1"}, frozenset(), False, False)
    assert viewer("funder-wb") == (frozenset(), {"WB1"}, True, False)


def test_ended_sessions_are_swept_out_at_the_next_sign_in(house: House) -> None:
    house.signed_in("staff")
    age(house, last_seen_at=IDLE)
    house.signed_in("manager")
    assert house.run(select(func.count()).select_from(sessions)).scalar() == 1


def test_the_check_is_one_statement(house: House) -> None:
    staff = house.signed_in("staff")
    asked: list[str] = []
    event.listen(house.database.engines.writer, "before_cursor_execute", lambda *call: asked.append(call[2].split()[0]))
    assert is_in(staff)
    assert asked == ["select"]
