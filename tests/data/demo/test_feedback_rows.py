"""The made cases: who speaks of what, how and when, in the shape that such a mechanism has."""

import math
from collections import Counter

import pytest

from dashboard.codes import CODE_LISTS
from dashboard.data.demo.feedback import CASES, feedback_rows
from dashboard.data.demo.files import column, lines_of, shape
from dashboard.data.demo.reach import reach_rows
from dashboard.data.loading import KINDS
from tests.data.demo.made_feedback import LAST_DAY, cases, contacts, is_sensitive

SHAKEN = ("TR-31", "TR-46", "TR-02", "TR-27", "TR-44", "TR-80")
MONTHS = sorted(month for month in contacts() if month >= "2019-01")


def share(name: str, *codes: str, of: str = "") -> float:
    """Give the share of cases with one of these codes, of a year or of all."""
    own = [case for case in cases() if case["received_on"].startswith(of)]
    return sum(case[name] in codes for case in own) / len(own)


def in_month(month: str, **chosen: str) -> int:
    own = (case for case in cases() if case["received_on"].startswith(month))
    return sum(all(case[name] == code for name, code in chosen.items()) for case in own)


def at_most(count: int, expected: float) -> float:
    """Give the chance of no more cases than these where so many are expected."""
    return sum(math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1)) for k in range(count + 1))


def against_the_year_before(month: str, category: str) -> tuple[int, float]:
    """Give a month's cases of a category, and those expected from the twelve months before."""
    found = Counter(
        case["received_on"][:7] for case in cases() if case["category"] == category and not is_sensitive(case)
    )
    before = MONTHS[MONTHS.index(month) - 12 : MONTHS.index(month)]
    rate = sum(found[one] for one in before) / sum(contacts()[one] for one in before)
    return found[month], rate * contacts()[month]


def test_there_are_5665_cases_from_2019_to_october_2026() -> None:
    bursts = sum(int(line["cases"]) for line in shape("feedback_bursts"))
    assert (len(cases()), CASES, bursts) == (5_665, 5_000, 665)
    days = [case["received_on"] for case in cases()]
    assert days == sorted(days)
    assert days[0] >= "2019-01-01"
    assert "2026-10-28" <= days[-1] <= LAST_DAY.isoformat()
    assert len({case["feedback_key"] for case in cases()}) == 5_665


@pytest.mark.parametrize("rows", [1, 600])
def test_their_number_does_not_depend_on_the_number_of_records(rows: int) -> None:
    assert len(feedback_rows(reach_rows(rows))) == 5_665


def test_every_column_is_the_one_of_the_kind_and_every_code_is_used() -> None:
    fields = {field.name: field for field in KINDS["feedback"].fields}
    assert list(cases()[0]) == list(fields)
    for name in ("channel", "type", "language", "sensitivity", "priority", "status", "sex"):
        assert {case[name] for case in cases()} == set(fields[name].codes), name
    assert {case["age_band"] for case in cases()} == set(CODE_LISTS["age_band"])
    assert Counter(case["age_band"] for case in cases())["0-4"] < 20


def test_every_project_that_reaches_people_hears_them_while_it_runs() -> None:
    assert set(lines_of("feedback")) == set(lines_of("reach")) == {case["project_code"] for case in cases()}
    starts, ends = column("projects", "starts_on"), column("projects", "ends_on")
    for case in cases():
        assert starts[case["project_code"]] <= case["received_on"] <= ends[case["project_code"]]


def test_most_cases_are_of_the_community_centres_and_of_all_programmes_some() -> None:
    found = Counter(column("projects", "programme_code")[case["project_code"]] for case in cases())
    assert set(found) == {"KIZILAY", "IZMIR-BALKAN", "EU-DIALOGUE", "ADANA", "MBB"}
    assert found["KIZILAY"] > 0.8 * 5_665
    assert found["ADANA"] > 150


def test_people_speak_more_often_as_the_mechanism_becomes_known() -> None:
    rates = []
    for years in (("2019",), ("2021", "2022"), ("2024", "2025", "2026")):
        heard = sum(case["received_on"][:4] in years for case in cases())
        rates.append(1000 * heard / sum(number for month, number in contacts().items() if month[:4] in years))
    assert 2 < rates[0] < 4 < rates[1] < 7 < rates[2] < 9.5
    assert rates == sorted(rates)


def test_places_are_those_in_which_people_are_met_and_of_some_cases_none_is_known() -> None:
    reached = {row["place_code"] for row in reach_rows().to_dict("records")}
    assert {case["place_code"] for case in cases()} <= reached | {""}
    assert 0.04 < share("place_code", "") < 0.1
    assert share("place_code", "", of="2026") > share("place_code", "", of="2019")
    met: Counter[str] = Counter()
    for row in reach_rows().to_dict("records"):
        if row["directness"] == "direct" and row["date"] >= "2019":
            met[row["place_code"][:5]] += int(row["contacts"])
    heard = Counter(case["place_code"][:5] for case in cases() if case["place_code"])
    most = [code for code, _ in met.most_common(6)]
    parts = [sum(found[code] for code in most) / sum(found.values()) for found in (met, heard)]
    assert abs(parts[0] - parts[1]) < 0.08


def test_types_have_their_usual_order() -> None:
    found = [name for name, _ in Counter(case["type"] for case in cases()).most_common()]
    assert found == ["request", "information", "complaint", "thanks", "suggestion", "observation"]
    assert 0.15 < share("type", "complaint") < 0.25


def test_the_desk_and_the_box_give_way_to_phone_and_message() -> None:
    assert share("channel", "desk", "box", of="2019") > 0.5
    assert share("channel", "phone", "message", of="2019") < 0.3
    assert share("channel", "desk", "box", of="2026") < 0.35
    assert share("channel", "phone", "message", of="2026") > 0.5


def test_most_speak_turkish_or_arabic_and_others_their_own_languages() -> None:
    assert 0.35 < share("language", "tr") < 0.55
    assert 0.3 < share("language", "ar") < 0.5
    assert 0.03 < share("language", "ku") < 0.08
    assert 0.02 < share("language", "fa") < 0.06
    balkan = Counter(case["language"] for case in cases() if case["project_code"].startswith("IZM"))
    assert balkan["tr"] > 3 * balkan["bg"] > 0
    assert not balkan.keys() & {"so", "ps", "fa"}


def test_sex_and_age_are_known_together_and_seldom_from_the_box() -> None:
    assert 0.1 < share("sex", "unknown") < 0.3
    box = [case for case in cases() if case["channel"] == "box"]
    assert sum(case["sex"] == case["age_band"] == "unknown" for case in box) > len(box) / 2


def test_spring_2020_asks_for_information_by_phone_and_message() -> None:
    spring = [case for case in cases() if "2020-03-16" <= case["received_on"] <= "2020-05-31"]
    assert sum(case["type"] == "information" for case in spring) > 0.7 * len(spring)
    assert sum(case["channel"] in ("phone", "message") for case in spring) > 0.85 * len(spring)
    assert in_month("2020-04") > 5 * in_month("2020-02")


def test_the_earthquakes_bring_requests_and_complaints_from_their_provinces() -> None:
    for month in ("2023-02", "2023-03"):
        own = [case for case in cases() if case["received_on"].startswith(month) and case["place_code"]]
        there = [case for case in own if case["place_code"].startswith(SHAKEN)]
        assert len(there) > 0.65 * len(own)
        assert in_month(month) > 3 * in_month("2023-01")
        late = sum(case["type"] == "complaint" and case["category"] in ("timeliness", "access") for case in there)
        assert late > 0.25 * len(there)


def test_one_month_brings_a_wave_of_complaints_about_one_project() -> None:
    own = [in_month(month, project_code="KIZ-11", type="complaint", category="timeliness") for month in MONTHS]
    assert own[MONTHS.index("2026-05")] == max(own) >= 45
    assert sorted(own)[-2] < 10
    count, expected = against_the_year_before("2026-05", "timeliness")
    assert 1 - at_most(count - 1, expected) < 0.001


def test_one_month_is_unusually_quiet() -> None:
    for category in ("access", "information", "timeliness"):
        count, expected = against_the_year_before("2026-08", category)
        assert at_most(count, expected) < 0.001
    assert in_month("2026-08") < in_month("2025-08") / 3


def test_the_year_before_them_has_no_other_unusual_month_of_access_or_information() -> None:
    for month in MONTHS[MONTHS.index("2025-07") : MONTHS.index("2026-08")]:
        for category in ("access", "information"):
            count, expected = against_the_year_before(month, category)
            assert at_most(count, expected) >= 0.001, (month, category)
            assert 1 - at_most(count - 1, expected) >= 0.001, (month, category)


def test_about_two_in_a_hundred_are_sensitive() -> None:
    found = [case for case in cases() if is_sensitive(case)]
    assert 0.015 < len(found) / 5_665 < 0.025
    assert {case["sensitivity"] for case in found} == {"no", "unclear", "yes"}, "a category alone is enough"
    assert all(case["priority"] in ("high", "urgent") for case in found if case["category"] in ("misconduct", "sea"))


def test_a_few_persons_are_known_by_a_key_and_some_of_them_speak_twice() -> None:
    keyed = [case for case in cases() if case["person_key"]]
    assert 60 < len(keyed) < 250
    times = Counter(case["person_key"] for case in keyed)
    assert set(times.values()) == {1, 2}
    for name in ("project_code", "language", "sex", "age_band"):
        assert len({(case["person_key"], case[name]) for case in keyed}) == len(times), name


def test_few_say_whether_they_need_an_answer() -> None:
    assert share("needs_answer", "") > 0.95
    assert share("needs_answer", "yes") > 0
    assert share("needs_answer", "no") > 0
