"""The content security policy holds on every page, for every role, also when the look changes and a page is printed.

Images, reports, files and forms are watched wherever the other tests make them (`conftest.opening`).
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATHS, WATCH, Look, Opener, wait_until_ready

ROLES = ("funder-wb", "funder-eu", "staff", "manager", "feedback", "admin")
VIOLATIONS = "window.policyViolations"
INJECTED = """() => {
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
  const link = document.createElement("a");
  link.setAttribute("onclick", "window.injected = true");
  document.body.append(link);
  link.click();
  return Boolean(window.injected);
}"""


def use(page: Page) -> None:
    """Change the look and back, open what is folded, and print."""
    page.locator("[data-shell-theme]").evaluate("(button) => { button.click(); button.click(); }")
    page.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    wait_until_ready(page)


@pytest.mark.exhaustive  # Every test that opens a page watches the policy too.
@pytest.mark.parametrize("role", ROLES)
def test_no_page_breaks_the_policy(role: str, page_as: Opener) -> None:
    page = page_as("/", Look(role=role))
    host = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    opened, broken = [], []
    for path in PATHS:
        if page.request.get(f"{host}{path}").status != 200:
            continue
        page.goto(f"{host}{path}?lang=tr")
        wait_until_ready(page)
        use(page)
        opened.append(path)
        broken += [(path, violation) for violation in page.evaluate(VIOLATIONS)]
    assert broken == []
    assert len(opened) >= 8


def test_the_policy_stops_what_it_is_for(
    browser: Browser, server_url: str, signed_in: Callable[[str], dict[str, object]]
) -> None:
    context = browser.new_context(storage_state=signed_in("funder-wb"))  # type: ignore[arg-type]  # As it was stored.
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{server_url}/methods")
    assert page.evaluate(INJECTED) is False
    found = page.evaluate(VIOLATIONS)
    context.close()
    assert any(violation.startswith("script-src") for violation in found)
