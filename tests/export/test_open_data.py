"""Open data: what everybody may read is what funders see, told once, described in full, and nothing else."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from dashboard.app import create_app
from dashboard.data import beneficiaries
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.open_data.plan import plan
from dashboard.data.versions import Snapshot, committed_on
from dashboard.export.open_data.kept import Kept
from tests.conftest import Database, Server
from tests.privacy_world import store_programme

FRICTIONLESS = "frictionless==5.21.0"
"""Its many packages stay out of the pinned tools; the exhaustive tests put it into a folder of its own."""
READ: dict[str, Any] = {"string": str, "integer": int, "number": Decimal, "date": date.fromisoformat}
FAMILIES = {
    "people": "total",
    "people_by_population_group": "group",
    "people_by_sex_age": "sex_age",
    "people_by_activity_kind": "kind",
    "people_by_subprogramme": "subprogramme",
}
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def visitor(demo_database: Database) -> FlaskClient:
    """Give somebody who is not signed in, where open data are switched on."""
    settings = demo_database.settings.model_copy(update={"public_data": "on"})
    return create_app(settings, demo_database.engines).server.test_client()


@pytest.fixture(scope="module")
def files(demo_database: Database) -> dict[str, bytes]:
    """Give every file of the example in Turkish."""
    kept = Kept(demo_database.engines, "https://pano.example.org")
    assert kept.file("datapackage.json", "tr")
    return {name: file.content for (name, language), file in kept._files.items() if language == "tr"}


@pytest.fixture(scope="module")
def package(files: dict[str, bytes]) -> dict[str, Any]:
    """Give the description of the package."""
    found: dict[str, Any] = json.loads(files["datapackage.json"])
    return found


def rows_of(files: dict[str, bytes], name: str) -> Rows:
    """Give the rows of a table by their columns."""
    return list(csv.DictReader(StringIO(files[f"{name}.csv"].decode(), newline="")))


def test_each_table_is_what_its_description_says(files: dict[str, bytes], package: dict[str, Any]) -> None:
    assert {one["path"] for one in package["resources"]} | {"datapackage.json"} == files.keys()
    for resource in package["resources"]:
        content, schema = files[resource["path"]], resource["schema"]
        assert len(content) == resource["bytes"]
        assert content.endswith(b"\r\n")
        names = [field["name"] for field in schema["fields"]]
        assert content.decode().partition("\r\n")[0] == ",".join(names)
        rows = rows_of(files, resource["name"])
        for field in schema["fields"]:
            check_column([row[field["name"]] for row in rows], field)
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        for reference in schema.get("foreignKeys", ()):
            other = rows_of(files, reference["reference"]["resource"])
            known = {row[reference["reference"]["fields"]] for row in other}
            assert {row[reference["fields"]] for row in rows} <= known, reference


def check_column(cells: list[str], field: dict[str, Any]) -> None:
    """Hold the cells of a column against its description."""
    limits = field.get("constraints", {})
    assert field["title"]
    assert field["description"]
    assert all(cells) or not limits.get("required"), field
    for cell in filter(None, cells):
        value = READ[field["type"]](cell)
        assert cell in limits.get("enum", [cell])
        assert re.fullmatch(limits.get("pattern", ".*"), cell, re.DOTALL)
        assert value >= limits["minimum"] if "minimum" in limits else True


def test_the_package_says_licence_source_version_and_that_figures_are_protected(package: dict[str, Any]) -> None:
    assert package["profile"] == "tabular-data-package"
    assert [one["name"] for one in package["licenses"]] == ["CC-BY-4.0"]
    assert package["sources"] == [{"title": "Uyum Panosu", "path": "https://pano.example.org"}]
    assert package["version"] == "17"
    assert package["created"].endswith("T00:00:00Z")
    assert "1–9 gizlenir" in package["description"]


def test_numbers_are_those_of_the_funders_own_pages(demo_database: Database, files: dict[str, bytes]) -> None:
    """The funder of P171489 sees the whole of it; the sums of its cells are the numbers on the screen."""
    own = Viewer(grants=frozenset({"P171489", "DEMO-WB-02"}), protected=True)
    with reading(demo_database.engines.reader, own) as connection:
        snapshot = Snapshot(17, committed_on(connection, 17) or date.max)
        seen = beneficiaries.headline(connection, Filters(own, snapshot, grants=("P171489",)))
    cells = [row for row in rows_of(files, "people") if row["part"] == "P171489"]
    sums = {
        count: sum(int(row["value"] or 0) for row in cells if row["count"] == count)
        for count in ("new_people", "contacts", "indirect_people", "disabled_people")
    }
    assert list(sums.values()) == [
        seen.unique_people,
        seen.contacts_to_date,
        seen.indirect_people,
        seen.disabled_people,
    ]
    assert sums["new_people"] > 1000
    assert all(row["status"] == ("shown" if row["value"] else "suppressed") for row in cells)


def test_no_day_of_a_project_that_two_funders_pay_for_is_open(demo_database: Database, files: dict[str, bytes]) -> None:
    query = text("""
        select distinct one.code from grants one join grant_details d on d.grant_id = one.id and d.until_version is null
        join project_grants a on a.grant_id = one.id and a.until_version is null
        join project_grants b on b.project_id = a.project_id and b.until_version is null
        join grant_details e on e.grant_id = b.grant_id and e.until_version is null
        where e.funder_id is distinct from d.funder_id and b.grant_id <> a.grant_id
    """)
    with demo_database.engines.owner.connect() as connection:
        mixed = set(connection.scalars(query))
    grants = {row["grant"] for row in rows_of(files, "part_grants")}
    assert "DEMO-WB-02" in mixed
    assert grants
    assert not grants & mixed
    assert {row["grant"] for row in rows_of(files, "indicators")} <= grants
    assert grants <= {row["code"] for row in rows_of(files, "grants")}


def test_nothing_of_grants_that_are_not_released_is_open(demo_database: Database, files: dict[str, bytes]) -> None:
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        released = plan(connection).grants.keys()
        every = set(connection.scalars(text("select code from grants")))
    hidden = every - released
    assert "DEMO-IZM-01" in hidden
    for name, content in files.items():
        assert not [code for code in hidden if code.encode() in content], name


@pytest.fixture(params=[False, True], ids=["apart", "shared"])
def world(request: pytest.FixtureRequest, postgres: Server, migrated: str) -> Iterator[tuple[Any, dict[str, bytes]]]:
    """Give a small programme with its open data; a project of it may belong to grants of two funders."""
    copy = postgres.create(f"open_{request.param}", migrated)
    with copy.engines.owner.begin() as writer:
        programme = store_programme(writer, 3, shared=request.param)
    kept = Kept(copy.engines, "")
    kept.file("", "tr")
    yield programme, {name: file.content for (name, language), file in kept._files.items() if language == "tr"}
    postgres.drop(copy)


def test_each_cell_is_protected_once_and_parts_that_could_be_subtracted_are_left_out(
    world: tuple[Any, dict[str, bytes]],
) -> None:
    programme, files = world
    parts = {row["part"] for row in rows_of(files, "parts")}
    shared = any(one.grant == "G2" and one.project == "A1" for one in programme.world.shares)
    assert parts == (set() if shared else {"G1", "G2"})
    newest = str(programme.released[-1])
    true = {cell[1:]: people for cell, people in programme.true_cells().items() if cell[0] == newest}
    withheld = {(row["table"], row["part"], row["quarter"][5:], row["province"]) for row in rows_of(files, "withheld")}
    compared = 0
    for name, family in FAMILIES.items():
        found = {}
        for row in rows_of(files, name):
            if row.pop("count") == "new_people":
                value, status = row.pop("value"), row.pop("status")
                part, quarter, *rest = row.values()
                found[part, quarter[5:], rest[0], family, *rest[1:]] = int(value) if status == "shown" else None
        for cell in {*found, *(one for one in true if one[3] == family and one[0] in parts)}:
            people, told = true.get(cell, 0), found.get(cell, 0)
            if (name, *cell[:3]) in withheld:
                assert cell not in found
            elif told is None:
                assert people
            else:
                assert told == (people + 2) // 5 * 5
                assert told == 0 or people >= 10
            compared += 1
    assert compared > 100 or shared


def test_everybody_may_read_and_keep_them(visitor: FlaskClient) -> None:
    answer = visitor.get("/open-data/datapackage.json")
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    again = visitor.get("/open-data/datapackage.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    people = visitor.get(
        "/open-data/people.csv", headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://x.example"}
    )
    assert (people.status_code, people.content_type) == (200, "text/csv; charset=utf-8")
    english = visitor.get("/open-data/datapackage.json?lang=en").get_json()
    assert english["resources"][0]["title"] == "Grants"
    assert visitor.get("/open-data/datapackage.json?lang=xx").data == answer.data


@pytest.mark.parametrize("name", ["nothing.csv", "people", "..%2Fpeople.csv", "people.csv%00", "x" * 3000, "a/b.csv"])
def test_what_is_not_there_looks_like_everything_that_is_not(visitor: FlaskClient, name: str) -> None:
    answer, unknown = (visitor.get(path) for path in (f"/open-data/{name}", "/nowhere"))
    assert (answer.status_code, answer.data) == (unknown.status_code, unknown.data)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert visitor.post("/open-data/people.csv").status_code == unknown.status_code


def test_they_are_off_until_somebody_switches_them_on(demo_database: Database) -> None:
    app = create_app(demo_database.settings, demo_database.engines)
    assert not [rule for rule in app.server.url_map.iter_rules() if "open-data" in rule.rule]
    visitor = app.server.test_client()
    answer, unknown = (visitor.get(path) for path in ("/open-data/datapackage.json", "/nowhere"))
    assert (answer.status_code, answer.data, dict(answer.headers)) == (401, unknown.data, dict(unknown.headers))


@pytest.mark.exhaustive
def test_frictionless_finds_the_package_valid(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    tool = tmp_path / "venv" / "bin"
    subprocess.run([tool / "pip", "install", "--quiet", FRICTIONLESS], check=True)
    done = subprocess.run(
        [tool / "frictionless", "validate", "--json", "datapackage.json"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
    )
    report = json.loads(done.stdout)
    assert (done.returncode, report["valid"]) == (0, True), done.stdout.decode()
    assert len(report["tasks"]) == len(files) - 1
