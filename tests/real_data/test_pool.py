"""The World Bank's projects as a pool: every figure beside the oracle, before and after the second list."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.data import projects
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import load_files
from dashboard.data.project import project
from tests.pool_compared import differences, question_on
from tests.pool_facts import facts_of

DAY = date(2026, 11, 22)


@pytest.fixture
def loaded(database, list_2024: Path, list_2025: Path) -> tuple[int, int]:  # noqa: ANN001 - the class lives in the conftest
    """Load both lists and give their versions."""
    first = load_files(database.engines, [list_2024], mapping="world_bank")
    second = load_files(database.engines, [list_2025], mapping="world_bank", supersede=True)
    return first.version or 0, second.version or 0


def test_every_figure_of_both_lists_is_that_of_the_oracle(database, loaded: tuple[int, int]) -> None:  # noqa: ANN001
    facts = facts_of(database.engines.owner)
    with reading(database.engines.reader, EVERYTHING) as connection:
        for version in loaded:
            live = facts.live(version)
            for own in ((), (("stage", "screened"),), (("q", "enerji"),), (("q", "istanbul ENERGY"),)):
                assert differences(connection, live, question_on(version, DAY, own)) == []


def test_stages_are_the_list_s_and_no_figure_needs_a_history(database, loaded: tuple[int, int]) -> None:  # noqa: ANN001
    with reading(database.engines.reader, EVERYTHING) as connection:
        old, new = (question_on(version, DAY).filters for version in loaded)
        counts = {row.stage: row.projects for row in projects.by_stage(connection, new).itertuples() if row.projects}
        assert set(counts) == {"screened", "running", "closed", "rejected"}
        head = projects.headline(connection, new)
        assert (sum(counts.values()), head.undated, head.stays) == (head.records, head.in_pool, 0)
        assert head.records > projects.headline(connection, old).records
        assert projects.flow(connection, new).empty


def test_a_revised_closing_date_stands_beside_the_first_one(database, loaded: tuple[int, int]) -> None:  # noqa: ANN001
    with reading(database.engines.reader, EVERYTHING) as connection:
        page = project(connection, question_on(loaded[1], DAY).filters, "P144534")
        assert page is not None
        assert (page.details.original_ends_on, page.details.ends_on) == (date(2024, 12, 31), date(2025, 9, 30))
        assert page.grants[0].last == date(2025, 9, 30)
