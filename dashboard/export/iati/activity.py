"""A grant as one IATI activity: what the holder reports to the registry, checked before it leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from lxml import etree
from sqlalchemy import Connection

from dashboard import formats
from dashboard.data.filters import Filters
from dashboard.data.grant_activity import FUNDER, Participant, Site
from dashboard.data.grants import chosen_grant
from dashboard.data.project_links import Document
from dashboard.export.iati import codes
from dashboard.export.iati.checker import sound
from dashboard.export.iati.elements import (
    DEFAULT_LANGUAGE,
    LANGUAGE,
    Element,
    add,
    dated,
    joined,
    narrate,
    narrated,
    own_words,
    spoken,
    told,
    worded,
)
from dashboard.export.iati.money import add_budgets, add_transactions, agreed
from dashboard.export.iati.problems import IatiRefusedError
from dashboard.export.iati.published import Published, published
from dashboard.export.iati.results import add_results
from dashboard.i18n import t

VERSION = "2.03"
GENERAL, OBJECTIVES = "1", "2"
ISO_CODES = "A4"
"""The vocabulary of places that are countries by ISO code."""
POINT = "http://www.opengis.net/def/crs/EPSG/0/4326"
ACTION, REGION, APPROXIMATE = "1", "1", "2"
"""The place is where the work is done, is an administrative region, and its point stands for the whole of it."""


def activity_xml(connection: Connection, filters: Filters) -> bytes:
    """Give the chosen grant as a file of IATI 2.03, UTF-8, that passes our own checks.

    Raises:
        IatiRefusedError: no grant is in view, or the file would break the schema or a rule of IATI; the sentence says
            which, and where.
    """
    term = chosen_grant(connection, filters)
    if term is None:
        raise IatiRefusedError("no_grant")
    root = activities(published(connection, replace(filters, grants=(term.code,)), term))
    return sound(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def activities(found: Published) -> Element:
    """Give the file's root with its one activity."""
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", _moment(datetime.now(UTC)))
    activity = add(root, "iati-activity", default_currency=found.term.currency)
    activity.set("last-updated-datetime", _moment(found.updated))
    activity.set(LANGUAGE, DEFAULT_LANGUAGE)
    _who_and_what(activity, found)
    _when(activity, found)
    _where(activity, found.sites)
    add(activity, "sector", vocabulary="1", code=codes.SECTOR)
    add_budgets(activity, agreed(found.agreement, _amended_on(found.amendments)))
    add_transactions(activity, found.payments, found.holder, found.party(FUNDER))
    for document in found.documents:
        _document(activity, document)
    add_results(activity, found.framework, {site.id: site.code for site in found.sites})
    return root


def _who_and_what(activity: Element, found: Published) -> None:
    """Say which grant it is, who reports it, what it is called and is for, and who takes part."""
    holder, term = found.holder, found.term
    add(activity, "iati-identifier", f"{holder.code}-{term.code}")
    kind = codes.ORGANISATION_TYPES.get(holder.kind, codes.ORGANISATION_TYPES["other"])
    narrated(activity, "reporting-org", holder.names, ref=holder.code, type=kind)
    narrated(activity, "title", term.names)
    narrated(activity, "description", _general(found), type=GENERAL)
    objectives = [told(work.objective) for work in found.works if work.objective]
    if objectives:
        narrated(activity, "description", joined(objectives), type=OBJECTIVES)
    for role, organisation in dict.fromkeys((codes.role(one), one.organisation.code) for one in found.participants):
        if role:
            _participant(activity, role, organisation, found.participants)


def _general(found: Published) -> Mapping[str, str | None]:
    """Say in general what the grant is: its code, the name that it bears now where it was renamed, whose figures."""
    parts = [worded("iati.grant", code=found.term.code)]
    if renamed := found.agreement["current_name"]:
        parts.append(worded("iati.renamed", name=renamed))
    if found.protected:
        parts.append(worded("iati.protected"))
    return joined(parts)


def _participant(activity: Element, role: str, code: str, everyone: Iterable[Participant]) -> None:
    """Put an organisation with its role into an activity."""
    one = next(one.organisation for one in everyone if one.organisation.code == code)
    narrated(activity, "participating-org", one.names, role=role, type=codes.ORGANISATION_TYPES.get(one.kind))


def _when(activity: Element, found: Published) -> None:
    """Say how the activity stands, from when to when it is planned and was carried out, and whom to ask."""
    term, day = found.term, found.day
    state = codes.status(term, (work.stage for work in found.works), day)
    add(activity, "activity-status", code=state)
    if term.starts_on:
        planned = add(activity, "activity-date", type=codes.PLANNED_START, iso_date=term.starts_on.isoformat())
        narrate(planned, _days_before(found.agreement))
        if term.starts_on <= day:
            add(activity, "activity-date", type=codes.ACTUAL_START, iso_date=term.starts_on.isoformat())
    if term.ends_on:
        planned = add(activity, "activity-date", type=codes.PLANNED_END, iso_date=term.ends_on.isoformat())
        narrate(planned, _moved(found))
        if term.ends_on < day:
            add(activity, "activity-date", type=codes.ACTUAL_END, iso_date=term.ends_on.isoformat())
    if found.holder.website:
        contact = add(activity, "contact-info")
        narrated(contact, "organisation", found.holder.names)
        add(contact, "website", found.holder.website)


def _days_before(agreement: Mapping[str, Any]) -> Mapping[str, str | None]:
    """Say when the agreement was signed and became effective."""
    days = {f"iati.{name}": agreement[name] for name in ("signed_on", "effective_on") if agreement[name]}
    return joined(_with_day(key, day) for key, day in days.items())


def _moved(found: Published) -> Mapping[str, str | None]:
    """Say which end was agreed first, and why it is another now; nothing where it is the same."""
    term = found.term
    if term.original_ends_on is None or term.original_ends_on == term.ends_on:
        return {}
    first = _with_day("iati.original_end", term.original_ends_on)
    return joined([first, told(found.agreement["reason"])])


def _with_day(key: str, day: date) -> dict[str, str | None]:
    """Give words of our own with a day as each language writes it."""
    return spoken(lambda: t(key, day=formats.day(day)))


def _where(activity: Element, places: Iterable[Site]) -> None:
    """Say in which country and in which places of it the work is done."""
    add(activity, "recipient-country", code=codes.COUNTRY)
    for place in places:
        made = add(activity, "location", ref=place.code)
        add(made, "location-reach", code=ACTION)
        narrated(made, "name", place.names)
        add(made, "administrative", vocabulary=ISO_CODES, level="0", code=place.country)
        if place.latitude is not None and place.longitude is not None:
            point = add(made, "point")
            point.set("srsName", POINT)
            add(point, "pos", f"{place.latitude} {place.longitude}")
            add(made, "exactness", code=APPROXIMATE)
        add(made, "location-class", code=REGION)


def _document(activity: Element, document: Document) -> None:
    """Put a link to a document with its kind, language and day into an activity."""
    made = add(activity, "document-link", format=codes.file_format(document.url), url=document.url)
    narrated(made, "title", own_words(document.names))
    add(made, "category", code=codes.CATEGORIES[document.kind])
    add(made, "language", code=document.language)
    if document.issued_on:
        dated(made, "document-date", document.issued_on)


def _amended_on(amendments: Iterable[Mapping[str, Any]]) -> date | None:
    """Give the day of the latest amendment of amount or end."""
    days = [one["amended_on"] for one in amendments if one["new_ends_on"] or one["new_amount"] is not None]
    return max(days, default=None)


def _moment(moment: datetime) -> str:
    """Write a moment as XML reads it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
