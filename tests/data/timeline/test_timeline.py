"""The key figures, and whose figures they are."""

from decimal import Decimal

import pytest
from sqlalchemy import Connection, event

from dashboard.data import timeline
from dashboard.data.filters import Viewer
from tests.timeline_tables import G2, asked


def test_the_key_figures(connection: Connection) -> None:
    """Seven deadlines have passed on 1 July; M4, R1 and R2 were kept. The next report is R4, in 19 days."""
    found = timeline.headline(connection, asked())
    assert (found.milestones_on_time, found.milestones_due) == (3, 7)
    assert (found.elapsed.days, found.elapsed.total) == (548 + 548 + 181, 731 + 731 + 181)
    assert found.next_report is not None
    assert (found.next_report.days, found.next_report.grant, found.next_report.names) == (
        19,
        "G3",
        {"tr": "Ek rapor", "en": "Ek rapor", "ar": "Ek rapor"},
    )
    assert (found.reports_overdue, found.reports_sent_back) == (1, 1)
    assert [(line.currency, line.spent) for line in found.spent] == [
        ("EUR", Decimal("100.10")),
        ("TRY", 60),
        ("USD", 157),
    ]
    assert found.converted is None
    assert (found.indicators_on_track, found.indicators_judged) == (0, 1)
    assert found.grant is not None
    assert (found.grant.code, found.spi_t) == ("G1", None)


def test_the_key_figures_of_one_grant(connection: Connection) -> None:
    """Of G2 the next report is one that nobody wrote down: its third semester, due by the rule in 44 days."""
    found = timeline.headline(connection, asked(**G2))
    assert (found.milestones_on_time, found.milestones_due) == (2, 5)
    assert found.next_report is not None
    told = (found.next_report.days, found.next_report.names, found.next_report.part, found.next_report.number)
    assert told == (44, None, "semester", 3)
    assert found.spi_t == Decimal("13.2") / 18
    assert found.converted is not None


def test_what_is_due_on_the_day_itself_counts_once_it_is_done(connection: Connection) -> None:
    on_the_day = timeline.headline(connection, asked("2020-08-14", **G2))
    assert (on_the_day.milestones_on_time, on_the_day.milestones_due) == (1, 2)
    open_still = timeline.headline(connection, asked("2021-06-30", **G2))
    assert open_still.milestones_due == 4


def test_the_key_figures_ask_the_database_nothing_twice(connection: Connection) -> None:
    statements: list[tuple[str, str]] = []
    event.listen(connection, "before_cursor_execute", lambda *call: statements.append((call[2], str(call[3]))))
    timeline.headline(connection, asked("2021-06-29", version=10**6 + 1))
    assert 0 < len(statements) <= 20
    assert len(set(statements)) == len(statements)
    statements.clear()
    timeline.headline(connection, asked("2021-06-28", version=10**6 + 1))
    assert len(statements) <= 9


def test_another_viewer_sees_none_of_it(connection: Connection) -> None:
    stranger = asked(viewer=Viewer(programmes=frozenset({"B"}), protected=False))
    assert timeline.agreements(connection, stranger)["code"].tolist() == ["G3"]
    assert timeline.slippage(connection, stranger)["code"].tolist() == ["R4"]
    assert timeline.report_calendar(connection, stranger)["code"].tolist() == ["R4"]
    assert timeline.money_by_currency(connection, stranger)["currency"].tolist() == ["TRY"]
    assert timeline.gantt(connection, stranger)["code"].tolist()[0] == "G3"
    assert timeline.headline(connection, stranger).milestones_due == 0


@pytest.mark.parametrize("viewer", [Viewer(), Viewer(grants=frozenset({"G2"}))])
def test_nobody_and_protected_viewers_see_nothing_here(connection: Connection, viewer: Viewer) -> None:
    asked_for = asked(viewer=viewer)
    for name in timeline.__all__:
        if name[0].islower() and name not in {"headline", "converted", "chosen_grant"}:
            assert getattr(timeline, name)(connection, asked_for).empty, name
    found = timeline.headline(connection, asked_for)
    assert (found.next_report, found.spent, found.converted, found.spi_t, found.grant) == (None, (), None, None, None)
    assert (found.milestones_due, found.elapsed.total) == (0, 0)
