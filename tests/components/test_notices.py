"""What a page says above its figures."""

import json
from datetime import UTC, date, datetime

import pytest

from dashboard.address import Period, Problem, parse_address
from dashboard.components.markup import Element, text_of, walk
from dashboard.components.notices import (
    freshness_line,
    point_in_time_notice,
    problems_notice,
    stale_notice,
    widened_notice,
)
from dashboard.i18n import speaking


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def plain(tree: object) -> str:
    """Give the words of a tree with single spaces."""
    return " ".join(text_of(tree).split())


def test_the_line_tells_cutoff_last_import_in_istanbul_and_version() -> None:
    moment = datetime(2026, 11, 2, 6, 14, tzinfo=UTC)
    assert plain(freshness_line(date(2026, 10, 31), moment, 42)) == (
        "Veri kesim tarihi: 31.10.2026 · Son içe aktarma: 02.11.2026 09.14 · Veri sürümü: 42"
    )


def test_what_is_not_there_is_a_dash_and_never_a_date() -> None:
    assert plain(freshness_line(date(2026, 10, 31), None, 42)) == "Veri kesim tarihi: 31.10.2026 · Veri sürümü: 42"
    assert plain(freshness_line(None, None, 0)) == "Veri kesim tarihi: — · Son içe aktarma: — · Veri sürümü: 0"


def test_each_kind_that_is_out_of_date_is_named_with_its_age() -> None:
    notice = stale_notice([("spending", 90), ("reach", 46)])
    assert plain(notice) == "⚠ Harcama verisi: 90 gündür güncellenmedi. Ulaşılan kişi verisi: 46 gündür güncellenmedi."


def test_nothing_is_said_of_data_that_are_up_to_date() -> None:
    assert stale_notice([]) is None


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("?v=3&place=TR-34", "Gösterilen veri sürümü: 3."),
        ("?on=2021-06-30&place=TR-34", "Değerlendirme günü: 30.06.2021."),
    ],
)
def test_a_chosen_version_or_day_is_named_with_the_way_back_to_now(search: str, text: str) -> None:
    notice = point_in_time_notice(parse_address(search), "/beneficiaries", 3)
    assert notice
    link = next(node for node in walk(notice) if node["type"] == "A")
    assert text in plain(notice)
    assert props(link)["href"] == "/beneficiaries?place=TR-34"


@pytest.mark.parametrize("search", ["", "?v=99"])
def test_nothing_is_said_where_the_newest_version_is_shown(search: str) -> None:
    assert point_in_time_notice(parse_address(search), "/", 3) is None


def test_values_that_could_not_be_used_are_named_in_words_and_for_the_browser() -> None:
    with speaking("en"):
        notice = problems_notice([Problem("period", "9999"), Problem("colour", "<b>")])
    assert [plain(node) for node in walk(notice) if node["type"] == "Li"] == ["Period: 9999", "colour: <b>"]
    assert json.loads(str(props(notice)["data-problems"])) == [
        ["period", "Period", "9999"],
        ["colour", "colour", "<b>"],
    ]
    assert props(notice)["hidden"] is False


def test_the_notice_is_hidden_where_every_value_could_be_used() -> None:
    assert props(problems_notice([]))["hidden"] is True


def test_a_widened_period_has_a_notice_of_its_own() -> None:
    asked = Problem("period", "2021-02", "protected.widened")
    for lang in ("tr", "en", "ar"):
        with speaking(lang):
            notice = widened_notice([Problem("place", "TR-99"), asked], Period.parse("2021-Q1"))
            others = problems_notice([Problem("place", "TR-99"), asked])
        assert notice is not None
        assert "2021-02 → 2021-Q1" in plain(notice)
        assert props(notice)["data-asked"] == "2021-02"
        assert "2021-02" not in plain(others)
    assert widened_notice([Problem("place", "TR-99")], Period.parse("2021-Q1")) is None
