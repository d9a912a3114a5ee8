"""The page of one project: the example's projects beside its rows, and who may see one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select

from dashboard.address import Period
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.project import ProjectPage, project, project_names
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from tests import oracle, pool_oracle
from tests.conftest import Database
from tests.facts import world_of
from tests.oracle_rows import Asked, World
from tests.pool_facts import Facts, Row, facts_of

DAYS = (date(2026, 11, 22), date(2021, 6, 30), date(2019, 12, 20))
KIZILAY = Viewer(programmes=frozenset({"KIZILAY"}), protected=False)
RICH = "KIZ-P171489"


@pytest.fixture(scope="module")
def facts(demo_database: Database) -> Facts:
    return facts_of(demo_database.engines.owner)


@pytest.fixture(scope="module")
def world(demo_database: Database) -> World:
    return world_of(demo_database.engines.owner)


@pytest.fixture
def connection(demo_database: Database) -> Iterator[Connection]:
    with reading(demo_database.engines.reader, EVERYTHING) as transaction:
        yield transaction


@pytest.fixture
def newest(connection: Connection) -> Filters:
    version = connection.scalar(select(versions.c.version).order_by(versions.c.version.desc()).limit(1))
    return Filters(EVERYTHING, Snapshot(version or 0, DAYS[0]))


def on(filters: Filters, day: date) -> Filters:
    """Give the same filters on another reference day."""
    return replace(filters, snapshot=replace(filters.snapshot, day=day))


def found(connection: Connection, filters: Filters, code: str = RICH) -> ProjectPage:
    """Give a page that must be there."""
    page = project(connection, filters, code)
    assert page is not None
    return page


def own(rows: list[Row], code: str) -> list[Row]:
    """Give the rows of a project."""
    return [row for row in rows if row["project"] == code]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_project_of_the_example_is_what_its_rows_say(
    connection: Connection, newest: Filters, facts: Facts, day: date
) -> None:
    live = facts.live(newest.snapshot.version)
    pool = pool_oracle.Pool(live, pool_oracle.Asked(newest.snapshot.version, day))
    there = {row["code"]: row for row in pool.seen}
    listed = {line[0]: line for line in pool.list_projects()}
    assert len(listed) > 10
    for row in live["projects"]:
        page = project(connection, on(newest, day), row["code"])
        assert (page is not None) == (row["code"] in there)
        if page is not None:
            assert line_of(page) == listed[row["code"]]
            assert_history(page, pool, there[row["code"]])
            assert_links(page, live, row, day)


def line_of(page: ProjectPage) -> tuple[object, ...]:
    """Give the details in the order of the columns of `projects`."""
    d = page.details
    return (
        *(d.code, d.names["tr"], d.names["en"], d.names["ar"], d.programme, d.stage, d.entered_on, d.days, d.limit),
        *(d.mode, d.country, d.owner, d.starts_on, d.original_ends_on, d.ends_on, d.budget, d.currency, d.spent),
        *(d.secured, d.gap, d.priority, d.rank, d.stability, d.missing),
    )


def assert_history(page: ProjectPage, pool: pool_oracle.Pool, row: Row) -> None:
    """Compare stages and scores with the oracle's."""
    changes = pool.changes(row)
    assert [(s.stage, s.entered_on, s.decided_by, s.reason) for s in page.stays] == [
        (c["stage"], c["entered_on"], c["decided_by"], c["reason"]) for c in changes
    ]
    assert [s.days for s in page.stays if s.stage not in ("closed", "rejected")] == pool.stays(row)
    assert [s.until for s in page.stays] == [c["entered_on"] for c in changes[1:]] + [None] * bool(changes)
    anchors = {(a["criterion"], a["score"]): a["name_tr"] for a in pool.live["anchors"]}
    for score, criterion in zip(page.scores, pool.criteria, strict=True):
        expected = pool.score(row, criterion)
        assert (score.criterion.code, score.score) == (criterion["code"], expected)
        assert (score.anchor and score.anchor["tr"]) == (expected and anchors[criterion["code"], expected])
        assert score.weight == float(criterion["weight"])
        assert score.part == (expected and float(pool.weight(criterion) * expected))


def assert_links(page: ProjectPage, live: dict[str, list[Row]], row: Row, day: date) -> None:
    """Compare what belongs to a project with the rows."""
    code = row["code"]
    assert {a.code for a in page.activities} == {a["code"] for a in own(live["activities"], code)}
    assert {g.code for g in page.goals} == {g["goal"] for g in own(live["project_goals"], code)}
    grants = {g["grant"] for g in own(live["project_grants"], code)}
    assert {g.code for g in page.grants} == grants
    assert {i.code for i in page.indicators} == {i["code"] for i in own(live["indicators"], code)}
    assert {(p.code, p.role) for p in page.partners} == {
        (p["organisation"], p["role"]) for p in own(live["partners"], code)
    }
    assert [(f.reference, f.amount, f.currency) for f in page.funding] == [
        (f["reference"], f["amount"], f["currency"])
        for f in sorted(own(live["funding"], code), key=lambda f: (f["secured_on"], f["reference"]))
        if f["secured_on"] <= day
    ]
    assert {d.code for d in page.documents} == {
        d["code"]
        for d in live["documents"]
        if (d["project"] == code or (d["project"] is None and d["grant"] in grants))
        and (d["issued_on"] is None or d["issued_on"] <= day)
    }
    assert [(m.code, m.late) for m in page.milestones] == [
        (m["code"], late(m, day)) for m in sorted(own(live["milestones"], code), key=lambda m: (m["due_on"], m["code"]))
    ]


def late(row: Row, day: date) -> int | None:
    """Give the days by which a milestone is late on a day."""
    done = row["done_on"] is not None and row["done_on"] <= day
    return (day - row["due_on"]).days if row["due_on"] < day and not done else None


@pytest.mark.parametrize("code", [RICH, "KIZ-04", "MBB-03", "KIZ-12"])
@pytest.mark.parametrize("text", [None, "2021-H1"])
def test_people_reached_are_the_project_s_own(
    connection: Connection, newest: Filters, world: World, code: str, text: str | None
) -> None:
    period = Period.parse(text) if text else None
    page = found(connection, replace(newest, period=period), code)
    start, end = (period.first_day, period.last_day) if period else (None, None)
    asked = Asked(newest.snapshot.version, DAYS[0], (), (), (), (), start, end, None)
    part = replace(world, rows=[row for row in world.rows if row.project == code])
    expected = oracle.headline(part, asked)
    # What lies before the first data depends on the whole of it.
    names = set(expected) - {"previous_new_people"}
    assert {name: getattr(page.reached.people, name) for name in names} == {name: expected[name] for name in names}
    assert list(page.reached.months.itertuples(index=False, name=None)) == oracle.by_month(part, asked)
    assert {r.counting_rule: (r.new_people, r.projects) for r in page.reached.counting_rules.itertuples()} == (
        oracle.counting_rules(part, asked)
    )


def test_a_milestone_knows_both_plans_and_what_was_not_yet_done(connection: Connection, newest: Filters) -> None:
    after = {m.code: m for m in found(connection, newest).milestones}["P171489-M03"]
    assert (after.original_due_on, after.done_on, after.accepted_on) == (
        *(date(2020, 2, 28), date(2020, 3, 12)),
        date(2020, 4, 2),
    )
    assert (after.late, after.slipped) == (None, 13)
    before = {m.code: m for m in found(connection, on(newest, date(2020, 3, 11))).milestones}["P171489-M03"]
    assert (before.done_on, before.accepted_on, before.late, before.slipped) == (None, None, 12, None)


def test_a_project_exists_only_for_those_who_may_see_its_programme(connection: Connection, newest: Filters) -> None:
    assert project(connection, replace(newest, viewer=KIZILAY), "IZM-02") is None
    assert project(connection, replace(newest, viewer=Viewer(grants=frozenset({"P171489"}))), RICH) is not None
    assert project(connection, replace(newest, viewer=Viewer(grants=frozenset({"EU-CSD"}))), RICH) is None
    assert project(connection, newest, "NO-SUCH") is None
    assert project_names(connection, newest.snapshot, KIZILAY, "IZM-02") is None
    assert project_names(connection, newest.snapshot, EVERYTHING, "NO-SUCH") is None
    names = project_names(connection, newest.snapshot, KIZILAY, RICH)
    assert names == found(connection, replace(newest, viewer=KIZILAY)).details.names


def test_before_its_first_stage_a_project_is_not_there(connection: Connection, newest: Filters) -> None:
    first = found(connection, newest).stays[0].entered_on
    assert project(connection, on(newest, first), RICH) is not None
    assert project(connection, on(newest, first - timedelta(days=1)), RICH) is None


def test_other_filters_hide_no_project_but_its_rank(connection: Connection, newest: Filters) -> None:
    page = found(connection, newest, "IZM-13")
    elsewhere = found(connection, replace(newest, programmes=("KIZILAY",)), "IZM-13")
    assert page.details.rank
    assert (elsewhere.details.rank, elsewhere.details.priority) == (None, page.details.priority)
    assert elsewhere.stays == page.stays
    within = found(connection, replace(newest, programmes=("IZMIR-BALKAN",)), "IZM-13")
    assert within.details.ranked < page.details.ranked


def test_a_trial_of_weights_moves_priority_and_parts_together(connection: Connection, newest: Filters) -> None:
    weights = "GOALS:1,FEASIBILITY:1,REACH:0,JOINT:0,LASTING:0"
    page = found(connection, replace(newest, own=(("weights", weights),)), "IZM-13")
    assert [score.weight for score in page.scores] == [0.5, 0.5, 0.0, 0.0, 0.0]
    assert page.details.priority == sum(score.part or 0 for score in page.scores)
    assert page.details.priority == sum(score.score or 0 for score in page.scores[:2]) / 2
