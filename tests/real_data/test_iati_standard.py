"""The official files of the standard: the schema that we carry, files that must fail, and the annotated example."""

from datetime import date

import pytest
from lxml import etree

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.versions import Snapshot, newest_version
from dashboard.export.iati.activity import activity_xml
from dashboard.export.iati.checker import SCHEMA_FILE, check, sound
from dashboard.export.iati.problems import IatiRefusedError
from dashboard.i18n import speaking
from tests.conftest import Database
from tests.real_data.conftest import real_file
from tests.timeline_app import rows_of

CHILD, TWICE, ATTRIBUTE, VALUE = "missing_child", "repeated_child", "missing_attribute", "bad_value"
SHOULD_FAIL: dict[str, list[tuple[str, str, str]]] = {
    "01-missing-title": [(CHILD, "result", "title")],
    "02-missing-title-narrative": [(CHILD, "title", "narrative")],
    "03-missing-indicator-title": [(CHILD, "indicator", "title")],
    "04-missing-indicator-title-narrative": [(CHILD, "indicator", "title")],
    "05-missing-attribute-indicator-measure": [(ATTRIBUTE, "indicator", "measure")],
    "06-missing-indicator": [(CHILD, "result", "indicator")],
    "07-missing-attribute-result-type": [(ATTRIBUTE, "result", "type")],
    "08-non-boolean-attribute-aggregation-status": [(VALUE, "result", "aggregation-status")],
    "09-non-boolean-attribute-ascending": [(VALUE, "indicator", "ascending")],
    "10-two-title": [(TWICE, "title", "result")],
    "11-two-indicator-title": [(TWICE, "title", "indicator")],
    "12-two-description": [(TWICE, "description", "result")],
    "13-missing-indicator-description-narrative": [(CHILD, "description", "narrative")],
    "14-missing-description-narrative": [(CHILD, "description", "narrative")],
    "15-missing-indicator-baseline-comment-narrative": [(CHILD, "comment", "narrative")],
    "16-missing-indicator-period-period-start": [(CHILD, "period", "period-start")],
    "17-missing-indicator-period-period-end": [(CHILD, "period", "period-end")],
    "18-non-iso-date-period-period-start": [(VALUE, "period-start", "iso-date")],
    "19-non-iso-date-period-period-end": [(VALUE, "period-end", "iso-date")],
    "20-missing-indicator-period-target-comment-narrative": [(CHILD, "comment", "narrative")],
    "21-missing-indicator-period-actual-comment-narrative": [(CHILD, "comment", "narrative")],
    "22-two-indicator-description": [(TWICE, "description", "indicator")],
    "24-two-indicator-baseline-comment": [(TWICE, "comment", "baseline")],
    "25-two-indicator-period-period-end": [(TWICE, "period-end", "period")],
    "25-two-indicator-period-period-start": [(TWICE, "period-start", "period")],
    "28-two-indicator-period-target-comment": [(TWICE, "comment", "target")],
    "30-two-indicator-period-actual-comment": [(TWICE, "comment", "actual")],
    "33-missing-attribute-period-start-iso-date": [(ATTRIBUTE, "period-start", "iso-date")],
    "34-missing-attribute-period-end-iso-date": [
        (ATTRIBUTE, "period-start", "iso-date"),
        (ATTRIBUTE, "period-end", "iso-date"),
    ],
    "36-missing-attribute-baseline-year": [(ATTRIBUTE, "baseline", "year")],
    "37-non-positiveInteger-baseline-year": [(VALUE, "baseline", "year")],
    "38-non-positiveInteger-baseline-year": [(VALUE, "baseline", "year")],
    "39-indicator-reference-vocabulary-missing": [(ATTRIBUTE, "reference", "vocabulary")],
    "41-indicator-reference-code-missing": [(ATTRIBUTE, "reference", "code")],
    "47-two-indicator-period-target-comment": [(TWICE, "comment", "target")],
    "48-two-indicator-period-actual-comment": [(TWICE, "comment", "actual")],
    "49-no-narrative-indicator-period-target-comment": [(CHILD, "comment", "narrative")],
    "50-no-narrative-indicator-period-actual-comment": [(CHILD, "comment", "narrative")],
}
"""By file: why it must be refused, at which element, and what is missing, wrong or (for a repeated one) above it.

File 04 lacks the title itself, not only its narrative, and 34 the dates of both ends.
"""
SPECIES = {CHILD: "child", TWICE: "parent", ATTRIBUTE: "attribute", VALUE: "attribute"}
EVERYTHING_AT_ONCE = {("3.6.2", "transaction"), ("6.6.2", "transaction"), ("8.11.1", "indicator")}
"""What the annotated example does to show every element once, though the standard's rules forbid it: country and sector
in the activity and in a transaction, a reference in a result and in its indicator."""


@pytest.mark.parametrize("name", sorted(SHOULD_FAIL))
def test_what_must_fail_is_refused_with_the_right_reason(name: str) -> None:
    content = real_file(f"iati-standard/should-fail/{name}.xml").read_bytes()
    faults = check(content)
    assert [(f.reason, f.element, f.values[SPECIES[f.reason]]) for f in faults] == SHOULD_FAIL[name]
    lines = content.decode().splitlines()
    assert all(f"<{fault.element}" in lines[fault.line - 1] for fault in faults)
    for language in ("tr", "en", "ar"):
        with speaking(language), pytest.raises(IatiRefusedError) as refused:
            sound(content)
        with speaking(language):
            said = refused.value.sentence()
        assert all(part in said for _, element, other in SHOULD_FAIL[name] for part in (element, other))


def test_no_file_that_must_fail_is_left_out() -> None:
    folder = real_file("iati-standard/should-fail/01-missing-title.xml").parent
    assert {path.stem for path in folder.iterdir()} == set(SHOULD_FAIL)


def test_the_annotated_example_fits_the_schema_and_breaks_only_the_rules_that_it_must() -> None:
    example = real_file("iati-standard/activity-standard-example-annotated-2.03.xml").read_bytes()
    assert {(fault.rule, fault.element) for fault in check(example)} == EVERYTHING_AT_ONCE


@pytest.mark.parametrize("name", ["iati-activities-schema.xsd", "iati-common.xsd", "xml.xsd"])
def test_the_schema_that_we_carry_is_the_official_one(name: str) -> None:
    official = real_file(f"iati-standard/{name}")
    assert (SCHEMA_FILE.parent / name).read_bytes() == official.read_bytes()


@pytest.mark.parametrize("grant", [row["code"] for row in rows_of("grants")])
def test_every_grant_of_the_example_fits_the_official_schema(demo_database: Database, grant: str) -> None:
    schema = etree.XMLSchema(etree.parse(real_file("iati-standard/iati-activities-schema.xsd")))
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        at = Snapshot(newest_version(connection), date(2026, 11, 22))
        content = activity_xml(connection, Filters(EVERYTHING, at, grants=(grant,)))
    schema.assertValid(etree.fromstring(content))
