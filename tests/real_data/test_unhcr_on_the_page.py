"""UNHCR's results for Türkiye, loaded on the page by somebody who knows nothing of column maps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from dashboard.app import create_app
from dashboard.components.markup import walk
from tests.acting_app import ActingApp, fill_world
from tests.callbacks.test_data_loading import done, sent
from tests.callbacks.test_data_values import asked
from tests.conftest import Server
from tests.real_data.test_files_as_they_are import IDENTIFIERS, YEARS, prepare


@pytest.fixture
def acts(postgres: Server, migrated: str, tmp_path: Path) -> Iterator[ActingApp]:
    """Give an app that knows the grants of the report by codes of its own."""
    copy = postgres.create("unhcr_page", migrated)
    fill_world(copy)
    prepare(copy.engines, tmp_path)
    yield ActingApp(create_app(copy.settings, copy.engines), copy)
    postgres.drop(copy)


def headers(acts: ActingApp) -> list[list[str]]:
    """Give what the form of the indicators says of the headers."""
    wish = {"act": "upload", "step": "open", "fields": {"digest": ""}}
    tree = acts.send("admin", wish, place="data-loading").get_json()["response"]["data-loading"]["tree"]
    forms: list[Any] = [one for one in walk(tree) if one["type"] == "Form"]  # type: ignore[index]
    form = next(one for one in forms if any(p["props"].get("data-value") in IDENTIFIERS for p in walk(one)))  # type: ignore[attr-defined]
    lists = [one["props"] for one in walk(form) if "data-header" in one["props"]]  # type: ignore[index,operator]
    return [[one["data-header"], one["defaultValue"]] for one in lists if one["defaultValue"]]  # type: ignore[index]


def test_every_indicator_target_and_result_loads_after_six_choices(acts: ActingApp, unhcr_report: Path) -> None:
    http, content = acts.person("admin"), unhcr_report.read_bytes()
    digest = sent(http, content, "unhcr.xml").get_json()["digest"]
    assert done(http, "check", digest, kind="")["result"] == {"refused": True}
    shown = asked(acts, "admin")
    assert {field for field, _ in shown} == {"grant_code", "programme_code"}
    assert {value for _, value in shown} == set(IDENTIFIERS)
    values = [["grant_code", one, f"UNHCR-{one[13:17]}"] for one in IDENTIFIERS]
    assert all(f"={code}" in shown["grant_code", name]["codes"] for _, name, code in values)
    told = {"kind": "indicators", "columns": headers(acts), "values": values, "sheet": "indicators"}
    assert done(http, "check", digest, kind="", map=told, keep=True)["result"] == {"refused": False}
    assert done(http, "load", digest)["result"]["version"] == acts.newest()
    with acts.database.engines.owner.connect() as connection:
        of = (
            "select g.code, count(*) from indicator_details d join grants g on g.id = d.grant_id where g.code ~ 'UNHCR'"
        )
        grants = connection.execute(text(f"{of} group by 1 order by 1")).all()
        since = {"since": acts.newest()}
        values_known = [
            connection.scalar(text(f"select count(value) from {name} where since_version = :since"), since)  # noqa: S608
            for name in ("targets", "results")
        ]
    assert [code for code, _ in grants] == [f"UNHCR-{year}" for year in YEARS]
    assert sum(number for _, number in grants) == 243
    assert values_known == [231, 248]
    digest = sent(http, content, "unhcr.xml").get_json()["digest"]
    assert done(http, "check", digest, kind="")["result"] == {"refused": False}
