"""How far the partnerships with one partner have come: the seven steps, and the protocols they stand on.

`steps` and `protocols` are the frames of `data.partnerships.steps` and `protocols`, restricted to the partner.
"""

from itertools import chain

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.partner.parts import Notes, Programmes, programmes_of
from dashboard.figures.partnerships.steps import STEPS
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import choose, t


def steps_table(steps: DataFrame, programmes: Programmes, notes: Notes) -> Table:
    """Give a row for each step of each partnership, in the order of the steps.

    A step is reached on a day, skipped where only a later one was reached, else ahead.
    """
    columns = (
        Column("step_code", t("table.code"), "code"),
        Column("step", t("partner.step"), "text"),
        Column("status", t("table.code"), "code"),
        Column("status_word", t("overview.status"), "text"),
        Column("reached_on", t("partner.reached_on"), "day"),
        Column("days", t("partnerships.days_in_step")),
        Column("note", t("partner.note"), "text"),
        Column("programme", t("filter.programme"), "text"),
        Column("partnership", t("partnerships.code"), "code"),
    )
    found = lists(steps)
    rows = chain.from_iterable(
        _steps_of({key: column[at] for key, column in found.items()}, programmes, notes) for at in range(len(steps))
    )
    return Table(columns, tuple(rows))


def _steps_of(row: dict[str, object], programmes: Programmes, notes: Notes) -> list[tuple[object, ...]]:
    """Give the seven rows of one partnership."""
    code, furthest = str(row["code"]), row["step"]
    passed = STEPS.index(str(furthest)) if furthest else -1
    programme = choose(programmes[code])
    rows: list[tuple[object, ...]] = []
    for at, step in enumerate(STEPS):
        state = "reached" if row[step] else "skipped" if at < passed else "ahead"
        days = row["days_in_step"] if step == furthest else None
        words = (step, t(f"partnership_step.{step}"), state, t(f"step_state.{state}"))
        rows.append((*words, row[step], days, notes.get((code, step)) if row[step] else None, programme, code))
    return rows


def steps_finding(table: Table) -> str | None:
    """Name the furthest step and the days spent in it; nothing where there are several partnerships, or no step."""
    reached = [row for row in table.rows if row[2] == "reached"]
    if len(table.rows) != len(STEPS) or not reached:
        return None
    return finding("finding.partner.step", step=reached[-1][1], days=formats.whole(reached[-1][5]))


def protocols_table(protocols: DataFrame, programmes: Programmes) -> Table:
    """Give the protocols: those in force by their end, then those that have expired, the latest first."""
    columns = (
        Column("reference", t("partnerships.reference"), "text"),
        Column("status", t("table.code"), "code"),
        Column("status_word", t("overview.status"), "text"),
        Column("signed_on", t("partnerships.signed_on"), "day"),
        Column("expires_on", t("partnerships.expires_on"), "day"),
        Column("days_left", t("partnerships.days_left")),
        Column("followed", t("partnerships.followed"), "text"),
        Column("programme", t("filter.programme"), "text"),
    )
    found = lists(protocols)
    states, ends = found["state"], found["expires_on"]
    return Table.of(
        columns,
        found["reference"],
        states,
        [t(f"protocol_state.{state if end else 'open_ended'}") for state, end in zip(states, ends, strict=True)],
        found["signed_on"],
        ends,
        [None if state == "expired" else left for state, left in zip(states, found["days_left"], strict=True)],
        [t("mun.renewed") if followed else None for followed in found["followed"]],
        programmes_of(found["code"], programmes),
    )


def protocols_finding(table: Table) -> str | None:
    """Say how many protocols are in force and how many of them end within 90 days without being followed."""
    if not table.rows:
        return None
    states = [(row[1], row[6]) for row in table.rows]
    current = len([state for state, _ in states if state != "expired"])
    if not current:
        return finding("finding.partner.all_expired", count=formats.whole(len(states)))
    ending = len([state for state, followed in states if state == "ending" and not followed])
    return finding("finding.partner.protocols", count=formats.whole(current), ending=formats.whole(ending))
