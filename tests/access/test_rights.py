"""The table of rights, as promised."""

import pytest

from dashboard.access.account import Account
from dashboard.access.rights import RIGHTS, ROLES
from dashboard.data.filters import Viewer

PROMISED = """
                 funder staff manager feedback admin
overview         +      +     +       +        +
beneficiaries    +      +     +       +        +
partnerships     +      +     +       +        +
partner          +      +     +       +        +
timeline         +      +     +       +        +
methods          +      +     +       +        +
accessibility    +      +     +       +        +
projects         +      +     +       +        +
project          +      +     +       +        +
feedback         +      +     +       +        +
feedback_list    -      -     -       +        -
export           +      +     +       +        +
reports          +      +     +       +        +
explain          +      +     +       +        +
data             -      +     +       -        +
data_load        -      +     -       -        +
manage           -      -     +       -        +
admin            -      -     -       -        +
sensitive        -      -     -       n        n
shell            +      +     +       +        +
own_session      +      +     +       +        +
"""
HEAD, *LINES = PROMISED.strip().splitlines()
CELLS = [
    (line.split()[0], role, mark) for line in LINES for role, mark in zip(HEAD.split(), line.split()[1:], strict=True)
]


def account(role: str, *named: str, one_time: bool = False) -> Account:
    """Give an account of a role with rights by name."""
    return Account(1, "x", role, "tr", Viewer(), frozenset(named), one_time)


@pytest.mark.parametrize(("right", "role", "mark"), CELLS)
def test_a_role_has_a_right_as_promised(right: str, role: str, mark: str) -> None:
    assert account(role).is_granted(right) is (mark == "+")
    assert account(role, "sensitive").is_granted(right) is (mark in "+n")


@pytest.mark.parametrize("right", RIGHTS)
def test_a_one_time_password_opens_nothing_else(right: str) -> None:
    assert account("funder").may(right) is account("funder").is_granted(right)
    assert account("admin", one_time=True).may(right) is (right == "own_session")


@pytest.mark.parametrize("role", ROLES)
def test_an_unknown_right_is_nobodys(role: str) -> None:
    assert not account(role).is_granted("everything")
    assert not account("unknown role").is_granted("overview")


def test_the_promise_speaks_of_every_right_and_role() -> None:
    assert {right for right, _, _ in CELLS} == set(RIGHTS)
    assert {role for _, role, _ in CELLS} == set(ROLES)
