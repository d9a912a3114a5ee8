"""A workbook over HTTP whose sheets have words of their own: mapped one by one, shown and loaded whole, and kept."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from dashboard.callbacks.data.orders import maps_of
from dashboard.components.markup import text_of, walk
from dashboard.data.loading import ColumnMap, saved_maps
from dashboard.data.loading.saved_maps import to_json
from dashboard.data.schema.quality import uploads
from dashboard.i18n import t
from tests.acting_app import ActingApp
from tests.callbacks.test_data_loading import done, sent
from tests.data.loading.own_workbook import CASES, CASES_MAP, RECORDS, RECORDS_MAP, workbook
from tests.timeline_world import load

RECORDS_JSON, CASES_JSON = to_json(RECORDS_MAP), to_json(CASES_MAP)


@pytest.fixture
def http(acts: ActingApp) -> FlaskClient:
    """Give staff, in a programme in which the workbook can be loaded."""
    load(acts.database.engines, {"activity_kinds": "code,name_tr,position\ncourse,Kurs,99"})
    return acts.person("staff")


@pytest.fixture
def digest(http: FlaskClient, tmp_path: Path) -> str:
    """Give the digest of the workbook, sent and checked for the first time."""
    content = workbook(tmp_path / "own.xlsx").read_bytes()
    digest = str(sent(http, content, "own.xlsx").get_json()["digest"])
    assert done(http, "check", digest, kind="")["result"] == {"refused": True}
    return digest


def refused(http: FlaskClient, digest: str, **options: object) -> bool:
    """Have the workbook checked again, and say whether it is refused."""
    return bool(done(http, "check", digest, **{"kind": "", **options})["result"]["refused"])


def tree(acts: ActingApp) -> Any:  # noqa: ANN401  A tree as JSON.
    """Give the section of loading as it stands."""
    answer = acts.send("staff", {"act": "upload", "step": "open", "fields": {"digest": ""}}, place="data-loading")
    return answer.get_json()["response"]["data-loading"]["tree"]


def controls(acts: ActingApp, name: str, kind: str = "Select") -> list[dict[str, Any]]:
    """Give what the page's controls of a name hold."""
    return [
        node["props"]  # type: ignore[index]
        for node in walk(tree(acts))
        if node["type"] == kind and node["props"].get("name") == name  # type: ignore[index]
    ]


def chosen(acts: ActingApp) -> dict[str, str]:
    """Give the field that is chosen for each header, of all sheets."""
    found = [node["props"] for node in walk(tree(acts)) if "data-header" in node["props"]]  # type: ignore[index]
    return {one["data-header"]: one["defaultValue"] for one in found}


def rows(acts: ActingApp) -> dict[tuple[str, str], int]:
    """Give the rows of each sheet that the last check understood, by KIND."""
    with acts.database.engines.owner.connect() as connection:
        preview = connection.scalar(select(uploads.c.preview))
    assert preview is not None
    return {(one["kind"], one["sheet"]): one["rows"] for one in preview["sheets"]}


def kept(acts: ActingApp, source: str = "own.xlsx") -> set[ColumnMap]:
    """Give the maps that hold for a source."""
    with acts.database.engines.owner.connect() as connection:
        return set(saved_maps(connection, source))


BOTH = {("reach", RECORDS): 2, ("feedback", CASES): 1}


def test_sheets_are_mapped_one_after_the_other_loaded_whole_and_kept(
    acts: ActingApp, http: FlaskClient, digest: str, tmp_path: Path
) -> None:
    assert not refused(http, digest, map=RECORDS_JSON, keep=True)
    assert rows(acts) == {("reach", RECORDS): 2}
    assert not refused(http, digest, map=CASES_JSON, keep=True)
    assert rows(acts) == BOTH
    assert done(http, "load", digest)["result"]["refused"] is False
    assert kept(acts) == {RECORDS_MAP, CASES_MAP}
    assert [line[1:] for line in acts.trail("column_map")] == [
        ("column_map", "own.xlsx", {"kind": kind}) for kind in ("reach", "feedback")
    ]
    again = workbook(tmp_path / "own.xlsx", head=[["2022"]]).read_bytes()
    assert not refused(http, sent(http, again, "own.xlsx").get_json()["digest"])
    assert t("load.map.by.kept") in text_of(tree(acts))
    assert rows(acts) == BOTH


def test_the_page_asks_for_the_kind_of_a_sheet_and_then_for_its_columns(
    acts: ActingApp, http: FlaskClient, digest: str
) -> None:
    (sheets,) = controls(acts, "sheet")
    assert text_of(sheets["children"]) == f"{RECORDS} {CASES}"
    assert chosen(acts).keys().isdisjoint({"Dosya", "Topluluk"})
    assert refused(http, digest, map={"kind": "feedback", "columns": [], "values": [], "sheet": CASES})
    assert "Dosya" in chosen(acts)
    assert "Topluluk" not in chosen(acts)
    assert not refused(http, digest, map=CASES_JSON)
    assert refused(http, digest, map={"kind": "reach", "columns": [], "values": [], "sheet": RECORDS})
    assert not refused(http, digest, map=RECORDS_JSON)
    assert {chosen(acts)[header] for header in ("Dosya", "Topluluk")} == {"feedback_key", "population_group"}
    assert t("load.map.missing", columns="") not in text_of(tree(acts))
    assert rows(acts) == BOTH


def test_other_choices_leave_the_maps_and_another_kind_begins_anew(
    acts: ActingApp, http: FlaskClient, digest: str
) -> None:
    refused(http, digest, map=RECORDS_JSON, keep=True)
    refused(http, digest, map=CASES_JSON, keep=True)
    assert [len(controls(acts, "keep", "Input")), controls(acts, "keep", "Input")[0]["defaultChecked"]] == [4, True]
    assert not refused(http, digest, supersede=True, source="elsewhere", keep=True)
    assert rows(acts) == BOTH
    assert not refused(http, digest, map={"kind": "", "columns": [], "values": [], "sheet": CASES})
    assert rows(acts) == {("reach", RECORDS): 2}
    assert refused(http, digest, kind="reach")
    with acts.database.engines.owner.connect() as connection:
        assert maps_of(connection.scalar(select(uploads.c.options)) or {}) == ()


def test_a_kept_map_of_one_sheet_holds_beside_the_one_that_is_said(
    acts: ActingApp, http: FlaskClient, digest: str, tmp_path: Path
) -> None:
    refused(http, digest, map=RECORDS_JSON, keep=True)
    done(http, "load", digest)
    assert kept(acts) == {RECORDS_MAP}
    again = workbook(tmp_path / "own.xlsx", head=[["2022"]]).read_bytes()
    digest = sent(http, again, "own.xlsx").get_json()["digest"]
    assert not refused(http, digest)
    assert not refused(http, digest, map=CASES_JSON, keep=True)
    assert rows(acts) == BOTH
    done(http, "load", digest)
    assert kept(acts) == {RECORDS_MAP, CASES_MAP}


def test_an_order_of_the_older_form_is_still_read(acts: ActingApp, http: FlaskClient, digest: str) -> None:
    assert not refused(http, digest, map=RECORDS_JSON)
    older = {"kind": "", "source": "", "supersede": False, "keep": True, "map": RECORDS_JSON}
    with acts.database.engines.owner.begin() as connection:
        connection.execute(update(uploads).values(options=older))
    assert t("load.map.keep_all") in text_of(tree(acts))
    assert done(http, "load", digest)["result"]["refused"] is False
    assert kept(acts) == {RECORDS_MAP}
