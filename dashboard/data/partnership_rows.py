"""All rows behind the municipal partnerships of an extent, read once and kept in the process as columns.

Partnerships are numbered by their partner's name in the Turkish alphabet and then by their codes, so that whatever is
sorted stably by something else has that order among equals.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, select

from dashboard.data import partnership_records as records
from dashboard.data.activity_kinds import activity_kinds
from dashboard.data.day_columns import Objects
from dashboard.data.directory import Directory, Entry, Link, directory
from dashboard.data.extent import Extent, Rows, rows_of
from dashboard.data.partner_organisations import LANGUAGES, Organisations, objects
from dashboard.data.partner_scope import organisations_of
from dashboard.data.partnership_history import History, history
from dashboard.data.partnership_records import Numbers, whole
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools, Ints
from dashboard.data.schema import partnerships as p
from dashboard.data.schema import registers as r
from dashboard.formats import fold

_KEPT_VERSIONS = 4
NOT_KNOWN = -1
"""Stands for the place of a grant or a country where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Projects:
    """The projects of the extent, numbered by their codes."""

    ids: Sequence[int]
    numbers: Numbers
    programme: Ints
    """Id of each project's programme."""
    grants: Mapping[str, Ints]
    """Projects that a grant pays for, on whatever day, by the grant's code."""


@dataclass(frozen=True, slots=True, eq=False)
class PartnershipRows:
    """Everything that is known of municipal partnerships in one extent."""

    organisations: Organisations
    projects: Projects
    programmes: Mapping[str, int]
    """Id of a programme by its code."""
    shown: Mapping[str, Objects]
    """code, organisation_code, name_* (the partner's), programme_code, programme_*, role."""
    organisation: Ints
    """Number of each partnership's partner."""
    programme: Ints
    """Id of its programme."""
    grant: Ints
    """Place of the grant that pays for it, -1 without one."""
    grants: Mapping[str, int]
    """Places of those grants by their codes."""
    country: Ints
    """Place of the country in which the partner is, -1 where that is not known."""
    countries: Mapping[str, int]
    """Places of those countries by their codes."""
    searched: Sequence[str]
    """For each partnership the folded text in which a search looks: codes and names."""
    protocols: records.Protocols
    commitments: records.Commitments
    capacity: records.Capacity
    joint: records.JointWork
    exchanges: records.Exchanges
    history: History

    def __len__(self) -> int:
        """Give the number of partnerships."""
        return len(self.organisation)

    def columns(self, *names: str) -> dict[str, Objects]:
        """Give columns of all partnerships."""
        return {name: self.shown[name] for name in names}

    def programmes_of(self, codes: Iterable[str]) -> list[int]:
        """Give the ids of some programmes, of those that exist."""
        return [self.programmes[code] for code in codes if code in self.programmes]


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """The numbers of partnerships, projects and organisations by their ids."""

    partnerships: Numbers
    projects: Numbers
    organisations: Numbers
    rank: Ints
    """Place of each partnership's name in the alphabet."""


@remembered(_KEPT_VERSIONS)
def partnership_rows(connection: Connection, extent: Extent) -> PartnershipRows:
    """Read the live rows of municipal partnerships, those of a protected viewer with protected numbers of people."""
    live, known = rows_of(connection, extent), directory(connection, extent.version)
    partners = organisations_of(connection, live)
    projects = _projects(connection, live, known)
    found = _partnerships(connection, live, partners)
    own = [partners.numbers[row.organisation_id] for row in found]
    grants, grant = _coded(row.grant for row in found)
    countries, country = _coded(partners.shown["country"][own])
    numbers = {row.id: number for number, row in enumerate(found)}
    kept = _records(connection, live, Numbered(numbers, projects.numbers, partners.numbers, partners.rank[own]))
    programme, whose = whole([row.programme_id for row in found]), whole(own)
    return PartnershipRows(
        organisations=partners,
        projects=projects,
        programmes=known.ids["programme"],
        shown=_shown(found, own, partners, known),
        organisation=whose,
        programme=programme,
        grant=grant,
        grants=grants,
        country=country,
        countries=countries,
        searched=_searched(found, own, partners),
        protocols=kept.protocols,
        commitments=kept.commitments,
        capacity=kept.capacity,
        joint=kept.joint,
        exchanges=kept.exchanges,
        history=history(kept, programme, whose, projects.programme),
    )


def _records(connection: Connection, live: Rows, known: Numbered) -> records.Records:
    """Read what belongs to the partnerships."""
    kinds = {kind: place for place, kind in enumerate(activity_kinds(connection, live.version))}
    capacity, assessed = records.capacity_of(connection, live, known.partnerships)
    return records.Records(
        protocols=records.protocols_of(connection, live, known.partnerships, known.rank),
        commitments=records.commitments_of(connection, live, known.partnerships, known.rank),
        capacity=capacity,
        assessed=assessed,
        steps=records.steps_of(connection, live, known.partnerships),
        contacts=records.contacts_of(connection, live, known.partnerships),
        joint=records.joint_work_of(connection, live, known.partnerships, known.projects, kinds),
        exchanges=records.exchanges_of(connection, live, known.projects, known.organisations),
    )


def _coded(values: Iterable[str | None]) -> tuple[dict[str, int], Ints]:
    """Give the place of each of a few values, and a column of them as places, -1 for None."""
    listed = list(values)
    places = {value: place for place, value in enumerate(sorted({value for value in listed if value}))}
    return places, whole([places[value] if value else NOT_KNOWN for value in listed])


def _partnerships(connection: Connection, live: Rows, partners: Organisations) -> list[Row[Any]]:
    """Read the partnerships with live details in their order."""
    d = p.partnership_details
    query = (
        select(p.partnerships, r.programmes.c.code.label("programme"), r.grants.c.code.label("grant"), d.c.role)
        .join(d, d.c.partnership_id == p.partnerships.c.id)
        .join(r.programmes, r.programmes.c.id == p.partnerships.c.programme_id)
        .outerjoin(r.grants, r.grants.c.id == d.c.grant_id)
        .where(live.of_partnerships(d))
    )
    rank, numbers = partners.rank, partners.numbers
    return sorted(connection.execute(query), key=lambda row: (rank[numbers[row.organisation_id]], row.code))


def _projects(connection: Connection, live: Rows, known: Directory) -> Projects:
    """Give the projects as columns."""
    own = None if live.held is None else {one for ids in live.held.projects.values() for one in ids}
    chosen = (one for one in known.projects.values() if own is None or one.id in own)
    found = sorted(chosen, key=lambda project: project.code)
    numbers = {project.id: number for number, project in enumerate(found)}
    return Projects(
        ids=list(numbers),
        numbers=numbers,
        programme=whole([project.parent or 0 for project in found]),
        grants={
            grant.code: whole([numbers[link.project_id] for link in links])
            for grant, links in _grants(connection, live, known)
        },
    )


def _grants(connection: Connection, live: Rows, known: Directory) -> Iterator[tuple[Entry, tuple[Link, ...]]]:
    """Give the grants with their projects, each of an extent's own as of its version."""
    if live.held is None:
        yield from ((grant, known.links.get(grant.id, ())) for grant in known.grants.values())
        return
    for version, grants in live.held.grants.items():
        then = directory(connection, version)
        yield from ((then.grants[grant], then.links.get(grant, ())) for grant in grants)


def _shown(
    found: Sequence[Row[Any]], own: Sequence[int], partners: Organisations, known: Directory
) -> dict[str, Objects]:
    """Give the stored columns; a programme without live details is named by its code."""
    named = [known.programmes.get(row.programme_id) for row in found]
    return {
        "code": objects(row.code for row in found),
        "organisation_code": partners.shown["code"][own],
        **{f"name_{lang}": partners.shown[f"name_{lang}"][own] for lang in LANGUAGES},
        "programme_code": objects(row.programme for row in found),
        **{
            f"programme_{lang}": objects(
                entry.names[lang] if entry else row.programme for entry, row in zip(named, found, strict=True)
            )
            for lang in LANGUAGES
        },
        "role": objects(row.role for row in found),
    }


def _searched(found: Sequence[Row[Any]], own: Sequence[int], partners: Organisations) -> list[str]:
    """Give codes and names, folded; lines keep the end of one from running into the next."""
    texts = [partners.shown[name] for name in ("code", *(f"name_{lang}" for lang in LANGUAGES))]
    return [fold("\n".join((row.code, *(text[one] for text in texts)))) for row, one in zip(found, own, strict=True)]


def having(rows: PartnershipRows, chosen: Bools) -> Bools:
    """Say which organisations are the partner of one of some partnerships."""
    found = np.zeros(len(rows.organisations.place), dtype=bool)
    found[rows.organisation[chosen]] = True
    return found
