"""The page of one partner: the partnerships with one municipality or union, as of the data version on the day.

    found = find(connection, filters, code)     # None: not there, or not for this viewer
    details(found).place, steps(found), protocols(found), remaining(found).days, assessments(found), events(found)

It is there for whoever may see one of the organisation's partnerships, begun or not; the page of a partner that lies
outside the filters is there and empty. Programme, grant and period restrict as in `partnerships`, whose questions are
asked under `of_partner`; place and population group restrict nothing here. A protected viewer sees the partners of own
grants, without what somebody noted in their own words and without the names of organisations that the own grants do not
know.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pandas import DataFrame
from sqlalchemy import Connection, select

from dashboard.data import partner_details, partner_events, partner_links, partner_records, partnerships
from dashboard.data.directory import Names
from dashboard.data.extent import Rows, extent, rows_of
from dashboard.data.filters import Filters, Viewer
from dashboard.data.partner_details import Details, Organisation
from dashboard.data.partner_events import Event
from dashboard.data.partner_links import Exchange, PartnerProject
from dashboard.data.partner_records import Assessment, JointActivity
from dashboard.data.schema import partnerships as schema
from dashboard.data.versions import Snapshot


@dataclass(frozen=True, slots=True)
class Found:
    """One partner in a reading of the database, of which every part can be asked."""

    connection: Connection
    filters: Filters
    """Restricted to the partner, and to no place."""
    organisation: Organisation
    steps: DataFrame
    """Its partnerships in view that have begun; see `partnerships.steps`."""

    @property
    def version(self) -> int:
        """Give the data version."""
        return self.filters.snapshot.version

    @property
    def live(self) -> Rows:
        """Give the rows that the viewer may see."""
        return rows_of(self.connection, extent(self.connection, self.filters))

    @property
    def ties(self) -> dict[int, str]:
        """Give the codes of the partnerships in view by their ids."""
        seen = set(self.steps["code"])
        return {tie.id: tie.code for tie in self.organisation.ties if tie.code in seen}


@dataclass(frozen=True, slots=True)
class Remaining:
    """Until when the last protocol holds: `days` are those left of it, None where it is open-ended or none holds."""

    days: int | None
    ends_on: date | None
    """Its last day, or where none is in force the last day of the one that ended last."""
    state: str
    """The state of the partner: in_force, expired or none."""


def find(connection: Connection, filters: Filters, code: str) -> Found | None:
    """Give a partner; None where it is not there or not for this viewer."""
    organisation = partner_details.organisation_of(connection, filters.snapshot.version, filters.viewer, code)
    if organisation is None:
        return None
    own = replace(partnerships.of_partner(filters, code), places=(), groups=())
    return Found(connection, own, organisation, partnerships.steps(connection, own))


def partner_names(connection: Connection, snapshot: Snapshot, viewer: Viewer, code: str) -> Names | None:
    """Give the names of a partner; None where it is not there or not for this viewer, which must look the same."""
    organisation = partner_details.organisation_of(connection, snapshot.version, viewer, code)
    return None if organisation is None else partner_details.names_of(connection, snapshot.version, organisation)


def place_code(found: Found) -> str | None:
    """Give the code of the partner's place of today, None where it has none."""
    return partner_details.place_code_of(found.connection, found.version, found.organisation)


def details(found: Found) -> Details:
    """Give what is known of the organisation."""
    return partner_details.details_of(found.connection, found.version, found.organisation)


def roles(found: Found) -> tuple[str, ...]:
    """Give its roles in the partnerships in view, each once."""
    told = partnerships.partners(found.connection, found.filters)
    return tuple(dict.fromkeys(told["role"]))


def steps(found: Found) -> DataFrame:
    """Give how far each of its partnerships has come; see `partnerships.steps`."""
    return found.steps


def programmes(found: Found) -> dict[str, Names]:
    """Give the names of the programme of each of its partnerships, by the partnership's code."""
    columns = found.steps[["code", "programme_tr", "programme_en", "programme_ar"]].to_numpy().tolist()
    return {code: {"tr": turkish, "en": english, "ar": arabic} for code, turkish, english, arabic in columns}


def notes(found: Found) -> dict[tuple[str, str], str | None]:
    """Give what was noted when a step was reached, by partnership and step; nothing to a protected viewer."""
    c, ties = schema.partnership_steps.c, found.ties
    if found.live.held is not None:
        return {}
    query = select(c.partnership_id, c.step, c.note)
    query = query.where(found.live.of_partnerships(schema.partnership_steps), c.partnership_id.in_(ties))
    return {(ties[row.partnership_id], row.step): row.note for row in found.connection.execute(query)}


def protocols(found: Found) -> DataFrame:
    """Give its protocols; see `partnerships.protocols`."""
    return partnerships.protocols(found.connection, found.filters)


def remaining(found: Found) -> Remaining:
    """Give until when the last of its protocols in force holds."""
    rows = protocols(found)[["state", "expires_on", "days_left"]].to_numpy().tolist()
    current = [(end, days) for state, end, days in rows if state != "expired"]
    if not rows:
        return Remaining(None, None, "none")
    if not current:
        return Remaining(None, max(end for _, end, _ in rows), "expired")
    if any(end is None for end, _ in current):
        return Remaining(None, None, "in_force")
    end, days = max(current)
    return Remaining(days, end, "in_force")


def headline(found: Found) -> partnerships.Headline:
    """Give the single numbers of its partnerships; see `partnerships.headline`."""
    return partnerships.headline(found.connection, found.filters)


def commitments(found: Found) -> DataFrame:
    """Give its commitments; see `partnerships.commitments`."""
    return partnerships.commitments(found.connection, found.filters)


def assessments(found: Found) -> tuple[Assessment, ...]:
    """Give the assessments of its capacity."""
    return partner_records.assessments_of(found.connection, found.live, found.filters.last_day, found.ties)


def capacity_change(found: Found) -> Decimal | None:
    """Give the mean change of its areas."""
    return partner_records.mean_change(assessments(found))


def joint_activities(found: Found) -> tuple[JointActivity, ...]:
    """Give what was done together or is planned."""
    return partner_records.joint_activities_of(found.connection, found.filters, found.ties)


def exchanges(found: Found) -> tuple[Exchange, ...]:
    """Give the exchanges of know-how in which it taught or learned."""
    return partner_links.exchanges_of(found.connection, found.filters, found.organisation)


def events(found: Found) -> list[Event]:
    """Give what happened, the latest first."""
    return partner_events.events_of(found.connection, found.filters, found.organisation, found.ties)


def projects(found: Found) -> tuple[PartnerProject, ...]:
    """Give the projects in which it takes part."""
    return partner_links.projects_of(found.connection, found.filters, found.organisation)
