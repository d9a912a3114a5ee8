"""Finds LibreOffice, and installs it where it can: `python -m tests.office`.

Tests that open our files in it are never skipped in silence: without it they fail with one clear line.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

APT_SECONDS, OPEN_SECONDS = 1200, 240
FAILURE = (
    "No LibreOffice was found or could be installed. Install the packages `libreoffice-writer-nogui`, "
    "`libreoffice-calc-nogui` and `libreoffice-impress-nogui`.\n"
)
PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui")


class NoOfficeError(RuntimeError):
    """There is no LibreOffice on this machine; its text says what to do."""

    def __init__(self) -> None:
        super().__init__(FAILURE.strip())


@cache
def office() -> str:
    """Give the path of LibreOffice.

    Raises:
        NoOfficeError: there is none.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise NoOfficeError
    return found


def opened(file: Path, folder: Path) -> Path:
    """Open a file in LibreOffice and give the PDF that it prints.

    Args:
        file: to open.
        folder: of the PDF; LibreOffice keeps a profile of its own beside it, so that several may run.
    """
    command = [office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(file)]
    done = subprocess.run(command, check=False, timeout=OPEN_SECONDS, capture_output=True, text=True)
    made = folder / f"{file.stem}.pdf"
    assert done.returncode == 0, done.stderr
    assert made.is_file(), f"{done.stdout}{done.stderr}"
    return made


def install() -> bool:
    """Install LibreOffice where apt can; say whether it is there now."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
        for command in (["apt-get", "update", "-q"], quiet):
            subprocess.run(command, check=False, timeout=APT_SECONDS, stdout=sys.stderr)
    return bool(shutil.which("soffice") or shutil.which("libreoffice"))


def main() -> int:
    """Give 0 where LibreOffice is there, now or after installing it, else 1 with one line that says what to do."""
    if shutil.which("soffice") or shutil.which("libreoffice") or install():
        return 0
    sys.stderr.write(FAILURE)
    return 1


if __name__ == "__main__":
    sys.exit(main())
