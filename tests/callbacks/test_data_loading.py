"""A file over HTTP: sent, checked, confirmed once and taken back, by those who may and on whichever worker."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text, update
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.components.markup import text_of
from dashboard.data.engine import open_engines
from dashboard.data.rollups import verify
from dashboard.data.schema.quality import attempts, upload_parts, uploads
from dashboard.i18n import t
from tests.acting_app import ActingApp
from tests.data.loading.mess_files import book
from tests.reached_app import sign_in

RESULTS = "indicator_code,period_start,period_end,value\nI1,2021-02-01,2021-02-28,7\n"
WRONG = "indicator_code,period_start,period_end,value\nI1,2021-02-01,2021-02-28,7\nNONE,2021-02-01,2021-02-28,many\n"
FOREIGN = "indicator_code,period_start,period_end,value\nI3,2021-02-01,2021-02-28,7\n"


def sent(http: FlaskClient, content: bytes | str, name: str = "results.csv", **headers: str) -> TestResponse:
    """Send a file."""
    data = content.encode() if isinstance(content, str) else content
    told = {"Content-Type": "application/octet-stream", **headers}
    return http.post("/data/upload", query_string={"name": name}, data=data, headers=told)


def done(http: FlaskClient, what: str, digest: str, **options: object) -> dict[str, Any]:
    """Order something to be done with the file, and give the last line of the answer."""
    usual = {"kind": "results", "source": "", "supersede": False, "map": None, "keep": False}
    order = {"digest": digest} | ({} if what == "load" else usual | options)
    answer = http.post(f"/data/{what}", json=order)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    last: dict[str, Any] = json.loads(answer.get_data(as_text=True).strip().splitlines()[-1])
    return last


def checked(http: FlaskClient, content: bytes | str, name: str = "results.csv", **options: object) -> str:
    """Send a file and have it checked; give its digest."""
    digest = sent(http, content, name).get_json()["digest"]
    assert "result" in done(http, "check", digest, **options)
    return str(digest)


def shown(acts: ActingApp, who: str, step: str = "open") -> str:
    """Give the words of the section of loading."""
    answer = acts.send(who, {"act": "upload", "step": step, "fields": {"digest": ""}}, place="data-loading")
    assert answer.status_code == 200
    return text_of(answer.get_json()["response"]["data-loading"]["tree"])


def undone(acts: ActingApp, who: str, version: int, step: str = "do") -> str:
    """Wish that a load be undone, and give all that is answered."""
    wish = {"act": "undo", "step": step, "fields": {"version": str(version), "reason": "Yanlış dosya"}}
    answer = acts.send(who, wish, place="data-undoing")
    assert answer.status_code == 200
    told = answer.get_json()["response"]
    return text_of(told["data-undoing-said"]["tree"]) + text_of(told["data-undoing"]["tree"])


def value(acts: ActingApp) -> list[str]:
    """Give the live results of February."""
    query = "select value from results where period_start = '2021-02-01' and until_version is null"
    with acts.database.engines.owner.connect() as connection:
        return [f"{one:f}" for one in connection.scalars(text(query))]


@pytest.fixture
def worker(acts: ActingApp) -> Iterator[FlaskClient]:
    """Give staff signed in at another worker of the same installation."""
    engines = open_engines(acts.database.settings)
    http = create_app(acts.database.settings, engines).server.test_client()
    sign_in(http, "staff")
    yield http
    engines.dispose()


@pytest.mark.parametrize("who", ["staff", "admin"])
def test_a_file_is_sent_checked_loaded_once_and_taken_back(acts: ActingApp, who: str) -> None:
    http, before = acts.person(who), acts.newest()
    digest = checked(http, RESULTS)
    assert acts.newest() == before
    words = shown(acts, who)
    assert "Dosya yüklenebilir" in words
    assert "results.csv" in words
    assert done(http, "load", digest)["result"] == {"version": before + 1, "already": False, "refused": False}
    assert done(http, "load", digest)["result"] == {"version": before + 1, "already": True, "refused": False}
    assert (acts.newest(), value(acts)) == (before + 1, ["7"])
    assert f"Veri sürümü: {before + 1}" in shown(acts, who)
    assert "Bitecek satır: 1" in undone(acts, who, before + 1, "ask")
    assert f"Yeni veri sürümü: {before + 2}" in undone(acts, who, before + 1)
    assert value(acts) == []
    assert [line[:3] for line in acts.trail("load", "undo")] == [
        (who, "load", "results.csv"),
        (who, "undo", "results.csv"),
    ]
    with acts.database.engines.owner.connect() as connection:
        assert verify(connection) == []


def test_reading_a_workbook_tells_how_far_it_is(shared_acts: ActingApp, tmp_path: Path) -> None:
    http = shared_acts.person("staff")
    rows = [["I1", "2021-02-01", "2021-02-28", str(n)] for n in range(1_500)]
    path = book(RESULTS.splitlines()[0].split(","), *rows)(tmp_path)
    digest = sent(http, path.read_bytes(), "results.xlsx").get_json()["digest"]
    order = {"digest": digest, "kind": "results", "source": "", "supersede": False, "map": None, "keep": False}
    lines = http.post("/data/check", json=order).get_data(as_text=True).strip().splitlines()
    told = [json.loads(line) for line in lines]
    for stage in ("read", "look"):
        shares = [one["done"] / one["of"] for one in told if one.get("part") == t(f"load.stage.{stage}")]
        assert len(shares) > 1
        assert shares == sorted(shares)
    assert "result" in told[-1]


def test_any_worker_goes_on_with_the_file(acts: ActingApp, worker: FlaskClient) -> None:
    here = acts.person("staff")
    digest = sent(here, RESULTS).get_json()["digest"]
    assert done(worker, "check", digest)["result"] == {"refused": False}
    assert done(here, "load", digest)["result"]["version"] == acts.newest()
    assert done(worker, "load", digest)["result"]["already"] is True


def test_what_is_wrong_is_told_with_row_column_and_reason_and_comes_as_a_file(acts: ActingApp) -> None:
    http, before = acts.person("staff"), acts.newest()
    digest = checked(http, WRONG)
    words = shown(acts, "staff")
    assert "Dosya bu hâliyle yüklenemez" in words
    assert t("load.column.indicator_code") in words
    lines = http.get("/data/errors.csv?lang=en").get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert lines[0] == "File,Sheet,Row,Column,Reason"
    assert {tuple(line.split(",")[:4]) for line in lines[1:]} == {
        ("results.csv", "", "3", "value"),
        ("results.csv", "", "3", "indicator_code"),
    }
    assert "error" in done(http, "load", digest)
    assert acts.newest() == before
    with acts.database.engines.owner.connect() as connection:
        row = connection.execute(select(attempts)).one()
    assert (row.actor, row.source, row.kind, row.rejected, row.programmes) == (
        "staff",
        "results.csv",
        "results",
        1,
        ["A"],
    )
    assert "NONE" not in str(row)
    assert "many" not in str(row)


def test_codes_of_another_programme_are_unknown_to_whoever_may_not_see_it(acts: ActingApp) -> None:
    checked(acts.person("staff"), FOREIGN)
    foreign = shown(acts, "staff")
    checked(acts.person("staff"), FOREIGN.replace("I3", "I9"))
    assert foreign.replace("I3", "I9").split("·")[-1] == shown(acts, "staff").split("·")[-1]
    checked(acts.person("admin"), FOREIGN)
    assert "Dosya yüklenebilir" in shown(acts, "admin")


def test_a_load_of_another_programme_cannot_be_undone_by_whoever_may_not_see_it(acts: ActingApp) -> None:
    digest = checked(acts.person("admin"), FOREIGN)
    version = done(acts.person("admin"), "load", digest)["result"]["version"]
    assert undone(acts, "staff", version) == undone(acts, "staff", 9999).replace("9999", str(version))


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("results.exe", RESULTS, 415),
        ("", RESULTS, 415),
        ("results.csv", "", 422),
        ("results.csv", b"x" * 20_000_001, 413),
    ],
)
def test_what_is_no_file_of_ours_is_refused_at_once(
    shared_acts: ActingApp, name: str, content: bytes | str, status: int
) -> None:
    answer = sent(shared_acts.person("staff"), content, name)
    assert answer.status_code == status


@pytest.mark.parametrize(
    "name", ["../../etc/results.csv", "C:\\x\\results.csv", "results\0.csv", "a" * 300 + ".csv", "..csv"]
)
def test_an_odd_name_leads_nowhere(shared_acts: ActingApp, name: str) -> None:
    answer = sent(shared_acts.person("staff"), RESULTS, name)
    if answer.status_code != 200:
        assert answer.status_code in {400, 415}
        return
    told = answer.get_json()
    assert not set(told["name"]) & set("/\\\0")
    assert len(told["name"]) <= 100
    assert "result" in done(shared_acts.person("staff"), "check", told["digest"])


def test_a_bomb_is_refused_with_words(shared_acts: ActingApp) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    checked(shared_acts.person("staff"), packed.getvalue(), "bomb.xlsx")
    assert "Dosya bu hâliyle yüklenemez" in shown(shared_acts, "staff")


@pytest.mark.parametrize("who", ["manager", "feedback", "funder", "anonymous"])
def test_nobody_else_loads_or_undoes(shared_acts: ActingApp, who: str) -> None:
    http = shared_acts.person(who)
    unknown = http.post("/nowhere")
    expected = 401 if who == "anonymous" else 404
    order = {"digest": "0" * 64, "kind": "", "source": "", "supersede": False, "map": None, "keep": False}
    for answer in (
        sent(http, RESULTS),
        http.post("/data/check", json=order),
        http.post("/data/load", json={"digest": "0" * 64}),
        http.post("/data/load", json={}),
        http.get("/data/errors.csv"),
        http.get("/data/template/results.xlsx"),
        shared_acts.send(
            who, {"act": "undo", "step": "do", "fields": {"version": "2", "reason": ""}}, place="data-undoing"
        ),
    ):
        assert answer.status_code == expected
        assert answer.get_data() == unknown.get_data()
    assert sent(http, b"x" * 2_000_000).status_code == (401 if who == "anonymous" else 413)


def test_a_file_of_another_site_or_of_another_account_is_refused(acts: ActingApp) -> None:
    digest = checked(acts.person("staff"), RESULTS)
    assert sent(acts.person("staff"), RESULTS, Origin="https://evil.example").status_code == 403
    assert sent(acts.person("staff"), RESULTS, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert "error" in done(acts.person("admin"), "load", digest)


def test_a_file_is_loaded_as_it_was_checked_last(acts: ActingApp) -> None:
    http = acts.person("staff")
    digest = sent(http, RESULTS).get_json()["digest"]
    assert "error" in done(http, "load", digest)
    assert "result" in done(http, "check", digest, supersede=True, source="elsewhere")
    assert "result" in done(http, "load", digest)
    assert acts.trail("load")[-1][2] == "elsewhere"


def test_a_column_map_is_shown_mended_kept_and_used_by_itself(acts: ActingApp) -> None:
    http, odd = acts.person("staff"), RESULTS.replace("value", "Gerçekleşen sayı")
    digest = checked(http, odd, "odd.csv")
    assert "Gerçekleşen sayı" in shown(acts, "staff")
    columns = [[name, name] for name in ("indicator_code", "period_start", "period_end")]
    told = {"kind": "results", "columns": [*columns, ["Gerçekleşen sayı", "value"]], "values": [], "sheet": ""}
    assert done(http, "check", digest, map=told, keep=True)["result"] == {"refused": False}
    assert "result" in done(http, "load", digest)
    assert value(acts) == ["7"]
    assert [line[:3] for line in acts.trail("column_map")] == [("staff", "column_map", "odd.csv")]
    checked(http, odd.replace("02-01", "03-01").replace("02-28", "03-31"), "odd.csv", kind="")
    assert "Dosya yüklenebilir" in shown(acts, "staff")


def test_a_file_waits_for_an_hour_and_can_be_put_away(acts: ActingApp) -> None:
    http = acts.person("staff")
    digest = checked(http, RESULTS)
    shown(acts, "staff", "close")
    assert "error" in done(http, "load", digest)
    digest = checked(http, RESULTS)
    with acts.database.engines.owner.begin() as connection:
        connection.execute(update(uploads).values(uploaded_at=func.now() - text("interval '61 minutes'")))
    assert "error" in done(http, "load", digest)
    shown(acts, "admin")
    with acts.database.engines.owner.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(upload_parts)) == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"digest": 1},
        {"kind": "nothing"},
        {"source": "x\n"},
        {"supersede": "yes"},
        {"keep": 1},
        {"map": {}},
        {"map": {"kind": "results", "columns": [["a", "nothing"]], "values": [], "sheet": ""}},
        {"map": {"kind": "nothing", "columns": [["a", "value"]], "values": [], "sheet": ""}},
        {"more": 1},
    ],
)
def test_an_odd_order_is_refused(shared_acts: ActingApp, body: object) -> None:
    usual = {"digest": "0" * 64, "kind": "", "source": "", "supersede": False, "map": None, "keep": False}
    told = usual | body if isinstance(body, dict) and body else body
    assert shared_acts.person("staff").post("/data/check", json=told).status_code == 400


def test_a_template_of_every_kind_can_be_taken(shared_acts: ActingApp) -> None:
    http = shared_acts.person("staff")
    assert http.get("/data/template/results.xlsx?lang=en").get_data()[:2] == b"PK"
    assert http.get("/data/template/nothing.xlsx").status_code == 404
