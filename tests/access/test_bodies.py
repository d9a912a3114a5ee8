"""Odd bodies of callbacks: always refused as the sender's mistake, never a failure of the server."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from dashboard.access.guard import declared
from dashboard.access.rights import RIGHTS
from tests.visiting import CALLBACKS, House, Visitor, body_of, server_callbacks

People = Callable[[str], Visitor]
ODD = [
    None,
    True,
    False,
    0,
    -1,
    1.5,
    2**63,
    "",
    "x",
    "\0",
    "ı",
    [],
    [[]],
    {},
    {"a": 1},
    [None],
    "9" * 5000,
    {"": {"": []}},
]
TEXTS = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"1",
    b'"text"',
    b"NaN",
    b'{"output": NaN}',
    b'{"output": "\\ud800"}',
    b'{"output": "a", "output": "b"}',
    b"\xff\xfe{}",
    b"\x00",
    b"[" * 5000,
    b'{"a":' * 5000,
    b"{'output': 'x'}",
    '{"output": "ş"}'.encode("cp1254"),
]


def mutations(body: dict[str, Any], random: Random) -> Iterator[dict[str, Any]]:
    """Give bodies with one thing wrong each."""
    for key, right in body.items():
        if key != "changedPropIds" and (key != "state" or right):
            yield {k: v for k, v in body.items() if k != key}
        yield body | {key: next(value for value in random.sample(ODD, len(ODD)) if value not in (right, []))}
    yield body | {"surprise": 1}
    yield body | {"inputs": body["inputs"] * 2}
    yield body | {"changedPropIds": [1]}
    yield body | {"changedPropIds": "shell-address.search"}
    for part in ("inputs", "state"):
        for index in range(len(body[part])):
            for name, value in (
                ("id", "other"),
                ("id", {"a": "b"}),
                ("id", None),
                ("property", "children"),
                ("property", 7),
            ):
                changed = deepcopy(body)
                changed[part][index][name] = value
                yield changed
            changed = deepcopy(body)
            changed[part][index] = random.choice([None, [], "x", 3, {}])
            yield changed
            if changed_property(body[part][index]):
                for value in (7, True, [], {}, [""]):
                    changed = deepcopy(body)
                    changed[part][index]["value"] = value
                    yield changed


def changed_property(part: dict[str, Any]) -> bool:
    """Say whether a part's property can hold text only."""
    return part["property"] in {"search", "pathname"}


def test_every_body_with_one_thing_wrong_is_the_senders_mistake(open_house: House, person: People) -> None:
    random, tried = Random(4), 0
    for name in server_callbacks(open_house.app):
        visitor = insider(open_house, person, name)
        for body in mutations(body_of(open_house.app, name), random):
            answer = visitor.call(body)
            assert 400 <= answer.status_code < 500, (answer.status_code, body)
            assert "Traceback" not in answer.get_data(as_text=True)
            tried += 1
    assert tried >= 50


def test_random_bodies_are_the_senders_mistake(open_house: House, person: People) -> None:
    random = Random(11)
    names = [*server_callbacks(open_house.app), "x.y", "", ".."]
    for _ in range(300):
        keys = random.sample(["output", "outputs", "inputs", "state", "changedPropIds", "multi"], random.randint(0, 6))
        body: dict[str, Any] = {key: random.choice(ODD) for key in keys}
        if random.random() < 0.5:
            body["output"] = random.choice(names)
        assert 400 <= person("staff").call(body).status_code < 500, body


@pytest.mark.parametrize("value", ODD, ids=str)
def test_what_is_no_object_is_the_senders_mistake(person: People, value: object) -> None:
    assert 400 <= person("staff").call(value).status_code < 500


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded", ""])
def test_what_is_no_json_is_the_senders_mistake(person: People, text: bytes, content_type: str) -> None:
    answer = person("staff").http.post(CALLBACKS, data=text, content_type=content_type)
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.get_data(as_text=True)


def test_a_callback_that_runs_in_the_browser_has_no_body_here(open_house: House, person: People) -> None:
    clientside = [name for name, callback in open_house.app.callback_map.items() if "callback" not in callback]
    for name in [*clientside, "shell-content.children", "nothing.at-all", "..a.b...c.d..", '{"type":"x"}.y']:
        answer = person("staff").call({"output": name, "outputs": [], "inputs": [], "changedPropIds": []})
        assert answer.status_code == 404, name


SEARCHES = [
    "?",
    "??",
    "&&&",
    "?period=" + "9" * 4000,
    "?programme=%00",
    "?place=%F0%28%8C%28",
    "?v=99999999999999999999",
    "?on=2021-02-31",
    "?lang=%3Cscript%3E",
    "?" + "&".join(f"programme=P{n}" for n in range(150)),
    "?grant='; drop table accounts; --",
    "?place=ı%C4%B0&group=\u202e",
    "?view.beneficiaries.cumulative=table&view.=table&view=table",
]


@pytest.mark.parametrize("search", SEARCHES, ids=lambda text: text[:30])
def test_an_odd_address_is_answered_with_a_page(open_house: House, person: People, search: str) -> None:
    for name in server_callbacks(open_house.app):
        body = body_of(open_house.app, name)
        if fill_in(body, search):
            assert insider(open_house, person, name).call(body).status_code == 200, (name, search)


@pytest.mark.parametrize(
    "search",
    ["?\0", "?" + "a" * 20_001, "?" + "&".join(f"a{n}=1" for n in range(201))],
    ids=["NUL", "long", "many"],
)
def test_an_address_that_cannot_be_read_is_the_senders_mistake(open_house: House, person: People, search: str) -> None:
    for name in server_callbacks(open_house.app):
        body = body_of(open_house.app, name)
        if fill_in(body, search):
            assert insider(open_house, person, name).call(body).status_code == 400, name


def insider(house: House, person: People, name: str) -> Visitor:
    """Give somebody signed in who may use a callback."""
    roles = RIGHTS[declared(house.app.callback_map[name]["callback"]) or ""]
    return person(next(role for role in ("staff", "manager", "feedback", "admin") if role in roles))


def fill_in(body: dict[str, Any], search: str) -> bool:
    """Put an address into a body; say whether it takes one."""
    parts = [part for part in (*body["inputs"], *body["state"]) if part["property"] == "search"]
    for part in parts:
        part["value"] = search
    return bool(parts)


def test_a_body_as_the_browser_sends_it_passes(open_house: House, person: People) -> None:
    for name in server_callbacks(open_house.app):
        body = body_of(open_house.app, name) | {"parsedChangedPropsIds": ["shell-address.search"]}
        if not body["state"]:
            del body["state"]
        text = json.dumps(body)
        visitor = insider(open_house, person, name)
        answer = visitor.http.post(CALLBACKS, data=text, content_type="application/json")
        assert answer.status_code == 200, name
