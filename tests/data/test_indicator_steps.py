"""What is kept of an indicator says on every day what its rows say."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from dashboard.address import Month
from dashboard.data.earned_schedule import ADDING_UP, earned_by_period, plan_by_month
from dashboard.data.indicator_steps import planned, reached
from dashboard.data.standing import Amount, Reading, Rule, life_target, stand, to_date
from dashboard.shown_sum import NOT_SHOWN

RULES = (
    *(Rule(kind) for kind in ("sum", "unique_people", "cumulative", "snapshot", "qualitative")),
    Rule("snapshot", over_place="none"),
    Rule("sum", over_place="none"),
    Rule("ratio", measure="2", over_time="latest"),
    Rule("ratio", measure="2", over_time="ratio"),
    Rule("ratio", measure="2", over_time="latest", over_place="none"),
)


def _rows(rng: random.Random, rule: Rule, *, shown: bool) -> list[Reading]:
    """Give months, quarters and years of some places, in no order, some of them without a value."""
    return list(_made(rng, rule, shown=shown))


def _made(rng: random.Random, rule: Rule, *, shown: bool) -> Iterator[Reading]:
    for _ in range(rng.randint(0, 14)):
        first = Month.at(Month(2021, 1).index + rng.randint(0, 20))
        last = Month.at(first.index + rng.choice((0, 0, 2, 11)))
        place = rng.choice((None, 1, 2))
        value: Amount = NOT_SHOWN if shown and rng.random() < 0.2 else Decimal(rng.randint(0, 90))
        if rng.random() < 0.1:
            yield Reading(first.first, last.last, place)
        elif rule.kind == "ratio" and rng.random() < 0.9:
            yield Reading(first.first, last.last, place, None, value, Decimal(rng.randint(90, 99)))
        else:
            yield Reading(first.first, last.last, place, value)


@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}-{rule.over_time}-{rule.over_place}")
def test_steps_say_what_the_rows_say(rule: Rule, *, shown: bool) -> None:
    rng = random.Random(f"{rule}{shown}")
    for _ in range(8):
        results, targets = _rows(rng, rule, shown=shown), _rows(rng, rule, shown=False)
        kept, plan = reached(rule, results), planned(rule, targets)
        assert plan.target == life_target(rule, targets)
        assert plan.grows == (plan_by_month(rule, targets) is not None)
        for days in range(0, 1100, 11):
            day = date(2020, 12, 30) + timedelta(days)
            by_rows = stand(rule, targets, results, day)
            found = kept.to_date.before(day), plan.to_date.before(day), kept.open.on(day)
            expected = by_rows.actual, by_rows.plan, by_rows.open_value
            assert [(type(one), one) for one in found] == [(type(one), one) for one in expected]
            if rule.kind in ADDING_UP:
                earned = earned_by_period(rule, results, day)
                assert (kept.earned.last_before(day), kept.earned.before(day)) == (
                    earned[-1] if earned else (None, None)
                )


def test_a_day_before_everything_has_nothing() -> None:
    kept = reached(Rule("sum"), [Reading(date(2021, 1, 1), date(2021, 1, 31), value=Decimal(3))])
    assert kept.to_date.before(date(2021, 1, 31)) is None
    assert kept.to_date.before(date(2021, 2, 1)) == to_date(
        Rule("sum"), [Reading(date.min, date.max, value=Decimal(3))]
    )
