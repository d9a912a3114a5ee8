"""The rules of IATI's own validator that concern what we publish, under its numbers.

They are those of its list of data quality rules: numbers, what breaks them and how grave it is. Dates are compared as
whole numbers (20210331), because that is what XPath 1.0 can do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from dashboard.data.versions import today
from dashboard.export.iati.elements import Element
from dashboard.export.iati.problems import Fault

QUANTITATIVE = "[../@measure != '5']"
IN_PERIOD = "[../../@measure != '5']"
NO_NUMBER = "[@value][string(number(@value)) = 'NaN']"
"""What XPath cannot read as a number."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the elements that `broken` selects break it. `$today` is today's date as a number."""

    number: str
    reason: str
    broken: str
    values: Mapping[str, str] = field(default_factory=dict)
    grave: bool = True


def _day(path: str) -> str:
    """Give an expression for a date as a number."""
    return f"number(translate(substring({path}, 1, 10), '-', ''))"


def _listed(number: str, path: str, attribute: str, codes: str) -> Rule:
    """Give the rule that a code is one of a closed list."""
    unknown = f"{path}[@{attribute}][not(contains(' {codes} ', concat(' ', @{attribute}, ' ')))]"
    return Rule(number, "unknown_code", unknown, {"attribute": attribute, "codes": codes})


def _valued(number: str, name: str, *, in_period: bool) -> tuple[Rule, Rule, Rule]:
    """Give the three rules of values: there, a number, and nothing where the measure is qualitative."""
    quantitative = IN_PERIOD if in_period else QUANTITATIVE
    qualitative = quantitative.replace("!=", "=")
    return (
        Rule(f"{number}.1", "no_value", f"//{name}{quantitative}[not(@value)]"),
        Rule(f"{number}.2", "value_no_number", f"//{name}{quantitative}{NO_NUMBER}", grave=False),
        Rule(f"{number}.3", "value_of_qualitative", f"//{name}{qualitative}[@value]", grave=False),
    )


_IN_THE_FUTURE = {
    "11.1.4": f"//activity-date[@type='2'][{_day('@iso-date')} > $today]",
    "11.1.5": f"//activity-date[@type='4'][{_day('@iso-date')} > $today]",
    "11.2.1": f"//transaction-date[{_day('@iso-date')} > $today]",
    "11.2.2": f"//transaction/value[{_day('@value-date')} > $today]",
    "11.1.1": f"//iati-activity[{_day('@last-updated-datetime')} > $today]",
}
_ORGANISATION_TYPES = "10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90"
_STARTS_LATE = f"[{_day('period-start/@iso-date')} > {_day('period-end/@iso-date')}]"
_OVER_A_YEAR = f"[{_day('period-end/@iso-date')} > {_day('period-start/@iso-date')} + 10000]"
_SAME_IDENTIFIER = "//iati-identifier[. = ../preceding-sibling::iati-activity/iati-identifier]"
_UNPREFIXED = "//iati-identifier[not(starts-with(., concat(../reporting-org/@ref, '-')))]"
_ODD_SIGNS = "[translate(., '/&|?', '') != string(.)]"


def _order(number: str, earlier: str, later: str) -> Rule:
    """Give the rule that one date of an activity is not after another."""
    last = f"../activity-date[@type='{later}']"
    broken = f"//activity-date[@type='{earlier}'][{last}][{_day('@iso-date')} > {_day(last + '/@iso-date')}]"
    return Rule(number, "dates_out_of_order", broken)


RULES: tuple[Rule, ...] = (
    Rule("1.1.1", "identifier_prefix", _UNPREFIXED, grave=False),
    Rule("1.1.2", "identifier_twice", _SAME_IDENTIFIER),
    Rule("1.1.3", "identifier_of_organisation", "//iati-identifier[. = ../reporting-org/@ref]"),
    Rule("1.3.1", "spaces_around", "//iati-identifier[normalize-space(.) != string(.)]", grave=False),
    Rule("1.3.13", "odd_signs", f"//iati-identifier{_ODD_SIGNS}", grave=False),
    Rule(
        "3.6.2",
        "country_twice",
        "//iati-activity[recipient-country or recipient-region]/transaction[recipient-country]",
    ),
    Rule("4.1.1", "no_language", "//iati-activity[not(@xml:lang)]//narrative[not(@xml:lang)]"),
    Rule("6.2.2", "no_sector", "//iati-activity[not(sector)][not(transaction/sector)]"),
    Rule("6.6.2", "sector_twice", "//iati-activity[sector]/transaction[sector]"),
    Rule("6.9.1", "no_name", "//provider-org[not(@ref)][not(narrative)]"),
    Rule("6.9.2", "no_name", "//receiver-org[not(@ref)][not(narrative)]"),
    Rule("6.10.1", "no_name", "//participating-org[not(@ref)][not(narrative)]"),
    Rule("6.11.1", "no_start", "//iati-activity[not(activity-date[@type='1' or @type='2'])]"),
    Rule("7.5.3", "longer_than_a_year", f"//budget{_OVER_A_YEAR}"),
    Rule("7.8.1", "no_currency", "//iati-activity[not(@default-currency)]//value[not(@currency)]"),
    Rule("8.6.1", "period_out_of_order", f"//indicator/period{_STARTS_LATE}"),
    Rule("8.6.3", "period_out_of_order", f"(//budget | //planned-disbursement){_STARTS_LATE}"),
    *_valued("8.8", "baseline", in_period=False),
    *_valued("8.9", "target", in_period=True),
    *_valued("8.10", "actual", in_period=True),
    Rule("8.11.1", "reference_twice", "//result[reference]/indicator[reference]"),
    _listed("9.1.1", "/iati-activities", "version", "2.03"),
    _listed("9.4.1", "//activity-date", "type", "1 2 3 4"),
    _listed("9.5.1", "//activity-status", "code", "1 2 3 4 5 6"),
    _listed("9.41.1", "//participating-org", "role", "1 2 3 4"),
    _listed("9.42.1", "//participating-org", "type", _ORGANISATION_TYPES),
    _listed("9.54.1", "//iati-activity/reporting-org", "type", _ORGANISATION_TYPES),
    _listed("9.55.1", "//result", "type", "1 2 3 9"),
    _listed("9.60.1", "//indicator", "measure", "1 2 3 4 5"),
    _listed("9.93.1", "//transaction-type", "code", "1 2 3 4 5 6 7 8 9 10 11 12 13"),
    _order("11.1.2", "1", "3"),
    _order("11.1.3", "2", "4"),
    *(Rule(number, "in_the_future", broken) for number, broken in _IN_THE_FUTURE.items()),
)


def broken_rules(root: Element) -> Iterator[Fault]:
    """Give every element that breaks a rule."""
    now = int(f"{today():%Y%m%d}")
    for rule in RULES:
        for node in root.xpath(rule.broken, today=now):
            values = {"value": _value(node, rule), **rule.values}
            yield Fault(rule.number, node.sourceline or 0, etree.QName(node).localname, rule.reason, values, rule.grave)


def _value(node: Element, rule: Rule) -> str:
    """Give what stands in an element or in the attribute that a rule is about."""
    return str(node.get(rule.values.get("attribute", "value")) or (node.text or "").strip())
