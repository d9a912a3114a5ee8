"""Missing, not due, not applicable and suppressed are four marks that nobody can mistake for each other or for 0."""

import pytest

from dashboard.components.markup import text_of
from dashboard.components.value_mark import SIGNS, value_mark
from dashboard.data.period_values import State
from dashboard.i18n import speaking


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_every_state_has_a_sign_and_words_of_its_own(language: str) -> None:
    with speaking(language):
        marks = [text_of(value_mark(state)) for state in SIGNS]
    assert len({mark.split()[0] for mark in marks}) == len({mark.split(maxsplit=1)[1] for mark in marks}) == len(SIGNS)
    assert not any(digit in mark.split()[0] for mark in marks for digit in "0123456789")


def test_every_state_that_a_cell_may_be_in_has_a_mark() -> None:
    assert set(State.__args__) - {"value"} == set(SIGNS)  # type: ignore[attr-defined]


def test_the_sign_is_not_read_out() -> None:
    sign = value_mark("missing")["props"]["children"][0]  # type: ignore[index]
    assert sign["props"]["aria-hidden"] == "true"
