"""UNHCR's results for Türkiye, turned from IATI XML into the files for indicators, targets and results.

| IATI | our file | how |
|---|---|---|
| `indicator` | indicators | one row; code `UNHCR-<year>-<number in the report>` |
| `indicator/title` | name_tr, name_en | the report has no Turkish title |
| `result/@type` | level | 1 output, 2 outcome, 3 impact |
| `result/title` | component | as it is |
| `@measure` | measure, kind | 1: sum; 2: snapshot, since no fraction is given; 4: qualitative |
| `@ascending` | ascending | IATI's default is yes |
| `baseline` | baseline_value, baseline_on | where one speaks for the whole indicator, else baseline_comment |
| `period` | period_start, period_end | as they are |
| `dimension` | dimension, dimension_value | several are joined by ` | ` in their order |
| `target/@value` | targets.value | empty where the report has an actual without a target: missing, not 0 |
| `actual/@value` | results.value | empty where the report has a target without an actual: missing, not 0 |

Every population of a period is one row of targets and one of results, whichever of the two the report gives; a period
that says nothing at all is still one row of each.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import text

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import LoadReport, load_files

LEVELS = {"1": "output", "2": "outcome", "3": "impact"}
KINDS_OF_VALUE = {"1": "sum", "2": "snapshot", "4": "qualitative"}
PERIOD = ("indicator_code", "period_start", "period_end", "dimension", "dimension_value", "value")
Dimensions = tuple[str, str]


class DocumentTypeRefusedError(ValueError):
    """An XML file declares a document type, through which it could define entities."""


def parse(path: Path) -> ET.Element:
    """Give the root of an XML file that declares no document type."""
    content = path.read_bytes()
    if re.search(rb"<!(DOCTYPE|ENTITY)", content):
        raise DocumentTypeRefusedError(path.name)
    return ET.fromstring(content)  # noqa: S314 - without a document type there are no entities to expand


def dimensions(element: ET.Element) -> Dimensions:
    """Give the names and the values of an element's dimensions."""
    found = element.findall("dimension")
    return " | ".join(d.get("name", "") for d in found), " | ".join(d.get("value", "") for d in found)


def indicators(root: ET.Element) -> Iterator[tuple[str, ET.Element, ET.Element]]:
    """Give code, result and indicator of every indicator of the report."""
    for activity in root.findall("iati-activity"):
        year = activity.findtext("iati-identifier", "").split("-")[3]
        pairs = ((r, i) for r in activity.findall("result") for i in r.findall("indicator"))
        for number, (result, indicator) in enumerate(pairs, 1):
            yield f"UNHCR-{year}-{number:03d}", result, indicator


def populations(indicator: ET.Element) -> list[Dimensions]:
    """Give the dimensions that the targets and actuals of an indicator speak of."""
    said = [*indicator.findall("period/target"), *indicator.findall("period/actual")] or indicator.findall("baseline")
    return list(dict.fromkeys(dimensions(one) for one in said)) or [("", "")]


def indicator_row(code: str, result: ET.Element, indicator: ET.Element) -> dict[str, str]:
    """Give the row of one indicator."""
    title = indicator.findtext("title/narrative", "")
    measure = indicator.get("measure", "")
    row = {"code": code, "name_tr": title, "name_en": title, "programme_code": "BMMYK", "measure": measure}
    row |= {"level": LEVELS[result.get("type", "")], "component": result.findtext("title/narrative", "")}
    row |= {"kind": KINDS_OF_VALUE[measure], "ascending": {"1": "yes", "0": "no"}.get(indicator.get("ascending"), "")}
    baselines = indicator.findall("baseline")
    row |= {"baseline_value": "", "baseline_on": "", "baseline_comment": ""}
    if len(baselines) == 1 and len(populations(indicator)) == 1:
        return row | {
            "baseline_value": baselines[0].get("value", ""),
            "baseline_on": f"{baselines[0].get('year')}-12-31",
        }
    told = (f"{b.get('value')} ({b.get('year')}; {dimensions(b)[1]})" for b in baselines)
    return row | {"baseline_comment": "; ".join(told)}


def period_rows(code: str, indicator: ET.Element, told: str) -> Iterator[dict[str, str]]:
    """Give the rows of targets (`told` = target) or results (`told` = actual) of one indicator."""
    for period in indicator.findall("period"):
        start, end = (period.find(f"period-{edge}").get("iso-date") for edge in ("start", "end"))
        values = [(dimensions(one), one.get("value", "")) for one in period.findall(told)]
        silent = set(populations(indicator)) - {population for population, _ in values}
        for population, value in [*values, *((population, "") for population in sorted(silent))]:
            yield dict(zip(PERIOD, (code, start, end, *population, value), strict=True))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def convert(report: Path, folder: Path) -> list[Path]:
    """Write the three files that `dashboard load` takes."""
    found = list(indicators(parse(report)))
    empty_fractions = {"numerator": "", "denominator": ""}
    return [
        write(folder / "indicators.csv", [indicator_row(*one) for one in found]),
        write(folder / "targets.csv", [row for code, _, i in found for row in period_rows(code, i, "target")]),
        write(folder / "results.csv", [r | empty_fractions for c, _, i in found for r in period_rows(c, i, "actual")]),
    ]


@pytest.fixture
def files(unhcr_report: Path, tmp_path: Path) -> list[Path]:
    """Give the three files, and the programme that they belong to."""
    programme = tmp_path / "programmes.csv"
    programme.write_text("code,name_tr\nBMMYK,BMMYK Türkiye\n", "utf-8")
    return [programme, *convert(unhcr_report, tmp_path)]


def counts(report: LoadReport) -> dict[str, tuple[int, int, int, int]]:
    """Give accepted, rejected, duplicate and warned rows by KIND."""
    return {one.kind: (one.accepted, one.rejected, one.duplicate, one.warned) for one in report.tables}


def test_every_indicator_target_and_result_is_loaded(database, files: list[Path]) -> None:  # noqa: ANN001
    report = load_files(database.engines, files)
    assert list(map(str, report.errors)) == []
    assert counts(report) == {
        "programmes": (1, 0, 0, 0),
        "indicators": (243, 0, 0, 0),
        "targets": (278, 0, 0, 0),
        "results": (278, 0, 0, 0),
    }
    with reading(database.engines.reader, EVERYTHING) as connection:
        known = {
            name: connection.scalar(text(f"select count(value) from {name} where until_version is null"))  # noqa: S608
            for name in ("targets", "results")
        }
        components = connection.scalar(
            text(
                "select count(distinct (component, level, left(code, 10))) from indicators"
                " join indicator_details on indicator_id = indicators.id"
            )
        )
    assert known == {"targets": 231, "results": 248}
    assert components == 107


def test_missing_stays_missing(database, files: list[Path], unhcr_report: Path) -> None:  # noqa: ANN001
    load_files(database.engines, files)
    pairs = """select count(*) filter (where t.value is null and r.value is not null) as no_target,
            count(*) filter (where t.value is not null and r.value is null) as no_result,
            count(*) filter (where t.value is null and r.value is null) as neither,
            count(r.value) filter (where t.period_start = '2025-01-01') as results_of_2025
        from targets t join results r on t.key_hash = r.key_hash"""
    with reading(database.engines.reader, EVERYTHING) as connection:
        row = connection.execute(text(pairs)).one()
        zeros = connection.scalar(text("select count(*) from results where value = 0"))
    assert (row.no_target, row.no_result, row.neither, row.results_of_2025) == (37, 20, 10, 0)
    assert zeros == sum(float(actual.get("value")) == 0 for actual in parse(unhcr_report).iter("actual"))


def test_the_sums_are_those_of_the_report(database, files: list[Path], unhcr_report: Path) -> None:  # noqa: ANN001
    load_files(database.engines, files)
    with reading(database.engines.reader, EVERYTHING) as connection:
        stored = [float(v) for v in connection.scalars(text("select value from results where value is not null"))]
    assert sorted(stored) == sorted(float(actual.get("value")) for actual in parse(unhcr_report).iter("actual"))


def test_a_row_that_the_report_repeats_is_stored_once(database, files: list[Path]) -> None:  # noqa: ANN001
    results = files[-1]
    lines = results.read_text("utf-8").splitlines()
    results.write_text("\n".join([*lines, lines[-1]]) + "\n", "utf-8")
    report = load_files(database.engines, files)
    assert counts(report)["results"] == (279, 0, 1, 0)
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert connection.scalar(text("select count(*) from results")) == 278


def test_a_report_with_a_document_type_is_not_read(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "utf-8")
    with pytest.raises(DocumentTypeRefusedError):
        parse(report)
