"""What the oracle counts: rows of reach with the registers they point at, and the filters of a question."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Reach:
    """One row of a reach file, live from data version `since` until before `until`."""

    date: date
    project: str
    kind: str
    place: str
    group: str
    sex: str
    age: str
    disability: str
    new: int
    contacts: int
    activity: str | None = None
    directness: str = "direct"
    rule: str = "person_key"
    since: int = 1
    until: int | None = None


@dataclass(frozen=True)
class Share:
    """A grant's share in a project, with the dates of both the grant and the link, live between two versions."""

    grant: str
    project: str
    first: date | None = None
    last: date | None = None
    since: int = 1
    until: int | None = None


@dataclass(frozen=True)
class Amendment:
    """A new end of a grant."""

    grant: str
    amended: date
    ends: date
    since: int = 1


@dataclass
class World:
    """Everything that was ever loaded."""

    rows: list[Reach]
    programme_of: dict[str, str]
    subprogramme_of: dict[str, str] = field(default_factory=dict)
    grants: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    shares: list[Share] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """The filters, the data version, the reference day and the viewer's programmes (None = all)."""

    version: int
    day: date
    programmes: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    viewer: frozenset[str] | None = None

    @property
    def last(self) -> date:
        """Give E."""
        return min(self.end, self.day) if self.end else self.day
