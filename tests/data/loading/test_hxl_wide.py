"""Columns of HXL for each sex and age: rows of people reached, or of results with what they are told apart by."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.gathering import gather
from dashboard.data.loading.problems import Problems
from tests.data.loading.mess_files import lines

PEOPLE = ["#date", "#project+code", "#activity", "#adm1+code", "#group", "#affected+disability"]
OF = ["2021-03-01", "P1", "course", "TR-34", "host", "no"]
RESULTS = ["#indicator+code", "#date+start", "#date+end"]
PERIOD = ["I1", "2021-01-01", "2021-12-31"]


def read(folder: Path, tags: Sequence[str], *rows: Sequence[str]) -> Checked:
    """Read a table of which nothing is wrong but what only the database knows."""
    errors = Problems()
    (table,) = gather([lines(tags, *rows, name="results.csv")(folder)], None, None, errors, None)
    assert list(map(str, [*errors, *table.checked.errors])) == []
    return table.checked


def cells(checked: Checked, *names: str) -> list[tuple[str, ...]]:
    """Give some columns row by row."""
    return list(zip(*(map(str, checked.columns[name].cells) for name in names), strict=True))


def test_people_of_two_coarse_ages_are_both_counted(tmp_path: Path) -> None:
    told = [f"#affected+f+{age}{more}" for age in ("children", "adults", "age_60plus") for more in ("", "+contacts")]
    checked = read(tmp_path, [*PEOPLE, *told], [*OF, "1", "2", "3", "4", "5", "6"])
    assert checked.kind.name == "reach"
    assert cells(checked, "sex", "age_band", "new_people", "contacts") == [
        ("female", "unknown", "1", "2"),
        ("female", "unknown", "3", "4"),
        ("female", "60+", "5", "6"),
    ]
    assert [one.column for one in checked.warnings] == [one for one in told if "60" not in one]


def test_results_by_sex_and_age_are_parts_of_the_whole(tmp_path: Path) -> None:
    told = ["#indicator+value", "#indicator+value+f", "#indicator+value+m+age_5_11", "#indicator+value+children"]
    checked = read(tmp_path, [*RESULTS, *told], [*PERIOD, "10", "6", "", "3"])
    assert checked.kind.name == "results"
    assert cells(checked, "indicator_code", "value", "dimension", "dimension_value") == [
        ("I1", "10", "", ""),
        ("I1", "6", "sex", "female"),
        ("I1", "3", "age_band", "children"),
    ]
    assert len(checked.warnings) == 0


def test_a_sex_and_an_age_are_told_together_and_fractions_stay_whole(tmp_path: Path) -> None:
    told = [f"#indicator+{part}+{who}" for who in ("f+age_60plus", "m+age_60plus") for part in ("num", "den")]
    checked = read(tmp_path, [*RESULTS, *told], [*PERIOD, "1", "2", "3", "4"])
    assert cells(checked, "numerator", "denominator", "dimension", "dimension_value") == [
        ("1", "2", "sex | age_band", "female | 60+"),
        ("3", "4", "sex | age_band", "male | 60+"),
    ]


@pytest.mark.parametrize("tags", [["#indicator+value"], ["#indicator+value", "#indicator+num", "#indicator+den"]])
def test_results_that_are_not_told_apart_stay_as_they_are(tmp_path: Path, tags: list[str]) -> None:
    checked = read(tmp_path, [*RESULTS, *tags], [*PERIOD, *["1"] * len(tags)])
    assert cells(checked, "value", "dimension") == [("1", "")]
