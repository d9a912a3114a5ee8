"""Two people of different programmes in turn and at once: nothing that is kept for one is ever shown to the other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.app import create_app
from tests.acting_app import ActingApp, fill_world
from tests.conftest import Server
from tests.visiting import CALLBACKS, body_of, server_callbacks

ROUNDS = [60, pytest.param(1000, marks=pytest.mark.exhaustive)]
WHO = ("manager", "manager-b")
PAGES = ("overview-", "beneficiaries-", "timeline-grant", "projects-", "shell-header")


@pytest.fixture(scope="module")
def shared(postgres: Server, migrated: str) -> Iterator[ActingApp]:
    """Give an app over two programmes, one for each of the two."""
    copy = postgres.create("alternating", migrated)
    fill_world(copy)
    yield ActingApp(create_app(copy.settings, copy.engines), copy)
    postgres.drop(copy)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_what_is_kept_for_one_is_never_shown_to_the_other(shared: ActingApp, rounds: int) -> None:
    names = [name for name in server_callbacks(shared.app) if name.strip(".").startswith(PAGES)]
    bodies = [body_of(shared.app, name) for name in names]
    people = {who: shared.person(who) for who in WHO}

    def ask(turn: int) -> tuple[str, int, bytes]:
        who, number = WHO[turn % 2], turn // 2 % len(bodies)
        answer = people[who].post(CALLBACKS, json=bodies[number])
        assert answer.status_code == 200
        return who, number, answer.get_data()

    first = {(who, number): data for who, number, data in map(ask, range(2 * len(bodies)))}
    assert sum(first[WHO[0], number] != first[WHO[1], number] for number in range(len(bodies))) >= 3
    with ThreadPoolExecutor(4) as crowd:
        leaked = [(who, number) for who, number, data in crowd.map(ask, range(rounds)) if data != first[who, number]]
    assert leaked == []


def test_each_sees_names_of_the_own_programme_alone(shared: ActingApp) -> None:
    name = next(one for one in server_callbacks(shared.app) if one.startswith("..timeline-grant"))
    told = {
        who: shared.person(who).post(CALLBACKS, json=body_of(shared.app, name)).get_data(as_text=True) for who in WHO
    }
    assert "G3" not in told["manager"]
    assert "G1" not in told["manager-b"]
    assert "G2" not in told["manager-b"]
