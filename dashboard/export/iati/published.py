"""Everything that the publication of a grant says, asked for in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.agreements import agreements, amendments_of_grants
from dashboard.data.filters import Filters
from dashboard.data.framework_lines import Framework, framework
from dashboard.data.grant_activity import (
    HOLDER,
    Organisation,
    Participant,
    Payment,
    Site,
    Work,
    committed_at,
    participants,
    payments,
    sites,
    works,
)
from dashboard.data.grant_documents import grant_documents
from dashboard.data.grants import GrantTerm
from dashboard.data.project_links import Document
from dashboard.export.iati.problems import IatiRefusedError


@dataclass(frozen=True, slots=True)
class Published:
    """Everything that is said of a grant; `protected` where figures are those that its funder may see."""

    term: GrantTerm
    agreement: Mapping[str, Any]
    amendments: Sequence[Mapping[str, Any]]
    participants: Sequence[Participant]
    works: Sequence[Work]
    sites: Sequence[Site]
    payments: Sequence[Payment]
    documents: Sequence[Document]
    framework: Framework
    updated: datetime
    day: date
    protected: bool = False

    def party(self, through: str) -> Organisation | None:
        """Give the holder or the funder."""
        return next((one.organisation for one in self.participants if one.through == through), None)

    @property
    def holder(self) -> Organisation:
        """Give who holds the grant and therefore reports.

        Raises:
            IatiRefusedError: nobody is known to hold it.
        """
        found = self.party(HOLDER)
        if found is None:
            raise IatiRefusedError("no_holder", grant=self.term.code)
        return found


def published(connection: Connection, filters: Filters, term: GrantTerm) -> Published:
    """Ask for everything that is said of a grant."""
    found = framework(connection, filters)
    moment = committed_at(connection, filters.snapshot.version)
    return Published(
        term=term,
        agreement=_rows(agreements(connection, filters))[0],
        amendments=_rows(amendments_of_grants(connection, filters)),
        participants=participants(connection, filters, term),
        works=works(connection, filters, term),
        sites=sites(connection, filters, term, _told_places(found)),
        payments=payments(connection, filters, term),
        documents=grant_documents(connection, filters),
        framework=found,
        updated=moment or datetime.now(UTC),
        day=filters.last_day,
        protected=filters.viewer.protected,
    )


def _told_places(found: Framework) -> set[int]:
    """Give the ids of the places of which a target or result speaks."""
    readings = (one for line in found.lines for one in (line.whole, *line.parts.values()))
    return {row.place for one in readings for row in (*one.targets, *one.results) if row.place is not None}


def _rows(found: DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame by the names of its columns."""
    names = found.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in found.to_numpy().tolist()]
