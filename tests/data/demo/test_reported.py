"""What the example reported: P171489 with its real ratings, locked periods, releases, and figures put right later."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection

from dashboard.address import parse_address
from dashboard.data.demo import GRANT_OF_FUNDER
from dashboard.data.demo.corrections import SLIPS
from dashboard.data.demo.files import structure
from dashboard.data.demo.reported import RELEASED
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, resolve_filters
from dashboard.data.framework_periods import revised_targets
from dashboard.data.grants import grant_terms
from dashboard.data.locked_figures import locked_periods
from dashboard.data.ratings import rating_series
from dashboard.data.releasing import locks_of, released_version
from dashboard.data.restatements import restatements
from dashboard.data.results_framework import form_of, results_framework
from tests.conftest import Database


@pytest.fixture
def connection(demo_database: Database) -> Iterator[Connection]:
    """Give a reading transaction on the example."""
    with reading(demo_database.engines.reader, EVERYTHING) as reader:
        yield reader


def of(connection: Connection, grant: str) -> Filters:
    """Give the filters of one grant on a day after the last records."""
    return resolve_filters(connection, parse_address(f"grant={grant}&on=2026-11-22"), EVERYTHING)


def test_p171489_has_its_real_ratings(connection: Connection) -> None:
    found = rating_series(connection, of(connection, "P171489"))
    assert found[["what", "rated_on", "previous_rating", "rating"]].to_numpy().tolist() == [
        ["objective", date(2021, 1, 26), "MS", "MS"],
        ["implementation", date(2021, 1, 26), "MU", "MS"],
    ]


def test_p171489_shows_its_original_and_revised_end_with_the_reason(connection: Connection) -> None:
    (term,) = grant_terms(connection, of(connection, "P171489"))
    assert (term.original_ends_on, term.ends_on) == (date(2021, 3, 31), date(2021, 12, 31))


@pytest.mark.parametrize(("grant", "period"), [("P171489", "2021-H1"), ("DEMO-WB-02", "2025-H2")])
def test_a_locked_period_was_restated_by_a_later_load_with_its_reason(
    connection: Connection, grant: str, period: str
) -> None:
    filters = of(connection, grant)
    assert locked_periods(connection, filters)["period"].tolist() == [period]
    found = restatements(connection, filters)
    assert {code for code, _, _ in SLIPS} & set(found["code"])
    assert found["reason"].str.len().min() > 10
    results = found[found["what"] == "indicator"]
    assert (results["after_value"] < results["before_value"]).all()


def test_people_of_p171489_were_restated_too(connection: Connection) -> None:
    found = restatements(connection, of(connection, "P171489")).query("figure == 'new_people'")
    assert found["source"].tolist() == ["demo:reach-2021-KIZILAY"]
    assert "Gaziantep" in found["reason"].item()


def test_every_grant_of_a_funders_account_is_released_before_the_corrections(connection: Connection) -> None:
    assert set(RELEASED) == {grant for grants in GRANT_OF_FUNDER.values() for grant in grants}
    newest = of(connection, "P171489").snapshot.version
    for grant in RELEASED:
        released = released_version(connection, grant)
        assert released is not None
        assert released < newest - 3
        assert all(lock.reported_version < released for lock in locks_of(connection, grant, newest))


def test_every_revision_changed_its_target(connection: Connection) -> None:
    shown = [revised_targets(connection, of(connection, grant)) for grant in ("P171489", "DEMO-WB-02", "DEMO-EU-02")]
    assert sum(map(len, shown)) == len(structure("target_revisions"))
    for found in shown:
        assert (found["previous_value"] != found["new_value"]).all()
        assert found["new_value"].notna().all()


def test_every_comment_speaks_of_a_period_of_its_indicator(connection: Connection) -> None:
    said = structure("comments")
    for grant in ("P171489", "DEMO-WB-02", "EU-CSD"):
        found = results_framework(connection, of(connection, grant))
        own = said[said["indicator_code"].isin(found["code"])].groupby("indicator_code")["period_end"].max()
        shown = found[found["comment"].notna()].set_index("code")["comment_end"].map(date.isoformat)
        assert shown.to_dict() == own.to_dict()


def test_the_european_grant_has_assumptions_and_its_own_form(connection: Connection) -> None:
    filters = of(connection, "EU-CSD")
    assert (form_of(connection, filters), form_of(connection, of(connection, "P171489"))) == ("eu", "wb")
    assert results_framework(connection, filters)["assumptions"].notna().all()
