"""The timeline that a funder gets: each figure computed anew from the rows of `tests.funder_world`."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.address import Address, Period
from dashboard.data import timeline
from dashboard.data.engine import reading
from dashboard.data.filters import Filters, Viewer, resolve_filters
from dashboard.data.framework_periods import framework_parts, framework_periods, framework_places
from dashboard.data.grant_documents import grant_documents
from dashboard.data.grant_head import grant_head
from dashboard.data.indicators import judged_indicators
from dashboard.data.locked_figures import as_reported
from dashboard.data.overview import late_milestones, money_spent, time_elapsed
from dashboard.data.ratings import rating_series
from dashboard.data.restatements import restatements
from dashboard.data.results_framework import form_of, results_framework
from dashboard.shown_sum import ShownSum, is_partial, is_suppressed
from tests.conftest import Database, Server
from tests.funder_world import FRACTIONS, LATER_PEOPLE, OWN, PEOPLE, QUARTERS, fill

FUNDER = Viewer(grants=OWN)


@pytest.fixture(scope="module")
def world(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the installation with foreign grants, and with loads after the release."""
    copy = postgres.create("protected_timeline", migrated)
    fill(copy, other=True)
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(world: Database) -> Iterator[Connection]:
    """Give a reading connection in the funder's name."""
    with reading(world.engines.reader, FUNDER) as found:
        yield found


def asked(connection: Connection, **more: Any) -> Filters:  # noqa: ANN401  Parts of an address.
    """Give the funder's filters."""
    return resolve_filters(connection, Address(**more), FUNDER)


def row_of(found: DataFrame, code: str) -> dict[str, Any]:
    """Give the first row of a code."""
    return next(row for row in rows_of(found) if row["code"] == code)


def rows_of(found: DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame."""
    return [dict(zip(found.columns, row, strict=True)) for row in found.to_numpy().tolist()]


def shown(value: str) -> int | None:
    """Protect one number: None where it is kept back."""
    number = int(value or 0)
    return number if number == 0 else None if number < 10 else 5 * ((number + 2) // 5)


def total(values: list[str]) -> tuple[int, bool]:
    """Add up what is shown, and say whether something is kept back."""
    cells = [shown(value) for value in values]
    return sum(cell or 0 for cell in cells), None in cells


def test_a_value_to_date_is_the_sum_of_its_protected_results(connection: Connection) -> None:
    row = row_of(results_framework(connection, asked(connection, grant=("W1",))), "W1-P")
    expected, partial = total([value for values in LATER_PEOPLE.values() for value in values])
    assert (int(row["current_value"]), is_partial(row["current_value"])) == (expected, partial) == (160, True)
    assert row["current_state"] == "value"
    assert row["progress"] == Decimal(160) / 400
    assert (row["plan_value"], row["target_value"]) == (400, 400)
    assert row["status"] == "off_track"


def test_each_period_and_place_is_made_of_the_same_cells(connection: Connection) -> None:
    filters = asked(connection, grant=("W1",))
    periods = [row for row in rows_of(framework_periods(connection, filters)) if row["code"] == "W1-P"]
    for at, row in enumerate(periods):
        value, partial = total([values[at] for values in LATER_PEOPLE.values()])
        assert (int(row["result_value"]), is_partial(row["result_value"])) == (value, partial)
        assert row["result_state"] == ("suppressed" if partial and not value else "value")
    assert [row["comment"] for row in periods] == ["Yayımlanan söz", None, None, None]
    places = {row["place_code"]: row for row in rows_of(framework_places(connection, filters)) if row["code"] == "W1-P"}
    for place, values in LATER_PEOPLE.items():
        value, partial = total(list(values))
        assert (int(places[place]["current_value"]), is_partial(places[place]["current_value"])) == (value, partial)


def test_one_place_alone_can_be_kept_back_whole(connection: Connection) -> None:
    filters = asked(connection, grant=("W1",), place=("TR-06",), period=Period.parse("2021-Q1"))
    row = row_of(results_framework(connection, filters), "W1-P")
    assert (row["current_state"], row["status"], row["progress"]) == ("suppressed", None, None)
    assert is_suppressed(row["current_value"])
    (judged,) = [one for one in judged_indicators(connection, filters) if one.code == "W1-P"]
    assert is_suppressed(judged.standing.actual)
    assert judged.standing.status is None


def test_a_ratio_is_made_of_protected_numbers_or_not_shown(connection: Connection) -> None:
    frame = framework_periods(connection, asked(connection, grant=("W1",)))
    found = [row for row in rows_of(frame) if row["code"] == "W1-R"]
    for row, (top, bottom) in zip(found, FRACTIONS, strict=True):
        above, below = shown(top), shown(bottom)
        if above is None or below is None:
            assert row["result_state"] == "suppressed"
        else:
            assert row["result_value"] == Decimal(above) / Decimal(below) * 100
    assert is_suppressed(
        row_of(results_framework(connection, asked(connection, grant=("W1",))), "W1-R")["current_value"]
    )


def test_things_are_exact(connection: Connection) -> None:
    row = row_of(results_framework(connection, asked(connection, grant=("W1",))), "W1-T")
    assert (row["current_value"], is_partial(row["current_value"])) == (28, False)


def test_each_grant_is_as_of_its_own_release(connection: Connection) -> None:
    row = row_of(results_framework(connection, asked(connection, grant=("W2",))), "W2-P")
    assert (int(row["current_value"]), is_partial(row["current_value"])) == (30, True)
    assert row["co_financed"] is False
    shared = row_of(results_framework(connection, asked(connection, grant=("W2",))), "P2-S")
    assert (shared["current_value"], shared["co_financed"]) == (20, True)


def test_parts_are_kept_back_where_the_whole_would_tell_them(connection: Connection) -> None:
    parts = {
        row["dimension_value"]: row for row in rows_of(framework_parts(connection, asked(connection, grant=("W2",))))
    }
    assert {row["current_state"] for row in parts.values()} == {"value", "suppressed"}
    assert parts["male"]["current_state"] == "suppressed"


def test_the_curve_adds_protected_results_up(connection: Connection) -> None:
    filters = asked(connection, grant=("W1",), extra=(("indicator", "W1-P"),))
    found = {row["month"]: row["actual"] for row in rows_of(timeline.s_curve(connection, filters))}
    so_far = 0
    for at, quarter in enumerate(QUARTERS):
        so_far += total([values[at] for values in LATER_PEOPLE.values()])[0]
        value = found[Period.parse(quarter).end.first]
        assert (int(value), is_partial(value)) == (so_far, True)
    (track,) = [row for row in rows_of(timeline.earned_schedules(connection, filters)) if row["code"] == "W1-P"]
    assert (track["actual"], track["chosen"]) == (160, True)
    side = {row["code"]: row for row in rows_of(timeline.side_by_side(connection, asked(connection)))}
    assert (side["W1"]["actual"], side["W1"]["delivered"]) == (160, Decimal(160) / 400)
    assert set(side) == OWN


def test_a_locked_period_is_told_from_release_to_release(connection: Connection) -> None:
    filters = asked(connection, grant=("W1",))
    found = {(row["code"], row["figure"]): row for row in rows_of(as_reported(connection, filters)) if row["code"]}
    was, partial = total([value for values in PEOPLE.values() for value in values[:2]])
    reported = found["W1-P", "to_date"]["reported_value"]
    assert (int(reported), is_partial(reported)) == (was, partial)
    assert {row["period"] for row in found.values()} == {"2021-Q2"}
    steps = rows_of(restatements(connection, filters))
    assert {(row["source"], row["file_name"], row["actor"], row["reason"]) for row in steps} <= {(None, None, None, "")}


def test_days_and_money_are_exact_and_of_the_own_grants_alone(connection: Connection) -> None:
    filters = asked(connection)
    assert [(line.currency, line.spent, line.budget) for line in money_spent(connection, filters)] == [
        ("EUR", Decimal(70), Decimal(700)),
        ("TRY", Decimal(11), None),
        ("USD", Decimal(300), Decimal(1000)),
    ]
    elapsed = time_elapsed(connection, filters)
    first, second = date(2022, 3, 15) - date(2020, 12, 31), date(2022, 2, 10) - date(2020, 12, 31)
    assert (elapsed.days, elapsed.total) == (first.days + second.days, 546 + 730)
    assert [one.code for one in late_milestones(connection, filters)] == ["M2"]
    assert [(one.code, one.days) for one in late_milestones(connection, filters)] == [
        ("M2", (date(2022, 2, 10) - date(2021, 11, 30)).days)
    ]
    assert {row["code"] for row in rows_of(timeline.slippage(connection, filters))} == {"M1", "M2"}
    assert {row["code"] for row in rows_of(timeline.gantt(connection, asked(connection, grant=("W1",))))} == {
        *("W1", "P1", "P2", "A1", "M1", "M3"),
    }


def test_what_stands_around_the_figures_is_of_the_release(connection: Connection) -> None:
    filters = asked(connection, grant=("W1",))
    head = grant_head(connection, filters)
    assert head is not None
    assert (head.released, head.term.ends_on) == (filters.snapshot.version, date(2022, 6, 30))
    assert [one.period for one in head.locked] == ["2021-Q2"]
    assert [code for code, _ in head.others] == ["W2"]
    assert [row["rating"] for row in rows_of(rating_series(connection, filters))] == ["MS"]
    assert [one.code for one in grant_documents(connection, filters)] == ["D1"]
    assert (form_of(connection, filters), form_of(connection, asked(connection, grant=("W2",)))) == ("wb", "eu")
    assert [row["due_on"] for row in rows_of(timeline.plan_revisions(connection, filters))] == [
        date(2021, 7, 15),
        date(2021, 7, 31),
    ]


def test_the_headline_equals_the_charts(connection: Connection) -> None:
    filters = asked(connection)
    found = timeline.headline(connection, filters)
    judged = [one.standing.status for one in judged_indicators(connection, filters) if one.grant]
    assert found.indicators_judged == len([word for word in judged if word])
    assert found.spent
    assert found.elapsed == time_elapsed(connection, filters)
    assert (found.milestones_on_time, found.milestones_due) == (1, 2)


def test_nobodys_grant_shows_nothing(world: Database) -> None:
    nobody = Viewer()
    with reading(world.engines.reader, nobody) as connection:
        filters = resolve_filters(connection, Address(), nobody)
        assert timeline.headline(connection, filters).grant is None
        assert results_framework(connection, filters).empty
        assert judged_indicators(connection, filters) == []
        assert grant_head(connection, filters) is None


def test_what_is_partial_is_a_sum_of_shown_cells(connection: Connection) -> None:
    value = row_of(results_framework(connection, asked(connection, grant=("W1",))), "W1-P")["current_value"]
    assert isinstance(value, ShownSum)
