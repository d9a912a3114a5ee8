"""Which paths are pages, which right each needs, and whether what a path speaks of is there for whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine

from dashboard.address import Address
from dashboard.data.engine import reading
from dashboard.data.filters import Viewer, snapshot_for
from dashboard.export.shown import Naming
from dashboard.pages import shell


@dataclass(frozen=True, slots=True)
class PagePaths:
    """The pages of an app; without any, no path is a page.

    `naming` gives, for each page about one thing, how to find that thing, and `reader` the database it is found in.
    """

    pages: Sequence[shell.Page] = ()
    naming: Mapping[str, Naming] = field(default_factory=dict)
    reader: Engine | None = None

    def right(self, path: str) -> str | None:
        """Give the right that a path needs, None where no page is there; a page's name is its right."""
        opened = shell.find(self.pages, path)
        return shell.name_of(opened.page) if opened else None

    def is_there(self, path: str, address: Address, viewer: Viewer) -> bool:
        """Say whether the page of a path has something to speak of, as of the address's version and for this viewer."""
        opened = shell.find(self.pages, path)
        if opened is None or not opened.code:
            return opened is not None
        named = self.naming.get(shell.name_of(opened.page))
        if named is None or self.reader is None:
            return False
        with reading(self.reader, viewer) as connection:
            snapshot, _ = snapshot_for(connection, address, viewer)
            return named(connection, snapshot, viewer, opened.code) is not None
