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
    assert set(kinds[1:-3]) == {"load", "edit"}
    assert list(kinds[-3:]) == ["supersede"] * 3


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
    with database.engines.owner.connect() as connection:
        assert connection.execute(lengths).all() == [(32, 0)]
    with demo_database.engines.owner.connect() as connection:
        assert connection.execute(lengths).all() == []
    assert told[-1][1] == told[-1][2]
