"""The grant as IATI: the same numbers as the screen, no false zero, nothing that was not recorded."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import Connection, text

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.framework_periods import framework_periods
from dashboard.data.grant_money import money_of_grants
from dashboard.data.versions import Snapshot, newest_version
from dashboard.export.iati.activity import activity_xml
from dashboard.export.iati.checker import check
from dashboard.export.iati.problems import IatiRefusedError
from tests.conftest import Database
from tests.timeline_app import rows_of
from tests.timeline_world import INDICATOR, PERIODS, REGISTERS, RESULTS, asked, indicator, load, month, table

DAY = date(2026, 11, 22)
GRANTS = [row["code"] for row in rows_of("grants")]
Xml = Any
Key = tuple[str, str, str]
"""Code of an indicator, first and last day of a period."""


@pytest.fixture
def connection(demo_database: Database) -> Iterator[Connection]:
    """Give a reading transaction over the example programme."""
    with reading(demo_database.engines.reader, EVERYTHING) as reader:
        yield reader


def of_grant(connection: Connection, grant: str) -> Filters:
    """Give the filters that ask for a grant on a day."""
    return Filters(EVERYTHING, Snapshot(newest_version(connection), DAY), grants=(grant,))


def activity(connection: Connection, filters: Filters) -> Xml:
    """Read the file of a grant back."""
    return etree.fromstring(activity_xml(connection, filters))[0]


def told(root: Xml, name: str) -> Iterator[tuple[Key, Xml]]:
    """Give every target or actual with the period it belongs to."""
    for one in root.findall("result/indicator"):
        for period in one.findall("period"):
            days = (period.find("period-start").get("iso-date"), period.find("period-end").get("iso-date"))
            for found in period.findall(name):
                yield (one.find("reference").get("code"), *days), found


def whole(root: Xml, name: str) -> dict[Key, Decimal]:
    """Give the values of whole indicators, the targets that were declared for a whole life left out."""
    declared = "Hibenin bütün süresi için hedef."
    return {
        key: Decimal(one.get("value"))
        for key, one in told(root, name)
        if not one.findall("location") and not one.findall("dimension")
        if declared not in "".join(one.itertext())
    }


@pytest.mark.parametrize("grant", GRANTS)
def test_every_grant_of_the_example_has_no_fault_at_all(connection: Connection, grant: str) -> None:
    content = activity_xml(connection, of_grant(connection, grant))
    assert check(content) == []
    root = etree.fromstring(content)[0]
    assert root.findtext("iati-identifier").endswith(f"-{grant}")
    assert root.findall("result/indicator")
    assert {one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in root.findall("title/narrative")} == {
        None,
        "en",
        "ar",
    }


@pytest.mark.parametrize("grant", GRANTS)
def test_targets_and_actuals_are_those_of_the_screen_and_no_others(connection: Connection, grant: str) -> None:
    filters = of_grant(connection, grant)
    root, rows = activity(connection, filters), framework_periods(connection, filters).to_dict("records")
    keys = [(row["code"], row["period_start"].isoformat(), row["period_end"].isoformat()) for row in rows]
    targets = {key: row["target_value"] for key, row in zip(keys, rows, strict=True) if row["target_state"] == "value"}
    actuals = {
        key: row["result_value"]
        for key, row in zip(keys, rows, strict=True)
        if row["result_state"] == "value" and row["has_ended"]
    }
    assert close(whole(root, "target"), targets)
    assert close(whole(root, "actual"), actuals)


def close(found: dict[Key, Decimal], expected: dict[Key, Decimal]) -> bool:
    """Tell whether values are the same; those of a division to the tenth decimal."""
    assert set(found) == set(expected)
    return all(abs(found[key] - expected[key]) <= Decimal("0.00000000005") for key in found)


@pytest.mark.parametrize("grant", GRANTS)
def test_places_have_the_values_of_the_rows_and_a_missing_one_has_none(connection: Connection, grant: str) -> None:
    query = text(
        "select i.code, r.period_start, r.period_end, p.code as place, sum(r.value) as value, count(r.value) as known"
        " from results r join indicators i on i.id = r.indicator_id join places p on p.id = r.place_id"
        " join indicator_details d on d.indicator_id = i.id and d.until_version is null"
        " where r.until_version is null and r.dimension is null and r.denominator is null"
        " and d.kind in ('sum', 'snapshot')"
        " group by 1, 2, 3, 4"
    )
    root = activity(connection, of_grant(connection, grant))
    ours = {one.find("reference").get("code") for one in root.findall("result/indicator")}
    rows = {(r.code, str(r.period_start), str(r.period_end), r.place): r for r in connection.execute(query)}
    found = {
        (*key, one.find("location").get("ref")): Decimal(one.get("value"))
        for key, one in told(root, "actual")
        if one.findall("location")
    }
    expected = {key: row.value for key, row in rows.items() if key[0] in ours and row.known}
    assert {key: value for key, value in found.items() if key in rows} == expected
    assert {one.get("ref") for one in root.findall("location")} >= {key[-1] for key in found}


@pytest.mark.parametrize("grant", GRANTS)
def test_money_is_that_of_the_screen_and_budgets_add_up_to_the_agreement(connection: Connection, grant: str) -> None:
    filters = of_grant(connection, grant)
    root = activity(connection, filters)
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in root.findall("transaction"):
        value = one.find("value")
        sums[one.find("transaction-type").get("code"), value.get("currency")] += Decimal(value.text)
        assert value.get("value-date") == one.find("transaction-date").get("iso-date")
    expected = {}
    for line in money_of_grants(connection, filters)[grant]:
        for code, amount in (("11", line.committed), ("1", line.disbursed), ("4", line.spent)):
            expected |= {(code, line.currency): amount} if amount else {}
    assert dict(sums) == expected
    budgets: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in root.findall("budget"):
        budgets[one.get("type")] += Decimal(one.findtext("value"))
    last = max(budgets)
    own = next(one for one in money_of_grants(connection, filters)[grant] if one.budget is not None)
    assert budgets[last] == own.budget


def test_the_grant_of_the_world_bank_tells_its_first_end_and_why_it_moved(connection: Connection) -> None:
    root = activity(connection, of_grant(connection, "P171489"))
    days = {one.get("type"): one for one in root.findall("activity-date")}
    assert {kind: one.get("iso-date") for kind, one in days.items()} == {
        "1": "2020-01-01",
        "2": "2020-01-01",
        "3": "2021-12-31",
        "4": "2021-12-31",
    }
    assert "31.03.2021" in days["3"][0].text
    assert "COVID-19" in days["3"][0].text
    assert root.find("activity-status").get("code") == "4"
    assert root.find("recipient-country").get("code") == "TR"
    assert [one.get("role") for one in root.findall("participating-org")][:2] == ["1", "2"]
    languages = {one.find("language").get("code") for one in root.findall("document-link")}
    assert languages == {"tr", "en", "ar"}


def world(database: Database, indicators: list[str], targets: list[str], results: list[str]) -> int:
    """Load a small grant with a holder; give the data version."""
    registers = dict(REGISTERS)
    registers["grants"] = (
        registers["grants"].replace("funder_code", "holder_code,funder_code").replace(",A,WB", ",A,EU,WB")
    )
    registers["grants"] = registers["grants"].replace(",A,EU,500", ",A,EU,EU,500").replace(",B,EU,500", ",B,,EU,500")
    tables = {"indicators": table(INDICATOR, *indicators), "targets": table(PERIODS, *targets)}
    return load(database.engines, registers | tables | {"results": table(RESULTS, *results)})


def small(database: Database, filters: Filters) -> Xml:
    """Read the file of the small grant back."""
    with reading(database.engines.reader, EVERYTHING) as reader:
        return activity(reader, filters)


def test_missing_is_no_element_and_zero_is_zero(database: Database) -> None:
    months = ("2020-01", "2020-02", "2020-03", "2021-01")
    version = world(
        database,
        [indicator("A")],
        [month("A", one, "5") for one in months],
        [month("A", "2020-01", "0"), month("A", "2020-02", "", comment="gelmedi"), month("A", "2021-01", "9")],
    )
    root = small(database, asked("2021-01-15", version))
    assert list(whole(root, "target").values()) == [5, 5, 5, 5]
    assert whole(root, "actual") == {("A", "2020-01-01", "2020-01-31"): 0}


def test_a_qualitative_indicator_has_words_and_no_value(database: Database) -> None:
    version = world(
        database,
        [indicator("Q", "qualitative", measure="5", over_place="none")],
        [month("Q", "2020-01", "", comment="uyum iyi")],
        [month("Q", "2020-01", "3", comment="uyum orta"), month("Q", "2020-02", "3")],
    )
    found = dict(told(small(database, asked("2021-01-15", version)), "actual"))
    assert {key[1]: (one.get("value"), one.findtext("comment/narrative")) for key, one in found.items()} == {
        "2020-01-01": (None, "uyum orta")
    }


def test_a_share_is_told_with_its_fraction_and_parts_with_their_dimensions(database: Database) -> None:
    version = world(
        database,
        [indicator("R", "ratio"), indicator("S")],
        [],
        [
            month("R", "2020-01", "", "TR-34", numerator="1", denominator="3"),
            month("R", "2020-01", "", "TR-63", numerator="1", denominator="1"),
            month("S", "2020-01", "7", dimension="sex | age", dimension_value="female | 18-24"),
            month("S", "2020-01", "0", dimension="sex", dimension_value="male"),
        ],
    )
    root = small(database, asked("2021-01-15", version))
    shares = {
        tuple(x.get("ref") for x in one.findall("location")): one for key, one in told(root, "actual") if key[0] == "R"
    }
    assert {place: one.get("value") for place, one in shares.items()} == {
        (): "50.0",
        ("TR-34",): "33.3333333333",
        ("TR-63",): "100",
    }
    assert shares[()].findtext("comment/narrative") == "Pay: 2, payda: 4."
    parts = [
        ([(x.get("name"), x.get("value")) for x in one.findall("dimension")], one.get("value"))
        for key, one in told(root, "actual")
        if key[0] == "S"
    ]
    assert parts == [([("sex", "female"), ("age", "18-24")], "7"), ([("sex", "male")], "0")]


def test_a_revised_target_says_what_it_was_and_in_the_language_of_the_data_why(connection: Connection) -> None:
    root = activity(connection, of_grant(connection, "P171489"))
    found = [one.find("comment") for key, one in told(root, "target") if key[0] == "P171489-PDO-2"]
    comments = [comment for comment in found if comment is not None and "Önceki hedef: 50" in comment[0].text]
    assert len(comments) == 1
    turkish, english, arabic = (narrative.text for narrative in comments[0])
    assert "Süre uzatımıyla birlikte hedef yükseltildi" in turkish
    assert english.endswith("Earlier target: 50. Revised on: 31 Mar 2021.")
    assert "50" in arabic


def test_text_of_the_data_stays_text(database: Database) -> None:
    odd = ']]> <b>& "q" \x0b &amp; <!DOCTYPE a>'
    version = world(database, [indicator("A", name_tr=odd.replace("\x0b", ""))], [], [])
    root = small(database, asked("2021-01-15", version))
    assert root.findtext("result/indicator/title/narrative") == odd.replace("\x0b", "")


@pytest.mark.parametrize(
    ("filters", "obstacle"),
    [
        (asked("2021-01-15", grant="G3"), "no_holder"),
        (Filters(Viewer(frozenset(), protected=False), Snapshot(10**6, DAY)), "no_grant"),
        (Filters(Viewer(grants=frozenset({"G3"}), protected=True), Snapshot(10**6, DAY)), "no_grant"),
    ],
)
def test_what_cannot_be_reported_is_refused_with_a_sentence(
    database: Database, filters: Filters, obstacle: str
) -> None:
    version = world(database, [], [], [])
    asked_for = Filters(filters.viewer, Snapshot(version, filters.snapshot.day), grants=filters.grants)
    with reading(database.engines.reader, EVERYTHING) as reader, pytest.raises(IatiRefusedError) as refused:
        activity_xml(reader, asked_for)
    assert refused.value.obstacle == obstacle
    assert refused.value.sentence()
