"""Every callback and route for eight viewers, right and tampered with: always the promised answer, never a 5xx."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from hashlib import sha256
from itertools import cycle

import pytest
from sqlalchemy import func, select, text, update
from werkzeug.test import TestResponse

from dashboard.app import PAGES as MODULES
from dashboard.data.schema import metadata
from dashboard.data.schema.accounts import audit, sessions
from tests.access import role_matrix as promised
from tests.access.tampering import TAMPERINGS, Tampering
from tests.visiting import CALLBACKS, House, Visitor, body_of, path_of, server_callbacks

People = Callable[[str], Visitor]
METHODS = ("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
OWN = frozenset({"sessions", "audit", "sign_in_attempts"})
"""Tables in which a visit itself leaves something."""


@pytest.fixture(scope="module")
def viewers(open_house: House, person: People) -> dict[str, Visitor]:
    """Give the eight viewers; one of them holds a cookie that was worth something half an hour ago."""
    expired = open_house.signed_in("manager")
    own = sha256(str(expired.token).encode()).digest()
    ended = update(sessions).values(last_seen_at=func.clock_timestamp() - timedelta(minutes=31))
    open_house.run(ended.where(sessions.c.token_hash == own))
    return {name: expired if name == "expired" else person(name) for name in promised.VIEWERS}


@pytest.fixture(scope="module")
def bodies(open_house: House) -> dict[str, dict[str, object]]:
    """Give the right body of each callback under the name that the promise has for it."""
    return {told(name): body_of(open_house.app, name) for name in server_callbacks(open_house.app)}


def told(name: str) -> str:
    """Give the name of a callback in the promise: its first output, without the mark that makes it unique."""
    first, at, _ = name.strip(".").partition("...")[0].partition("@")
    return first + at


def mark(marks: dict[str, str], viewer: str) -> str:
    """Give the mark of a viewer in one line of a table; `401` without an account."""
    role = promised.VIEWERS[viewer]
    return marks[role] if role else "401"


def callback_status(marks: dict[str, str], viewer: str, tampering: Tampering) -> int:
    """Give the status that a viewer must get from a callback."""
    found = mark(marks, viewer)
    if found == "401":
        return 401
    # Of what is not one's own the page keeps what it shows, as for an unknown code; an odd body is odd all the same.
    nothing_there = found == "o" and tampering.allowed == 200
    return tampering.forbidden if found == "-" else 204 if nothing_there else tampering.allowed


def send(visitor: Visitor, body: dict[str, object], tampering: Tampering) -> TestResponse:
    """Send a body as a tampering has it."""
    return visitor.http.open(
        CALLBACKS,
        method=tampering.method,
        data=tampering.sent(body),
        content_type=tampering.content_type,
        headers=dict(tampering.headers),
    )


Case = tuple[str, str, str]
"""Name of a tampering, of a callback and of a viewer."""


def covering() -> Iterator[Case]:
    """Give every right body for everybody, and every tampering with each callback and by each viewer."""
    callbacks, who = list(promised.expected(promised.CALLBACKS)), list(promised.VIEWERS)
    yield from (("as the page sends it", callback, viewer) for callback in callbacks for viewer in who)
    viewer, callback = cycle(who), cycle(callbacks)
    for name in TAMPERINGS:
        yield from ((name, one, next(viewer)) for one in callbacks)
        yield from ((name, next(callback), one) for one in who)
        next(viewer)


def every_case() -> Iterator[Case]:
    """Give the whole product."""
    for name in TAMPERINGS:
        for callback in promised.expected(promised.CALLBACKS):
            yield from ((name, callback, viewer) for viewer in promised.VIEWERS)


def wrong_answers(
    cases: Iterator[Case], viewers: dict[str, Visitor], bodies: dict[str, dict[str, object]]
) -> list[object]:
    """Give the cases with another answer than the promised one."""
    table = promised.expected(promised.CALLBACKS)
    nothing = {name: viewer.http.get("/nowhere").get_data() for name, viewer in viewers.items()}
    wrong: list[object] = []
    for name, callback, viewer in cases:
        answer = send(viewers[viewer], bodies[callback], TAMPERINGS[name])
        status = callback_status(table[callback], viewer, TAMPERINGS[name])
        same = status != 404 or answer.get_data() == nothing[viewer]
        if answer.status_code != status or not same or b"Traceback" in answer.get_data():
            wrong.append((name, callback, viewer, status, answer.status_code))
    return wrong


def test_every_callback_stands_in_the_promise(bodies: dict[str, dict[str, object]]) -> None:
    assert set(bodies) == set(promised.expected(promised.CALLBACKS))


def test_every_rule_and_every_page_stand_in_the_promise(open_house: House) -> None:
    assert {rule.rule for rule in open_house.server.url_map.iter_rules()} == promised.RULES
    assert set(promised.expected(promised.PAGES)) == {path_of(page) for page in MODULES}


def test_there_are_enough_tamperings() -> None:
    assert len(TAMPERINGS) >= 20


def test_callbacks_answer_as_promised(
    viewers: dict[str, Visitor],
    bodies: dict[str, dict[str, object]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert wrong_answers(covering(), viewers, bodies) == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.exhaustive
def test_callbacks_answer_as_promised_whatever_is_combined(
    open_house: House, viewers: dict[str, Visitor], bodies: dict[str, dict[str, object]]
) -> None:
    before = checksums(open_house)
    assert wrong_answers(every_case(), viewers, bodies) == []
    assert checksums(open_house) == before


def checksums(house: House) -> dict[str, str]:
    """Give a checksum of the rows of every table but those in which a visit leaves its trace."""
    question = "select coalesce(md5(string_agg(x::text, '' order by x::text)), '') from {} x"
    with house.database.engines.owner.connect() as connection:
        return {
            name: str(connection.scalar(text(question.format(f'"{name}"'))))
            for name in metadata.tables
            if name not in OWN
        }


def test_pages_open_as_promised(viewers: dict[str, Visitor]) -> None:
    wrong = []
    for path, marks in promised.expected(promised.PAGES).items():
        for viewer, visitor in viewers.items():
            expected = {"401": 302, "+": 200, "-": 404, "o": 404}[mark(marks, viewer)]
            answer = visitor.http.get(path)
            tells = b"_dash-config" in answer.get_data()
            if (answer.status_code, tells) != (expected, expected == 200):
                wrong.append((path, viewer, expected, answer.status_code))
    assert wrong == []


def test_no_page_takes_anything_but_a_visit(viewers: dict[str, Visitor]) -> None:
    wrong = []
    for path in promised.expected(promised.PAGES):
        for viewer, visitor in viewers.items():
            for method in METHODS[1:]:
                expected = 404 if promised.VIEWERS[viewer] else 401
                if (status := visitor.http.open(path, method=method).status_code) != expected:
                    wrong.append((method, path, viewer, status))
    assert wrong == []


def test_files_are_given_as_promised(viewers: dict[str, Visitor]) -> None:
    wrong = []
    for path, marks in promised.expected(promised.EXPORTS).items():
        for viewer, visitor in viewers.items():
            expected = {"401": 401, "+": 200, "-": 404, "o": 404}[mark(marks, viewer)]
            if (status := visitor.http.get(path).status_code) != expected:
                wrong.append((path, viewer, expected, status))
    assert wrong == []


def test_what_pages_need_what_is_nobodys_and_what_is_everybodys(viewers: dict[str, Visitor]) -> None:
    wrong = []
    for viewer, visitor in viewers.items():
        role = promised.VIEWERS[viewer]
        for paths, expected in (
            (promised.SHELL, 200 if role else 401),
            (promised.NOBODYS, 404 if role else 401),
            (promised.STRANGERS, 200),
        ):
            for path in paths:
                with visitor.http.get(path) as answer:
                    if answer.status_code != expected:
                        wrong.append((path, viewer, expected, answer.status_code))
    assert wrong == []


KEY = "0" * 80
SIGN_IN: dict[tuple[str, str], tuple[int, int, int]] = {
    ("GET", "/login"): (200, 302, 302),
    ("POST", "/login"): (400, 400, 400),
    ("GET", "/logout"): (401, 404, 404),
    ("GET", "/password"): (401, 200, 200),
    ("POST", "/password"): (401, 400, 400),
    ("GET", "/see-as"): (401, 404, 404),
    ("POST", "/see-as"): (401, 404, 400),
    ("GET", "/see-as/end"): (401, 404, 404),
    ("POST", "/see-as/end"): (401, 302, 302),
    ("GET", f"/calendar/{KEY}.ics"): (404, 404, 404),
    ("GET", "/calendar/x.ics"): (404, 404, 404),
}
"""What an empty form or a visit gets: a stranger, somebody signed in, and an administrator."""


def test_the_routes_of_sign_in_answer_as_promised(viewers: dict[str, Visitor]) -> None:
    for (method, path), (stranger, insider, admin) in SIGN_IN.items():
        for viewer, visitor in viewers.items():
            role = promised.VIEWERS[viewer]
            expected = stranger if not role else admin if role == "admin" else insider
            data = {} if method == "POST" else None
            assert visitor.http.open(path, method=method, data=data).status_code == expected, (viewer, method, path)


@pytest.mark.parametrize("viewer", [name for name, role in promised.VIEWERS.items() if role])
def test_dependencies_name_only_callbacks_that_the_account_may_use(viewers: dict[str, Visitor], viewer: str) -> None:
    role, answer = promised.VIEWERS[viewer], viewers[viewer].http.get("/_dash-dependencies")
    named = {told(one["output"]) for one in answer.get_json() if not one.get("clientside_function")}
    assert named == {name for name, marks in promised.expected(promised.CALLBACKS).items() if marks[role] != "-"}


MAY = {("feedback", "/feedback/list"), ("feedback", "/export/feedback_list/cases.csv"), ("admin", "/admin")}
"""What some of them may open."""


def test_forbidden_and_unknown_are_one_answer_in_body_and_headers(viewers: dict[str, Visitor]) -> None:
    for viewer in ("staff", "manager", "feedback", "funder-wb", "admin"):
        http = viewers[viewer].http
        unknown = http.get("/nowhere")
        for path in ("/feedback/list", "/admin", "/projects/B-9", "/export/feedback_list/cases.csv", "/see-as"):
            answer = http.get(path)
            if (viewer, path) in MAY:
                assert answer.status_code == 200
                continue
            assert answer.status_code == 404
            assert answer.get_data() == unknown.get_data(), (viewer, path)
            assert dict(answer.headers) == dict(unknown.headers), (viewer, path)


@pytest.mark.parametrize("name", ["project-facts.tree", "partner-facts.tree"])
def test_a_page_about_what_is_not_there_answers_everybody_alike(
    viewers: dict[str, Visitor], bodies: dict[str, dict[str, object]], name: str
) -> None:
    foreign, unknown = bodies[name], deepcopy(bodies[name])
    state = unknown["state"]
    assert isinstance(state, list)
    state[0]["value"] = f"{state[0]['value']}-NOT-THERE"
    for viewer in ("funder-wb", "funder-eu"):
        answers = [viewers[viewer].call(body) for body in (foreign, unknown)]
        assert len({(answer.status_code, answer.get_data()) for answer in answers}) == 1
    assert viewers["staff"].call(unknown).get_data() == b""


def test_rows_stand_as_before(
    open_house: House, viewers: dict[str, Visitor], bodies: dict[str, dict[str, object]]
) -> None:
    """Nobody writes anything by opening pages, asking callbacks or taking files."""
    before = checksums(open_house)
    for viewer in ("funder-wb", "staff", "admin"):
        for path in (*promised.expected(promised.PAGES), *promised.expected(promised.EXPORTS)):
            viewers[viewer].http.get(path)
        for body in bodies.values():
            viewers[viewer].call(body)
    assert checksums(open_house) == before


def test_denied_access_is_told_once_with_what_was_asked(open_house: House, viewers: dict[str, Visitor]) -> None:
    last = open_house.run(select(func.coalesce(func.max(audit.c.id), 0))).scalar_one()
    name = next(one for one in server_callbacks(open_house.app) if one.startswith("..admin-accounts"))
    viewers["staff"].call(body_of(open_house.app, name))
    viewers["staff"].http.get("/admin?before=1")
    rows = open_house.run(select(audit).where(audit.c.id > last).order_by(audit.c.id)).all()
    lines = [(row.actor, row.action, row.subject, row.details) for row in rows]
    assert lines == [
        ("staff", "denied", "admin-accounts.tree", {"right": "admin"}),
        ("staff", "denied", "/admin", {"right": "admin"}),
    ]
