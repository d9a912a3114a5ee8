"""Single cells of a results framework and of its parts, by hand and without a database."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.data import framework_cells as cells
from dashboard.data.framework_lines import Framework, Line, Readings
from dashboard.data.framework_periods import parts_frame
from dashboard.data.readings import Told
from dashboard.data.standing import Rule

Q1 = date(2021, 1, 1), date(2021, 3, 31)


def line(rule: Rule, parts: dict[tuple[str, str], Readings] | None = None, **told: object) -> Line:
    """Give an indicator."""
    names = {"code": "I", "name_tr": "I", "name_en": None, "name_ar": None, "unit": None, "measure": "1"}
    row: Any = SimpleNamespace(**names, **{"baseline_on": None, "baseline_comment": None} | told)
    return Line(row, rule, Readings(), parts or {}, [], (rule, []), [], co_financed=False)


@pytest.mark.parametrize(
    ("kind", "comment", "state"),
    [
        ("sum", None, "not_applicable"),
        ("unique_people", None, "not_applicable"),
        ("sum", "Ölçülmedi", "missing"),
        ("snapshot", None, "missing"),
    ],
)
def test_a_sum_needs_no_baseline_unless_somebody_says_that_it_is_unknown(
    kind: str, comment: str | None, state: str
) -> None:
    assert cells.baseline(line(Rule(kind), baseline_comment=comment)).state == state


def test_a_baseline_of_zero_is_a_value() -> None:
    found = cells.baseline(line(Rule("snapshot", baseline=Decimal(0))))
    assert (found.state, found.value) == ("value", 0)


def test_a_part_has_neither_the_declared_target_nor_the_baseline_of_the_whole() -> None:
    women = Readings([], [Told(*Q1, None, Decimal(40))])
    rule = Rule("sum", final_target=Decimal(100), baseline=Decimal(5))
    own = line(rule, {("sex", "female"): women})
    found = parts_frame(Framework(None, (own,), date(2021, 7, 1), date(2021, 1, 1)))
    assert found[["current_value", "target_state", "target_value"]].to_numpy().tolist() == [
        [Decimal(40), "not_applicable", None]
    ]
