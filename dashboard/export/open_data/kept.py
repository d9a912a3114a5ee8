"""The open data as they are now: made once a data version and kept, by one request at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from dashboard.data.contents import holds_example
from dashboard.data.engine import Engines, reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.open_data.plan import Plan, plan
from dashboard.data.versions import newest_version
from dashboard.export.open_data.package import OpenFile, about, files
from dashboard.export.open_data.tables import tables

Files = Mapping[tuple[str, str], OpenFile]


@dataclass(slots=True)
class Kept:
    """The files of the newest data version that anybody has asked for."""

    engines: Engines
    site: str
    _version: int = -1
    _files: Files = field(default_factory=dict)
    _making: Lock = field(default_factory=Lock)

    def file(self, name: str, language: str) -> OpenFile | None:
        """Give a file as it is now, None where there is none of that name."""
        with reading(self.engines.reader, EVERYTHING) as connection:
            newest = newest_version(connection)
        with self._making:
            if newest > self._version:
                self._version, self._files = self._made()
            return self._files.get((name, language))

    def _made(self) -> tuple[int, Files]:
        """Make all files, and say of which data version.

        What is open is decided over all grants; figures are read in the scope of those that are.
        """
        with reading(self.engines.reader, EVERYTHING) as connection:
            found: Plan = plan(connection)
            example = holds_example(connection)
        with reading(self.engines.reader, found.viewer) as connection:
            what = about(connection, found, site=self.site, example=example)
            return found.newest, files(tables(connection, found), what)
