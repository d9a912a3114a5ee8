"""A sound file of IATI and ways to break it, each against one rule."""

from collections.abc import Callable
from typing import Any

from lxml import etree

SOUND = """<iati-activities version="2.03">
 <iati-activity xml:lang="tr" default-currency="EUR" last-updated-datetime="2021-01-01T00:00:00Z">
  <iati-identifier>ORG-G1</iati-identifier>
  <reporting-org ref="ORG" type="22"><narrative>Kurum</narrative></reporting-org>
  <title><narrative>Hibe</narrative></title>
  <description><narrative>Hibe</narrative></description>
  <participating-org role="1" type="40"><narrative>Banka</narrative></participating-org>
  <activity-status code="2"/>
  <activity-date type="1" iso-date="2020-01-01"/>
  <activity-date type="2" iso-date="2020-01-01"/>
  <activity-date type="3" iso-date="2020-12-31"/>
  <activity-date type="4" iso-date="2020-12-31"/>
  <recipient-country code="TR"/>
  <sector vocabulary="1" code="15190"/>
  <budget type="1" status="2">
   <period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/>
   <value currency="EUR" value-date="2020-01-01">10.50</value>
  </budget>
  <transaction>
   <transaction-type code="4"/><transaction-date iso-date="2020-02-01"/>
   <value currency="EUR" value-date="2020-02-01">1</value>
   <provider-org><narrative>Kurum</narrative></provider-org>
  </transaction>
  <result type="1">
   <title><narrative>Sonuç</narrative></title>
   <indicator measure="1">
    <title><narrative>Kişi</narrative></title>
    <baseline year="2019" value="0"/>
    <period>
     <period-start iso-date="2020-01-01"/><period-end iso-date="2020-06-30"/>
     <target value="10"/><actual value="0"/>
    </period>
   </indicator>
   <indicator measure="5">
    <title><narrative>Görüş</narrative></title>
    <baseline year="2019"><comment><narrative>yok</narrative></comment></baseline>
    <period>
     <period-start iso-date="2020-01-01"/><period-end iso-date="2020-06-30"/>
     <target><comment><narrative>iyi</narrative></comment></target>
     <actual><comment><narrative>iyi</narrative></comment></actual>
    </period>
   </indicator>
  </result>
 </iati-activity>
</iati-activities>"""
Break = Callable[[Any], None]


def broken(change: Break) -> bytes:
    """Give the file after a change."""
    root = etree.fromstring(SOUND)
    change(root)
    return etree.tostring(root)


def put(path: str, attribute: str, value: str) -> Break:
    """Write another value into the first such attribute."""

    def change(root: Any) -> None:  # noqa: ANN401  Elements of lxml have no types.
        root.xpath(path)[0].set(attribute, value)

    return change


def drop(path: str, attribute: str = "") -> Break:
    """Take the first such element, or its attribute, away."""

    def change(root: Any) -> None:  # noqa: ANN401  The same.
        node = root.xpath(path)[0]
        if attribute:
            del node.attrib[attribute]
        else:
            node.getparent().remove(node)

    return change


def say(path: str, text: str) -> Break:
    """Write another text into the first such element."""

    def change(root: Any) -> None:  # noqa: ANN401  The same.
        root.xpath(path)[0].text = text

    return change


def insert(path: str, xml: str, place: int) -> Break:
    """Put an element into the first such one."""

    def change(root: Any) -> None:  # noqa: ANN401  The same.
        root.xpath(path)[0].insert(place, etree.fromstring(xml))

    return change


def both(*changes: Break) -> Break:
    """Make several changes."""

    def change(root: Any) -> None:  # noqa: ANN401  The same.
        for one in changes:
            one(root)

    return change


REFERENCE = '<reference vocabulary="99" code="A"/>'
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
BROKEN: dict[str, tuple[str, bool, Break]] = {
    "1.1.1": ("iati-identifier", False, say("//iati-identifier", "OTHER-G1")),
    "1.1.3": ("iati-identifier", True, say("//iati-identifier", "ORG")),
    "1.3.1": ("iati-identifier", False, say("//iati-identifier", "ORG-G1 ")),
    "1.3.13": ("iati-identifier", False, say("//iati-identifier", "ORG-G/1")),
    "3.6.2": ("transaction", True, insert("//transaction", '<recipient-country code="TR"/>', 4)),
    "4.1.1": ("narrative", True, drop("//iati-activity", LANGUAGE)),
    "6.2.2": ("iati-activity", True, drop("//sector")),
    "6.6.2": ("transaction", True, insert("//transaction", '<sector code="15190"/>', 4)),
    "6.9.1": ("provider-org", True, drop("//provider-org/narrative")),
    "6.9.2": ("receiver-org", True, insert("//transaction", "<receiver-org/>", 4)),
    "6.10.1": ("participating-org", True, drop("//participating-org/narrative")),
    "6.11.1": ("iati-activity", True, both(*(drop("//activity-date[@type < 3]") for _ in range(2)))),
    "7.5.3": ("budget", True, put("//budget/period-end", "iso-date", "2021-01-02")),
    "7.8.1": ("value", True, both(drop("//iati-activity", "default-currency"), drop("//budget/value", "currency"))),
    "8.6.1": ("period", True, put("//period/period-end", "iso-date", "2019-12-31")),
    "8.6.3": ("budget", True, put("//budget/period-end", "iso-date", "2019-12-31")),
    "8.8.1": ("baseline", True, drop("//baseline", "value")),
    "8.8.2": ("baseline", False, put("//baseline", "value", "çok")),
    "8.8.3": ("baseline", False, put("//indicator[2]/baseline", "value", "1")),
    "8.9.1": ("target", True, drop("//target", "value")),
    "8.9.2": ("target", False, put("//target", "value", "1,5")),
    "8.9.3": ("target", False, put("//indicator[2]//target", "value", "1")),
    "8.10.1": ("actual", True, drop("//actual", "value")),
    "8.10.2": ("actual", False, put("//actual", "value", "")),
    "8.10.3": ("actual", False, put("//indicator[2]//actual", "value", "0")),
    "8.11.1": ("indicator", True, both(insert("//indicator", REFERENCE, 1), insert("//result", REFERENCE, 1))),
    "9.1.1": ("iati-activities", True, put("/iati-activities", "version", "2.02")),
    "9.4.1": ("activity-date", True, put("//activity-date[4]", "type", "5")),
    "9.5.1": ("activity-status", True, put("//activity-status", "code", "7")),
    "9.41.1": ("participating-org", True, put("//participating-org", "role", "5")),
    "9.42.1": ("participating-org", True, put("//participating-org", "type", "12")),
    "9.54.1": ("reporting-org", True, put("//reporting-org", "type", "1")),
    "9.55.1": ("result", True, put("//result", "type", "4")),
    "9.60.1": ("indicator", True, put("//indicator", "measure", "6")),
    "9.93.1": ("transaction-type", True, put("//transaction-type", "code", "14")),
    "11.1.1": ("iati-activity", True, put("//iati-activity", "last-updated-datetime", "2999-01-01T00:00:00Z")),
    "11.1.2": ("activity-date", True, put("//activity-date[3]", "iso-date", "2019-12-31")),
    "11.1.3": ("activity-date", True, put("//activity-date[4]", "iso-date", "2019-12-31")),
    "11.1.4": (
        "activity-date",
        True,
        both(put("//activity-date[2]", "iso-date", "2999-01-01"), drop("//activity-date[4]")),
    ),
    "11.1.5": ("activity-date", True, put("//activity-date[4]", "iso-date", "2999-01-01")),
    "11.2.1": ("transaction-date", True, put("//transaction-date", "iso-date", "2999-01-01")),
    "11.2.2": ("value", True, put("//transaction/value", "value-date", "2999-01-01")),
}
"""By the number of a rule: the element that breaks it, whether the file is refused for it, and the change."""
