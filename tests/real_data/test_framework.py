"""UNHCR's 243 indicators for Türkiye in the results framework: only values that the report gives, no false zero."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.framework_periods import framework_parts, framework_periods
from dashboard.data.loading import load_files
from dashboard.data.results_framework import results_framework
from dashboard.data.versions import Snapshot
from tests.conftest import Database, Server
from tests.real_data.test_unhcr import convert, dimensions, indicators, parse

DAY = date(2026, 6, 1)
Told = dict[tuple[str, str, str], list[Decimal]]
"""Values by code and population, in the order of their periods; a population without names is the whole."""


@pytest.fixture(scope="module")
def database(
    postgres: Server, migrated: str, unhcr_report: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """Give a database with the report, read only."""
    copy = postgres.create("test_unhcr_framework", migrated)
    folder = tmp_path_factory.mktemp("unhcr")
    (folder / "programmes.csv").write_text("code,name_tr\nBMMYK,BMMYK Türkiye\n", "utf-8")
    assert not load_files(copy.engines, [folder / "programmes.csv", *convert(unhcr_report, folder)]).refused
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(database.engines.reader, EVERYTHING) as reader:
        yield reader


def seen(day: date = DAY) -> Filters:
    """Give the filters of somebody who looks at everything on a day."""
    return Filters(EVERYTHING, Snapshot(10**6, day))


def told(report: Path, element: str) -> Told:
    """Read every value of the report, again and without the product's own code of reckoning."""
    found: Told = {}
    for code, _, indicator in indicators(parse(report)):
        periods = sorted(indicator.findall("period"), key=lambda p: p.find("period-end").get("iso-date"))
        for period in periods:
            for one in period.findall(element):
                if one.get("value", "") != "":
                    found.setdefault((code, *dimensions(one)), []).append(Decimal(one.get("value")))
    return found


def whole(values: Told) -> Told:
    """Give the values that speak of a whole indicator."""
    return {key: value for key, value in values.items() if key[1:] == ("", "")}


def zeros(frame: DataFrame, *columns: str) -> int:
    """Count the cells that say 0."""
    return sum(value == 0 for column in columns for value in frame[column] if value is not None)


def test_all_243_indicators_are_shown_each_with_a_state_for_every_cell(connection: Connection) -> None:
    found = results_framework(connection, seen())
    assert len(found) == found["code"].nunique() == 243
    for cell in ("baseline", "previous", "current", "target", "plan", "open"):
        has_value = found[f"{cell}_value"].notna()
        assert (found[f"{cell}_state"] == "value").tolist() == has_value.tolist(), cell


def test_no_cell_is_zero_that_the_report_does_not_call_zero(connection: Connection, unhcr_report: Path) -> None:
    """Sums of several years cannot be zero by chance: an indicator of this report has one period."""
    actual, planned = whole(told(unhcr_report, "actual")), whole(told(unhcr_report, "target"))
    assert {len(values) for values in (*actual.values(), *planned.values())} == {1}
    found = results_framework(connection, seen())
    assert zeros(found, "current_value") == sum(values == [0] for values in actual.values())
    assert zeros(found, "target_value") == sum(values == [0] for values in planned.values())
    assert zeros(framework_periods(connection, seen()), "result_value") == zeros(found, "current_value")


def test_every_value_is_the_reports_and_every_other_cell_says_why_it_is_empty(
    connection: Connection, unhcr_report: Path
) -> None:
    actual, planned = told(unhcr_report, "actual"), told(unhcr_report, "target")
    found = results_framework(connection, seen()).set_index("code")
    for name, values in (("current", actual), ("target", planned)):
        in_parts = {code for code, *population in values if population != ["", ""]}
        for code, state, value in zip(found.index, found[f"{name}_state"], found[f"{name}_value"], strict=True):
            if (code, "", "") in values:
                assert (state, value) == ("value", values[code, "", ""][0]), code
            else:
                assert (state, value) == ("not_applicable" if code in in_parts else "missing", None), code


def test_populations_stand_by_themselves_and_are_never_added_up(connection: Connection, unhcr_report: Path) -> None:
    actual = {key: values for key, values in told(unhcr_report, "actual").items() if key[1:] != ("", "")}
    parts = framework_parts(connection, seen())
    shown = {
        (code, dimension, value): [current]
        for code, dimension, value, current in zip(
            parts["code"], parts["dimension"], parts["dimension_value"], parts["current_value"], strict=True
        )
        if current is not None
    }
    assert shown == actual
    assert "missing" in set(parts["current_state"])


def test_in_the_middle_of_a_year_its_results_are_not_due(connection: Connection) -> None:
    found = results_framework(connection, seen(date(2025, 6, 1)))
    of_2025 = found[found["code"].str.startswith("UNHCR-2025-")]
    assert len(of_2025)
    assert set(of_2025["current_state"]) == {"not_due"}
    later = results_framework(connection, seen())
    assert set(later[later["code"].str.startswith("UNHCR-2025-")]["current_state"]) == {"missing"}


def test_nothing_is_judged_without_a_value(connection: Connection) -> None:
    found = results_framework(connection, seen())
    unknown = found[found["current_value"].isna()]
    assert len(unknown)
    assert unknown[["progress", "percent_of_target", "score", "status"]].isna().all(axis=None)
