"""A seat of a working group is filled once at a time, in one file and across files."""

from collections.abc import Callable
from pathlib import Path

from dashboard.data.engine import Engines
from dashboard.data.loading import LoadReport, load_files
from dashboard.i18n import speaking
from tests.data.loading.checking import check, errors, said


def term(start: str, end: str, seat: str = "U1") -> dict[str, str]:
    return {"seat_code": seat, "filled_on": start, "vacated_on": end}


def test_a_seat_is_filled_once_at_a_time() -> None:
    first = term("2020-01-15", "2021-01-15")
    assert errors("seat_terms", first, term("2021-01-15", "")) == []
    assert errors("seat_terms", first, term("2021-01-14", "")) == [(3, "filled_on", "terms_overlap")]
    assert errors("seat_terms", first, term("2020-06-01", "2020-07-01")) == [(3, "filled_on", "terms_overlap")]
    assert errors("seat_terms", first, term("2020-06-01", "", seat="U2")) == []


def test_whoever_never_left_still_fills_the_seat() -> None:
    """Given an open term written last, when an earlier and a later one stand before it, only the later one is wrong."""
    rows = (term("2022-01-01", ""), term("2019-01-01", "2020-01-01"), term("2020-06-01", ""))
    assert errors("seat_terms", *rows) == [(2, "filled_on", "terms_overlap")]


def test_every_term_inside_a_long_one_is_named_with_the_row_of_the_long_one() -> None:
    rows = (term("2020-01-01", ""), term("2020-02-01", "2020-03-01"), term("2020-04-01", "2020-05-01"))
    assert errors("seat_terms", *rows) == [(3, "filled_on", "terms_overlap"), (4, "filled_on", "terms_overlap")]
    with speaking("tr"):
        told = [problem.reason for problem in check("seat_terms", *rows).errors]
    assert told == ["Bu dönem aynı üyeliğin dosyadaki başka bir dönemiyle çakışıyor; satır: 2"] * 2


def test_the_same_term_twice_is_a_duplicate_and_no_overlap() -> None:
    assert errors("seat_terms", term("2020-01-15", "2021-01-15"), term("2020-01-15", "2021-01-15")) == []


def test_an_unreadable_day_is_not_called_an_overlap() -> None:
    assert errors("seat_terms", term("2020-01-15", ""), term("dün", "")) == [(3, "filled_on", "not_a_date")]


TERMS = "seat_code,filled_on,vacated_on"


def test_a_term_does_not_overlap_one_of_another_file(
    partners: Engines, turkish_files: list[Path], write: Callable[..., Path]
) -> None:
    """Given U1 filled without a break since 2020-01-15, a second file may fill it before, but not after."""
    assert not load_files(partners, turkish_files).refused

    def load(rows: str, name: str = "seat_terms-2.csv", **options: bool) -> LoadReport:
        return load_files(partners, [write(name, f"{TERMS}\n{rows}")], **options)  # type: ignore[arg-type]

    assert said(load("U2,2022-01-01,\nU1,2022-01-01,2022-06-01")) == [(3, "filled_on", "term_live")]
    told = load("U1,2020-05-01,2021-05-01").errors[0]
    assert dict(told.values) == {"start": "2020-01-15"}
    assert not load("U1,2019-01-01,2020-01-15").refused
    assert load("U1,2019-01-01,2020-01-15").already_loaded
    assert not load("U1,2019-06-01,2020-01-15", supersede=True).refused, "what a file replaces is in nobody's way"
