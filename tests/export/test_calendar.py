"""Calendar files, read by a parser of our own that keeps to RFC 5545."""

from datetime import UTC, date, datetime

import pytest

from dashboard.data.calendar_events import Event
from dashboard.export.calendar import calendar_text, fold
from dashboard.i18n import speaking
from tests.calendar_reader import Component, read_calendar

STAMP = datetime(2026, 11, 2, 6, 14, 5, tzinfo=UTC)
NAMES = {"tr": 'Ara rapor, İğdır; \\ "ç"', "en": "Interim report", "ar": "التقرير المرحلي"}
REPORT = Event(
    uid="milestone-M1",
    day=date(2026, 12, 31),
    kind="report",
    grant="EU-1",
    names=NAMES,
    original_on=date(2026, 10, 31),
    reason="Salgın;\nsonra deprem, sel",
    forecast_on=date(2027, 1, 5),
    state="due",
)


def read(*events: Event, language: str = "tr") -> Component:
    """Write a calendar in a language and read it again."""
    with speaking(language):
        return read_calendar(calendar_text("Takvim; bir, iki", events, STAMP))


def test_a_calendar_says_what_it_is() -> None:
    calendar = read()
    assert calendar.name == "VCALENDAR"
    assert calendar.value("VERSION") == "2.0"
    assert calendar.value("METHOD") == "PUBLISH"
    assert calendar.value("PRODID")
    assert calendar.value("X-WR-CALNAME") == calendar.value("NAME") == "Takvim; bir, iki"
    assert calendar.parts == []


def test_an_event_is_a_whole_day_that_ends_before_the_next() -> None:
    (event,) = read(REPORT).parts
    assert event.name == "VEVENT"
    assert event.value("UID") == "milestone-M1@uyum-panosu"
    assert event.value("DTSTAMP") == "20261102T061405Z"
    assert event.line("DTSTART") == ({"VALUE": "DATE"}, "20261231")
    assert event.line("DTEND") == ({"VALUE": "DATE"}, "20270101")
    assert event.value("TRANSP") == "TRANSPARENT"


@pytest.mark.parametrize(
    ("language", "summary", "told"),
    [
        ("tr", 'Ara rapor, İğdır; \\ "ç" · EU-1', ["Tür: Rapor", "Durum: Bekleniyor", "İlk tarih: 31.10.2026"]),
        ("en", "Interim report · EU-1", ["Kind: Report", "State: Due", "Original date: 31 Oct 2026"]),
        ("ar", "التقرير المرحلي · EU-1", ["النوع: تقرير", "الحالة: مستحق", "التاريخ الأصلي: 31/10/2026"]),
    ],
)
def test_an_event_speaks_the_language_in_force(language: str, summary: str, told: list[str]) -> None:
    (event,) = read(REPORT, language=language).parts
    assert event.line("SUMMARY") == ({"LANGUAGE": language}, summary)
    assert event.value("DESCRIPTION").split("\n")[:3] == told
    assert "Salgın;\nsonra deprem, sel" in event.value("DESCRIPTION")


def test_a_report_that_only_a_rule_asks_for_is_named_by_its_part() -> None:
    asked = Event("report-EU-1-2027-09-15", date(2027, 12, 15), "report", "EU-1", part="interim", number=2)
    assert read(asked).parts[0].value("SUMMARY") == "Ara rapor 2 · EU-1"
    assert read(asked, language="ar").parts[0].value("SUMMARY") == "التقرير المرحلي 2 · EU-1"
    end = Event("grant-EU-1", date(2027, 9, 15), "grant_end", "EU-1")
    assert read(end).parts[0].value("SUMMARY") == "Hibenin bitişi · EU-1"


@pytest.mark.parametrize(
    ("state", "ticked"), [("accepted", True), ("submitted", True), ("sent_back", False), ("overdue", False)]
)
def test_what_is_handed_in_bears_a_tick(state: str, ticked: bool) -> None:  # noqa: FBT001  A column of the table above.
    event = Event("m", date(2026, 1, 1), "report", "EU-1", names=NAMES, state=state)
    assert read(event).parts[0].value("SUMMARY").startswith("✓ ") == ticked


def test_the_same_data_give_the_same_bytes() -> None:
    with speaking("tr"):
        assert calendar_text("a", [REPORT], STAMP) == calendar_text("a", [REPORT], STAMP)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 74,
        "a" * 75,
        "a" * 76,
        "a" * 1000,
        "ı" * 200,
        "a" + "ğ" * 37 + "bc",
        "تقرير " * 60,
        "𓀀" * 60,
        "é" * 36 + "👩‍👩‍👧" * 9,
    ],
)
def test_lines_are_folded_at_75_octets_and_never_within_a_character(text: str) -> None:
    lines = fold(text).encode().split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    assert [line.decode() for line in lines]
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == text
    assert len(lines) == 1 or all(len(line) > 70 for line in lines[:-1])


def test_nothing_in_a_name_can_begin_a_line_of_its_own() -> None:
    nasty = {"tr": "a\r\nBEGIN:VALARM\rEND:VEVENT\nx\x00\x07\x1b\x85\u2028y", "en": None, "ar": None}
    event = Event("m-1\r\nUID:other", date(2026, 1, 1), "event", "G\n1", names=nasty)  # type: ignore[arg-type]
    calendar = read(event)
    assert [part.name for part in calendar.parts] == ["VEVENT"]
    assert calendar.parts[0].parts == []
    assert len([name for name, _, _ in calendar.parts[0].lines if name == "UID"]) == 1
    assert calendar.parts[0].value("SUMMARY") == "a\nBEGIN:VALARM\nEND:VEVENT\nx\n\ny · G\n1"
