"""Reports made over HTTP: streamed step by step, one at a time, of one state of the data."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from dashboard.app import create_app
from dashboard.data.engine import writing
from dashboard.data.filters import Filters, Viewer
from dashboard.data.releasing import release
from dashboard.export import reports_routes
from dashboard.export.report import making
from dashboard.export.report.model import Section
from dashboard.i18n import language
from tests.acting_app import ActingApp
from tests.basketed import FRAMEWORK, GANTT, PEOPLE, Basketed
from tests.report_orders import (
    BASKET,
    WHOLE,
    lines,
    parts,
    titles,
)


def test_a_whole_report_comes_step_by_step_and_ends_with_its_file(manager: Basketed) -> None:
    answer = manager.order(WHOLE)
    assert answer.status_code == 200
    assert answer.content_type == "application/x-ndjson"
    assert "Content-Encoding" not in answer.headers
    *steps, file = lines(answer)
    assert [step["done"] for step in steps] == list(range(1, steps[0]["of"] + 1))
    assert len(steps) == len(making.PARTS) + 1
    assert steps[-1]["part"] == "Dosya yazılıyor"
    assert file["failed"] == []
    assert file["file"]["name"].endswith(".docx")
    assert len(titles(file)) > 5
    told = {"form": "docx", "language": "tr", "period": "2021-H1"}
    assert manager.acts.trail("export") == [
        ("manager", "export", "report G1", {**told, "draft": "yes", "figures": "inside"})
    ]


def test_every_line_leaves_before_the_next_part_is_begun(manager: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    parts(monkeypatch, *(lambda *_, n=n: begun.append(n) or [] for n in range(3)))  # type: ignore[misc]
    answer = manager.order(WHOLE)
    seen = [(json.loads(line).get("done"), len(begun)) for line in answer.response]
    assert seen == [(1, 1), (2, 2), (3, 3), (4, 3), (None, 3)]


def test_the_report_speaks_its_own_language_and_nobody_elses_changes(
    manager: Basketed, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts(monkeypatch, lambda *_: [Section(language(), ())])
    answer = manager.order({**WHOLE, "lang": "ar"})
    told = []
    for line in answer.response:
        told.append(json.loads(line))
        assert language() == "tr"
    assert titles(told[-1])[1:3] == ["ar", "ar"]


def test_a_second_order_of_the_same_account_is_told_to_wait(manager: Basketed) -> None:
    assert reports_routes.AT_ONCE == 1
    other = replace(manager, acts=second_process(manager.acts))
    first = manager.order(WHOLE)
    next(iter(first.response))
    busy = other.order(WHOLE)
    assert busy.status_code == 409
    assert "zaten hazırlanıyor" in busy.get_json()["error"]
    here = Basketed(manager.acts, "admin").order(WHOLE)
    assert here.status_code == 503
    assert "başka bir rapor" in here.get_json()["error"]
    elsewhere = Basketed(other.acts, "admin").order(WHOLE)
    assert lines(elsewhere)[-1]["file"]
    first.close()
    assert lines(other.order(WHOLE))[-1]["file"]


def second_process(acts: ActingApp) -> ActingApp:
    """Give another app over the same database, as another worker has."""
    return ActingApp(create_app(acts.database.settings, acts.database.engines), acts.database)


def test_all_parts_see_one_state_of_the_data(manager: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(connection: Connection, _: Filters) -> list[Section]:
        return [Section(str(connection.scalar(text("select count(*) from versions"))), ())]

    def written_meanwhile(connection: Connection, filters: Filters) -> list[Section]:
        with manager.acts.database.engines.writer.begin() as writer:
            writer.execute(text("insert into versions (version, kind) select max(version) + 1, 'edit' from versions"))
        return seen(connection, filters)

    parts(monkeypatch, seen, written_meanwhile, seen)
    *_, file = lines(manager.order(WHOLE))
    assert titles(file)[2:5] == ["3", "3", "3"]


def test_a_basket_becomes_one_document_in_its_order(acts: ActingApp) -> None:
    staff = Basketed(acts)
    assert staff.order(BASKET).status_code == 409
    for chart in (GANTT, FRAMEWORK, PEOPLE):
        staff.put(chart, "grant=G1")
    *steps, file = lines(staff.order({**BASKET, "period": "2021", "lang": "en"}))
    assert [step["part"] for step in steps[:3]] == [
        "Plan over time",
        "Results framework",
        "People reached to date and plan",
    ]
    assert titles(file)[:2] == ["Chosen charts", "en"]
    assert [titles(file)[2:]] == [[step["part"] for step in steps[:3]]]


def test_a_chart_that_is_gone_is_named_and_the_others_delivered(acts: ActingApp) -> None:
    admin = Basketed(acts, "admin")
    admin.put(FRAMEWORK, "grant=G1")
    with acts.database.engines.owner.begin() as connection:
        connection.execute(
            text(
                "insert into basket_items (account_id, position, chart, query) "
                "select id, 9, 'project.stages', 'code=GONE' from accounts where username = 'admin'"
            )
        )
    *_, file = lines(admin.order(BASKET))
    assert file["failed"] == ["Aşama geçmişi"]
    assert titles(file)[2:] == ["Sonuç çerçevesi"]


def test_figures_are_the_funders_unless_others_are_asked_for(
    manager: Basketed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Viewer] = []
    parts(monkeypatch, lambda _, filters: seen.append(filters.viewer) or [])  # type: ignore[func-returns-value]
    with writing(manager.acts.database.engines.writer) as connection:
        release(connection, "G1", actor="manager")
    for asked in ({}, {"figures": "funder"}, {"figures": "inside"}, {"draft": True}):
        answer = manager.order({**WHOLE, "draft": False, **asked})
        assert "file" in lines(answer)[-1]
    assert [one.protected for one in seen] == [True, True, False, False]
    assert "G1" in seen[0].grants
    refused = manager.order({**WHOLE, "figures": "funder"})
    assert (refused.status_code, "Taslak" in refused.get_json()["error"]) == (409, True)
