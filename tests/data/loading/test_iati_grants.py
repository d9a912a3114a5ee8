"""Which grant an activity of IATI is: read from the file where it can be told, said by a person, else asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.data.engine import Engines
from dashboard.data.loading import ColumnMap, LoadReport, load_files, propose
from dashboard.data.loading.iati_grants import Activity, Known, Said, matched

Write = Callable[..., Path]
GRANTS = {"G1": ("A", "WB"), "G2": ("A", "EU"), "G3": ("B", "EU")}
REPORT = """<iati-activities version="2.03">{activities}</iati-activities>"""
ACTIVITY = """<iati-activity xml:lang="en"><iati-identifier>{name}</iati-identifier>
<reporting-org ref="XM-1" type="40"/>{told}
<result type="1"><title><narrative>People</narrative></title><indicator measure="1"><title><narrative>Visits</narrative>
</title><period><period-start iso-date="2021-01-01"/><period-end iso-date="2021-12-31"/>
<target value="10"/><actual value="4"/></period></indicator></result></iati-activity>"""


def report_of(**activities: str) -> str:
    """Give a report with activities, by name, and what each says besides."""
    named = {name.replace("_", "-"): told for name, told in activities.items()}
    return REPORT.format(activities="".join(ACTIVITY.format(name=name, told=told) for name, told in named.items()))


@pytest.fixture
def grants(engines: Engines, write: Write) -> Engines:
    """Give a database with two programmes and three grants."""
    files = [
        write("programmes.csv", "code,name_tr\nA,A\nB,B"),
        write("organisations.csv", "code,name_tr,kind\nWB,WB,international\nEU,EU,international"),
        write("grants.csv", "code,name_tr,programme_code,funder_code\n" + "\n".join(
            f"{code},{code},{programme},{funder}" for code, (programme, funder) in GRANTS.items()
        )),
    ]  # fmt: skip
    assert not load_files(engines, files).refused
    return engines


def told(engines: Engines) -> list[tuple[str, str, str | None]]:
    """Give code, programme and grant of every indicator."""
    query = """select i.code, p.code, g.code from indicator_details d join indicators i on i.id = d.indicator_id
        join programmes p on p.id = d.programme_id left join grants g on g.id = d.grant_id order by 1"""
    with engines.owner.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def asked(report: LoadReport) -> list[tuple[str, int, str, str]]:
    """Give column, row, reason and value of every error."""
    return [(one.column, one.row, one.key.rpartition(".")[2], dict(one.values)["value"]) for one in report.errors]


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        ({"G1": Activity()}, {"G1": "G1"}),
        ({"XM-1-G1": Activity(partners=(("", "XM-1"),))}, {"XM-1-G1": "G1"}),
        ({"XM-1-G1": Activity()}, {}),
        ({"X": Activity(others=("G2",))}, {"X": "G2"}),
        ({"X": Activity(others=("XM-2-G2",), partners=(("4", "XM-2"),))}, {"X": "G2"}),
        ({"X": Activity(others=("G1", "G2"))}, {}),
        ({"X": Activity(partners=(("1", "WB"),))}, {"X": "G1"}),
        ({"X": Activity(partners=(("4", "WB"),))}, {}),
        ({"X": Activity(partners=(("1", "EU"),))}, {}),
        ({"X": Activity(partners=(("1", "WB"),)), "Y": Activity(partners=(("1", "WB"),))}, {}),
    ],
)
def test_an_activity_is_the_one_grant_that_it_names(activities: dict[str, Activity], expected: dict[str, str]) -> None:
    assert matched(activities, Known(GRANTS)) == expected


def test_a_file_that_names_its_grants_loads_by_itself(grants: Engines, write: Write) -> None:
    other = '<other-identifier ref="G3" type="A1"/>'
    report = load_files(grants, [write("report.xml", report_of(G1="", XM_1_G2="", OTHER=other))])
    assert list(map(str, report.errors)) == []
    assert told(grants) == [("G1-001", "A", "G1"), ("OTHER-001", "B", "G3"), ("XM-1-G2-001", "A", "G2")]


def test_what_cannot_be_told_is_asked_for_once_an_activity(grants: Engines, write: Write) -> None:
    report = load_files(grants, [write("report.xml", report_of(G1="", OTHER=""))])
    assert asked(report) == [
        ("iati-identifier", 7, "iati_no_grant", "OTHER"),
        ("iati-activity", 7, "iati_no_programme", "OTHER"),
    ]
    assert all(
        "OTHER" in one.reason and one.file == "report.xml" and one.sheet == "indicators" for one in report.errors
    )
    assert told(grants) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said({"OTHER": "G2"}), ("A", "G2")),
        (Said({"": "G3"}), ("B", "G3")),
        (Said({"OTHER": "-"}, {"OTHER": "B"}), ("B", None)),
        (Said({"": "-"}, {"": "A"}), ("A", None)),
    ],
)
def test_what_a_person_says_holds_for_what_the_file_does_not_tell(
    grants: Engines, write: Write, said: Said, expected: tuple[str, str | None]
) -> None:
    report = load_files(grants, [write("report.xml", report_of(G1="", OTHER=""))], activities=said)
    assert list(map(str, report.errors)) == []
    assert told(grants) == [("G1-001", "A", "G1"), ("OTHER-001", *expected)]


def test_a_grant_that_is_not_there_is_refused_by_its_code(grants: Engines, write: Write) -> None:
    report = load_files(grants, [write("report.xml", report_of(OTHER=""))], activities=Said({"OTHER": "G9"}))
    assert ("iati-identifier", "G9") in {(column, value) for column, _, _, value in asked(report)}


def test_a_grant_of_another_programme_is_not_known_to_whoever_may_not_see_it(grants: Engines, write: Write) -> None:
    report = load_files(grants, [write("report.xml", report_of(G3=""))], within={"A"})
    assert {key for _, _, key, _ in asked(report)} == {"iati_no_grant", "iati_no_programme"}
    assert told(grants) == []


def test_a_grant_may_come_with_the_same_load(grants: Engines, write: Write) -> None:
    new = write("more.csv", "code,name_tr,programme_code,funder_code\nNEW,NEW,B,WB")
    report = load_files(grants, [write("report.xml", report_of(XM_1_NEW="")), new])
    assert list(map(str, report.errors)) == []
    assert told(grants) == [("XM-1-NEW-001", "B", "NEW")]


def test_a_kept_map_that_says_the_grant_holds(grants: Engines, write: Write) -> None:
    path = write("report.xml", report_of(OTHER=""))
    proposed = next(one.column_map for one in propose([path]) if one.sheet == "indicators")
    assert dict(proposed.columns)["iati-activity"] == "programme_code"
    told_so = ColumnMap("indicators", proposed.columns, (("grant_code", "OTHER", "G3"),), "indicators")
    assert not load_files(grants, [path], column_maps=[told_so]).refused
    assert told(grants) == [("OTHER-001", "B", "G3")]
