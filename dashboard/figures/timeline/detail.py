"""A framework in detail: period by period with what was said of it, and the parts and places of each indicator.

`found` are the frames of `data.framework_periods`: of periods, of parts, of places.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.codes import AGE_BAND, POPULATION_GROUP, SEX
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.figures.timeline.framework import plain
from dashboard.i18n import t

KNOWN: Mapping[str, Sequence[str]] = {"sex": SEX, "age_band": AGE_BAND, "population_group": POPULATION_GROUP}
"""Breakdowns whose codes have words."""


def periods_table(found: DataFrame) -> Table:
    """Give one row an indicator and period; the open one is marked and not judged."""
    cells = lists(found)
    phases = zip(cells["has_ended"], cells["is_open"], strict=True)
    states = ["ended" if has_ended else "open" if is_open else "ahead" for has_ended, is_open in phases]
    columns = (
        (Column("code", t("table.code"), "code"), cells["code"]),
        (Column("name", t("ind.indicator"), "text"), names_in(cells)),
        (Column("unit", t("ind.unit"), "text"), cells["unit"]),
        (Column("period_start", t("timeline.period_from"), "day"), cells["period_start"]),
        (Column("period_end", t("timeline.period_to"), "day"), cells["period_end"]),
        (Column("phase", t("table.code"), "code"), states),
        (Column("phase_word", t("framework.phase"), "text"), [t(f"phase.{state}") for state in states]),
        *_valued("result", t("framework.period_result"), cells),
        *_valued("target", t("framework.period_target"), cells),
        (Column("original", t("framework.original_target"), "number"), list(map(plain, cells["original_value"]))),
        (Column("to_date", t("framework.to_date"), "number"), list(map(plain, cells["to_date"]))),
        (Column("gaps", t("framework.gaps")), cells["gaps"]),
        (Column("note", t("framework.result_note"), "text"), cells["result_note"]),
        (Column("comment", t("framework.comment"), "text"), cells["comment"]),
        (Column("comment_on", t("framework.comment_on"), "day"), cells["comment_on"]),
        (Column("comment_by", t("framework.comment_by"), "text"), cells["comment_by"]),
    )
    return Table.of([column for column, _ in columns], *(values for _, values in columns))


def _valued(name: str, label: str, cells: dict[str, list[Any]]) -> list[tuple[Column, list[Any]]]:
    """Give a value with its state."""
    return [
        (Column(name, label, "number"), list(map(plain, cells[f"{name}_value"]))),
        (Column(f"{name}_state", t("framework.state_of", cell=label), "state"), cells[f"{name}_state"]),
    ]


def periods_finding(table: Table) -> str | None:
    """Say how many ended periods lack their result."""
    phases, states = table.column("phase"), table.column("result_state")
    ended = [state for phase, state in zip(phases, states, strict=True) if phase == "ended"]
    if not ended:
        return None
    missing = formats.whole(ended.count("missing"))
    return finding("finding.timeline.periods", missing=missing, all=formats.whole(len(ended)))


def part_in_words(dimension: str, value: str) -> tuple[str, str]:
    """Give a part of a breakdown in words where its codes are the product's own, else as its file wrote it."""
    if value not in KNOWN.get(dimension, ()):
        return dimension, value
    return t(f"dimension.{dimension}"), t(f"{dimension}.{value}")


def breakdowns_table(parts: DataFrame, places: DataFrame) -> Table:
    """Give one row an indicator and part or place; parts are "of which" and are never added up."""
    of_parts, of_places = lists(parts), lists(places)
    told = zip(of_parts["dimension"], of_parts["dimension_value"], strict=True)
    known = [part_in_words(dimension, value) for dimension, value in told]
    dimensions = [*(dimension for dimension, _ in known), *[t("framework.place")] * len(of_places["code"])]
    values = [*(value for _, value in known), *names_in(of_places, "place")]
    codes = [*of_parts["dimension"], *[""] * len(of_places["code"])]
    both = {key: [*of_parts[key], *of_places[key]] for key in ("code", "name_tr", "name_en", "name_ar", "unit")}
    both |= {key: [*of_parts[key], *of_places[key]] for key in of_parts if key.startswith(("current_", "target_"))}
    columns = (
        (Column("code", t("table.code"), "code"), both["code"]),
        (Column("name", t("ind.indicator"), "text"), names_in(both)),
        (Column("dimension_code", t("table.code"), "code"), codes),
        (Column("part_code", t("table.code"), "code"), [*of_parts["dimension_value"], *of_places["place_code"]]),
        (Column("dimension", t("ind.disaggregation"), "text"), dimensions),
        (Column("part", t("framework.part"), "text"), values),
        *_valued("current", t("framework.current"), both),
        (Column("current_on", t("framework.day_of", cell=t("framework.current")), "day"), both["current_on"]),
        *_valued("target", t("framework.target"), both),
        (Column("unit", t("ind.unit"), "text"), both["unit"]),
    )
    return Table.of([column for column, _ in columns], *(cells for _, cells in columns))
