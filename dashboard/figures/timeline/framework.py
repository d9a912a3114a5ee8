"""The results framework of a grant, in the form of the World Bank or as a logframe of the European Union.

`found` is the frame of `data.results_framework`, `form` the form in which it is shown. Both forms hold the same
figures; what a form does not name stands behind what it does.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t
from dashboard.shown_sum import ShownSum

GOOD = frozenset({"achieved", "on_track"})
WHO = (*("form", "code", "name", "level", "level_word", "component", "unit", "measure"), *("direction", "co_financed"))
JUDGED = (
    "progress",
    "percent_of_target",
    "score",
    "plan_share",
    "status",
    "status_word",
    "over_plan",
    "without_baseline",
)
REVISED = (
    *("original_target", "revised_on", "revision_reason", "original_progress", "original_percent"),
    *("original_status", "original_status_word"),
)
SAID = ("comment", "comment_period", "comment_on", "comment_by")
ABOUT = ("verification", "frequency", "responsible", "assumptions", "definition")


def _cell(name: str) -> tuple[str, ...]:
    """Give the columns of one cell of the framework."""
    return name, f"{name}_state", f"{name}_on", f"{name}_comment"


_WORLD_BANK = (*_cell("baseline"), *_cell("previous"), *_cell("current"), "gaps", *_cell("target"))
_LOGFRAME = (*_cell("baseline"), *_cell("target"), *_cell("current"), "gaps", "verification", "assumptions")
ORDERS = {
    "wb": (*WHO, *_WORLD_BANK, *_cell("plan"), *_cell("open"), *JUDGED, *REVISED, *SAID, *ABOUT),
    "eu": (
        *(*WHO, *_LOGFRAME, *_cell("plan"), *_cell("open"), *JUDGED, *REVISED, *SAID, *_cell("previous")),
        *("frequency", "responsible", "definition"),
    ),
}
"""The columns of each form in their order."""
CELLS = ("baseline", "previous", "current", "target", "plan", "open")
_TEXTS = ("component", "unit", "verification", "frequency", "responsible", "assumptions", "definition")
_SHARES = ("progress", "percent_of_target", "score", "original_progress", "original_percent")


def framework_table(found: DataFrame, form: str) -> Table:
    """Give one row an indicator with every cell's value, state, day and comment, judged against both targets."""
    columns = _columns(lists(found), form)
    chosen = [columns[key] for key in ORDERS[form]]
    return Table.of([column for column, _ in chosen], *(cells for _, cells in chosen))


Columns = dict[str, tuple[Column, list[Any]]]


def _columns(found: dict[str, list[Any]], form: str) -> Columns:
    """Give every column by its key."""
    named = [
        (Column("form", t("timeline.form"), "code"), [form] * len(found["code"])),
        (Column("code", t("table.code"), "code"), found["code"]),
        (Column("name", t("ind.indicator"), "text"), names_in(found)),
        (Column("level", t("table.code"), "code"), found["level"]),
        (Column("level_word", t("framework.level"), "text"), [t(f"indicator_level.{one}") for one in found["level"]]),
        (Column("measure", t("framework.measure"), "code"), found["measure"]),
        (Column("direction", t("framework.direction"), "text"), _directions(found["ascending"])),
        (Column("co_financed", t("framework.co_financed"), "text"), _marked(found["co_financed"])),
        (Column("gaps", t("framework.gaps")), found["gaps"]),
        *((Column(key, t(f"framework.{key}"), "text"), found[key]) for key in _TEXTS),
        *(part for name in CELLS for part in _cell_columns(name, found)),
        *_judgement(found),
        *_revision(found),
        *_said(found),
    ]
    return {column.key: (column, cells) for column, cells in named}


def _cell_columns(name: str, found: dict[str, list[Any]]) -> Iterable[tuple[Column, list[Any]]]:
    """Give value, state, day and comment of one cell."""
    label = t(f"framework.{name}")
    yield Column(name, label, "number"), list(map(plain, found[f"{name}_value"]))
    yield Column(f"{name}_state", t("framework.state_of", cell=label), "state"), found[f"{name}_state"]
    yield Column(f"{name}_on", t("framework.day_of", cell=label), "day"), found[f"{name}_on"]
    yield Column(f"{name}_comment", t("framework.comment_of", cell=label), "text"), found[f"{name}_comment"]


def _judgement(found: dict[str, list[Any]]) -> Iterable[tuple[Column, list[Any]]]:
    """Give how each indicator stands."""
    shares = {key: list(map(ratio, found[key])) for key in _SHARES}
    yield Column("progress", t("framework.progress"), "share"), shares["progress"]
    yield Column("percent_of_target", t("overview.percent_of_target"), "share"), shares["percent_of_target"]
    yield Column("score", t("ind.plan_ratio"), "share"), shares["score"]
    where = zip(found["baseline_value"], found["plan_value"], found["target_value"], strict=True)
    yield Column("plan_share", t("overview.plan_share"), "share"), [ratio(_on_the_way(*one)) for one in where]
    yield Column("status", t("table.code"), "code"), found["status"]
    yield Column("status_word", t("overview.status"), "text"), list(map(status_word, found["status"]))
    yield Column("over_plan", t("status.over_plan"), "text"), _marked(found["over_plan"])
    yield (
        Column("without_baseline", t("framework.without_baseline"), "text"),
        _marked(found["without_baseline"]),
    )
    yield Column("original_progress", t("framework.original_progress"), "share"), shares["original_progress"]
    yield Column("original_percent", t("framework.original_percent"), "share"), shares["original_percent"]


def _revision(found: dict[str, list[Any]]) -> Iterable[tuple[Column, list[Any]]]:
    """Give what a revision of targets changed."""
    status = t("framework.original_status")
    yield Column("original_target", t("framework.original_target"), "number"), list(map(plain, found["original_value"]))
    yield Column("revised_on", t("framework.revised_on"), "day"), found["revised_on"]
    yield Column("revision_reason", t("framework.revision_reason"), "text"), found["revision_reason"]
    yield Column("original_status", t("table.code"), "code"), found["original_status"]
    yield Column("original_status_word", status, "text"), list(map(status_word, found["original_status"]))


def _said(found: dict[str, list[Any]]) -> Iterable[tuple[Column, list[Any]]]:
    """Give the manager's latest comment."""
    periods = zip(found["comment_start"], found["comment_end"], strict=True)
    spans = [f"{formats.day(start)} – {formats.day(end)}" if start else None for start, end in periods]
    yield Column("comment", t("framework.comment"), "text"), found["comment"]
    yield Column("comment_period", t("framework.comment_period"), "text"), spans
    yield Column("comment_on", t("framework.comment_on"), "day"), found["comment_on"]
    yield Column("comment_by", t("framework.comment_by"), "text"), found["comment_by"]


def framework_finding(table: Table) -> str | None:
    """Say how many of the judged indicators are on track or achieved."""
    judged = [status for status in table.column("status") if status]
    if not judged:
        return None
    good = sum(status in GOOD for status in judged)
    return finding("finding.timeline.framework", good=str(good), total=str(len(judged)))


def framework_rest(table: Table) -> str | None:
    """Say how many indicators cannot be judged, and of how many a period is missing."""
    unjudged = sum(status is None for status in table.column("status"))
    gaps = sum(bool(count) for count in table.column("gaps"))
    told = {"timeline.unjudged": unjudged, "timeline.with_gaps": gaps}
    return "; ".join(t(key, count=formats.whole(count)) for key, count in told.items() if count) or None


def status_word(status: str | None) -> str:
    """Write a status, or that nothing can be judged."""
    return t(f"st.{status}") if status else t("overview.not_judged")


def plain(value: Decimal | ShownSum | None) -> int | float | None:
    """Give a decimal as the plainest number that holds it; what is shown of a sum stays what it is."""
    if value is None or isinstance(value, ShownSum):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def ratio(value: Decimal | None) -> float | None:
    """Give a share as files and screens write it."""
    return None if value is None else float(value)


def _on_the_way(baseline: Decimal | None, plan: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Give how far the plan to date is on the way from baseline (0 where there is none) to the target."""
    start = baseline or Decimal(0)
    return None if plan is None or target is None or target == start else (plan - start) / (target - start)


def _directions(ascending: Sequence[bool | None]) -> list[str]:
    """Say which way each indicator should go."""
    return [t("framework.falling" if one is False else "framework.rising") for one in ascending]


def _marked(told: Iterable[bool | None]) -> list[str]:
    """Write where something holds, and nothing where it does not."""
    return [t("framework.yes") if one else "" for one in told]
