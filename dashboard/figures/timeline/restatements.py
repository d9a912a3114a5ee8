"""As reported beside as known: every figure of a locked period, and which load changed it for which reason.

`figures` is the frame of `data.locked_figures.as_reported`, `steps` that of `data.restatements.restatements`.
"""

from decimal import Decimal
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.address import Period
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.figures.timeline.framework import plain
from dashboard.i18n import t

CHANGED = "restated"
Key = tuple[str, str, str, str]
"""Period, sort of figure, code and figure."""


def restatements_table(figures: DataFrame, steps: DataFrame) -> Table:
    """Give one row a figure of a locked period; those that are known differently now come first."""
    cells, causes = lists(figures), causes_of(steps)
    keys: list[Key] = list(zip(cells["period"], cells["what"], cells["code"], cells["figure"], strict=True))
    states = [CHANGED if told else "unchanged" for told in cells["restated"]]
    columns = (
        (Column("code", t("table.code"), "code"), cells["code"]),
        (Column("what", t("table.code"), "code"), cells["what"]),
        (Column("figure", t("table.code"), "code"), cells["figure"]),
        (Column("period_code", t("table.code"), "code"), cells["period"]),
        (Column("name", t("restated.figure"), "text"), _names(cells)),
        (Column("period", t("restated.period"), "text"), [period_name(period) for period in cells["period"]]),
        (Column("reported", t("restated.reported"), "number"), list(map(plain, cells["reported_value"]))),
        (
            Column("reported_state", t("framework.state_of", cell=t("restated.reported")), "state"),
            cells["reported_state"],
        ),
        (Column("known", t("restated.known"), "number"), list(map(plain, cells["known_value"]))),
        (Column("known_state", t("framework.state_of", cell=t("restated.known")), "state"), cells["known_state"]),
        (Column("change", t("restated.change"), "number"), list(map(plain, cells["change"]))),
        (Column("state", t("table.code"), "code"), states),
        (Column("state_word", t("overview.status"), "text"), [t(f"restated.{state}") for state in states]),
        (Column("causes", t("restated.causes"), "text"), [causes.get(key) for key in keys]),
        (Column("unit", t("ind.unit"), "text"), cells["unit"]),
        (Column("reported_on", t("restated.reported_on"), "day"), cells["reported_on"]),
        (Column("reported_version", t("restated.reported_version")), cells["reported_version"]),
    )
    table = Table.of([column for column, _ in columns], *(values for _, values in columns))
    changed = table.column("state")
    order = sorted(range(len(table.rows)), key=lambda at: (changed[at] != CHANGED, at))
    return Table(table.columns, tuple(table.rows[at] for at in order))


def causes_of(steps: DataFrame) -> dict[Key, str]:
    """Write for each figure which loads changed it: version, day, file, reason, and the value before and after."""
    told: dict[Key, list[str]] = {}
    cells = lists(steps)
    for row in zip(*cells.values(), strict=True):
        one = dict(zip(cells, row, strict=True))
        told.setdefault((one["period"], one["what"], one["code"], one["figure"]), []).append(_cause(one))
    return {key: "; ".join(causes) for key, causes in told.items()}


def _cause(step: dict[str, Any]) -> str:
    """Write one change."""
    words = {
        "version": str(step["version"]),
        "day": formats.day(step["changed_on"]),
        "source": step["file_name"]
        or step["source"]
        or t("restated.release" if step["actor"] is None else "restated.on_page"),
        "before": _value(step["before_value"], step["before_state"]),
        "after": _value(step["after_value"], step["after_state"]),
    }
    told = t("restated.cause", **words)
    return f"{told}: {step['reason']}" if step["reason"] else told


def _value(value: Decimal | None, state: str) -> str:
    """Write a value, or why there is none."""
    return formats.number(value) if state == "value" else t(f"value.{state}")


def _names(cells: dict[str, list[Any]]) -> list[str]:
    """Name each figure: of an indicator with its name, of people and money by itself."""
    own = names_in({name: [one or "" for one in cells[name]] for name in ("name_tr", "name_en", "name_ar")})
    rows = zip(cells["what"], cells["figure"], cells["code"], own, strict=True)
    return [_name(*row) for row in rows]


def _name(what: str, figure: str, code: str, name: str) -> str:
    """Name one figure."""
    word = t(f"restated.{what}.{figure}")
    about = name or code
    return f"{about}: {word}" if about else word


def period_name(text: str) -> str:
    """Write a locked period as people read it."""
    return formats.period_label(Period.parse(text))


def restatements_finding(table: Table) -> str | None:
    """Say how many of the locked figures are known differently now."""
    states = table.column("state")
    if not states:
        return None
    numbers = {"count": states.count(CHANGED), "all": len(states)}
    return finding("finding.timeline.restated", **{name: formats.whole(count) for name, count in numbers.items()})
