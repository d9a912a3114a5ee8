"""HXL: what the tags of a table say, and columns such as `#reached+f+children` turned into rows.

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
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.codes import AGE_BAND
from dashboard.data.loading.problems import Finding
from dashboard.data.loading.sheets import Column, Sheet, constant, from_cells

PEOPLE = frozenset({"#reached", "#beneficiary", "#affected", "#population"})
SEXES = {"f": "female", "m": "male", "i": "unknown", "o": "other"}
AGES = {"infants": "0-4", "adolescents": "12-17", "elderly": "60+"}
COARSE = frozenset({"children", "adults", "youth", "minors"})
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


@dataclass(frozen=True, slots=True)
class Share:
    """A column with numbers of one sex or age."""

    header: str
    field: str
    sex: str
    age: str
    coarse: bool


def unfold(sheet: Sheet, tags: dict[str, str]) -> Sheet:
    """Give the sheet with what its tags mean; columns of one sex or age become rows."""
    sheet.hints = {header: meaning for header, tag in tags.items() if (meaning := meaning_of(tag))}
    _keep_the_finest_place(sheet, tags)
    shares = [one for header, tag in tags.items() if (one := _share(header, tag))]
    return _in_rows(sheet, shares) if shares else sheet


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
    """Give what a column of numbers counts, where it is one of a sex or an age."""
    name, *attributes = tag.split("+")
    if name not in PEOPLE:
        return None
    sex = next((SEXES[one] for one in attributes if one in SEXES), "")
    age = next((band for one in attributes if (band := _band(one))), "")
    coarse = bool(COARSE & set(attributes))
    if not (sex or age or coarse):
        return None
    return Share(header, "contacts" if "contacts" in attributes else "new_people", sex, age, coarse)


def _band(attribute: str) -> str:
    """Give the age band of an attribute, empty where it is none of ours."""
    if attribute in AGES:
        return AGES[attribute]
    found = _AGE.fullmatch(attribute)
    band = f"{found[1]}-{found[2]}" if found and found[2] else f"{found[1]}+" if found else ""
    return band if band in AGE_BAND else ""


def _in_rows(sheet: Sheet, shares: list[Share]) -> Sheet:
    """Give one row for each row and each sex and age of which it says a number; empty cells make none."""
    kept = {name: column for name, column in sheet.columns.items() if name not in {one.header for one in shares}}
    groups = list(dict.fromkeys((one.sex, one.age) for one in shares))
    blocks = [_block(sheet, [one for one in shares if (one.sex, one.age) == group]) for group in groups]
    counted = {field: [column for block in blocks for column in [block[field]]] for field in _fields(shares)}
    filled = [np.logical_or.reduce([~column.missing for column in block.values()]) for block in blocks]
    at = np.concatenate([np.flatnonzero(one) for one in filled])
    group_of = np.concatenate([np.full(one.sum(), n) for n, one in enumerate(filled)])
    order = np.lexsort((group_of, at))
    at, group_of = at[order], group_of[order]
    columns = {name: column.take(at) for name, column in kept.items()}
    columns["sex"] = from_cells([groups[n][0] or "unknown" for n in group_of.tolist()])
    columns["age_band"] = from_cells([groups[n][1] or "unknown" for n in group_of.tolist()])
    for field, several in counted.items():
        cells = [column.cells for column in several]
        columns[field] = from_cells([str(cells[n][i]) for n, i in zip(group_of.tolist(), at.tolist(), strict=True)])
    made = Sheet(sheet.file, sheet.name, columns, sheet.rows[at], form="hxl", header_row=sheet.header_row)
    made.hints, made.conventions, made.findings = sheet.hints, sheet.conventions, list(sheet.findings)
    coarse = [one.header for one in shares if one.coarse and not one.age]
    made.findings += [_of_unknown_age(sheet, header) for header in coarse]
    return made


def _fields(shares: list[Share]) -> Iterator[str]:
    """Give the columns that the numbers fill."""
    return iter(dict.fromkeys(one.field for one in shares))


def _block(sheet: Sheet, shares: list[Share]) -> dict[str, Column]:
    """Give the numbers of one sex and age by column."""
    empty = constant("", len(sheet))
    told = {one.field: sheet.columns[one.header] for one in shares}
    return {field: told.get(field, empty) for field in ("new_people", "contacts")}


def _of_unknown_age(sheet: Sheet, header: str) -> Finding:
    """Give the warning that a coarse age counts as unknown."""
    rows = sheet.rows[~sheet.columns[header].missing]
    return Finding(sheet.file, sheet.name, header, "load.warning.coarse_age", rows)
