"""How passwords are kept and handed over."""

from math import log2

import pytest
from argon2 import extract_parameters

from dashboard.access.passwords import _ALPHABET, hash_password, is_password, one_time_password


def test_a_hash_costs_what_was_promised() -> None:
    cost = extract_parameters(hash_password("x"))
    assert (cost.type.name, cost.time_cost, cost.parallelism) == ("ID", 2, 1)
    assert cost.memory_cost >= 19 * 1024


def test_a_password_fits_its_own_hash_only() -> None:
    kept = hash_password("doğru parola")
    assert is_password(kept, "doğru parola")
    assert not is_password(kept, "dogru parola")
    assert hash_password("doğru parola") != kept


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$x$y"])
def test_what_is_no_hash_fits_nothing(kept: str | None) -> None:
    assert not is_password(kept, "anything")


def test_a_one_time_password_holds_at_least_128_random_bits() -> None:
    letters = one_time_password().replace("-", "")
    assert len(letters) * log2(len(set(_ALPHABET))) >= 128
    assert len({one_time_password() for _ in range(100)}) == 100
