"""Every id that a callback speaks of is drawn, once, under its page's name; every callback says who may use it."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from dash._utils import to_json

from dashboard.access.guard import declared
from dashboard.access.rights import RIGHTS
from dashboard.address import Address
from dashboard.app import PAGES, Panel, create_app
from dashboard.i18n import LOCALES, speaking, t
from dashboard.pages import shell
from dashboard.settings import Settings
from tests.visiting import server_callbacks

ANY = {"ALL", "MATCH", "ALLSMALLER"}
CLOSER = {"manage", "data_load"}
"""Rights to act on a page that not everybody has who may open it."""


@pytest.fixture(scope="module")
def app() -> Panel:
    """Give the app; nothing here asks its database."""
    return create_app(Settings(database_url="postgresql://nobody@127.0.0.1:1/none", secret_key="t" * 48))  # type: ignore[arg-type]


def ids_in(node: object) -> Iterator[str]:
    """Give every id drawn in a layout as JSON, in the order of the page."""
    if isinstance(node, list):
        for child in node:
            yield from ids_in(child)
    elif isinstance(node, dict):
        props = node.get("props")
        if isinstance(props, dict) and "namespace" in node and props.get("id") is not None:
            found = props["id"]
            yield found if isinstance(found, str) else json.dumps(found, sort_keys=True)
        for child in node.values():
            yield from ids_in(child)


def drawn_by(layout: object) -> list[str]:
    """Give the ids of a layout, whether of components or of plain dicts."""
    return list(ids_in(json.loads(to_json(layout))))


def layouts(search: Address = Address()) -> dict[str, list[str]]:  # noqa: B008  # An address never changes.
    """Give the ids that the shell and each page draw."""
    drawn = {shell.name_of(page): drawn_by(page.layout(search)) for page in PAGES}
    return {"shell": drawn_by(shell.layout())} | drawn


def spoken_of(callback: dict[str, Any]) -> list[str]:
    """Give the ids of a callback's inputs, states and outputs."""
    output = callback["output"]
    outputs = output if isinstance(output, list | tuple) else [output]
    parts = [*callback["inputs"], *callback["state"]]
    return [part["id"] for part in parts] + [o.component_id_str() for o in outputs]


def is_drawn(wanted: str, drawn: set[str]) -> bool:
    """Say whether an id or some id of a pattern is drawn."""
    if not wanted.startswith("{"):
        return wanted in drawn
    pattern = json.loads(wanted)
    fixed = {key: value for key, value in pattern.items() if not (isinstance(value, list) and value[0] in ANY)}
    keyed = [json.loads(one) for one in drawn if one.startswith("{")]
    return any(one.keys() == pattern.keys() and fixed.items() <= one.items() for one in keyed)


def test_every_id_of_a_callback_is_drawn_by_a_layout_or_the_shell(app: Panel) -> None:
    drawn = {one for ids in layouts().values() for one in ids}
    missing = {
        (name[:60], wanted)
        for name, callback in app.callback_map.items()
        for wanted in spoken_of(callback)
        if not is_drawn(wanted, drawn)
    }
    assert missing == set()


def test_a_callback_speaks_of_the_shell_and_of_one_page_only(app: Panel) -> None:
    names = {shell.name_of(page) for page in PAGES} | {"shell"}
    for name, callback in app.callback_map.items():
        pages = {wanted.split("-")[0] for wanted in spoken_of(callback) if not wanted.startswith("{")}
        assert pages <= names, name
        assert len(pages - {"shell"}) <= 1, name


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_ids_are_unique_and_begin_with_their_pages_name(language: str) -> None:
    with speaking(language):
        for page, ids in layouts().items():
            assert [one for one, count in Counter(ids).items() if count > 1] == [], page
            assert [one for one in ids if not one.startswith((f"{page}-", "{"))] == [], page


def test_every_callback_of_the_server_declares_its_right(app: Panel) -> None:
    undeclared = [name for name, callback in server_callbacks(app).items() if declared(callback["callback"]) is None]
    assert undeclared == []
    assert server_callbacks(app)


def test_a_callback_that_fills_a_page_needs_the_right_to_that_page_or_a_closer_one(app: Panel) -> None:
    for name, callback in server_callbacks(app).items():
        output = callback["output"]
        ids = [o.component_id_str() for o in (output if isinstance(output, list | tuple) else [output])]
        filled = {one.split("-")[0] for one in ids} - {"shell"}
        right = declared(callback["callback"])
        assert right in (filled or {"shell"}) or (right in CLOSER and RIGHTS[right] < RIGHTS[filled.pop()]), name


def test_every_page_has_its_right_its_own_path_and_its_own_title() -> None:
    assert {shell.name_of(page) for page in PAGES} <= set(RIGHTS)
    assert len({page.PATH for page in PAGES}) == len({page.TITLE for page in PAGES}) == len(PAGES)
    assert PAGES[0].PATH == "/"


def test_a_layout_is_the_same_whoever_asks_and_whenever() -> None:
    for page in PAGES:
        assert to_json(page.layout(Address())) == to_json(page.layout(Address()))


def test_an_id_that_nobody_draws_would_be_found() -> None:
    drawn = {"shell-address", json.dumps({"index": "a", "type": "x"}, sort_keys=True)}
    assert is_drawn("shell-address", drawn)
    assert not is_drawn("overview-lost", drawn)
    assert is_drawn('{"index":["ALL"],"type":"x"}', drawn)
    assert not is_drawn('{"index":["ALL"],"type":"y"}', drawn)


@pytest.mark.parametrize("language", LOCALES)
def test_every_page_has_a_title_of_its_own(language: str) -> None:
    with speaking(language):
        assert max(Counter(t(page.TITLE) for page in PAGES).values()) == 1
