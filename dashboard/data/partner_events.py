"""What happened in the partnerships with one partner: steps, protocols, contacts, and whatever else shows life."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, or_, select

from dashboard.data import naming
from dashboard.data.directory import Names
from dashboard.data.extent import Rows, extent, rows_of
from dashboard.data.filters import Filters
from dashboard.data.loading.partnership_kinds import AREAS
from dashboard.data.partner_details import Organisation
from dashboard.data.partner_scope import names_known
from dashboard.data.schema import partnerships as p
from dashboard.data.schema import registers as r

KINDS = ("step", "protocol", "contact", "joint_activity", "commitment", "capacity", "exchange")
"""The kinds of events, in which those of one day are told."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day.

    `words` are codes within the list of the kind: a step, a channel, areas. `names` and `text` say what it was about
    where it has a name of its own: a joint activity, a commitment, the other city; a protocol's reference.
    """

    day: date
    kind: str
    partnership: str
    words: tuple[str, ...] = ()
    names: Names | None = None
    text: str | None = None
    note: str | None = None


def events_of(
    connection: Connection, filters: Filters, organisation: Organisation, ties: dict[int, str]
) -> list[Event]:
    """Give the events of the period, the latest first; areas that were assessed on one day are one event."""
    own = _Own(connection, filters, organisation, ties)
    found = [event for read in _READ for event in read(own)]
    return sorted(found, key=lambda one: (-one.day.toordinal(), KINDS.index(one.kind), one.partnership, one.text or ""))


@dataclass(frozen=True, slots=True)
class _Own:
    """The partnerships whose events are asked for."""

    connection: Connection
    filters: Filters
    organisation: Organisation
    ties: dict[int, str]

    @property
    def live(self) -> Rows:
        """Give the rows that the viewer may see."""
        return rows_of(self.connection, extent(self.connection, self.filters))

    def note(self, row: Row[Any]) -> str | None:
        """Give what somebody noted; nothing to protected viewers."""
        return None if self.filters.viewer.protected else row.note

    def rows(self, query: Select[Any], live: ColumnElement[bool], day: ColumnElement[date]) -> Iterable[Row[Any]]:
        """Give the live rows of a query whose day lies in the period."""
        query = query.where(live, day <= self.filters.last_day)
        first = self.filters.first_day
        return self.connection.execute(query.where(day >= first) if first else query)

    def of_table(self, table: Table, day: ColumnElement[date], *columns: ColumnElement[Any]) -> Iterable[Row[Any]]:
        """Give columns of the rows of a table that belong to the partnerships."""
        query = select(table.c.partnership_id, day.label("day"), *columns).where(table.c.partnership_id.in_(self.ties))
        return self.rows(query, self.live.of_partnerships(table), day)


def _steps(own: _Own) -> Iterator[Event]:
    c = p.partnership_steps.c
    for row in own.of_table(p.partnership_steps, c.reached_on, c.step, c.note):
        yield Event(row.day, "step", own.ties[row.partnership_id], words=(row.step,), note=own.note(row))


def _protocols(own: _Own) -> Iterator[Event]:
    c = p.protocols.c
    for row in own.of_table(p.protocols, c.signed_on, c.reference):
        yield Event(row.day, "protocol", own.ties[row.partnership_id], text=row.reference)


def _contacts(own: _Own) -> Iterator[Event]:
    c = p.partner_contacts.c
    for row in own.of_table(p.partner_contacts, c.contacted_on, c.channel, c.note):
        yield Event(row.day, "contact", own.ties[row.partnership_id], words=(row.channel,), note=own.note(row))


def _commitments(own: _Own) -> Iterator[Event]:
    c = p.commitments.c
    for row in own.of_table(p.commitments, c.done_on, *naming.name_columns(p.commitments)):
        yield Event(row.day, "commitment", own.ties[row.partnership_id], names=naming.names_in(row))


def _assessments(own: _Own) -> Iterator[Event]:
    c = p.capacity.c
    areas: defaultdict[tuple[int, date], list[str]] = defaultdict(list)
    for row in own.of_table(p.capacity, c.assessed_on, c.area):
        areas[row.partnership_id, row.day].append(row.area)
    for (partnership, day), assessed in areas.items():
        yield Event(day, "capacity", own.ties[partnership], words=tuple(sorted(assessed, key=AREAS.index)))


def _joint_activities(own: _Own) -> Iterator[Event]:
    d, link = p.joint_activity_details, p.joint_activity_partners
    query = (
        select(link.c.partnership_id, d.c.held_on.label("day"), *naming.name_columns(d))
        .join(link, link.c.joint_activity_id == d.c.joint_activity_id)
        .join(p.joint_activities, p.joint_activities.c.id == d.c.joint_activity_id)
        .where(link.c.partnership_id.in_(own.ties), own.live.of_partnerships(link))
    )
    for row in own.rows(
        query, own.live.of_projects(d, p.joint_activities.c.project_id, day=p.day_of_joint_activity), d.c.held_on
    ):
        yield Event(row.day, "joint_activity", own.ties[row.partnership_id], names=naming.names_in(row))


def _exchanges(own: _Own) -> Iterator[Event]:
    x, t = p.exchanges.c, p.partnerships.c
    names = names_known(own.connection, own.live)
    query = (
        select(t.id, x.held_on.label("day"), x.teacher_id, x.learner_id)
        .join(r.projects, r.projects.c.id == x.project_id)
        .join(p.partnerships, and_(t.programme_id == r.projects.c.programme_id, t.id.in_(own.ties)))
        .where(or_(x.teacher_id == own.organisation.id, x.learner_id == own.organisation.id))
    )
    for row in own.rows(query, own.live.of_projects(p.exchanges, day=x.held_on), x.held_on):
        other = row.learner_id if row.teacher_id == own.organisation.id else row.teacher_id
        yield Event(row.day, "exchange", own.ties[row.id], names=names.get(other))


_READ: tuple[Callable[[_Own], Iterator[Event]], ...] = (
    *(_steps, _protocols, _contacts, _commitments, _assessments),
    *(_joint_activities, _exchanges),
)
