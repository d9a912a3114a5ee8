"""The example programme in the database: loaded through the checks of any file, with its corrections as versions."""

from sqlalchemy import Connection, func, select, text

from dashboard.address import parse_address
from dashboard.data.beneficiaries import headline
from dashboard.data.demo import load_demo
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.data.loading import KINDS
from dashboard.data.rollup_check import verify
from dashboard.data.schema import loads, sources, versions
from tests.conftest import Database


def people(connection: Connection, search: str) -> int | None:
    return headline(connection, resolve_filters(connection, parse_address(search), EVERYTHING)).unique_people


def test_every_kind_has_live_rows(demo_database: Database) -> None:
    with demo_database.engines.owner.connect() as connection:
        for kind in KINDS.values():
            live = select(func.count()).select_from(kind.table).where(kind.table.c.until_version.is_(None))
            assert connection.scalar(live), kind.name


def test_the_reference_comes_first_and_the_corrections_last(demo_database: Database) -> None:
    with demo_database.engines.owner.connect() as connection:
        kinds = connection.scalars(select(versions.c.kind).order_by(versions.c.version)).all()
    assert kinds[0] == "reference"
    assert set(kinds[1:-4]) == {"load", "edit"}
    assert list(kinds[-4:]) == ["supersede"] * 4


def test_no_row_was_warned_of(demo_database: Database) -> None:
    with demo_database.engines.owner.connect() as connection:
        assert connection.scalar(select(func.sum(loads.c.warned + loads.c.duplicate))) == 0


def test_a_correction_says_why_and_lowers_the_figure_it_corrects(demo_database: Database) -> None:
    with demo_database.engines.owner.connect() as connection:
        correction = connection.execute(
            select(loads.c.version, loads.c.reason, loads.c.mode)
            .join(sources, sources.c.id == loads.c.source_id)
            .where(sources.c.name == "demo:reach-2021-KIZILAY")
            .order_by(loads.c.version.desc())
            .limit(1)
        ).one()
        assert correction.mode == "supersede"
        assert "Gaziantep" in correction.reason
        where = "programme=KIZILAY&place=TR-27&on=2026-11-01"
        before = people(connection, f"{where}&v={correction.version - 1}")
        after = people(connection, f"{where}&v={correction.version}")
        assert before > after
        elsewhere = "programme=KIZILAY&place=TR-63&on=2026-11-01"
        assert people(connection, f"{elsewhere}&v={correction.version - 1}") == people(connection, elsewhere)


def test_every_case_is_stored_under_the_source_of_its_year(demo_database: Database) -> None:
    live = text(
        "select s.name, count(*), min(received_on), max(received_on) from feedback f "
        "join sources s on s.id = source_id where until_version is null group by s.name order by s.name"
    )
    with demo_database.engines.owner.connect() as connection:
        found = connection.execute(live).all()
    years = range(2019, 2027)
    assert [name for name, *_ in found] == [f"demo:feedback-{year}" for year in years]
    assert sum(cases for _, cases, *_ in found) == 5_665
    for year, (_, _, first, last) in zip(years, found, strict=True):
        assert first.year == last.year == year


def test_one_case_became_sensitive_by_a_correction_and_others_found_their_end(demo_database: Database) -> None:
    changed = text(
        "select count(*) filter (where n.is_sensitive and not o.is_sensitive), "
        "count(*) filter (where n.closed_on is not null and o.closed_on is null), "
        "count(*) filter (where n.category_id <> o.category_id), count(*) "
        "from feedback o join feedback n on n.source_id = o.source_id and n.key_hash = o.key_hash "
        "and n.since_version = o.until_version"
    )
    with demo_database.engines.owner.connect() as connection:
        sensitive, closed, sorted_later, every = connection.execute(changed).one()
    assert sensitive == 1
    assert closed >= 5
    assert sorted_later >= 10
    assert every < 80


def test_the_rollups_are_what_the_rows_add_up_to(demo_database: Database) -> None:
    with demo_database.engines.owner.connect() as connection:
        connection.execute(text("set local statement_timeout = 0"))
        assert verify(connection) == []


def test_the_declared_figure_is_in_no_sum_of_people(demo_database: Database) -> None:
    direct = text(
        "select sum(new_people) filter (where counting_rule <> 1), sum(new_people) from reach "
        "where until_version is null and directness = 0"
    )
    with demo_database.engines.owner.connect() as connection:
        added_up, every = connection.execute(direct).one()
        assert added_up < people(connection, "on=2026-11-01") <= every < 346_091


def test_person_keys_are_stored_as_keyed_hashes_and_only_with_a_secret(
    database: Database, demo_database: Database
) -> None:
    told: list[tuple[str, int, int]] = []
    load_demo(database.engines, rows=600, progress=lambda *step: told.append(step), secret=b"s" * 32)
    lengths = text("select distinct length(person_key), counting_rule from reach where person_key is not null")
    of_cases = text("select length(person_key), count(*) > 50 from feedback where person_key is not null group by 1")
    with database.engines.owner.connect() as connection:
        assert connection.execute(lengths).all() == [(32, 0)]
        assert connection.execute(of_cases).all() == [(32, True)]
    with demo_database.engines.owner.connect() as connection:
        assert connection.execute(lengths).all() == []
        assert connection.execute(of_cases).all() == []
    assert told[-1][1] == told[-1][2]
