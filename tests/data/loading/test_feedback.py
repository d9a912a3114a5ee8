"""Feedback: what its files may say, how cases and texts are stored apart, and what no message tells."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine, text

from dashboard.data.engine import Engines, reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.freshness import Freshness, freshness
from dashboard.data.loading import KINDS, LoadReport, load_files
from dashboard.data.loading.recognising import recognise
from dashboard.data.loading.sheets import from_frame
from dashboard.data.versions import resolve_snapshot, today
from tests.data.loading.checking import check, errors, said, warnings
from tests.data.loading.feedback_files import CASES, CATEGORIES, LIMITS, SECRET, cases, person

CASE = {
    "feedback_key": "F1",
    "received_on": "2021-03-02",
    "channel": "desk",
    "type": "complaint",
    "category": "access",
    "project_code": "P1",
    "sensitivity": "no",
    "status": "received",
}
CANARY = "Kanarya"


@pytest.fixture
def listening(programme: Engines, write: Callable[..., Path]) -> Engines:
    """Give the small programme with categories and limits."""
    files = [write("feedback_categories.csv", CATEGORIES), write("response_limits.csv", LIMITS)]
    report = load_files(programme, files)
    assert not report.refused, list(map(str, report.errors))
    return programme


def load(engines: Engines, path: Path, **options: object) -> LoadReport:
    """Load one file of cases with the secret of the installation."""
    return load_files(engines, [path], secret=SECRET, **options)


def rows(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    """Give the rows of a query."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_cases_are_stored_with_codes_as_positions_and_their_texts_apart(
    listening: Engines, write: Callable[..., Path]
) -> None:
    report = load(listening, write("cases.csv", cases()))
    assert [str(e) for e in report.errors] == []
    assert (report.accepted, report.tables[0].kind) == (5, "feedback")
    found = rows(
        listening.owner,
        "select feedback_key, channel, type, language, sex, age_band, sensitivity, is_sensitive, priority,"
        " needs_answer, status, rating, due_on, place_id is null, province_id is null,"
        " f.programme_id = p.programme_id, person_key"
        " from feedback f join projects p on p.id = f.project_id order by feedback_key",
    )
    one, two = person("KISI-1"), person("KISI-2")
    assert found == [
        ("F1", 0, 2, 1, 0, 4, 0, False, 2, True, 3, None, None, False, False, True, one),
        ("F2", 1, 4, 0, 3, 7, 0, False, 1, False, 4, 5, None, False, False, True, None),
        ("F3", 7, 5, 0, 3, 7, 1, True, 1, False, 0, None, None, True, True, True, two),
        ("F4", 2, 0, 21, 3, 7, 0, True, 3, True, 0, None, None, False, False, True, two),
        ("F5", 3, 0, 0, 3, 7, 0, False, 1, False, 1, None, date(2021, 5, 1), False, False, True, one),
    ]
    texts = rows(
        listening.owner,
        "select feedback_key, text, folded from feedback_texts join feedback using (load_id, row_no)"
        " order by feedback_key",
    )
    assert texts == [
        ("F1", "الأوراقُ المطلوبة للطابور", "الاوراق المطلوبه للطابور"),
        ("F2", "Çığlı'daki ŞEF'e teşekkürler", "cigli daki sef e tesekkurler"),
        ("F3", "Gizli kanarya", "gizli kanarya"),
        ("F4", "Kimse bilmesin", "kimse bilmesin"),
    ]


def test_the_cutoff_of_a_load_is_not_moved_by_a_sensitive_case(listening: Engines, write: Callable[..., Path]) -> None:
    load(listening, write("cases.csv", cases()))
    load(listening, write("hidden.csv", cases(CASES[3].replace("F4", "F9"))))
    cutoffs = rows(
        listening.owner,
        "select name, cutoff::date from loads join sources s on s.id = source_id where s.kind = 'feedback' order by 1",
    )
    assert cutoffs == [("cases.csv", date(2021, 4, 11)), ("hidden.csv", None)]


def test_a_load_of_sensitive_cases_alone_is_told_by_no_line_of_freshness(
    listening: Engines, write: Callable[..., Path]
) -> None:
    def age() -> Freshness:
        with reading(listening.reader, EVERYTHING) as connection:
            snapshot, _ = resolve_snapshot(connection, None, None)
            return freshness(connection, snapshot, EVERYTHING, 45)

    load(listening, write("cases.csv", cases()))
    before = age()
    load(listening, write("hidden.csv", cases(CASES[3].replace("F4", "F9"))))
    after = age()
    assert (after.last_import, after.cutoff, after.stale) == (before.last_import, before.cutoff, before.stale)
    load(listening, write("more.csv", cases(CASES[1].replace("F2", "F8"))))
    assert age().last_import != before.last_import


def test_loading_again_superseding_and_duplicates(listening: Engines, write: Callable[..., Path]) -> None:
    path = write("cases.csv", cases(*CASES, CASES[0]))
    first = load(listening, path)
    assert (first.accepted, first.duplicate, first.tables[0].added) == (6, 1, 5)
    assert load(listening, path).already_loaded
    answered = CASES[4].replace("reviewing,,", "answered,2021-04-20,")
    changed = write("cases.csv", cases(*CASES[:4], answered))
    assert {e[2] for e in said(load(listening, changed))} == {"already_live"}
    superseded = load(listening, changed, supersede=True)
    assert (superseded.tables[0].added, superseded.tables[0].ended) == (1, 1)
    assert rows(listening.owner, "select count(*) from feedback_texts") == [(4,)]
    assert said(load(listening, write("other.csv", cases(CASES[0], CASES[0].replace("desk", "box"))))) == [
        (3, "feedback_key", "key_twice")
    ]


def test_two_sources_may_use_the_same_key(listening: Engines, write: Callable[..., Path]) -> None:
    assert not load(listening, write("a.csv", cases(CASES[1]))).refused
    assert not load(listening, write("b.csv", cases(CASES[1]))).refused


def test_whether_an_answer_is_needed_is_said_by_the_file_or_by_the_type() -> None:
    types = ["complaint", "request", "suggestion", "information", "thanks", "observation"]
    checked = check("feedback", *({**CASE, "feedback_key": f"F{i}", "type": one} for i, one in enumerate(types)))
    assert list(checked.columns["needs_answer"].cells) == ["true"] * 4 + ["false"] * 2
    told = check("feedback", {**CASE, "type": "thanks", "needs_answer": "Evet"}, {**CASE, "needs_answer": "hayır"})
    assert list(told.columns["needs_answer"].cells) == ["true", "false"]


def test_a_case_says_whether_it_is_sensitive() -> None:
    assert errors("feedback", {**CASE, "sensitivity": ""}) == [(2, "sensitivity", "required")]


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"first_response_on": "2021-03-01"}, "first_response_on", "days_out_of_order"),
        ({"closed_on": "2021-03-01", "status": "closed"}, "closed_on", "days_out_of_order"),
        ({"due_on": "2021-02-01"}, "due_on", "days_out_of_order"),
        ({"status": "answered"}, "first_response_on", "day_of_state_missing"),
        ({"status": "closed"}, "closed_on", "day_of_state_missing"),
        ({"closed_on": "2021-03-08"}, "status", "closed_but_open"),
        ({"rating": "6"}, "rating", "above_highest"),
        ({"rating": "0"}, "rating", "too_low"),
        ({"type": "praise"}, "type", "not_a_code"),
    ],
)
def test_what_a_case_must_not_say(changes: dict[str, str], column: str, reason: str) -> None:
    assert errors("feedback", {**CASE, **changes}) == [(2, column, reason)]


def test_labels_in_three_languages_are_codes() -> None:
    told = {**CASE, "channel": "Çağrı merkezi", "type": "شكوى", "sensitivity": "Hassas değil", "status": "İnceleniyor"}
    checked = check("feedback", {**told, "language": "Kürtçe", "priority": "Acil"})
    assert not checked.errors
    names = ("channel", "type", "sensitivity", "status", "language", "priority")
    found = [str(checked.columns[name].cells[0]) for name in names]
    assert found == ["phone", "complaint", "no", "reviewing", "ku", "urgent"]


def test_a_day_ahead_is_warned_of() -> None:
    ahead = (today() + timedelta(days=3)).isoformat()
    assert warnings("feedback", {**CASE, "received_on": ahead}) == [(2, "received_on", "future_day")]


def test_no_message_quotes_what_was_said_or_who_said_it() -> None:
    said_badly = {"text": f"{CANARY} \x01", "person_key": f"{CANARY} \x02"}
    lost = {"text": f"{CANARY}?lar", "person_key": f"{CANARY}?"}
    long = {"text": CANARY * 4_000, "person_key": "#N/A"}
    checked = check("feedback", *({**CASE, **more} for more in (said_badly, lost, long)))
    problems = [*checked.errors, *checked.warnings]
    assert {p.column for p in problems} == {"text", "person_key"}
    assert not [p for p in problems if CANARY in f"{p!r}{p}"]


def test_people_without_a_secret_are_refused(listening: Engines, write: Callable[..., Path]) -> None:
    report = load_files(listening, [write("cases.csv", cases())])
    assert {e[2] for e in said(report)} == {"person_secret_missing"}
    assert "KISI" not in "".join(map(str, report.errors))


def test_what_is_said_of_limits() -> None:
    assert errors("response_limits", {"priority": "low", "days": "0"}) == [(2, "days", "too_low")]


def test_categories_are_taken_for_kinds_of_activity_unless_the_file_is_named_after_them() -> None:
    headers = ["code", "name_tr", "position"]
    frame = pd.DataFrame(columns=headers, dtype=object)
    assert recognise(from_frame(frame, "list.csv")).name == "activity_kinds"
    assert recognise(from_frame(frame, "feedback_categories.csv")).name == "feedback_categories"
    assert recognise(from_frame(frame, "list.csv"), "feedback_categories") is KINDS["feedback_categories"]
