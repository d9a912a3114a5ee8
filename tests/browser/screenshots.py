"""Takes the pictures of the README from a running demo; `make screenshots` runs it.

A picture shows the upper part of a page in the light theme, as a manager sees it who has just opened it.
"""

import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.install import arguments, chromium

FOLDER = Path(__file__).parents[2] / "docs"
PATHS = {"overview": "/"} | {
    name: f"/{name}" for name in ("beneficiaries", "projects", "partnerships", "feedback", "timeline", "reports")
}
PICTURES = (
    ("overview", "tr"),
    ("beneficiaries", "tr"),
    ("beneficiaries", "ar"),
    ("projects", "tr"),
    ("partnerships", "tr"),
    ("feedback", "tr"),
    ("timeline", "tr"),
    ("reports", "tr"),
)
"""Page and language of each picture."""
PUT_ASIDE = (
    ("beneficiaries.new_by_month", "period=2021"),
    ("timeline.gantt", "grant=P171489"),
    ("partnerships.map", ""),
)
"""What lies in the basket of the picture of reports, each chart with its filters."""
LOADED = (
    "indicator_code,period_start,period_end,value\n"
    "KIZ-KISI,2026-11-01,2026-11-30,120\n"
    "YOK-1,2026-11-01,2026-11-30,çok\n"
)
"""A file with a row that is right and one that is wrong in two cells, for the pictures of loading."""
WIDTH, HEIGHT = 1280, 1400
START_SECONDS, READY_MS = 300, 30_000


class DemoFailedError(RuntimeError):
    """The demo ended or did not answer in time."""

    def __init__(self) -> None:
        super().__init__("The demo did not start; run `make demo` to see why.")


@contextmanager
def demo(password: str) -> Iterator[str]:
    """Hold a demo of its own, in a folder that is removed at the end; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="uyum-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)  # The database server of root runs as another user, who must get in.
        command = ["env", f"DASHBOARD_DEMO_PASSWORD={password}", sys.executable, "-m", "dashboard", "demo"]
        options = ["--port", str(port), "--data-dir", f"{folder}/data"]
        with subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL) as running:
            try:
                wait_for(f"http://127.0.0.1:{port}", running)
                yield f"http://127.0.0.1:{port}"
            finally:
                running.terminate()


def wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    """Wait until a demo is ready.

    Raises:
        DemoFailedError: it will not be.
    """
    end = time.monotonic() + START_SECONDS
    while running.poll() is None and time.monotonic() < end:
        try:
            with urlopen(f"{address}/health/ready") as answer:  # noqa: S310  The address is our own.
                answer.read()
        except (URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    raise DemoFailedError


def sign_in(browser: Browser, address: str, password: str, who: str = "manager") -> Page:
    """Give a page of somebody who has signed in."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/login")
    page.locator("[name=username]").fill(who)
    page.locator("[name=password]").fill(password)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url(f"{address}/")
    return page


def put_aside(page: Page, address: str) -> None:
    """Put charts into the basket of whoever is signed in."""
    for chart, query in PUT_ASIDE:
        answer = page.request.post(f"{address}/reports/basket", data={"chart": chart, "query": query})
        assert answer.ok, answer.status


def take(page: Page, address: str, name: str, language: str) -> Path:
    """Open a page in a language and write its picture."""
    page.goto(f"{address}{PATHS[name]}?lang={language}")
    page.locator("body[data-state=ready]").wait_for(timeout=READY_MS)
    page.evaluate("document.fonts.ready.then(() => true)")
    picture = FOLDER / f"{name}-{language}.png"
    page.screenshot(path=picture, clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
    return picture


def take_loading(page: Page, address: str, language: str) -> Path:
    """Send a file on the page of data quality, and write the picture of what it would do."""
    page.goto(f"{address}/data?lang={language}")
    page.locator("body[data-state=ready]").wait_for(timeout=READY_MS)
    file = {"name": "sonuclar.csv", "mimeType": "text/csv", "buffer": LOADED.encode()}
    page.locator("#data-loading input[type=file]").set_input_files([file])  # type: ignore[list-item]
    page.locator("form[data-load=upload] [type=submit]").click()
    page.locator("[data-table='data.preview']").wait_for(timeout=READY_MS)
    page.evaluate("document.fonts.ready.then(() => true)")
    picture = FOLDER / f"data-load-{language}.png"
    page.locator("#data-loading").screenshot(path=picture)
    page.locator("#data-loading [data-step=close]").click()
    page.locator("[data-table='data.preview']").wait_for(state="detached", timeout=READY_MS)
    return picture


def main() -> None:
    """Take every picture and say how large it is."""
    FOLDER.mkdir(exist_ok=True)
    password = secrets.token_urlsafe(12)
    path = chromium()  # Playwright does not run inside itself, so the browser is looked for before.
    with demo(password) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments())
        page = sign_in(browser, address, password)
        put_aside(page, address)
        for name, language in PICTURES:
            picture = take(page, address, name, language)
            print(f"{picture.relative_to(FOLDER.parent)}: {picture.stat().st_size // 1024} kB")
        page = sign_in(browser, address, password, "staff")
        for language in ("tr", "en", "ar"):
            picture = take_loading(page, address, language)
            print(f"{picture.relative_to(FOLDER.parent)}: {picture.stat().st_size // 1024} kB")
        browser.close()


if __name__ == "__main__":
    main()
