"""The made figures: the same at every run, and of the shape that such programmes have."""

import pandas as pd
import pytest

from dashboard.codes import CODE_LISTS
from dashboard.data.demo.corrections import as_first_reported
from dashboard.data.demo.feedback import feedback_rows
from dashboard.data.demo.load import demo_loads
from dashboard.data.demo.money import expenditure
from dashboard.data.demo.people_indicators import people_results, people_targets
from dashboard.data.demo.reach import reach_rows
from dashboard.data.demo.sayings import is_sensitive
from dashboard.data.demo.series import series_results, series_targets
from dashboard.data.loading import KINDS
from dashboard.data.standing import Reading, Rule, Standing, stand

DAY = pd.Timestamp("2026-11-22").date()


@pytest.fixture(scope="module")
def reach() -> pd.DataFrame:
    frame = reach_rows()
    for name in ("new_people", "contacts"):
        frame[name] = frame[name].astype(int)
    return frame


def by_month(frame: pd.DataFrame) -> pd.Series:
    return frame.groupby(frame["date"].str[:7])["new_people"].sum()


def test_two_runs_are_equal() -> None:
    first, second = list(demo_loads(6_000)), list(demo_loads(6_000))
    assert [load.note for load in first] == [load.note for load in second]
    for one, other in zip(first, second, strict=True):
        for a, b in zip(one.parts, other.parts, strict=True):
            pd.testing.assert_frame_equal(a.rows, b.rows)


@pytest.mark.parametrize("rows", [2_000, 20_000, 100_000])
def test_the_number_of_rows_is_the_one_asked_for(rows: int) -> None:
    assert abs(len(reach_rows(rows)) - rows) <= rows * 0.01


def test_more_rows_speak_of_the_same_people(reach: pd.DataFrame) -> None:
    many = reach_rows(120_000)["new_people"].astype(int).sum()
    assert abs(many - reach["new_people"].sum()) < reach["new_people"].sum() * 0.03


def test_records_reach_from_2018_to_october_2026_and_no_day_lies_outside_its_project(reach: pd.DataFrame) -> None:
    assert reach["date"].min() <= "2018-01-05"
    assert "2026-10-25" <= reach["date"].max() <= "2026-10-31"
    world_bank = reach.query("project_code == 'KIZ-P171489'")["date"]
    assert world_bank.min() >= "2020-01-01"
    assert world_bank.max() <= "2021-12-31"
    assert reach.query("project_code == 'EUD-01'")["date"].min() >= "2019-02-15"


def test_spring_2020_is_a_gap(reach: pd.DataFrame) -> None:
    months = by_month(reach)
    assert months["2020-04"] < months["2019-04"] / 5
    assert months["2020-05"] < months["2019-05"] / 5


def test_school_holidays_empty_the_courses_and_fill_the_summer_school(reach: pd.DataFrame) -> None:
    courses = by_month(reach.query("project_code == 'KIZ-03'"))
    assert courses["2019-07"] < courses["2019-10"] / 2
    assert set(reach.query("project_code == 'IZM-01'")["date"].str[5:7]) <= {"06", "07", "08", "09"}


def test_provinces_are_uneven_and_many_districts_are_named(reach: pd.DataFrame) -> None:
    people = reach.groupby(reach["place_code"].str[:5])["new_people"].sum().sort_values(ascending=False)
    assert set(people.index[:6]) == {"TR-34", "TR-27", "TR-31", "TR-63", "TR-01", "TR-35"}
    assert people.iloc[:6].sum() > people.sum() * 0.5
    assert reach["place_code"].nunique() > 300
    assert (reach["place_code"].str.len() == 5).any()


def test_the_earthquakes_of_february_2023_empty_their_provinces(reach: pd.DataFrame) -> None:
    hatay = by_month(reach[reach["place_code"].str.startswith("TR-31")])
    assert hatay["2023-02"] < hatay["2022-02"] / 2


def test_every_code_is_used(reach: pd.DataFrame) -> None:
    for name in CODE_LISTS.keys() & set(reach):
        assert set(reach[name]) == set(CODE_LISTS[name]), name


def test_new_people_never_exceed_contacts_and_nobody_is_new_twice(reach: pd.DataFrame) -> None:
    assert (reach["new_people"] <= reach["contacts"]).all()
    known = reach.query("counting_rule == 'person_key'")
    assert (known.groupby("person_key")["new_people"].sum() == 1).all()
    assert known["person_key"].nunique() < len(known)


def test_one_project_counts_by_the_maximum_over_activities_with_codes(reach: pd.DataFrame) -> None:
    counted = reach.query("counting_rule == 'max_then_sum'")
    assert set(counted["project_code"]) == {"MBB-03"}
    assert counted["activity_code"].nunique() == 3


def test_some_months_are_missing(reach: pd.DataFrame) -> None:
    assert "2023-07" not in by_month(reach.query("project_code == 'KIZ-06'"))
    results = series_results()
    assert ((results["value"] == "") & (results["numerator"] == "")).sum() >= 10
    assert (results["value"] == "0").any(), "a zero is told, a missing value is not"


def test_the_results_that_count_people_are_the_sum_of_the_records(reach: pd.DataFrame) -> None:
    own = reach.query("directness == 'direct' and project_code.str.startswith('KIZ')")
    results = people_results(reach_rows()).query("indicator_code == 'KIZ-KISI' and dimension == ''")
    assert results["value"].astype(int).sum() == own["new_people"].sum()
    assert results["period_end"].max() == "2026-12-31"


def test_every_programme_plans_its_people_by_quarter() -> None:
    targets = people_targets()
    assert {"KIZ-KISI", "IZM-KISI", "EUD-KISI", "ADA-KISI", "MBB-KISI"} <= set(targets["indicator_code"])
    assert (targets["value"].astype(int) % 10 == 0).all()


def standing(code: str, kind: str) -> Standing:
    def readings(frame: pd.DataFrame) -> list[Reading]:
        rows = frame[(frame["indicator_code"] == code) & (frame["value"] != "")]
        ends = pd.to_datetime(rows["period_end"]).dt.date
        starts = pd.to_datetime(rows["period_start"]).dt.date
        places = [hash(place) for place in rows["place_code"]]
        return [Reading(s, e, p, int(v)) for s, e, p, v in zip(starts, ends, places, rows["value"], strict=True)]

    return stand(Rule(kind), readings(series_targets()), readings(series_results()), DAY)


def test_one_indicator_is_far_behind_and_one_far_ahead() -> None:
    assert standing("DEMO-WB-02-IO-1", "cumulative").status == "off_track"
    ahead = standing("KIZ-GONULLU-1", "sum")
    assert ahead.status == "achieved"
    assert ahead.over_plan


def test_money_is_spent_in_three_currencies_inside_the_grants_amounts() -> None:
    spent = expenditure()
    assert set(spent["currency"]) == {"TRY", "USD", "EUR"}
    assert spent["spent_on"].max() <= "2026-10-31"
    world_bank = spent.query("grant_code == 'P171489'")["amount"].astype(float).sum()
    assert world_bank == pytest.approx(650_000, abs=1)


def test_the_first_report_of_2021_counted_a_quarter_of_gaziantep_twice() -> None:
    right = reach_rows(6_000)
    wrong = as_first_reported(right)
    differs = right["new_people"] != wrong["new_people"]
    assert differs.any()
    assert right[differs]["place_code"].str.startswith("TR-27").all()
    assert set(right[differs]["date"].str[:7]) <= {"2021-03", "2021-04", "2021-05"}
    assert (wrong[differs]["new_people"].astype(int) == 2 * right[differs]["new_people"].astype(int)).all()


def test_the_cases_of_2024_were_reported_as_they_stood_in_january_2025() -> None:
    right = feedback_rows(reach_rows(6_000))
    wrong = as_first_reported(right)
    assert list(wrong["feedback_key"]) == list(right["feedback_key"])
    differs = (right != wrong).any(axis=1)
    assert set(right[differs]["received_on"].str[:4]) == {"2024"}
    assert 20 < differs.sum() < 80
    own = wrong[wrong["received_on"].str.startswith("2024")]
    assert own[["first_response_on", "closed_on"]].max().max() <= "2025-01-10"
    closed_later = (wrong["closed_on"] == "") & (right["closed_on"] > "2025-01-10")
    assert closed_later[differs].sum() >= 5
    sorted_later = (wrong["category"] != right["category"]) & (wrong["category"] == "other")
    assert sorted_later.sum() >= 10


def test_one_case_was_not_seen_as_sensitive_at_first() -> None:
    right = feedback_rows(reach_rows(6_000))
    wrong = as_first_reported(right)
    assert (is_sensitive(right) & ~is_sensitive(wrong)).sum() == 1
    assert not (is_sensitive(wrong) & ~is_sensitive(right)).any()


def test_every_made_column_belongs_to_its_kind() -> None:
    for kind, frame in {"reach": reach_rows(2_000), "results": series_results(), "targets": series_targets()}.items():
        assert set(frame) <= {field.name for field in KINDS[kind].fields}
