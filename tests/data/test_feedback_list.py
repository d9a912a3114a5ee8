"""The list of cases against plain Python over the rows of its world, and the search over texts written by hand."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text

from dashboard.address import Problem
from dashboard.data import feedback_list as data
from dashboard.data import feedback_list_rows
from dashboard.data.engine import reading
from dashboard.data.feedback_list_filters import offered_categories
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.schema.feedback import feedback, feedback_texts
from dashboard.data.versions import Snapshot, today
from dashboard.formats import fold_words
from dashboard.listing import Sort
from tests import feedback_oracle as oracle
from tests.conftest import Database, Server
from tests.feedback_compared import question_and_filters
from tests.feedback_oracle import Case, Question, Told
from tests.feedback_world import CATEGORIES, CHANNELS, steps

SAID = (
    "Çığlı'daki ŞEF'e teşekkürler",
    "Randevu saatim üç kez değişti",
    "الأوراقُ المطلوبة للطابور كثيرةٌ",
    "لم يتصل بي أحدٌ منذ أسبوعين إلى الآن",
    "İş görüşmesi — 2021'de; e-posta: yok!",
    "نوبت من ۱۲ روز عقب افتاد",
)
FOUND = {
    "cigli": {0},
    "ÇIĞLI": {0},
    "tesekkur": {0},
    "şef teş": {0},
    "eşekkür": set(),
    "degis": {1},
    "saat RANDEVU": {1},
    "اوراق": set(),
    "الاوراق": {2},
    "المطلوبه": {2},
    "كثيره": {2},
    "الي": {3},
    "احد": {3},
    "أُسبوعـين": {3},
    "سبوعين": set(),
    "2021": {4},
    "posta": {4},
    "12": {5},
    "' & | ! ( :*": set(),
    "Is": {4},
}
"""For each search the positions of the texts that hold all its words, each as the beginning of a word."""


@dataclass(frozen=True)
class Listed:
    """A world in a database with a text for most rows, by source, key and version."""

    database: Database
    told: Told
    first: int
    texts: dict[tuple[str, str, int], str]


@pytest.fixture(scope="module")
def listed(postgres: Server, migrated: str) -> Iterator[Listed]:
    """Give the world of feedback after its last load."""
    database = postgres.create("test_feedback_list", migrated)
    with database.engines.owner.connect() as writer:
        versions = []
        for known in steps(writer, random.Random(23)):
            told = known
            versions.append(told.newest)
        texts = add_texts(writer)
        writer.commit()
    yield Listed(database, told, versions[0], texts)
    postgres.drop(database)


def add_texts(connection: Connection) -> dict[tuple[str, str, int], str]:
    """Write a text for four rows in five."""
    draw, f = random.Random(3), feedback.c
    question = select(f.load_id, f.row_no, f.feedback_key, f.since_version, text("s.name")).select_from(
        feedback.join(text("sources s"), text("s.id = feedback.source_id"))
    )
    found = {}
    for row in connection.execute(question.order_by(f.id)).all():
        if draw.random() < 0.8:
            said = draw.choice(SAID)
            found[row.name, row.feedback_key, row.since_version] = said
            folded = fold_words(said)
            connection.execute(
                insert(feedback_texts).values(load_id=row.load_id, row_no=row.row_no, text=said, folded=folded)
            )
    return found


def status(case: Case, day: date) -> str:
    return "closed" if case.closed_on(day) else "answered" if case.answered_on(day) else "received"


def deadline(told: Told, question: Question, case: Case) -> str:
    limit, day = told.limit(case, question.asked.version), question.asked.day
    if not case.needs or limit is None:
        return "none"
    if case.answered and case.answered_on(day):
        return "in_time" if case.answered <= limit else "late"
    return "overdue" if limit < day else "waiting"


def expected_row(known: Listed, question: Question, case: Case) -> tuple[object, ...]:
    """Give a case as the list shows it, without the names."""
    day, version = question.asked.day, question.asked.version
    return (
        case.key,
        case.received,
        case.type,
        case.category,
        case.channel,
        case.language,
        case.priority,
        status(case, day),
        None if case.closed_on(day) else (day - case.received).days,
        known.told.limit(case, version),
        deadline(known.told, question, case),
        case.answered if case.answered_on(day) else None,
        known.texts.get((case.source, case.key, case.since)),
        (case.source, case.key) in known.told.hidden(),
    )


SHOWN = (
    *("feedback_key", "received_on", "type", "category_en", "channel", "language", "priority", "status", "days_open"),
    *("limit_on", "deadline", "answered_on", "text", "sensitive"),
)
NAMES = {
    "access": "Access to services",
    "quality": "Quality of services",
    "timeliness": "Timeliness",
    "staff_behaviour": "Behaviour of staff",
    "information": "Information",
    "safety": "Safety",
    "misconduct": "Misconduct",
    "sea": "Sexual exploitation and abuse",
    "other": "Other",
}
CODES = {name: code for code, name in NAMES.items()}


def rows(found: Any) -> list[tuple[object, ...]]:  # noqa: ANN401  A frame.
    """Give the rows of an answer, the category by its code."""
    columns = [found[name].tolist() for name in SHOWN]
    columns[3] = [CODES[name] for name in columns[3]]
    return list(zip(*columns, strict=True))


def own_filters(rng: random.Random, *, sensitive: bool) -> dict[str, tuple[str, ...]]:
    """Give random filters of the page's own."""
    lists = {"category": CATEGORIES, "channel": CHANNELS, "language": ("tr", "ar", "fa", "unknown")}
    lists |= {"priority": oracle.PRIORITIES, "status": ("received", "answered", "closed")}
    if not sensitive:
        lists["category"] = tuple(c for c in CATEGORIES if c not in {"misconduct", "sea"})
    chosen = {name: tuple(rng.sample(codes, rng.choice((0, 0, 0, 0, 0, 2)))) for name, codes in lists.items()}
    if sensitive:
        chosen["sensitive"] = rng.choice(((), (), ("yes",), ("no",), ("yes", "no")))
    chosen["q"] = tuple(rng.sample(list(FOUND), rng.choice((0, 0, 0, 1))))
    return chosen


def fits(known: Listed, question: Question, case: Case, own: dict[str, tuple[str, ...]]) -> bool:
    """Say whether a case passes the page's own filters."""
    values = {
        "category": case.category,
        "channel": case.channel,
        "language": case.language,
        "priority": case.priority,
        "status": status(case, question.asked.day),
        "sensitive": "yes" if (case.source, case.key) in known.told.hidden() else "no",
    }
    said = known.texts.get((case.source, case.key, case.since))
    found = not own["q"] or not fold_words(own["q"][0]) or (said in {SAID[at] for at in FOUND[own["q"][0]]})
    return found and all(not own.get(name) or value in own[name] for name, value in values.items())


def asked(rng: random.Random, known: Listed) -> tuple[Question, Filters, dict[str, tuple[str, ...]]]:
    """Give one random question, its filters and the page's own among them."""
    question, filters = question_and_filters(rng, known.told, known.first)
    own = own_filters(rng, sensitive=question.sensitive)
    pairs = tuple((name, value) for name, values in own.items() for value in values)
    return question, replace(filters, own=(*filters.own, *pairs)), own


def test_the_list_equals_a_second_computation_under_random_filters(listed: Listed) -> None:
    rng, sizes = random.Random(11), []
    with reading(listed.database.engines.listener, EVERYTHING) as connection:
        for state in range(150):
            question, filters, own = asked(rng, listed)
            cases = [case for case in oracle.in_period(listed.told, question) if fits(listed, question, case, own)]
            expected = [expected_row(listed, question, case) for case in cases]
            found = rows(data.cases(connection, filters, {}))
            assert sorted(found, key=repr) == sorted(expected, key=repr), (state, question, own)
            assert data.count(connection, filters, {}) == len(expected)
            days = [row[1] for row in found]
            assert days == sorted(days, reverse=True)
            sizes.append(len(expected))
    assert sum(size > 0 for size in sizes) > len(sizes) / 4


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(("column", "at"), [("received_on", 1), ("days_open", 8), ("limit_on", 9)])
def test_any_order_puts_what_is_missing_last_and_pages_hold_every_case_once(
    listed: Listed, column: str, at: int, *, descending: bool
) -> None:
    filters = Filters(EVERYTHING, Snapshot(listed.told.newest, date(2022, 9, 20)))
    sort = Sort(column, descending)
    with reading(listed.database.engines.listener, EVERYTHING) as connection:
        whole = rows(data.cases(connection, filters, {}, sort))
        pages = [rows(data.cases(connection, filters, {}, sort, slice(n, n + 50))) for n in range(0, len(whole), 50)]
    assert [row for page in pages for row in page] == whole
    keys = [row[at] for row in whole]
    told = [key for key in keys if key is not None]
    assert keys == [*sorted(told, reverse=descending), *[None] * (len(keys) - len(told))]
    assert None in keys or column == "received_on"


@pytest.mark.parametrize("few", [0, 5_000])
@pytest.mark.parametrize("search", FOUND)
def test_a_search_finds_beginnings_of_words_in_any_spelling(
    listed: Listed, search: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback_list_rows, "FEW", few)
    filters = Filters(EVERYTHING, Snapshot(listed.told.newest, today()), own=(("q", search),))
    with reading(listed.database.engines.listener, EVERYTHING) as connection:
        found = {row[12] for row in rows(data.cases(connection, filters, {}))}
        problems = data.own_problems(connection, filters)
    if fold_words(search):
        assert found == {SAID[at] for at in FOUND[search]}
        assert not problems
    else:
        assert problems == (Problem("q", search),)


def test_a_text_past_its_time_is_neither_shown_nor_found_in_any_version(listed: Listed) -> None:
    years = today().year - 2021
    retention = {"feedback": years * 12 + today().month - 1}
    last = date(2021, 1, 1).replace(day=min(today().day, 31))
    past = {(c.source, c.key) for c in listed.told.cases if c.closed and c.closed <= last}
    with reading(listed.database.engines.listener, EVERYTHING) as connection:
        for version in range(listed.first + 1, listed.told.newest + 1):
            filters = Filters(replace(EVERYTHING, sensitive=True), Snapshot(version, today()))
            found = rows(data.cases(connection, filters, retention))
            question = Question(_asked(version), sensitive=True)
            expected = []
            for case in oracle.in_period(listed.told, question):
                row = expected_row(listed, question, case)
                hidden = (case.source, case.key) in past if case.until else bool(case.closed and case.closed <= last)
                expected.append((*row[:12], None if hidden else row[12], row[13]))
            assert sorted(found, key=repr) == sorted(expected, key=repr), version
            searched = replace(filters, own=(("q", "randevu"),))
            hits = rows(data.cases(connection, searched, retention))
            assert sorted(hits, key=repr) == sorted((r for r in expected if r[12] == SAID[1]), key=repr)
    assert past


def _asked(version: int) -> Any:  # noqa: ANN401  The oracle's own.
    """Give the question for everything as of a version and today."""
    from tests.oracle_rows import Asked  # noqa: PLC0415  Only here.

    return Asked(version=version, day=today(), viewer=None)


def test_what_means_nothing_to_a_viewer_is_a_problem(listed: Listed) -> None:
    own = (("type", "praise"), ("category", "sea"), ("sensitive", "yes"), ("status", "closed"))
    filters = Filters(EVERYTHING, Snapshot(listed.told.newest, today()), own=own)
    with reading(listed.database.engines.listener, EVERYTHING) as connection:
        problems = data.own_problems(connection, filters)
        assert set(problems) == {Problem("type", "praise"), Problem("category", "sea"), Problem("sensitive", "yes")}
        assert "sea" not in offered_categories(connection, filters)
        allowed = replace(filters, viewer=replace(EVERYTHING, sensitive=True))
        assert data.own_problems(connection, allowed) == (Problem("type", "praise"),)
        assert "sea" in offered_categories(connection, allowed)


def test_a_protected_viewer_has_no_list(listed: Listed) -> None:
    viewer = replace(EVERYTHING, protected=True)
    with reading(listed.database.engines.listener, viewer) as connection:
        filters = Filters(viewer, Snapshot(listed.told.newest, today()))
        assert data.count(connection, filters, {}) == 0
        assert data.cases(connection, filters, {}).empty


def test_a_count_stops_where_nobody_leafs_any_more(listed: Listed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "MOST_COUNTED", 7)
    with reading(listed.database.engines.listener, EVERYTHING) as connection:
        assert data.count(connection, Filters(EVERYTHING, Snapshot(listed.told.newest, today())), {}) == 8
