"""A view: the address, the eyes and the language of one request."""

import pytest
from flask import Flask, g
from werkzeug.exceptions import BadRequest

from dashboard.access.account import Account
from dashboard.access.viewing import open_view
from dashboard.data.filters import Viewer
from dashboard.i18n import language

VIEWER = Viewer(programmes=frozenset({"P1"}), protected=False)


@pytest.mark.parametrize(
    ("search", "of_account", "expected"),
    [
        ("?lang=en", "ar", "en"),
        ("?place=TR-34", "ar", "ar"),
        ("", "tr", "tr"),
        (None, "en", "en"),
        ("?lang=xx", "ar", "ar"),
        ("", "klingon", "tr"),
    ],
)
def test_the_address_chooses_the_language_then_the_account(search: str | None, of_account: str, expected: str) -> None:
    with Flask("x").app_context():
        g.account = Account(1, "ali", "staff", of_account, VIEWER)
        with open_view(search) as view:
            assert language() == expected
            assert view.viewer == VIEWER
            assert view.account.username == "ali"
        assert language() == "tr"


def test_a_page_adds_its_own_parameters() -> None:
    with Flask("x").app_context():
        g.account = Account(1, "ali", "staff", "tr", VIEWER)
        with open_view("?sort=name&other=1", ("sort",)) as view:
            assert view.address.own("sort") == "name"
            assert [problem.name for problem in view.address.problems] == ["other"]


@pytest.mark.parametrize("search", ["?a=\0", "?" + "a" * 20_001, "?" + "a=1&" * 300], ids=["NUL", "long", "many"])
def test_an_address_that_cannot_be_read_is_refused(search: str) -> None:
    with Flask("x").app_context():
        g.account = Account(1, "ali", "staff", "tr", VIEWER)
        with pytest.raises(BadRequest), open_view(search):
            raise AssertionError
