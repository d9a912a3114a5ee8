"""The portfolio on a day, beside a count in plain Python over the written rows of the example."""

from collections import defaultdict

import pytest

from dashboard.address import parse_address
from dashboard.data.demo.files import structure
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Viewer, resolve_filters
from dashboard.data.portfolio import PORTFOLIO, projects_completed
from tests.conftest import Database

DAYS = ("2017-01-01", "2019-02-14", "2021-08-15", "2022-04-28", "2022-04-29", "2024-09-20", "2026-02-09", "2026-11-01")


def stages_on(day: str) -> dict[str, str]:
    """Give the stage of every project that had one by a day."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in structure("stages").to_dict("records"):
        if row["entered_on"] <= day:
            found[row["project_code"]].append((row["entered_on"], row["stage"]))
    return {code: max(own)[1] for code, own in found.items()}


def counted(day: str, codes: set[str]) -> tuple[int, int]:
    """Count the closed ones and all of the portfolio among some projects."""
    stages = [stage for code, stage in stages_on(day).items() if code in codes]
    return stages.count("closed"), sum(stage in PORTFOLIO for stage in stages)


def found(database: Database, search: str, viewer: Viewer = EVERYTHING) -> tuple[int, int]:
    with reading(database.engines.reader, EVERYTHING) as connection:
        answer = projects_completed(connection, resolve_filters(connection, parse_address(search), viewer))
    return answer.completed, answer.portfolio


def of_programme(code: str) -> set[str]:
    projects = structure("projects")
    return set(projects.loc[projects["programme_code"] == code, "code"])


@pytest.mark.parametrize("day", DAYS)
def test_projects_stand_where_they_stood_on_the_day(demo_database: Database, day: str) -> None:
    assert found(demo_database, f"on={day}") == counted(day, set(structure("projects")["code"]))


def test_the_days_tell_different_stories() -> None:
    codes = set(structure("projects")["code"])
    assert len({counted(day, codes) for day in DAYS}) == len(DAYS)


def test_programmes_and_grants_choose_the_projects_and_places_do_not(demo_database: Database) -> None:
    day = "2026-11-01"
    assert found(demo_database, f"on={day}&programme=ADANA") == counted(day, of_programme("ADANA"))
    paid = set(structure("project_grants").query("grant_code == 'DEMO-EU-02'")["project_code"])
    assert found(demo_database, f"on={day}&grant=DEMO-EU-02") == counted(day, paid)
    assert found(demo_database, f"on={day}&place=TR-34") == found(demo_database, f"on={day}")


def test_a_viewer_counts_the_projects_of_the_own_programmes(demo_database: Database) -> None:
    viewer = Viewer(programmes=frozenset({"MBB"}), protected=False)
    assert found(demo_database, "on=2026-11-01", viewer) == counted("2026-11-01", of_programme("MBB"))
    assert found(demo_database, "on=2026-11-01", Viewer()) == (0, 0)
