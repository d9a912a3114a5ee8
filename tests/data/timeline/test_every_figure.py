"""The product's timeline beside the oracle's: over the example programme, and over random programmes."""

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from sqlalchemy import Connection, func, select, text

from dashboard.data import timeline
from dashboard.data.demo.files import structure
from dashboard.data.demo.money import expenditure
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.loading import load_rows
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from tests import calendar_oracle as oracle
from tests.calendar_oracle import Files, Row, Rows
from tests.calendar_world import FIRST, random_files
from tests.conftest import Database, Server

ORDER = ("programmes", "grants", "amendments", "milestones", "spending", "rates", "indicators", "targets", "results")
LIVE = """
    select i.code as indicator_code, r.period_start::text, r.period_end::text, coalesce(r.value::text, '') as value,
        coalesce(r.dimension, '') as dimension
    from {kind} r join indicators i on i.id = r.indicator_id where r.until_version is null"""
WORLDS = 3
NEAR = Fraction(1, 10**18)


def load(database: Database, files: Files) -> None:
    """Load the rows of a world."""
    with writing(database.engines.writer) as writer:
        for kind in ORDER:
            load_rows(writer, kind, pd.DataFrame(getattr(files, kind), dtype=object), source=kind)


@pytest.fixture(scope="module", params=range(WORLDS))
def world(request: pytest.FixtureRequest, postgres: Server, migrated: str) -> Iterator[tuple[Database, Files]]:
    """Give one random world, as files and in a database."""
    files = random_files(random.Random(f"timeline {request.param}"))
    copy = postgres.create(f"timeline_world_{request.param}", migrated)
    load(copy, files)
    yield copy, files
    postgres.drop(copy)


def demo_files(connection: Connection) -> Files:
    """Give the rows of the example programme; targets and results, most of which are made, as they were stored."""
    written = {field.name: records(structure(field.name)) for field in fields(Files) if field.name != "spending"}
    written["spending"] = [*records(structure("payments")), *records(expenditure())]
    for kind in ("targets", "results"):
        written[kind] = [dict(row) for row in connection.execute(text(LIVE.format(kind=kind))).mappings()]
    return Files(**written)


def records(frame: pd.DataFrame) -> Rows:
    """Give a frame of text as rows."""
    return [{str(name): str(cell) for name, cell in row.items()} for row in frame.to_dict("records")]


def asked(connection: Connection, day: date, **more: tuple[str, ...]) -> Filters:
    """Give filters at the newest version."""
    newest = connection.scalar(select(func.max(versions.c.version))) or 0
    return replace(Filters(EVERYTHING, Snapshot(newest, day)), **more)


def compare(connection: Connection, files: Files, filters: Filters) -> None:
    """Ask both for everything."""
    grants = [g for g in sorted(files.grants, key=lambda g: g["code"]) if in_view(g, filters)]
    compare_milestones(connection, files, filters)
    compare_reports(connection, files, filters, grants)
    compare_money(connection, files, filters, grants)
    for grant in grants:
        compare_schedules(connection, files, replace(filters, grants=(grant["code"],)), grant)


def in_view(grant: Row, filters: Filters) -> bool:
    """Say whether the filters let a grant through."""
    return (not filters.grants or grant["code"] in filters.grants) and (
        not filters.programmes or grant["programme_code"] in filters.programmes
    )


def compare_milestones(connection: Connection, files: Files, filters: Filters) -> None:
    """States, slippage and the share on time."""
    day, known = filters.snapshot.day, {g["code"]: g for g in files.grants if in_view(g, filters)}
    own = [row for row in files.milestones if row["grant_code"] in known]
    found = timeline.slippage(connection, filters).set_index("code")
    assert set(found.index) == {row["code"] for row in own}
    for row in own:
        shown = found.loc[row["code"]]
        assert (shown["state"], shown["slip_original"], shown["slip_current"], shown["slip_basis"]) == oracle.slip(
            row, day
        )
        covers = oracle.day(row["covers_until"])
        opens = covers + timedelta(days=1) if covers else None
        expected = oracle.report_state(row, day, opens) if row["kind"] == "report" else None
        assert shown["report_state"] == expected, row
    states = [oracle.slip(row, day)[0] for row in own if row["due_on"] <= day.isoformat()]
    head = timeline.headline(connection, filters)
    assert (head.milestones_on_time, head.milestones_due) == (states.count("done"), len(states) - states.count("open"))


def compare_reports(connection: Connection, files: Files, filters: Filters, grants: Rows) -> None:
    """Every written report once, and every deadline of a rule once, by itself or as one that is written."""
    found = timeline.report_calendar(connection, filters).to_dict("records")
    codes, day = {g["code"] for g in grants}, filters.snapshot.day
    written = [row for row in files.milestones if row["kind"] == "report" and row["grant_code"] in codes]
    assert sorted(row["code"] for row in found if row["code"]) == sorted(row["code"] for row in written)
    for grant in grants:
        start, end = oracle.must(grant["starts_on"]), oracle.end_of(files, grant)
        expected = oracle.deadlines(grant["report_rule"], start, end)
        by_rule = [row for row in found if row["grant_code"] == grant["code"] and row["part"]]
        assert sorted(row["part"] for row in by_rule) == sorted(part for part, _, _ in expected)
        alone = [row for row in by_rule if row["code"] is None]
        assert {(row["part"], row["last"], row["due_on"]) for row in alone} <= set(expected)
        named = {row["covers_until"] for row in written if row["grant_code"] == grant["code"]}
        assert not {row["last"].isoformat() for row in alone} & named
        for row in alone:
            asked_for = {"due_on": row["due_on"].isoformat()}
            assert row["state"] == oracle.report_state(asked_for, day, row["last"] + timedelta(days=1))


def compare_money(connection: Connection, files: Files, filters: Filters, grants: Rows) -> None:
    """Money by currency, and the converted sum."""
    found = timeline.money_by_currency(connection, filters)
    expected = oracle.money(files, grants, filters.snapshot.day)
    assert found["currency"].tolist() == sorted(expected)
    for row in found.itertuples():
        line = expected[row.currency]
        assert (None if row.budget is None else Fraction(row.budget)) == line.get("budget")
        shown = [Fraction(amount) for amount in (row.committed, row.disbursed, row.spent)]
        assert shown == [line.get(kind, 0) for kind in ("commitment", "disbursement", "expenditure")]
    whole = timeline.converted(connection, filters)
    told = None if whole is None else (whole.money.currency, Fraction(whole.money.spent))
    assert told == oracle.converted(files, grants, filters.snapshot.day)


def compare_schedules(connection: Connection, files: Files, filters: Filters, grant: Row) -> None:
    """ES, AT and the forecast of each indicator of a grant that adds up."""
    day, kinds = filters.snapshot.day, {"sum", "cumulative", "unique_people"}
    found = timeline.earned_schedules(connection, filters).set_index("code")
    own = [i for i in files.indicators if i["grant_code"] == grant["code"] and i["kind"] in kinds]
    for indicator in own:
        shown = found.loc[indicator["code"]]
        expected = oracle.schedule(indicator, files, day)
        if expected is None:
            assert shown["spi_t"] is None
        else:
            assert abs(Fraction(shown["earned_months"]) - expected[0]) < NEAR, indicator
            assert Fraction(shown["actual_months"]) == expected[1]
            assert abs(Fraction(shown["spi_t"]) - expected[0] / expected[1]) < NEAR
        assert (shown["state"], shown["expected_on"]) == oracle.expected(indicator, files, day), indicator


@pytest.mark.parametrize("day", ["2026-11-22", "2025-02-14", "2021-08-17", "2020-01-01"])
def test_the_example_programme(demo_database: Database, day: str) -> None:
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        files = demo_files(connection)
        for more in ({}, {"programmes": ("KIZILAY",)}, {"grants": ("DEMO-EU-02", "P171489")}):
            compare(connection, files, asked(connection, date.fromisoformat(day), **more))


def test_random_programmes(world: tuple[Database, Files]) -> None:
    database, files = world
    rng = random.Random("filters")
    with reading(database.engines.reader, EVERYTHING) as connection:
        for _ in range(8):
            day = FIRST + timedelta(days=rng.randint(0, 1900))
            programmes = rng.choice(((), (), ("A",), ("B",)))
            grants = tuple(sorted(rng.sample([g["code"] for g in files.grants], rng.choice((0, 0, 1, 2)))))
            compare(connection, files, asked(connection, day, programmes=programmes, grants=grants))
