"""The page of one project tells what the rows of the example say, to those who may see the project."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select

from dashboard import formats
from dashboard.callbacks.project.facts import facts as facts_card
from dashboard.components.markup import text_of, walk
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.project import Found, project
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from dashboard.export import project as exports
from dashboard.i18n import LOCALES, speaking, t
from tests import pool_oracle as oracle
from tests.conftest import Database
from tests.pool_facts import Facts, Row, facts_of
from tests.project_app import DAY, ProjectApp, cells, kpis, open_projects, state, words

RICH = "KIZ-P171489"
TODAY = date.fromisoformat(DAY)
LISTS = [chart.removeprefix("project.") for chart, shown in exports.SHOWN.items() if shown.draw is None]


@pytest.fixture(scope="module")
def app(demo_database: Database) -> ProjectApp:
    """Give the app over the example programme."""
    return open_projects(demo_database)


@pytest.fixture(scope="module")
def facts(demo_database: Database) -> Facts:
    """Give all rows of the example as stored."""
    return facts_of(demo_database.engines.owner)


@pytest.fixture(scope="module")
def newest(demo_database: Database) -> int:
    """Give the newest data version."""
    with demo_database.engines.owner.connect() as connection:
        return connection.scalar(select(versions.c.version).order_by(versions.c.version.desc()).limit(1)) or 0


@pytest.fixture(scope="module")
def pool(facts: Facts, newest: int) -> oracle.Pool:
    """Give the pool of the tests' day as a plain computation sees it."""
    return oracle.Pool(facts.live(newest), oracle.Asked(newest, TODAY))


@pytest.fixture
def told() -> Iterator[None]:
    """Let words of the tests be Turkish ones, as those of the page are."""
    with speaking("tr"):
        yield


def own(rows: list[Row], code: str) -> list[Row]:
    """Give the rows of a project."""
    return [row for row in rows if row["project"] == code]


def day(value: date | None) -> str:
    """Write a day as the page does."""
    return value.strftime("%d.%m.%Y") if value else "—"


def test_every_project_of_the_example_is_answered_without_a_broken_card(app: ProjectApp, pool: oracle.Pool) -> None:
    assert len(pool.seen) > 30
    for row in pool.seen:
        answer = app.show(row["code"])
        assert {state(answer, chart) for chart in LISTS} <= {None, "none_recorded"}, row["code"]
        assert row["code"] in words(answer["project-facts"]["tree"][0])


@pytest.mark.usefixtures("told")
def test_stages_tell_their_days_and_who_decided(app: ProjectApp, pool: oracle.Pool) -> None:
    for row in pool.seen:
        changes = pool.changes(row)
        found = cells(app.show(row["code"]), "stages")
        assert [line[0] for line in found] == [t(f"stage.{change['stage']}") for change in changes]
        assert [line[1] for line in found] == [day(change["entered_on"]) for change in changes]
        assert [line[2] for line in found] == [day(c["entered_on"]) for c in changes[1:]] + ["—"] * bool(changes)
        assert [line[5] for line in found] == [change["decided_by"] or "—" for change in changes]
        assert [line[6] for line in found] == [change["reason"] or "—" for change in changes]


@pytest.mark.usefixtures("told")
def test_scores_tell_their_written_meaning(app: ProjectApp, pool: oracle.Pool) -> None:
    anchors = {(anchor["criterion"], anchor["score"]): anchor["name_tr"] for anchor in pool.live["anchors"]}
    scored = 0
    for row in pool.seen:
        found = cells(app.show(row["code"]), "scores")
        scores = [pool.score(row, criterion) for criterion in pool.criteria]
        scored += len([score for score in scores if score])
        assert [line[0] for line in found] == [criterion["name_tr"] for criterion in pool.criteria]
        assert [line[2] for line in found] == [str(score or "—") for score in scores]
        assert [line[4] for line in found] == [
            anchors[criterion["code"], score] if score else "—"
            for criterion, score in zip(pool.criteria, scores, strict=True)
        ]
    assert scored > 50


@pytest.mark.usefixtures("told")
def test_milestones_tell_all_their_days_and_how_late_they_are(app: ProjectApp, pool: oracle.Pool) -> None:
    states = set()
    for row in pool.seen:
        rows = sorted(own(pool.live["milestones"], row["code"]), key=lambda one: (one["due_on"], one["code"]))
        for line, one in zip(cells(app.show(row["code"]), "milestones"), rows, strict=True):
            done = one["done_on"] if one["done_on"] and one["done_on"] <= TODAY else None
            late = (TODAY - one["due_on"]).days if not done and one["due_on"] < TODAY else None
            state_ = "done" if done else "not_due" if late is None else "late"
            states.add(state_)
            assert line[:2] == [one["name_tr"], t(f"milestone.{state_}")]
            assert line[2:5] == [day(one["original_due_on"]), day(one["due_on"]), day(one["forecast_on"])]
            assert line[5] == day(done)
            assert line[7] == (str(late) if late is not None else "—")
            assert line[8] == (formats.whole((done - one["original_due_on"]).days) if done else "—")
    assert states == {"done", "late"}
    before = cells(app.show("KIZ-11", "?on=2026-09-29"), "milestones")
    assert [line[1] for line in before] == [t("milestone.done"), t("milestone.not_due")]


def test_a_state_has_its_sign_beside_its_word(app: ProjectApp) -> None:
    tree = app.show("KIZ-11", "?view.project.indicators=table")
    for chart, tones in (("milestones", {"done", "late"}), ("indicators", {"ok", "late"})):
        badges = [
            str(n["props"]["className"])  # type: ignore[index]
            for n in walk(tree[f"project-{chart}-instead"]["tree"])
            if str(n["props"].get("className", "")).startswith("st ")  # type: ignore[attr-defined]
        ]
        assert {badge.removeprefix("st st-") for badge in badges} == tones


def test_key_figures_equal_a_plain_computation(app: ProjectApp, pool: oracle.Pool) -> None:
    for row in pool.seen:
        found, stage = kpis(app.show(row["code"])), pool.stage(row)
        days = None if stage in {"closed", "rejected"} else pool.days(row)
        priority = None if pool.missing(row) else pool.priority(row)
        assert found["days_in_stage"] == ("not_applicable" if days is None else str(days)), row["code"]
        gap = pool.gap(row)
        assert found["funding_gap"] == "not_applicable" if gap is None else Decimal(found["funding_gap"]) == gap
        if found["priority"] != "not_applicable":
            assert Fraction(found["priority"]) == pytest.approx(priority)
        else:
            assert priority is None


def test_people_reached_are_the_projects_own_and_follow_the_filters(
    app: ProjectApp, demo_database: Database, newest: int
) -> None:
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        page = project(connection, Filters(EVERYTHING, Snapshot(newest, TODAY)), RICH)
    assert page
    everywhere = app.show(RICH)
    assert kpis(everywhere)["unique_people"] == str(page.reached.people.unique_people)
    assert kpis(everywhere)["contacts"] == str(page.reached.people.contacts_to_date)
    assert everywhere["shell-records"]["data"] == page.reached.people.records
    somewhere = app.show(RICH, "?place=TR-63")
    assert 0 < int(kpis(somewhere)["unique_people"]) < int(kpis(everywhere)["unique_people"])
    assert cells(somewhere, "stages") == cells(everywhere, "stages")


def test_months_end_with_the_last_record_of_a_project_that_has_ended(app: ProjectApp) -> None:
    def last(code: str) -> str:
        return str(app.show(code)["project-people-graph"]["figure"]["data"][0]["x"][-1])

    assert last(RICH) == "2021-12-01"
    assert last("KIZ-02") == "2026-11-01"


def test_first_and_present_end_stand_side_by_side_with_what_moved(app: ProjectApp) -> None:
    text = words(app.show(RICH)["project-facts"]["tree"][0])
    assert "İlk planlanan bitiş 31.03.2021 Güncel bitiş 31.12.2021 İlk plandan 275 gün sonra" in text
    assert "Kapandı · giriş: 20.06.2022" in text


@pytest.mark.usefixtures("told")
def test_documents_lead_out_with_their_language_and_day(app: ProjectApp, pool: oracle.Pool) -> None:
    rows = {row["name_tr"]: row for row in own(pool.live["documents"], RICH)}
    answer = app.show(RICH)
    found = cells(answer, "documents")
    links = [n["props"] for n in walk(answer["project-documents-instead"]["tree"]) if n["type"] == "A"]
    assert {line[0] for line in found} >= set(rows)
    for line, link in zip(found, links, strict=True):
        if line[0] in rows:
            row = rows[line[0]]
            assert line[2:] == [t(f"document_language.{row['language']}"), day(row["issued_on"])]
            assert link["href"] == row["url"]  # type: ignore[index]
    assert {(link["rel"], "data-shell-link" in link) for link in links} == {("noopener noreferrer external", False)}  # type: ignore[index, operator]


@pytest.mark.usefixtures("told")
def test_what_the_project_belongs_to_is_listed(app: ProjectApp, pool: oracle.Pool) -> None:
    names = {row["code"]: row["name_tr"] for row in pool.live["organisations"]}
    for row in pool.seen:
        code, answer = row["code"], app.show(row["code"])
        assert {line[0] for line in cells(answer, "partners")} == {
            names[one["organisation"]] for one in own(pool.live["partners"], code)
        }
        assert [line[0] for line in cells(answer, "funding")] == [
            one["reference"]
            for one in sorted(own(pool.live["funding"], code), key=lambda one: (one["secured_on"], one["reference"]))
            if one["secured_on"] <= TODAY
        ]
        assert len(cells(answer, "goals")) == len(own(pool.live["project_goals"], code))
        assert len(cells(answer, "activities")) == len(own(pool.live["activities"], code))


def test_forbidden_unknown_and_other_paths_have_one_answer(app: ProjectApp) -> None:
    who = "project-manager"
    assert app.post("KIZ-11", who=who).status_code == 200
    refused = [app.post(code, who=who) for code in ("IZM-03", "NONE", "..", "KIZ-11/x", "K" * 5000, "KIZ-11\0", "")]
    refused += [app.post("", who=who, path=path) for path in ("/", "/projects", "/beneficiaries", "")]
    assert {(answer.status_code, answer.get_data()) for answer in refused} == {(204, b"")}


def test_a_path_outranks_a_code_in_the_query(app: ProjectApp) -> None:
    answer = app.show("KIZ-11", "?code=IZM-03", "project-manager")
    assert "IZM-03" not in json.dumps(answer)


@pytest.mark.parametrize("question", ["documents", "stays"])
def test_a_question_that_fails_breaks_its_own_card_only(
    app: ProjectApp, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    def broken(_: Found) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setitem(exports.QUESTIONS, question, exports.part(broken))  # type: ignore[arg-type]
    answer = app.show(RICH)
    broken_ones = {chart for chart in LISTS if state(answer, chart) == "error"}
    assert broken_ones == {{"documents": "documents", "stays": "stages"}[question]}
    assert "secret detail" not in json.dumps(answer)
    assert kpis(answer)["unique_people"].isdigit()


def test_as_of_an_earlier_day_the_project_stands_where_it_stood(app: ProjectApp) -> None:
    earlier = app.show(RICH, "?on=2020-06-30")
    assert [line[0] for line in cells(earlier, "stages")] == ["Onaylandı", "Sözleşmesi imzalandı", "Yürütülüyor"]
    assert app.post(RICH, "?on=2019-12-05").status_code == 204


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_a_project_of_which_little_is_known_says_so(language: str, app: ProjectApp, demo_database: Database) -> None:
    assert app.show("KIZ-17", f"?lang={language}")
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        filters = Filters(EVERYTHING, Snapshot(10**6, TODAY))
        page = project(connection, filters, "KIZ-17")
    assert page
    bare = dict.fromkeys(("stage", "days", "limit", "starts_on", "ends_on", "budget", "owner", "objective"))
    with speaking(language):
        text = words({"type": "Div", "props": {"children": facts_card(replace(page.details, **bare))}})
    assert text.count("—") == 5
    assert "None" not in text_of(text)
