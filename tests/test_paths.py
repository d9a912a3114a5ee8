"""The code in a path: read strictly, written only where every reader sees the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.paths import LONGEST_CODE, code_in, holds_code, is_within, path_to

PROJECT = "/projects/<code>"
ODD_CODES = (
    "",
    ".",
    "..",
    "...",
    "-A",
    ".env",
    "A B",
    "A/B",
    "A%2FB",
    "A\\B",
    "A\0",
    "A\n",
    "\nA",
    "A?x=1",
    "A#x",
    "İZM-01",
    "А-1",
    "٣",
    "<script>",
    "A'",
    'A"',
    "A;B",
    "A,B",
    "A" * (LONGEST_CODE + 1),
)


@pytest.mark.parametrize("code", ["P171489", "KIZ-02", "a_b.c", "1", "A" * LONGEST_CODE])
def test_a_plain_code_is_read_and_written(code: str) -> None:
    assert code_in(PROJECT, f"/projects/{code}") == code
    assert path_to(PROJECT, code) == f"/projects/{code}"


@pytest.mark.parametrize("code", ODD_CODES)
def test_an_odd_code_has_no_page(code: str) -> None:
    assert code_in(PROJECT, f"/projects/{code}") is None
    assert path_to(PROJECT, code) is None


@pytest.mark.parametrize("path", ["", "/", "/projects", "/project/A", "/projects/A/", "/projects/A/B", "x/projects/A"])
def test_another_path_does_not_fit(path: str) -> None:
    assert code_in(PROJECT, path) is None


def test_a_fixed_path_fits_itself_alone_and_holds_no_code() -> None:
    assert code_in("/projects", "/projects") == ""
    assert code_in("/projects", "/projects/") is None
    assert (holds_code("/projects"), holds_code(PROJECT)) == (False, True)


def test_a_page_stands_under_the_path_before_its_code_and_none_under_the_first_page() -> None:
    assert is_within("/projects/A", "/projects")
    assert is_within("/projects", "/projects")
    assert not is_within("/projectsA", "/projects")
    assert not is_within("/projects", "/")
    assert is_within("/", "/")


@given(st.text(max_size=80))
def test_whatever_is_read_can_be_written_again(code: str) -> None:
    found = code_in(PROJECT, f"/projects/{code}")
    assert found in {None, code}
    assert (path_to(PROJECT, code) is None) is (found is None)
