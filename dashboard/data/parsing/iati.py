"""Results of IATI activity files, version 2.0x, as tables of indicators, targets and results.

| IATI | ours | how |
|---|---|---|
| `iati-identifier` | indicators.`iati-identifier` | as it is; which grant that is, see `loading.iati_grants` |
| `other-identifier`, `participating-org/@activity-id` | indicators.`other-identifier` | joined by ` | ` |
| `reporting-org`, `participating-org` | indicators.`participating-org` | `role:reference`, joined by ` | ` |
| `indicator/reference` | indicators.code | own codes (vocabulary 99) first; else `<identifier>-<its number>` |
| `indicator/title` | name_tr, name_en, name_ar | by `xml:lang`; without a Turkish title the first one there is |
| `indicator/description` | definition | the first narrative |
| `result/@type` | level | 1 output, 2 outcome, 3 impact; 9 output |
| `result/title` | component | the first narrative |
| `@measure` | measure, kind | 1: sum; 2: snapshot, since no fraction is given; 3 to 5: qualitative |
| `@ascending` | ascending | IATI's default is yes |
| `baseline` | baseline_value, baseline_on, baseline_comment | where one speaks for the whole, else all in the comment |
| `period` | period_start, period_end | as they are |
| `location/@ref` | place_code | where the reporter's own locations bear our codes |
| `dimension` | dimension, dimension_value | several are joined by ` | ` in their order |
| `target`, `actual` | targets.value, results.value | empty where the other one alone speaks: missing, not 0 |

Every population of a period is one row of targets and one of results, whichever of the two the file gives. The number
of a row is the line of its element.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from dashboard.data.parsing.limits import Refusal
from dashboard.data.parsing.tree import Node, read_tree
from dashboard.data.parsing.worksheet import Row

OWN_CODES, QUALITATIVE, SEVERAL = "99", "5", " | "
LEVELS = {"1": "output", "2": "outcome", "3": "impact", "9": "output"}
KINDS_OF_VALUE = {"1": "sum", "2": "snapshot", "3": "qualitative", "4": "qualitative", "5": "qualitative"}
FLAGS = {"1": "yes", "true": "yes", "0": "no", "false": "no", "": ""}
INDICATORS = (
    *("code", "name_tr", "name_en", "name_ar", "definition", "iati-identifier", "level", "component", "measure"),
    *(
        "kind",
        "ascending",
        "baseline_value",
        "baseline_on",
        "baseline_comment",
        "other-identifier",
        "participating-org",
    ),
)
PERIODS = ("indicator_code", "period_start", "period_end", "place_code", "value", "dimension", "dimension_value")
COMMENTED = (*PERIODS, "comment")
Part = tuple[str, str, str]
"""Place, names of dimensions, values of dimensions."""


def read_iati(file: BinaryIO, tell: Callable[[int, int], None] = lambda *_: None) -> dict[str, list[Row]]:
    """Give the tables by KIND, each under its header; `tell` is told how many of its bytes are read.

    Raises:
        Refusal: it is no file of IATI activities, or has no results.
    """
    root = read_tree(file, tell)
    if root.name != "iati-activities":
        raise Refusal("not_iati", row=root.line, column=root.name)
    if not root.get("version").startswith("2."):
        raise Refusal("iati_version", row=root.line, column="version", value=root.get("version"))
    tables: dict[str, list[Row]] = {
        "indicators": [(0, list(INDICATORS))],
        "targets": [(0, list(COMMENTED))],
        "results": [(0, [*COMMENTED, "numerator", "denominator"])],
    }
    for activity in root.every("iati-activity"):
        for code, result, indicator in _indicators(activity):
            tables["indicators"].append((indicator.line, _indicator(code, activity, result, indicator)))
            for kind, element in (("targets", "target"), ("results", "actual")):
                tables[kind] += _periods(code, indicator, element)
    if len(tables["indicators"]) == 1:
        raise Refusal("iati_without_results", row=root.line)
    return tables


def _indicators(activity: Node) -> Iterator[tuple[str, Node, Node]]:
    """Give code, result and indicator of every indicator of an activity."""
    pairs = [(result, one) for result in activity.every("result") for one in result.every("indicator")]
    for number, (result, indicator) in enumerate(pairs, 1):
        named = [one for one in indicator.every("reference") if one.get("code")]
        own = [one for one in named if one.get("vocabulary") == OWN_CODES] or named
        code = own[0].get("code") if own else f"{activity.told('iati-identifier')}-{number:03d}"
        yield code, result, indicator


def _indicator(code: str, activity: Node, result: Node, indicator: Node) -> list[str]:
    """Give the row of one indicator."""
    spoken = activity.get("lang")
    titles = {one.get("lang") or spoken: one.text.strip() for one in reversed([*indicator.every("title", "narrative")])}
    first = indicator.told("title", "narrative")
    names = [titles.get("tr") or first, titles.get("en", ""), titles.get("ar", "")]
    measure = indicator.get("measure")
    row = [code, *names, indicator.told("description", "narrative"), activity.told("iati-identifier")]
    row += [LEVELS.get(result.get("type"), result.get("type")), result.told("title", "narrative"), measure]
    row += [KINDS_OF_VALUE.get(measure, ""), FLAGS.get(indicator.get("ascending"), indicator.get("ascending"))]
    return row + _baseline(indicator) + _names_of_it(activity)


def _names_of_it(activity: Node) -> list[str]:
    """Give the other identifiers of an activity, and who reports it and takes part in it."""
    partners = [*activity.every("participating-org")]
    others = [one.get("ref") for one in activity.every("other-identifier")]
    others += [one.get("activity-id") for one in partners]
    told = [f":{one.get('ref')}" for one in activity.every("reporting-org")]
    told += [f"{one.get('role')}:{one.get('ref')}" for one in partners]
    return [SEVERAL.join(filter(None, others)), SEVERAL.join(told)]


def _baseline(indicator: Node) -> list[str]:
    """Give value, day and comment of the baseline; several, or one of a part, are told in the comment."""
    found = [*indicator.every("baseline")]
    if len(found) == 1 and len(_parts(indicator)) == 1:
        one = found[0]
        year = one.get("year")
        value = "" if indicator.get("measure") == QUALITATIVE else one.get("value")
        return [value, one.get("iso-date") or (f"{year}-12-31" if year else ""), one.told("comment", "narrative")]
    told = (f"{one.get('value')} ({one.get('year')}; {_part(one)[2]})" for one in found)
    return ["", "", "; ".join(told)]


def _part(element: Node) -> Part:
    """Give which place and population a baseline, a target or an actual speaks of."""
    dimensions = [*element.every("dimension")]
    place = element.first("location")
    names, values = (SEVERAL.join(one.get(key) for one in dimensions) for key in ("name", "value"))
    return place.get("ref") if place else "", names, values


def _parts(indicator: Node) -> list[Part]:
    """Give the parts that the targets and actuals of an indicator speak of."""
    said = [*indicator.every("period", "target"), *indicator.every("period", "actual")]
    return list(dict.fromkeys(map(_part, said or indicator.every("baseline")))) or [("", "", "")]


def _periods(code: str, indicator: Node, element: str) -> Iterator[Row]:
    """Give the rows of targets or results of one indicator; a part of which a period is silent has an empty value."""
    parts = _parts(indicator)
    for period in indicator.every("period"):
        edges = []
        for edge in ("period-start", "period-end"):
            found = period.first(edge)
            edges.append(found.get("iso-date") if found else "")
        said = [
            (one.line, _part(one), one.get("value"), one.told("comment", "narrative")) for one in period.every(element)
        ]
        silent = sorted(set(parts) - {part for _, part, _, _ in said})
        for line, part, value, comment in [*said, *((period.line, part, "", "") for part in silent)]:
            tail = ["", ""] if element == "actual" else []
            yield line, [code, *edges, part[0], value, *part[1:], comment, *tail]
