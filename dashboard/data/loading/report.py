"""What became of a load: what was stored, what was refused and why."""

from dataclasses import dataclass, field

from dashboard.data.loading.problems import Problems


@dataclass(slots=True)
class TableReport:
    """What became of one sheet.

    `accepted` rows of the file are live now; `rejected` ones have an error; `duplicate` ones repeat another and are
    stored once; `warned` ones have at least one warning. `added` and `ended` count what changed in the database.
    `new`, `changed`, `unchanged` and `removed` say what the sheet means beside the live rows of its source, also where
    it is refused or only tried: rows whose key is not there yet, whose key is there with other content, that are there
    word for word, and that are there and no longer said. `missing` ones are there and not in a file that is merged
    into its source: they stay.
    """

    file: str
    sheet: str
    kind: str
    source: str
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicate: int = 0
    warned: int = 0
    added: int = 0
    ended: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: int = 0
    version: int | None = None
    """Data version in which the live rows of the source came to be what the file says."""
    already_loaded: bool = False


@dataclass(slots=True)
class LoadReport:
    """What became of a load of one or several files; all or nothing was stored."""

    tables: list[TableReport] = field(default_factory=list)
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)
    version: int | None = None
    """The data version of the load, or of the earlier one that said the same; None where nothing was stored."""
    dry_run: bool = False

    @property
    def refused(self) -> bool:
        """Say whether anything was wrong; then nothing is stored."""
        return len(self.errors) > 0

    @property
    def already_loaded(self) -> bool:
        """Say whether everything in the files was live before."""
        return not self.refused and bool(self.tables) and all(table.already_loaded for table in self.tables)

    @property
    def accepted(self) -> int:
        """Count the rows that are stored by this load."""
        return 0 if self.refused else sum(table.accepted for table in self.tables)

    @property
    def rejected(self) -> int:
        """Count the rows with an error."""
        return sum(table.rejected for table in self.tables)

    @property
    def duplicate(self) -> int:
        """Count the rows that repeat another."""
        return sum(table.duplicate for table in self.tables)

    @property
    def warned(self) -> int:
        """Count the rows with a warning."""
        return sum(table.warned for table in self.tables)
