"""Text from the database is text: naughty strings in every text of every KIND, and nothing of them runs or is built."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Connection, insert, text

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.app import create_app
from dashboard.commands.web_server import warm
from dashboard.data.loading import KINDS
from dashboard.data.schema import metadata
from dashboard.data.schema.accounts import audit
from tests.browser.conftest import PASSWORD, PATHS, PROJECT, ROLES, Look, Opener, opening, serving
from tests.browser.naughty import MARK, NAUGHTY
from tests.conftest import Database, Server

WRITTEN = {"text", "prose", "url"}
"""Types of fields that hold what somebody wrote."""
OPENED_BY_CODE = {"programmes", "grants", "projects", "organisations", "places", "activity_kinds"}
"""KINDs whose codes stand in addresses, scopes or the code itself."""
INJECTED = """() => {
  const made = "iframe, object, embed, base, .naughty, img[src='x'], meta[http-equiv=refresh], [onerror], [onload], "
    + "[ontoggle], [onfocus], form[action*=evil], link[href*=evil], main script, header script, main style, title ~ b";
  const odd = [...document.querySelectorAll(made)].map((one) => one.outerHTML.slice(0, 200));
  for (const one of document.querySelectorAll("[href], svg a")) {
    const address = one.getAttribute("href") || one.getAttributeNS("http://www.w3.org/1999/xlink", "href") || "";
    const scheme = /^\\s*([a-z][a-z0-9+.-]*):/i.exec(address);
    if (scheme && !["http", "https"].includes(scheme[1].toLowerCase())) odd.push(one.outerHTML.slice(0, 200));
    if (one.closest("svg") && address) odd.push(one.outerHTML.slice(0, 200));
  }
  for (const one of document.querySelectorAll("svg tspan"))
    if (/bold|italic/.test(one.getAttribute("style") || "") && /kalın|eğik/.test(one.textContent))
      odd.push(one.outerHTML.slice(0, 200));
  return odd;
}"""
HOVER = """() => {
  for (const graph of document.querySelectorAll(".js-plotly-plot"))
    for (const [curve, trace] of graph._fullData.entries())
      if (graph._fullLayout._plots?.[trace.xaxis + trace.yaxis])
        Plotly.Fx.hover(graph, [{ curveNumber: curve, pointNumber: 0 }], trace.xaxis + trace.yaxis);
}"""
ASKED = {"/data/explain": f"/data/explain?figure=projects.list&row={PROJECT}"}
"""What is asked of a page that shows nothing by itself: here a cell, under the name of its row."""
SEEN = [one for one in NAUGHTY if "<" in one or MARK in one]
"""Strings that no page holds by itself."""
USUAL = {"/", "/projects", "/partnerships", "/feedback/list", "/timeline", "/admin"}
"""Pages that every run opens; `make test-all` takes all of them."""


def poison(connection: Connection, table: str, column: str, shift: int, where: str = "true") -> None:
    """Put a naughty string into each filled cell of a column, another one in each row."""
    statement = f"""update "{table}" set "{column}" = (cast(:texts as text[]))[1 + (id + :shift) % :count]
                    where "{column}" is not null and {where}"""  # noqa: S608 - names of our own tables.
    connection.execute(text(statement), {"texts": list(NAUGHTY), "shift": shift, "count": len(NAUGHTY)})


def poison_codes(connection: Connection, table: str) -> None:
    """Put naughty strings without blanks into the codes of a register, which stay unique."""
    codes = ["".join(one.split())[:60] for one in NAUGHTY]
    statement = f"""update "{table}" set code = (cast(:codes as text[]))[1 + id % :count] || id"""  # noqa: S608
    connection.execute(text(statement), {"codes": codes, "count": len(codes)})


def poison_all(connection: Connection) -> set[str]:
    """Put naughty strings everywhere that a file can bring text to; give the columns."""
    columns: set[str] = set()
    for kind in KINDS.values():
        for field in kind.fields:
            table = kind.table if field.stored_in in kind.table.c else kind.identity
            if field.type in WRITTEN and not field.private and table is not None and field.stored_in in table.c:
                poison(connection, table.name, field.stored_in, 7 * len(columns))
                columns.add(f"{table.name}.{field.stored_in}")
        if kind.identity is not None and kind.name not in OPENED_BY_CODE:
            poison_codes(connection, kind.identity.name)
    rows = [{"actor": one, "action": "export", "subject": one, "details": {one: [one]}} for one in NAUGHTY]
    connection.execute(insert(audit), rows)
    said = "update feedback_texts set text = (cast(:texts as text[]))[1 + row_no % :count]"
    connection.execute(text(said), {"texts": list(NAUGHTY), "count": len(NAUGHTY)})
    return columns


@pytest.fixture(scope="module")
def poisoned(postgres: Server, demo_database: Database) -> Iterator[Database]:
    """Give a copy of the example in which no text is what it was."""
    demo_database.engines.dispose()
    copy = postgres.create("naughty", "example")
    with copy.engines.owner.begin() as connection:
        assert len(poison_all(connection)) > 60
    create_demo_accounts(copy.engines.writer, PASSWORD)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def page_as(browser: Browser, poisoned: Database) -> Iterator[Opener]:
    """Give a function that opens a page of a server over it."""
    app = create_app(poisoned.settings.model_copy(update={"demo": True}), poisoned.engines)
    warm(app)
    with serving(app) as url, opening(browser, url, cookies_at(browser, url)) as opener:
        yield opener


def cookies_at(browser: Browser, url: str) -> Callable[[str], dict[str, object]]:
    """Give a function from an account to the cookies of its session; each signs in once."""

    @cache
    def cookies_of(who: str) -> dict[str, object]:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{url}/login")
        page.locator("[name=username]").fill(who)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form button[type=submit]").first.click()
        page.wait_for_url(lambda address: "/login" not in address)
        state = dict(context.storage_state())
        context.close()
        return state

    return cookies_of


@pytest.mark.parametrize(
    "path", [pytest.param(one, marks=() if one in USUAL else pytest.mark.exhaustive) for one in PATHS]
)
def test_no_text_runs_and_none_becomes_an_element(path: str, page_as: Opener) -> None:
    page = page_as(ASKED.get(path, path), Look(role=ROLES.get(path, "manager")))
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.evaluate(HOVER)
    page.wait_for_timeout(100)
    assert page.evaluate(INJECTED) == []
    assert page.evaluate(f"window.{MARK}") is None
    assert dialogs == []
    shows_some(page, path)


def shows_some(page: Page, path: str) -> None:
    """Demand that a page with data shows naughty strings as they are, so that the test sees what it looks for."""
    if path not in {"/methods", "/accessibility"}:
        shown = page.locator("body").inner_text()
        assert any(one[:30].strip() in shown for one in SEEN), path


def test_every_text_of_the_schema_that_a_file_brings_is_poisoned() -> None:
    assert {kind.table.name for kind in KINDS.values()} <= set(metadata.tables)
    assert len(NAUGHTY) >= 60
