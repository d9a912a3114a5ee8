"""An address says what is asked; what it cannot say becomes a problem, never silence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import Address, Month, Period, Problem, parse_address


@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), 12),
        ("2021-H1", date(2021, 1, 1), date(2021, 6, 30), 6),
        ("2021-H2", date(2021, 7, 1), date(2021, 12, 31), 6),
        ("2021-Q3", date(2021, 7, 1), date(2021, 9, 30), 3),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), 1),
        ("2020-04..2021-03", date(2020, 4, 1), date(2021, 3, 31), 12),
    ],
)
def test_each_form_of_a_period_covers_its_months(text: str, first: date, last: date, months: int) -> None:
    period = Period.parse(text)
    assert (period.first_day, period.last_day, period.months) == (first, last, months)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2021-13",
        "2021-00",
        "2021-Q5",
        "2021-H3",
        "2021-03..2021-02",
        "2021..2022-03",
        "9999",
        "2021-H1..2021-09",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        Period.parse(text)


def test_a_whole_address_is_read() -> None:
    address = parse_address(
        "?programme=A&place=TR-34&place=TR-01&period=2021-H1&v=3&on=2021-07-01&lang=ar&view.a.b=table"
    )
    assert address == Address(
        programme=("A",),
        place=("TR-34", "TR-01"),
        period=Period.parse("2021-H1"),
        v=3,
        on=date(2021, 7, 1),
        lang="ar",
        views=frozenset({"a.b"}),
    )
    assert address.problems == ()


@pytest.mark.parametrize(
    ("search", "problem"),
    [
        ("period=9999", Problem("period", "9999")),
        ("v=-1", Problem("v", "-1")),
        ("v=٣", Problem("v", "٣")),
        ("v=99999999999", Problem("v", "99999999999")),
        ("on=2021-02-30", Problem("on", "2021-02-30")),
        ("on=9999-12-31", Problem("on", "9999-12-31")),
        ("on=0001-01-01", Problem("on", "0001-01-01")),
        ("lang=de", Problem("lang", "de")),
        ("colour=red", Problem("colour", "red")),
        ("view.a.b=cake", Problem("view.a.b", "cake")),
    ],
)
def test_what_cannot_be_used_becomes_a_problem(search: str, problem: Problem) -> None:
    assert parse_address(search).problems == (problem,)


def test_a_page_may_add_its_own_parameter() -> None:
    address = parse_address("detail.page=2", extra=("detail.page",))
    assert address.own("detail.page") == "2"
    assert address.problems == ()
    assert address.own("other") is None


def test_a_page_may_add_a_parameter_with_several_values() -> None:
    address = parse_address("stage=idea&q=x&stage=approved&stage=idea&lang=en", extra=("stage", "q"))
    assert address.own_all("stage") == ("approved", "idea")
    assert address.own_all("q") == ("x",)
    assert address.own_all("mode") == ()
    assert address.own("stage") == "idea"
    assert address.query() == "lang=en&q=x&stage=approved&stage=idea"


def test_the_pages_own_parameters_are_the_same_in_whatever_order_their_names_stand() -> None:
    names = ("stage", "q")
    assert parse_address("q=x&stage=a", names) == parse_address("stage=a&q=x", names)
    assert parse_address("stage=a&stage=b", names) != parse_address("stage=b&stage=a", names)


def test_one_of_the_pages_own_parameters_can_be_written_anew() -> None:
    address = parse_address("stage=a&q=x&place=TR-34", extra=("stage", "q"))
    assert address.with_own("stage", "c", "b").query() == "place=TR-34&q=x&stage=c&stage=b"
    assert address.with_own("stage").query() == "place=TR-34&q=x"
    assert address.with_own("list.sort", "-days").query() == "place=TR-34&list.sort=-days&q=x&stage=a"


def test_more_parameters_than_any_page_has_are_refused() -> None:
    with pytest.raises(ValueError, match="fields"):
        parse_address("&".join(f"stage={number}" for number in range(201)), extra=("stage",))


def test_a_link_carries_filters_but_not_views_or_own_parameters() -> None:
    address = parse_address("place=TR-34&view.a.b=table&detail.page=2&lang=en", extra=("detail.page",))
    assert address.link("/methods") == "/methods?place=TR-34&lang=en"
    assert Address().link("/methods") == "/methods"


CODES = st.lists(st.text("ABCDEFGHIJ0123456789-_", min_size=1, max_size=8), unique=True, max_size=4).map(tuple)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """Draw any address that a person could have reached."""
    start = draw(st.integers(1950 * 12, 2090 * 12))
    months = f"{Month.at(start)}..{Month.at(start + draw(st.integers(0, 60)))}"
    return Address(
        programme=draw(CODES),
        grant=draw(CODES),
        place=draw(CODES),
        group=draw(CODES),
        period=draw(st.none() | st.just(Period.parse(months))),
        v=draw(st.none() | st.integers(0, 2**31 - 1)),
        on=draw(st.none() | st.dates(date(1950, 1, 1), date(2100, 12, 31))),
        extra=tuple(("stage", code) for code in draw(CODES)),
    )


@given(addresses())
def test_writing_and_reading_an_address_gives_it_back(address: Address) -> None:
    assert parse_address(address.query(), ("stage",)) == address


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fail(search: str) -> None:
    assert isinstance(parse_address(search), Address)
