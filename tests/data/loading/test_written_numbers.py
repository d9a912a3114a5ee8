"""Numbers are read exactly, in one convention a column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.loading.written_numbers import convention, read_number


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("12", "whole"),
        ("-12", "whole"),
        ("1.234,5", "turkish"),
        ("0,5", "turkish"),
        ("1.234.567", "turkish"),
        ("1,234", "turkish"),
        ("1234.5", "machine"),
        ("0.123", "machine"),
        (".5", "machine"),
        ("1e3", "none"),
        ("1.5e3", "machine"),
        ("1.234", "either"),
        ("12.000", "either"),
        ("1,234.5", "none"),
        ("1.23,4", "none"),
        ("12 000", "whole"),
        ("1 2000", "none"),
        ("١٢", "whole"),
        ("on iki", "none"),
        ("1.5e999999999", "none"),
    ],
)
def test_the_way_a_number_is_written_is_told(written: str, style: str) -> None:
    assert convention(written) == style


@pytest.mark.parametrize(
    ("written", "turkish", "meant"),
    [
        ("1.234.567,80", True, "1234567.8"),
        ("1.234", True, "1234"),
        ("1.234", False, "1.234"),
        ("12,50", True, "12.5"),
        ("+7", False, "7"),
        ("-0,0", True, "0"),
        ("007", False, "7"),
        ("1.5e3", False, "1500"),
        ("0.03541093", False, "0.03541093"),
        ("100", False, "100"),
    ],
)
def test_a_number_is_read_exactly(written: str, turkish: bool, meant: str) -> None:  # noqa: FBT001 - the convention
    assert read_number(written, turkish=turkish) == meant


@given(st.integers(-(10**12), 10**12), st.integers(0, 999_999))
def test_both_conventions_give_the_same_number(whole: int, fraction: int) -> None:
    machine, turkish = f"{whole}.{fraction:06d}", f"{whole:,}".replace(",", ".") + f",{fraction:06d}"
    assert read_number(machine, turkish=False) == read_number(turkish, turkish=True)
