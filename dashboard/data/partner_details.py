"""Who a partner is: an organisation with partnerships in the programmes that somebody may see."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dashboard.data.directory import Names
from dashboard.data.extent import Extent, extent_of, rows_of
from dashboard.data.filters import Viewer
from dashboard.data.partner_organisations import LANGUAGES, Organisations, organisations
from dashboard.data.per_version import remembered
from dashboard.data.schema import live_at
from dashboard.data.schema import partnerships as p
from dashboard.data.schema import registers as r

_KEPT = 16


@dataclass(frozen=True, slots=True)
class Tie:
    """One partnership of an organisation, begun or not."""

    id: int
    code: str
    programme_id: int
    programme: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with at least one partnership."""

    id: int
    code: str
    ties: tuple[Tie, ...]

    def seen_by(self, viewer: Viewer) -> tuple[Tie, ...]:
        """Give the partnerships in the viewer's programmes; to a protected one all that its extent holds."""
        scope = None if viewer.protected else viewer.programmes
        return tuple(tie for tie in self.ties if scope is None or tie.programme in scope)


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of an organisation; None is missing."""

    code: str
    names: Names
    kind: str | None
    website: str | None
    country: str | None
    """ISO 3166-1 alpha-2 of its place."""
    place: Names | None
    """The place of today."""
    province: Names | None
    """The province of that place, where it is a district."""
    historic: Names | None
    """The name that the place had, where it is another one today."""


@remembered(_KEPT)
def partners_known(connection: Connection, extent: Extent) -> dict[str, Organisation]:
    """Give every organisation with a partnership in an extent, by its code."""
    t, d = p.partnerships.c, p.partnership_details
    query = (
        select(r.organisations.c.id, r.organisations.c.code, t.id, t.code, t.programme_id, r.programmes.c.code)
        .join(p.partnerships, t.organisation_id == r.organisations.c.id)
        .join(r.programmes, r.programmes.c.id == t.programme_id)
        .join(d, d.c.partnership_id == t.id)
        .where(rows_of(connection, extent).of_partnerships(d))
        .order_by(t.code)
    )
    ties: defaultdict[tuple[int, str], list[Tie]] = defaultdict(list)
    for number, code, *tie in connection.execute(query):
        ties[number, code].append(Tie(*tie))
    return {code: Organisation(number, code, tuple(own)) for (number, code), own in ties.items()}


def organisation_of(connection: Connection, version: int, viewer: Viewer, code: str) -> Organisation | None:
    """Give an organisation; None where it has no partnership that the viewer may see."""
    found = partners_known(connection, extent_of(connection, version, viewer)).get(code)
    return found if found and found.seen_by(viewer) else None


def names_of(connection: Connection, version: int, organisation: Organisation) -> Names:
    """Give the names of an organisation."""
    known = organisations(connection, version)
    return _names(known, "name", known.codes[organisation.code]) or {}


def details_of(connection: Connection, version: int, organisation: Organisation) -> Details:
    """Give what is known of an organisation."""
    d, known = r.organisation_details, organisations(connection, version)
    website = select(d.c.website).where(d.c.organisation_id == organisation.id, live_at(d, version))
    number = known.codes[organisation.code]
    today = known.spots.get(int(known.place[number]))
    district = today is not None and today.level == "district"
    return Details(
        code=organisation.code,
        names=names_of(connection, version, organisation),
        kind=known.shown["kind"][number],
        website=connection.scalar(website),
        country=known.shown["country"][number],
        place=_names(known, "place", number),
        province=known.spots[int(known.province[number])].names if district else None,
        historic=_names(known, "historic", number),
    )


def place_code_of(connection: Connection, version: int, organisation: Organisation) -> str | None:
    """Give the code of the place of today, None where it has none."""
    known = organisations(connection, version)
    code: str | None = known.shown["place_code"][known.codes[organisation.code]]
    return code


def _names(known: Organisations, what: str, number: int) -> Names | None:
    """Give one of the names of an organisation, None where it has none."""
    found = {language: known.shown[f"{what}_{language}"][number] for language in LANGUAGES}
    return found if found["tr"] else None
