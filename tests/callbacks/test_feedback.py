"""The page of feedback shows what a second computation gives; cards fail alone, sensitive cases are not told of."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pandas import DataFrame
from sqlalchemy import Connection, text

from dashboard import formats
from dashboard.callbacks.feedback import answering
from dashboard.callbacks.feedback.kpis import kpis
from dashboard.catalogue import KPIS
from dashboard.components.markup import text_of, walk
from dashboard.data import feedback as data
from dashboard.data.feedback import Headline, Wait
from dashboard.data.filters import Filters
from dashboard.export.feedback import SHOWN
from dashboard.figures.table import LongerThan, Table
from dashboard.i18n import t
from tests import feedback_oracle as oracle
from tests.conftest import Server
from tests.feedback_app import COLUMNS, FeedbackApp, open_feedback
from tests.figures.feedback_frames import AGES

SEEDS = range(12)
CHARTS = [chart.removeprefix("feedback.") for chart in SHOWN]
AS_TABLES = "".join(f"&view.{chart}=table" for chart in SHOWN)
HEADLINE = Headline(
    received=1240,
    previous_received=1000,
    open=61,
    wait=Wait(cases=1100, waiting=44, answered=1000, median_days=6, p90_days=None, longest_days=87),
    in_time=800,
    late=150,
    passed=50,
    answered_of_due=950,
    due=1000,
    without_limit=12,
    contacts=200_000,
    rated=400,
    satisfied=300,
    records=1240,
)


@pytest.fixture(scope="module")
def app(postgres: Server, migrated: str) -> Iterator[FeedbackApp]:
    """Give the app, signed in as admin, who has no right to sensitive cases."""
    copy = postgres.create("feedback_page", migrated)
    yield open_feedback(copy)
    postgres.drop(copy)


def props(node: Any) -> dict[str, Any]:  # noqa: ANN401  An element.
    """Give the properties of an element."""
    return node["props"]  # type: ignore[no-any-return]


def part(answer: dict[str, dict[str, Any]], chart: str, name: str) -> Any:  # noqa: ANN401  Any property.
    """Give what an answer says of one part of a card."""
    prop = {"graph": "figure", "plot": "aria-label"}.get(name, "tree")
    return answer[f"feedback-{chart}-{name}"][prop]


def cards(answer: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Give each key figure's exact value."""
    found = [node for node in walk(answer["feedback-kpis"]["children"]) if "data-kpi" in props(node)]
    return {props(card)["data-kpi"].removeprefix("feedback."): str(props(card)["data-value"]) for card in found}


def cells(answer: dict[str, dict[str, Any]], chart: str) -> list[list[str]]:
    """Give the exact numbers of a table row by row."""
    rows = [node for node in walk(part(answer, chart, "instead")) if node["type"] == "Tr"][1:]
    return [[str(props(n)["data-value"]) for n in walk(row) if "data-value" in props(n)] for row in rows]


def exact(cell: object) -> str:
    """Write a cell as its `data-value`."""
    if cell is None:
        return "missing"
    return "not_reached" if isinstance(cell, LongerThan) else str(cell)


def numbers_of(table: Table) -> list[list[str]]:
    """Give the exact numbers of a table row by row."""
    numbers = [at for at, column in enumerate(table.columns) if column.is_number]
    return [[exact(row[at]) for at in numbers] for row in table.rows]


def state_of(answer: dict[str, dict[str, Any]], chart: str) -> str | None:
    """Give the mark that stands instead of a chart."""
    nodes = walk(part(answer, chart, "instead"))
    return next((str(props(n)["data-state"]) for n in nodes if "data-state" in props(n)), None)


def share(part_of: int, total: int) -> str:
    """Write a share as its `data-value`."""
    return str(part_of / total) if total else "not_applicable"


def expected_cards(head: dict[str, Any]) -> dict[str, str]:
    """Give the key figures of the oracle's single numbers."""
    if head["received"] is None:
        return dict.fromkeys((kpi.partition(".")[2] for kpi in KPIS if KPIS[kpi].page == "feedback"), "missing")
    cases, _, _, median, p90, _ = head["wait"]
    received, contacts = head["received"], head["contacts"]
    return {
        "received": str(received),
        "open": str(head["open"]),
        "median_response_days": "not_applicable" if not cases else "not_reached" if median is None else str(median),
        "p90_response_days": "not_applicable" if not cases else "not_reached" if p90 is None else str(p90),
        "answered_in_time": share(head["in_time"], head["in_time"] + head["late"] + head["passed"]),
        "loop_closed": share(head["answered_of_due"], head["due"]),
        "per_1000_contacts": str(received * 1000 / contacts) if contacts else "missing",
        "satisfaction": share(head["satisfied"], head["rated"]),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_key_figures_equal_a_second_computation(app: FeedbackApp, seed: int) -> None:
    search, question = app.question(seed)
    head: dict[str, Any] = oracle.headline(app.told, question)
    answer = app.show(search)
    assert cards(answer) == expected_cards(head)
    assert answer["shell-records"]["data"] == head["records"]


@pytest.mark.parametrize("seed", range(4))
def test_the_overview_tells_the_same_share_and_the_complaints_that_are_late(app: FeedbackApp, seed: int) -> None:
    search, question = app.question(seed)
    question = replace(question, types=())
    answer = app.show("&".join(part for part in search.split("&") if "type=" not in part), "overview")
    head: dict[str, Any] = oracle.headline(app.told, question)
    (found,) = [n for n in walk(answer["overview-kpis"]["children"]) if "feedback" in str(props(n).get("data-kpi"))]
    assert props(found)["data-value"] == expected_cards(head)["answered_in_time"]
    rows = [text_of(node) for node in walk(answer["overview-exceptions-instead"]["tree"]) if node["type"] == "Tr"]
    late = [row for row in rows if "Yanıtlanmayan şikâyetlerde süre geçti" in row]
    expected = [
        (f"Süresi geçen şikâyet: {formats.whole(cases)}", formats.whole(days))
        for cases, days in oracle.overdue(app.told, question)  # type: ignore[misc]
    ]
    assert [(row.startswith(words), row.endswith(days)) for row, (words, days) in zip(late, expected, strict=True)] == [
        (True, True)
    ] * len(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_tables_and_drawings_equal_a_second_computation(app: FeedbackApp, seed: int) -> None:
    search, question = app.question(seed)
    tables, drawings = app.show(f"{search}{AS_TABLES}"), app.show(search)
    for chart in COLUMNS:
        shown = SHOWN[f"feedback.{chart}"]
        table = shown.tabulate(app.frame(chart, question))
        if state_of(tables, chart) is None:
            assert cells(tables, chart) == numbers_of(table), chart
            assert shown.draw
            drawn: Any = shown.draw(table)
            for found, expected in zip(part(drawings, chart, "graph")["data"], drawn["data"], strict=True):
                assert (found["x"], found["y"]) == (expected["x"], expected["y"]), chart
        else:
            assert not any(cell for row in table.rows for cell in row if isinstance(cell, int | float)), chart
    for chart, what in (("channels", "channel"), ("languages", "language")):
        counts = sorted(oracle.mix(app.told, question, what).values(), reverse=True)
        assert [row[0] for row in cells(tables, chart)] == list(map(str, counts)), chart
    places = [row[:2] for row in cells(tables, "places")][:-1]
    expected_places = [[exact(n) for n in counts] for counts in oracle.by_place(app.told, question).values()]
    assert sorted(places) == sorted(expected_places)


def test_what_is_sensitive_is_seen_by_those_alone_who_have_the_right(app: FeedbackApp) -> None:
    readers = {name: app.as_reader(name) for name in ("feedback", "feedback-plain")}
    search = f"?v={app.told.newest}{AS_TABLES}"
    answers = {name: reader.show(search) for name, reader in readers.items()}
    for name, reader in readers.items():
        head: dict[str, Any] = oracle.headline(app.told, reader.everything)
        assert cards(answers[name]) == expected_cards(head)
    assert int(cards(answers["feedback"])["received"]) > int(cards(answers["feedback-plain"])["received"])
    topics = [text_of(part(one, "topics", "instead")) for one in (answers["feedback"], answers["feedback-plain"])]
    words = "Cinsel sömürü"
    assert words not in topics[1]
    plain = app.show(search)
    assert cards(plain) == cards(answers["feedback-plain"])
    for chart in CHARTS:
        assert cells(plain, chart) == cells(answers["feedback-plain"], chart), chart


def test_only_who_may_read_the_list_is_led_to_it(app: FeedbackApp) -> None:
    assert app.show("?place=TR-34")["feedback-list"]["tree"] is None
    tree = app.as_reader("feedback-plain").show("?place=TR-34")["feedback-list"]["tree"]
    (link,) = [props(node) for node in walk(tree) if node["type"] == "A"]
    assert link["data-shell-link"] == "/feedback/list"
    assert link["href"].startswith("/feedback/list?place=TR-34")


QUESTIONS = (
    *("headline", "received_by_month", "rate_by_month", "response_times", "open_by_age", "topics_by_month"),
    *("received_by_channel", "received_by_language", "received_by_place", "received_by_sex_and_age"),
)


@pytest.mark.parametrize("question", [*QUESTIONS, *answering.BESIDE])
def test_a_question_that_fails_breaks_its_own_cards_only(
    app: FeedbackApp, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection, _: Filters) -> None:
        connection.execute(text("select no_such_column"))

    def unmade(_: data.Answers) -> None:
        raise ValueError("no_such_column")

    if question in answering.BESIDE:
        monkeypatch.setitem(answering.BESIDE, question, broken)  # type: ignore[arg-type]
    else:
        monkeypatch.setattr(data.Answers, question, unmade)
    answer = app.show("?")
    failed = {chart for chart in CHARTS if state_of(answer, chart) == "error"}
    assert failed == {chart for chart in CHARTS if question in SHOWN[f"feedback.{chart}"].questions}
    needs = question in {"headline", "open_by_age"}
    assert ("Hata kodu" in text_of(answer["feedback-kpis"]["children"])) is needs
    chooses = question in {"beside_choices", "beside_name"}
    assert ("Hata kodu" in text_of(answer["feedback-choice"]["tree"])) is chooses
    assert "no_such_column" not in str(answer)


def test_when_nothing_can_be_read_every_card_says_so(app: FeedbackApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(connection: Connection, _: Filters) -> None:
        connection.execute(text("select no_such_column"))

    monkeypatch.setattr(data, "page_answers", broken)
    answer = app.show("?")
    assert {state_of(answer, chart) for chart in CHARTS[:-1]} == {"error"}
    assert state_of(answer, CHARTS[-1]) is None
    assert "data" not in answer.get("shell-records", {}) or answer["shell-records"]["data"] is None


def test_no_cases_at_all_are_missing_and_none_under_the_filters_are_zero(app: FeedbackApp) -> None:
    before = app.show("?on=2010-01-01")
    assert set(cards(before).values()) == {"missing"}
    states = {chart: state_of(before, chart) for chart in CHARTS if chart not in {"rate", "beside_results"}}
    assert set(states.values()) == {"no_data"}
    none = app.show("?period=2016")
    assert cards(none)["received"] == "0"
    assert cards(none)["median_response_days"] == "not_applicable"
    assert {state_of(none, chart) for chart in states} == {"zero"}


def told(headline: Headline, ages: DataFrame = AGES) -> dict[str, tuple[object, str, str]]:
    """Give value, text and note of each card."""
    found = kpis(headline, ages)
    return {card.id.removeprefix("feedback."): (card.value, text_of(card.text), text_of(card.note)) for card in found}


def test_beside_a_key_figure_stands_what_it_is_made_of() -> None:
    assert told(HEADLINE) == {
        "received": (1240, "1.240", ""),
        "open": (61, "61", "Yanıt bekleyen: 44 · En eskisi (gün): 91+"),
        "median_response_days": (6, "6 gün", "Bildirim: 1.100 · Hâlâ bekleyen: 44"),
        "p90_response_days": ("not_reached", "> 87 gün", "Bildirim: 1.100 · Hâlâ bekleyen: 44"),
        "answered_in_time": (0.8, "%80,0", "Süresinde: 800 · Geç: 150 · Süresi geçmiş: 50 · Sınırsız: 12"),
        "loop_closed": (0.95, "%95,0", "Süresi gelen: 1.000"),
        "per_1000_contacts": (6.2, "6,2", "Hizmet teması: 200.000"),
        "satisfaction": (0.75, "%75,0", "Puanlayan: 400"),
    }
    change = kpis(HEADLINE, AGES)[0].change
    assert change
    assert (change.amount, change.ratio) == (240, pytest.approx(0.24))


def test_what_nobody_knows_is_no_zero() -> None:
    unknown = told(replace(HEADLINE, received=None))
    assert {value for value, _, _ in unknown.values()} == {"missing"}
    alone = told(replace(HEADLINE, contacts=None, rated=0, due=0, in_time=0, late=0, passed=0, previous_received=None))
    assert alone["per_1000_contacts"][0] == "missing"
    assert {alone[name][0] for name in ("satisfaction", "loop_closed", "answered_in_time")} == {"not_applicable"}
    assert told(replace(HEADLINE, contacts=0))["per_1000_contacts"][0] == "missing"
    assert told(replace(HEADLINE, open=0))["open"][2] == ""


def choice(answer: dict[str, dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """Give the list of what may stand beside the feedback, and what it offers."""
    nodes = list(walk(answer["feedback-choice"]["tree"]))
    (select,) = [props(node) for node in nodes if node["type"] == "Select"]
    (label,) = [props(node) for node in nodes if node["type"] == "Label"]
    assert label["htmlFor"] == select["id"]
    return select, [props(node)["value"] for node in nodes if node["type"] == "Option"]


def test_what_stands_beside_is_chosen_from_a_list_with_a_label(app: FeedbackApp) -> None:
    select, offered = choice(app.show("?"))
    assert (select["defaultValue"], select["data-choose"]) == ("", "beside")
    assert offered[0] == ""
    assert len(offered) > 1
    asked = offered[-1]
    answer = app.show(f"?beside={asked}")
    assert choice(answer)[0]["defaultValue"] == asked
    heading = text_of(part(answer, "beside_results", "text")[0])
    assert t("kpi.feedback.received") not in heading
    assert state_of(answer, "beside_results") is None
    assert choice(app.show("?beside=NOTHING"))[0]["defaultValue"] == ""


def test_a_row_of_places_leads_down_under_the_filter_of_types(app: FeedbackApp) -> None:
    answer = app.show(f"?type=request{AS_TABLES}")
    found = [props(n) for n in walk(part(answer, "places", "instead")) if n["type"] == "A"]
    hrefs = [one["href"] for one in found if "data-row" not in one]
    assert hrefs
    assert all(href.startswith("/feedback?place=TR-") and "type=request" in href for href in hrefs)
    assert len(hrefs) == len(cells(answer, "places")) - 1


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_the_page_speaks_each_language_without_a_gap(app: FeedbackApp, language: str) -> None:
    answer = app.show(f"?lang={language}{AS_TABLES}")
    assert "{" not in text_of([one.get("tree") or one.get("children") for one in answer.values()])


def test_shares_are_exact_and_read_rounded(app: FeedbackApp) -> None:
    head: dict[str, Any] = oracle.headline(app.told, app.everything)
    found = cards(app.show(f"?v={app.told.newest}"))
    due = head["in_time"] + head["late"] + head["passed"]
    assert Decimal(found["answered_in_time"]) == Decimal(str(head["in_time"] / due))
