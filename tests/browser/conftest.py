"""A real browser in front of a real server over the example programme.

Every page opened by `page_as` is watched: an error on the console, a violation of the content policy, a failed answer
or a request to another host fails the test that opened it.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import pytest
from _pytest.mark.structures import ParameterSet
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.app import PAGES, Panel, create_app
from dashboard.commands.web_server import warm
from dashboard.data.engine import Engines
from dashboard.pages import admin, feedback_list, partner
from dashboard.settings import Settings
from tests.browser.install import arguments, chromium
from tests.visiting import path_of

PROJECT, PARTNER = "KIZ-P171489", "EMINONU"
"""The project and the partner of which pages about one thing speak in these tests."""
PATHS = [path_of(page, PARTNER if page is partner else PROJECT) for page in PAGES]
"""A path to every page."""
ROLES = {feedback_list.PATH: "feedback", admin.PATH: "admin"}
"""The role in which a page is opened that others may not open."""
PASSWORD = "Sakin-Deniz-42-Rota"
READY_MS = 60_000
"""Only what is broken needs it, however busy the machine is."""
expect.set_options(timeout=READY_MS)
WATCH = """(() => {
  window.shifts = [];
  window.policyViolations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.policyViolations.push(`${event.violatedDirective} ${event.blockedURI}`));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
      window.shifts.push({ value: entry.value, moved: entry.sources.map((source) =>
        source.node ? source.node.id || source.node.className || source.node.nodeName : "") });
    }
  }).observe({ type: "layout-shift", buffered: true });
})()"""


class DemoDatabase(Protocol):
    """A database that holds the example programme."""

    settings: Settings
    engines: Engines


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at."""

    role: str = "manager"
    lang: str = "tr"
    theme: str = "light"
    width: int = 1280
    height: int = 900

    def __str__(self) -> str:
        """Name the look in the test's id."""
        return f"{self.lang}-{self.theme}-{self.width}"


@dataclass
class Watch:
    """What went wrong while a page was open."""

    host: str
    problems: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Write down everything that a page must not do."""
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("request", self._request)
        page.on("response", self._response)

    def leave(self, page: Page) -> None:
        """Look at a page no longer."""
        page.remove_listener("console", self._console)
        page.remove_listener("pageerror", self._error)
        page.remove_listener("request", self._request)
        page.remove_listener("response", self._response)

    def _error(self, error: Error) -> None:
        # Plotly finishes drawing a graph that has left the page meanwhile and misses what the graph no longer has;
        # nothing of it is on screen. A graph that is on the page always has it.
        left = "reading '_rangeSliderData'" in str(error)
        if not left:
            self.problems.append(f"error: {error}")

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium warns of a preload that was not used within seconds, which a slow machine reaches.
        slow = "was preloaded using link preload" in message.text
        if message.type in {"error", "warning"} and not slow:
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != self.host:
            self.problems.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")


class Opener(Protocol):
    """Opens a page and waits until it is ready."""

    def __call__(self, path: str, look: Look | None = None) -> Page:
        """Open `path` as somebody, in some language, theme and width."""


_CONTEXTS: WeakKeyDictionary[Browser, dict[tuple[str, str], BrowserContext]] = WeakKeyDictionary()
_IDLE: WeakKeyDictionary[Browser, dict[BrowserContext, Page]] = WeakKeyDictionary()
MOST_IDLE, MOST_HISTORY = 2, 20
"""Tabs that are kept for the next test, and the addresses that one has seen at most: a browser forgets older ones."""
LEFT_BEHIND = "ignore:.*_io.FileIO name=.*assets.*:pytest.PytestUnraisableExceptionWarning"
"""A browser that leaves a page drops what is still coming; the tests' own server then lets go of that file unclosed."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings(LEFT_BEHIND))


@pytest.fixture(scope="session")
def server_url(demo_database: DemoDatabase) -> Iterator[str]:
    """Give the address of a server over the example programme, whose accounts all have `PASSWORD`."""
    create_demo_accounts(demo_database.engines.writer, PASSWORD)
    settings = demo_database.settings.model_copy(update={"demo": True})
    app = create_app(settings, demo_database.engines)
    warm(app)
    with serving(app) as url:
        yield url


@contextmanager
def serving(app: Panel) -> Iterator[str]:
    """Hold a server of an app; give its address."""
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one Chromium for the session."""
    path = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=arguments())
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server_url: str) -> Callable[[str], dict[str, object]]:
    """Give a function from the name of a demo account to the cookies of its session; each signs in once."""
    states: dict[str, dict[str, object]] = {}

    def cookies_of(role: str) -> dict[str, object]:
        if role not in states:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{server_url}/login")
            page.locator("[name=username]").fill(role)
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("form button[type=submit]").first.click()
            page.wait_for_url(lambda url: urlsplit(url).path != "/login")
            states[role] = dict(context.storage_state())
            context.close()
        return states[role]

    return cookies_of


@pytest.fixture
def page_as(browser: Browser, server_url: str, signed_in: Callable[[str], dict[str, object]]) -> Iterator[Opener]:
    """Give a function that opens a page and waits until it is ready; at the end nothing may have gone wrong on any."""
    with opening(browser, server_url, signed_in) as opener:
        yield opener


@contextmanager
def opening(browser: Browser, url: str, signed_in: Callable[[str], dict[str, object]]) -> Iterator[Opener]:
    """Hold a function that opens pages of a server; see `page_as`."""
    used: set[BrowserContext] = set()
    opened: list[Page] = []
    watch = Watch(urlsplit(url).netloc)

    def open_page(path: str, look: Look | None = None) -> Page:
        seen = look or Look()
        context = _context(browser, url, seen.role)
        if context not in used:
            used.add(context)
            context.clear_cookies()
            context.add_cookies(signed_in(seen.role)["cookies"] if seen.role else [])  # type: ignore[arg-type]
        page = _IDLE.setdefault(browser, {}).pop(context, None) or context.new_page()
        opened.append(page)
        page.set_viewport_size({"width": seen.width, "height": seen.height})
        page.emulate_media(color_scheme=seen.theme)  # type: ignore[arg-type]
        watch.follow(page)
        joint = "&" if "?" in path else "?"
        page.goto(f"{url}{path}{joint}lang={seen.lang}")
        wait_until_ready(page)
        return page

    yield open_page
    for page in opened:
        if not page.is_closed():
            watch.problems += [f"policy: {violation}" for violation in page.evaluate("window.policyViolations")]
    for context in used:
        context.set_offline(False)
        context.unroute_all()
        context.clear_permissions()
    for page in opened:
        watch.leave(page)
        if not page.is_closed():
            _keep(browser, page)
    assert watch.problems == []


def _keep(browser: Browser, page: Page) -> None:
    """Keep a tab for the next test in its context, empty and as a new one would be; a new one costs half a visit more.

    What a page knows goes with it when the tab leaves it. A tab that does not let itself be emptied is closed.
    """
    idle = _IDLE.setdefault(browser, {})
    try:
        if page.context in idle or page.evaluate("history.length") > MOST_HISTORY:
            page.close()
            return
        page.unroute_all()
        page.mouse.move(0, 0)
        page.emulate_media(media="null", color_scheme="null", reduced_motion="null", forced_colors="null")
        page.goto("about:blank")
    except Error:
        page.close()
        return
    idle[page.context] = page
    while len(idle) > MOST_IDLE:
        idle.pop(next(iter(idle))).close()


def _context(browser: Browser, url: str, role: str) -> BrowserContext:
    """Give the context in which all tests look at a server as somebody: what one page has fetched, the next one has.

    The product keeps nothing in a browser but cookies, which each test begins anew.
    """
    kept = _CONTEXTS.setdefault(browser, {})
    if (url, role) not in kept:
        kept[url, role] = browser.new_context()
        kept[url, role].set_default_timeout(READY_MS)
        kept[url, role].add_init_script(WATCH)
    return kept[url, role]


def wait_until_ready(page: Page) -> None:
    """Wait until no callback is pending, every visible chart is drawn and an answered form has moved the focus.

    Sign-in has no such state. A key pressed before the focus has moved would go to where it moves.
    """
    page.wait_for_load_state()
    if page.locator("#react-entry-point").count():
        page.locator("body[data-state=ready]").wait_for(timeout=READY_MS)
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=READY_MS)
    page.evaluate("document.fonts.ready.then(() => true)")


def wait_until(page: Page, told: Callable[[], object]) -> None:
    """Wait for what only the test sees, while the browser goes on."""
    deadline = time.monotonic() + READY_MS / 1000
    while not told():
        assert time.monotonic() < deadline, "what was waited for has not come"
        page.wait_for_timeout(20)


def variants(look: Look, **changes: tuple[object, ...]) -> list[Look]:
    """Give every combination of the changes to a look."""
    looks = [look]
    for name, values in changes.items():
        looks = [replace(one, **{name: value}) for one in looks for value in values]  # type: ignore[arg-type]
    return looks


def sampled(looks: Sequence[Look], kept: Sequence[Look]) -> list[ParameterSet]:
    """Give looks as parameters of a test, of which `make test` takes those to keep and `make test-all` every one."""
    unusual = pytest.mark.exhaustive
    return [pytest.param(look, id=str(look), marks=() if look in kept else unusual) for look in looks]
