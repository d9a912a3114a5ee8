"""UNHCR's indicators for Türkiye, loaded and written as IATI again: what is read back is what the report says.

Every year is made a grant of its own, held by UNHCR. What our model holds in another way is not compared: baselines
that the report gives population by population are kept as words, and an indicator without a single baseline has none.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.loading import load_files
from dashboard.data.versions import Snapshot, newest_version
from dashboard.export.iati.activity import activity_xml
from dashboard.export.iati.checker import check
from tests.conftest import Database, Server
from tests.real_data.test_unhcr import convert, dimensions, indicators, parse, populations

YEARS = ("2016", "2021", "2022", "2023", "2024", "2025")
Value = tuple[str, str, str, str, str, tuple[str, str], Decimal]
"""Year, component, title, first day, last day of the period, dimensions and value."""


@pytest.fixture(scope="module")
def loaded(
    postgres: Server, migrated: str, unhcr_report: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """Give a database with the report, a grant a year, read only."""
    copy = postgres.create("test_unhcr_round_trip", migrated)
    _load(copy, unhcr_report, tmp_path_factory.mktemp("unhcr"))
    yield copy
    postgres.drop(copy)


def _load(database: Database, unhcr_report: Path, folder: Path) -> None:
    """Load the report with the registers that it needs."""
    rows = [f"UNHCR-{year},{year},BMMYK,BMMYK,BMMYK,USD,{year}-01-01,{year}-12-31" for year in YEARS]
    head = "code,name_tr,programme_code,holder_code,funder_code,currency,starts_on,ends_on"
    tables = {
        "organisations": "code,name_tr,kind\nBMMYK,BMMYK,international",
        "programmes": "code,name_tr\nBMMYK,BMMYK",
    }
    tables["grants"] = "\n".join([head, *rows])
    files = convert(unhcr_report, folder)
    _tie_to_grants(files[0])
    registers = [folder / f"{name}.csv" for name in tables]
    for path, text in zip(registers, tables.values(), strict=True):
        path.write_text(text + "\n", "utf-8")
    assert not load_files(database.engines, [*registers, *files]).refused


def _tie_to_grants(path: Path) -> None:
    """Write into the file of indicators which grant each belongs to."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row | {"grant_code": row["code"][:10]} for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def written(loaded: Database) -> dict[str, ET.Element]:
    """Give the written activity of each year, read without the product's own code."""
    found = {}
    with reading(loaded.engines.reader, EVERYTHING) as connection:
        for year in YEARS:
            at = Snapshot(newest_version(connection), date(2026, 6, 1))
            content = activity_xml(connection, Filters(EVERYTHING, at, grants=(f"UNHCR-{year}",)))
            assert check(content) == []
            found[year] = ET.fromstring(content).find("iati-activity")  # noqa: S314  We wrote it.
            etree.fromstring(content)
    return found


def values(year: str, activity: ET.Element, name: str) -> Iterator[Value]:
    """Give every target or actual of an activity."""
    for result in activity.findall("result"):
        for one in result.findall("indicator"):
            title = result.findtext("title/narrative", ""), one.findtext("title/narrative", "")
            for period in one.findall("period"):
                days = (period.find(f"period-{edge}").get("iso-date", "") for edge in ("start", "end"))
                start, end = days
                for found in period.findall(name):
                    if found.get("value"):
                        yield year, *title, start, end, dimensions(found), Decimal(found.get("value", ""))


def years_of(report: Path) -> Iterator[tuple[str, ET.Element]]:
    """Give the activities of the report by year."""
    for activity in parse(report).findall("iati-activity"):
        yield activity.findtext("iati-identifier", "").split("-")[3], activity


@pytest.mark.parametrize("name", ["target", "actual"])
def test_values_come_back_as_the_report_has_them(written: dict[str, ET.Element], unhcr_report: Path, name: str) -> None:
    back = Counter(one for year, activity in written.items() for one in values(year, activity, name))
    report = Counter(one for year, activity in years_of(unhcr_report) for one in values(year, activity, name))
    assert back == report
    assert back.total() == {"target": 231, "actual": 248}[name]


def test_no_false_zero_comes_back(written: dict[str, ET.Element], unhcr_report: Path) -> None:
    for name in ("target", "actual", "baseline"):
        zeros = sum(float(one.get("value") or 1) == 0 for one in parse(unhcr_report).iter(name))
        back = sum(float(one.get("value") or 1) == 0 for root in written.values() for one in root.iter(name))
        assert back <= zeros if name == "baseline" else back == zeros
    empty = [one for root in written.values() for name in ("target", "actual") for one in root.iter(name)]
    assert all(one.get("value") for one in empty)


def test_indicators_keep_measure_direction_result_and_their_single_baseline(
    written: dict[str, ET.Element], unhcr_report: Path
) -> None:
    assert sum(len(root.findall("result")) for root in written.values()) == 107
    back = {
        one.find("reference").get("code"): (result.get("type"), one.get("measure"), one.get("ascending"), baseline(one))
        for root in written.values()
        for result in root.findall("result")
        for one in result.findall("indicator")
    }
    report = {
        code: (
            result.get("type"),
            one.get("measure"),
            {"0": "0"}.get(one.get("ascending", ""), "1"),
            baseline(one) if len(one.findall("baseline")) == 1 and len(populations(one)) == 1 else None,
        )
        for code, result, one in indicators(parse(unhcr_report))
    }
    assert len(back) == 243
    assert back == report


def baseline(indicator: ET.Element) -> tuple[str, Decimal] | None:
    """Give year and value of an indicator's only baseline."""
    found = indicator.find("baseline")
    if found is None or not found.get("value"):
        return None
    return found.get("year", ""), Decimal(found.get("value", ""))
