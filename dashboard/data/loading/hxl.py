"""HXL: what the tags of a table say, and columns such as `#reached+f+age_5_11` turned into rows.

| tag | our column |
|---|---|
| `#date`, `#date+start`, `#date+end` | `date` or `received_on`, `period_start`, `period_end` |
| `#project`, `#activity+project` | `project_code` |
| `#activity`, `#activity+code` | `activity_kind`, `activity_code` |
| `#adm1+code`, `#adm2+code`, `#loc+code` | `place_code`, the finest there is |
| `#population`, `#group`, `#beneficiary+type` | `population_group` |
| `#meta+id`, `#item+id` | `record_key` or `feedback_key` |
| `#indicator+code`, `#indicator+value`, `+num`, `+den` | `indicator_code`, `value`, `numerator`, `denominator` |
| `#reached`, `#beneficiary`, `#affected` | `new_people`; with `+contacts` `contacts` |

Ages: `+age_5_11`, `+age5_11` and the like are our bands; `+infants` is 0-4, `+adolescents` 12-17, `+elderly` 60+. What
would split a band of ours (`+children`, `+adults`) counts as of unknown age, with a warning.

`#indicator+value+f`, `+num`, `+den` and the like become rows of results or targets with `dimension` and
`dimension_value`; there a coarse age keeps its word, and the column without sex and age is the whole. No other KIND
counts by sex and age: cases of feedback have one of each.
"""

import re
from dataclasses import dataclass

import numpy as np

from dashboard.codes import AGE_BAND
from dashboard.data.loading.problems import Finding
from dashboard.data.loading.sheets import Column, Sheet, constant, from_cells

PEOPLE = frozenset({"#reached", "#beneficiary", "#affected", "#population"})
SEXES = {"f": "female", "m": "male", "i": "unknown", "o": "other"}
AGES = {"infants": "0-4", "adolescents": "12-17", "elderly": "60+"}
COARSE = ("children", "adults", "youth", "minors")
MEASURED = {"value": "value", "num": "numerator", "den": "denominator"}
"""Attributes of `#indicator` whose columns hold numbers, and our columns."""
BETWEEN = " | "
_AGE = re.compile(r"age_?(\d+)(?:_(\d+)|plus)?")
MEANINGS: tuple[tuple[str, frozenset[str], tuple[str, ...]], ...] = (
    ("#date", frozenset({"start"}), ("period_start", "starts_on")),
    ("#date", frozenset({"end"}), ("period_end", "ends_on")),
    ("#date", frozenset(), ("date", "received_on", "spent_on")),
    ("#project", frozenset(), ("project_code",)),
    ("#activity", frozenset({"project"}), ("project_code",)),
    ("#activity", frozenset({"code"}), ("activity_code", "code")),
    ("#activity", frozenset(), ("activity_kind",)),
    ("#adm2", frozenset({"code"}), ("place_code",)),
    ("#adm1", frozenset({"code"}), ("place_code",)),
    ("#loc", frozenset({"code"}), ("place_code",)),
    ("#grant", frozenset(), ("grant_code",)),
    ("#indicator", frozenset({"code"}), ("indicator_code",)),
    ("#indicator", frozenset({"num"}), ("numerator",)),
    ("#indicator", frozenset({"den"}), ("denominator",)),
    ("#indicator", frozenset({"value"}), ("value",)),
    ("#value", frozenset(), ("amount", "value")),
    ("#currency", frozenset(), ("currency",)),
    ("#meta", frozenset({"id"}), ("record_key", "feedback_key", "reference")),
    ("#item", frozenset({"id"}), ("record_key", "feedback_key", "reference")),
    *((tag, frozenset({"sex"}), ("sex",)) for tag in sorted(PEOPLE)),
    *((tag, frozenset({"age"}), ("age_band",)) for tag in sorted(PEOPLE)),
    *((tag, frozenset({"disability"}), ("disability",)) for tag in sorted(PEOPLE)),
    *((tag, frozenset({"type"}), ("population_group",)) for tag in sorted(PEOPLE)),
    ("#group", frozenset(), ("population_group",)),
    *((tag, frozenset({"contacts"}), ("contacts",)) for tag in sorted(PEOPLE)),
    ("#reached", frozenset(), ("new_people",)),
    ("#beneficiary", frozenset(), ("new_people",)),
    ("#affected", frozenset(), ("new_people",)),
    ("#description", frozenset(), ("comment", "text", "description")),
)
"""Tag, attributes that it must bear, and what our KINDs call it; the first that fits holds."""


Group = tuple[str, str, str]
"""Sex, age band and coarse age."""
Made = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Share:
    """A column with numbers of one sex or age; `coarse` is an age that is none of our bands."""

    header: str
    field: str
    sex: str
    age: str
    coarse: str

    @property
    def group(self) -> Group:
        """Give of whom the numbers are."""
        return self.sex, self.age, self.coarse


def unfold(sheet: Sheet, tags: dict[str, str]) -> Sheet:
    """Give the sheet with what its tags mean; columns of one sex or age become rows."""
    sheet.hints = {header: meaning for header, tag in tags.items() if (meaning := meaning_of(tag))}
    _keep_the_finest_place(sheet, tags)
    found = [one for header, tag in tags.items() if (one := _share(header, tag))]
    people = [one for one in found if one.field not in MEASURED.values() and any(one.group)]
    parts = [one for one in found if one.field in MEASURED.values()]
    if people:
        return _in_rows(sheet, people, _of_people(people))
    return _in_rows(sheet, parts, _of_results(parts)) if any(any(one.group) for one in parts) else sheet


def meaning_of(tag: str) -> tuple[str, ...]:
    """Give the names that our KINDs have for a tag."""
    name, *attributes = tag.split("+")
    return next((m for n, needed, m in MEANINGS if n == name and needed <= set(attributes)), ())


def _keep_the_finest_place(sheet: Sheet, tags: dict[str, str]) -> None:
    """Let only the finest of several codes of places mean the place."""
    places = sorted((tag, header) for header, tag in tags.items() if sheet.hints.get(header) == ("place_code",))
    for _, header in places[:-1]:
        del sheet.hints[header]


def _share(header: str, tag: str) -> Share | None:
    """Give what a column of numbers counts; of people only one of a sex or an age is such a column."""
    name, *attributes = tag.split("+")
    measured = next((MEASURED[one] for one in attributes if one in MEASURED), "") if name == "#indicator" else ""
    if name not in PEOPLE and not measured:
        return None
    sex = next((SEXES[one] for one in attributes if one in SEXES), "")
    age = next((band for one in attributes if (band := _band(one))), "")
    coarse = "" if age else next((one for one in COARSE if one in attributes), "")
    if not (sex or age or coarse or measured):
        return None
    return Share(header, measured or ("contacts" if "contacts" in attributes else "new_people"), sex, age, coarse)


def _band(attribute: str) -> str:
    """Give the age band of an attribute, empty where it is none of ours."""
    if attribute in AGES:
        return AGES[attribute]
    found = _AGE.fullmatch(attribute)
    band = f"{found[1]}-{found[2]}" if found and found[2] else f"{found[1]}+" if found else ""
    return band if band in AGE_BAND else ""


def _groups(shares: list[Share]) -> list[Group]:
    """Give of whom there are numbers."""
    return list(dict.fromkeys(one.group for one in shares))


def _of_people(shares: list[Share]) -> Made:
    """Give sex and age of each group; an age that would split our bands is unknown."""
    groups = _groups(shares)
    return {"sex": [sex or "unknown" for sex, _, _ in groups], "age_band": [age or "unknown" for _, age, _ in groups]}


def _of_results(shares: list[Share]) -> Made:
    """Give by what each group is told apart, and as what; the whole is told apart by nothing."""
    named = [[("sex", sex), ("age_band", age or coarse)] for sex, age, coarse in _groups(shares)]
    told = [[(dimension, value) for dimension, value in pairs if value] for pairs in named]
    parts = [[BETWEEN.join(pair[place] for pair in pairs) for pairs in told] for place in (0, 1)]
    return {"dimension": parts[0], "dimension_value": parts[1]}


def _in_rows(sheet: Sheet, shares: list[Share], made_of: Made) -> Sheet:
    """Give one row for each row and each group of which it says a number; empty cells make none.

    `made_of` are the columns that say which group a row is of: a text for each of the groups.
    """
    kept = {name: column for name, column in sheet.columns.items() if name not in {one.header for one in shares}}
    fields = list(dict.fromkeys(one.field for one in shares))
    blocks = [_block(sheet, [one for one in shares if one.group == group], fields) for group in _groups(shares)]
    counted = {field: [block[field] for block in blocks] for field in fields}
    filled = [np.logical_or.reduce([~column.missing for column in block.values()]) for block in blocks]
    at = np.concatenate([np.flatnonzero(one) for one in filled])
    group_of = np.concatenate([np.full(one.sum(), n) for n, one in enumerate(filled)])
    order = np.lexsort((group_of, at))
    at, group_of = at[order], group_of[order]
    columns = {name: column.take(at) for name, column in kept.items()}
    for name, told in made_of.items():
        columns[name] = from_cells([told[n] for n in group_of.tolist()])
    for field, several in counted.items():
        cells = [column.cells for column in several]
        columns[field] = from_cells([str(cells[n][i]) for n, i in zip(group_of.tolist(), at.tolist(), strict=True)])
    made = Sheet(sheet.file, sheet.name, columns, sheet.rows[at], form="hxl", header_row=sheet.header_row)
    made.hints, made.conventions, made.findings = sheet.hints, sheet.conventions, list(sheet.findings)
    coarse = [one.header for one in shares if one.coarse and "age_band" in made_of]
    made.findings += [_of_unknown_age(sheet, header) for header in coarse]
    return made


def _block(sheet: Sheet, shares: list[Share], fields: list[str]) -> dict[str, Column]:
    """Give the numbers of one group by column."""
    empty = constant("", len(sheet))
    told = {one.field: sheet.columns[one.header] for one in shares}
    return {field: told.get(field, empty) for field in fields}


def _of_unknown_age(sheet: Sheet, header: str) -> Finding:
    """Give the warning that a coarse age counts as unknown."""
    rows = sheet.rows[~sheet.columns[header].missing]
    return Finding(sheet.file, sheet.name, header, "load.warning.coarse_age", rows)
