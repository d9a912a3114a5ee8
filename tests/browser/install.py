"""Finds a Chromium that starts, and installs one where it can: `python -m tests.browser.install`.

Browser tests are never skipped in silence: without a browser this ends with one clear line and exit code 1.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from playwright.sync_api import Error, Playwright, sync_playwright

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
APT_SECONDS, DOWNLOAD_SECONDS = 600, 900
FAILURE = (
    "No Chromium that starts was found or could be installed. Install the package `chromium` or Google Chrome, "
    "or run `.venv/bin/playwright install --with-deps chromium`.\n"
)


class NoBrowserError(RuntimeError):
    """There is no Chromium on this machine; its text says what to do."""

    def __init__(self) -> None:
        super().__init__(FAILURE.strip())


def arguments() -> list[str]:
    """Give what Chromium needs to start here: as root it has no sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


@cache
def chromium() -> Path:
    """Give the path of a Chromium that starts.

    Raises:
        NoBrowserError: there is none.
    """
    with sync_playwright() as playwright:
        found = find(playwright)
    if found is None:
        raise NoBrowserError
    return found


def find(playwright: Playwright) -> Path | None:
    """Give the first of the system's browsers and Playwright's own that starts."""
    installed = [Path(path) for name in NAMES if (path := shutil.which(name))]
    own = Path(playwright.chromium.executable_path)
    return next((path for path in [*installed, own] if path.exists() and starts(playwright, path)), None)


def starts(playwright: Playwright, path: Path) -> bool:
    """Say whether a browser opens a page; a package may have left only a placeholder."""
    try:
        browser = playwright.chromium.launch(executable_path=path, args=arguments())
        browser.new_page().close()
        browser.close()
    except Error:
        return False
    return True


def install() -> bool:
    """Install Chromium by the way that this machine offers; say whether one of them worked."""
    if os.geteuid() == 0 and shutil.which("apt-get") and ran(["apt-get", "update", "-q"], APT_SECONDS):
        quiet = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
        if ran(quiet, APT_SECONDS) and found_now():
            return True
    with_deps = ["--with-deps"] if os.geteuid() == 0 else []
    own = [sys.executable, "-m", "playwright", "install", *with_deps, "chromium"]
    return ran(own, DOWNLOAD_SECONDS) and found_now()


def found_now() -> bool:
    """Say whether a browser starts now."""
    with sync_playwright() as playwright:
        return find(playwright) is not None


def ran(command: list[str], seconds: int) -> bool:
    """Run an installer, its words on the error stream; say whether it ended well and in time."""
    try:
        return subprocess.run(command, check=False, timeout=seconds, stdout=sys.stderr).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    """Give 0 where a browser starts, now or after installing it, else 1 with one line that says what to do."""
    if found_now() or install():
        return 0
    sys.stderr.write(FAILURE)
    return 1


if __name__ == "__main__":
    sys.exit(main())
