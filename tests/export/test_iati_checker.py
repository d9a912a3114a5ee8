"""Our own check of IATI files: each rule is broken once, and nothing dangerous is read."""

import codecs
from pathlib import Path

import pytest
from lxml import etree

from dashboard.export.iati.checker import SCHEMA_FILE, check, sound
from dashboard.export.iati.problems import IatiRefusedError
from dashboard.export.iati.rules import RULES
from dashboard.i18n import catalogue, speaking
from tests.export.iati_broken import BROKEN, SOUND, broken, insert

ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]>'


def test_a_sound_file_has_no_fault_and_comes_back_as_it_is() -> None:
    assert check(SOUND.encode()) == []
    assert sound(SOUND.encode()) == SOUND.encode()


@pytest.mark.parametrize("number", sorted(BROKEN))
def test_each_rule_finds_what_breaks_it_and_only_that(number: str) -> None:
    element, grave, change = BROKEN[number]
    content = broken(change)
    found = [fault for fault in check(content) if fault.rule == number]
    assert {(fault.element, fault.grave) for fault in found} == {(element, grave)}
    assert len(found) == 1 or number == "4.1.1"
    lines = content.decode().splitlines()
    assert f"<{element}" in lines[found[0].line - 1]
    others = {fault.rule for fault in check(content)} - {number}
    assert others <= {"1.1.1"} | ({"8.8.2"} if number == "8.8.1" else set())


def test_every_rule_is_broken_once() -> None:
    assert {rule.number for rule in RULES} - set(BROKEN) == {"1.1.2"}


def test_two_activities_may_not_share_an_identifier() -> None:
    root = etree.fromstring(SOUND)
    root.append(etree.fromstring(SOUND)[0])
    assert [(fault.rule, fault.reason) for fault in check(etree.tostring(root))] == [("1.1.2", "identifier_twice")]


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_a_refusal_says_line_element_rule_and_reason_in_the_language_in_force(language: str) -> None:
    with pytest.raises(IatiRefusedError) as refused:
        sound(broken(BROKEN["8.10.1"][2]))
    with speaking(language):
        told = refused.value.sentence()
        reason = catalogue(language)["iati_fault.no_value"]
    assert reason in told
    for part in ("actual", "8.10.1", str(refused.value.faults[0].line)):
        assert part in told


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_every_reason_has_its_words(language: str) -> None:
    with speaking(language):
        for rule in RULES:
            assert check(broken(BROKEN.get(rule.number, BROKEN["1.1.3"])[2]))[0].sentence()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ENTITY + SOUND, "document_type"),
        ("<?xml version='1.0'?><!DOCTYPE iati-activities SYSTEM 'file:///etc/passwd'>" + SOUND, "document_type"),
        ("<!-- first -->" + ENTITY + SOUND.replace("Hibe", "&b;"), "document_type"),
        (SOUND[:-3], "not_xml"),
        ("", "not_xml"),
        (SOUND.replace("Hibe", "&unknown;"), "not_xml"),
        ("<iati-activity/>", "not_iati"),
        ("<a><b/></a>", "not_iati"),
    ],
)
def test_what_is_no_file_of_iati_is_refused_with_the_reason(content: str, reason: str) -> None:
    assert [fault.reason for fault in check(content.encode())] == [reason]


def test_a_document_type_is_seen_in_any_encoding() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{ENTITY}{SOUND}'
    assert check(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))[0].reason == "document_type"


def test_a_bomb_is_not_expanded() -> None:
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY a0 "0123456789">{nested}]>{SOUND.replace("Hibe", "&a11;")}'
    assert check(bomb.encode())[0].reason == "document_type"


def test_a_file_beyond_all_measure_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.export.iati.checker.LARGEST", 100)
    assert check(SOUND.encode())[0].reason == "too_large"


def test_a_file_that_breaks_the_schema_is_not_asked_about_the_rules() -> None:
    content = broken(insert("//result", "<odd/>", 1))
    assert [(fault.rule, fault.element, fault.reason) for fault in check(content)] == [
        ("2.03", "odd", "unexpected_child")
    ]


def test_the_schema_travels_with_the_package() -> None:
    assert SCHEMA_FILE.is_relative_to(Path(check.__code__.co_filename).parent)
    assert {path.name for path in SCHEMA_FILE.parent.iterdir()} == {
        "iati-activities-schema.xsd",
        "iati-common.xsd",
        "xml.xsd",
    }
