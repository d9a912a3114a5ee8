"""Re-baselining keeps both targets: each case written out by hand."""

from datetime import date
from decimal import Decimal

from dashboard.data.standing import Reading, Rule, stand
from dashboard.data.target_revisions import Revision, as_first_set, steps

D = Decimal
H1, H2 = (date(2021, 1, 1), date(2021, 6, 30)), (date(2021, 7, 1), date(2021, 12, 31))
WHOLE = (None, None, None)


def target(period: tuple[date, date], value: int, place: int | None = None) -> Reading:
    return Reading(*period, place, D(value))


def revised(target: tuple[date | None, date | None, int | None], day: str, previous: int | None) -> Revision:
    return Revision(target, date.fromisoformat(day), None if previous is None else D(previous), "salgın")


def test_an_indicator_is_judged_against_the_first_and_the_revised_target() -> None:
    """Given 80 reached, 100 wanted at first and 160 since an extension: 80 % of the first, half of the revised one."""
    rule = Rule("snapshot", baseline=D(0), final_target=D(160))
    first, targets = as_first_set(
        rule, [target(H1, 80)], [revised((*H1, None), "2021-03-31", 50), revised(WHOLE, "2021-03-31", 100)]
    )
    results, day = [target(H1, 80)], date(2021, 7, 1)
    now, then = stand(rule, [target(H1, 80)], results, day), stand(first, targets, results, day)
    assert (now.target, now.progress, now.plan, now.score) == (D(160), D("0.5"), D(80), D(1))
    assert (then.target, then.progress, then.plan, then.score) == (D(100), D("0.8"), D(50), D("1.6"))


def test_the_first_of_several_revisions_tells_the_first_target() -> None:
    changes = [revised((*H2, None), "2021-03-31", 10), revised((*H2, None), "2021-09-30", 20)]
    _, targets = as_first_set(Rule("sum"), [target(H1, 5), target(H2, 30)], changes)
    assert sorted((t.end, t.value) for t in targets) == [(H1[1], D(5)), (H2[1], D(10))]
    assert [(r.previous, new) for r, new in steps(Rule("sum"), [target(H2, 30)], changes)] == [
        (D(10), D(20)),
        (D(20), D(30)),
    ]


def test_a_target_that_was_added_was_missing_before_and_one_that_was_dropped_was_there() -> None:
    added, dropped = revised((*H2, None), "2021-03-31", None), revised((*H1, 7), "2021-03-31", 4)
    _, targets = as_first_set(Rule("sum"), [target(H2, 30)], [added, dropped])
    assert {(t.start, t.place, t.value) for t in targets} == {(H2[0], None, None), (H1[0], 7, D(4))}
    assert [new for _, new in steps(Rule("sum"), [target(H2, 30)], [added, dropped])] == [D(30), None]


def test_without_revisions_nothing_differs() -> None:
    rule, targets = Rule("sum", final_target=D(9)), [target(H1, 5), target(H1, 6, 1)]
    assert as_first_set(rule, targets, []) == (rule, targets)
