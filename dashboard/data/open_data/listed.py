"""What the rows of the open data speak of: grants with their public facts, indicators, and everything with a code."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from dashboard.data.directory import Entry, directory
from dashboard.data.feedback_exposure import categories_of
from dashboard.data.filters import Filters
from dashboard.data.naming import organisation_names
from dashboard.data.open_data.cells import Row
from dashboard.data.open_data.plan import Plan
from dashboard.data.privacy.reach_cells import subprogramme_of
from dashboard.data.results_framework import results_framework
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import amendments, grant_details, grants, programmes
from dashboard.data.versions import Snapshot, committed_on

LANGUAGES = ("tr", "en", "ar")
_NOBODY = dict.fromkeys(LANGUAGES)
INDICATOR = (
    *("grant", "code", "name_tr", "name_en", "name_ar", "definition", "unit", "measure", "kind", "level"),
    *("baseline_value", "baseline_on", "target_value", "target_on", "current_value", "current_state", "current_on"),
)
"""Columns of `indicators`, most of them by the names of `data.results_framework`."""


def open_grants(connection: Connection, plan: Plan) -> list[Row]:
    """Give each grant as of its own release.

    Columns: code, names, code of the programme, names of the funder, signed_on, starts_on, original_ends_on, ends_on,
    amount, currency, released version, the day on which it was committed.
    """
    return [row for code, version in sorted(plan.grants.items()) for row in _grant(connection, code, version)]


def _grant(connection: Connection, code: str, version: int) -> Iterator[Row]:
    """Give one grant."""
    g = grant_details.c
    query = (
        select(grants.c.id, g.name_tr, g.name_en, g.name_ar, g.funder_id, programmes.c.code.label("programme"))
        .add_columns(g.signed_on, g.starts_on, g.ends_on, g.amount, g.currency)
        .join(grants, grants.c.id == g.grant_id)
        .join(programmes, programmes.c.id == g.programme_id)
        .where(grants.c.code == code, live_at(grant_details, version))
    )
    for row in connection.execute(query):
        funder = organisation_names(connection, version).get(row.funder_id, _NOBODY)
        ends_on = _amended(connection, row.id, "new_ends_on", version) or row.ends_on
        amount = _amended(connection, row.id, "new_amount", version)
        yield (
            *(code, row.name_tr, row.name_en, row.name_ar, row.programme, *(funder[lang] for lang in LANGUAGES)),
            *(row.signed_on, row.starts_on, row.ends_on, ends_on, row.amount if amount is None else amount),
            *(row.currency, version, committed_on(connection, version)),
        )


def _amended(connection: Connection, grant: int, what: str, version: int) -> Any:  # noqa: ANN401  A day or an amount.
    """Give what the latest amendment set, None where none did."""
    a = amendments.c
    query = select(a[what]).where(a.grant_id == grant, live_at(amendments, version), a[what].is_not(None))
    return connection.scalar(query.order_by(a.amended_on.desc(), a.id.desc()).limit(1))


def indicators(connection: Connection, plan: Plan) -> list[Row]:
    """Give the indicators of the grants of which nothing is left out, as their funders see them; see `INDICATOR`."""
    found: list[Row] = []
    for code in sorted(plan.whole):
        version = plan.grants[code]
        day = committed_on(connection, version)
        if day is None:
            continue
        filters = Filters(plan.eyes[code], Snapshot(version, day, latest=False), grants=(code,))
        frame = results_framework(connection, filters)
        columns = [[code] * len(frame), *(frame[name].tolist() for name in INDICATOR[1:])]
        found += sorted(zip(*columns, strict=True), key=lambda row: str(row[1]))
    return found


def provinces(connection: Connection, plan: Plan) -> list[Row]:
    """Give the provinces."""
    places = directory(connection, plan.newest).places.values()
    return sorted(_named(place) for place in places if place.level == "province")


def activity_kinds(connection: Connection, plan: Plan) -> list[Row]:
    """Give the kinds of activity of any release."""
    return _every(entry for version in _versions(plan) for entry in directory(connection, version).kinds.values())


def subprogrammes(connection: Connection, plan: Plan) -> list[Row]:
    """Give the sub-programmes of the projects that count, and the programmes of those that are of none."""
    found: list[Entry] = []
    for one in plan.parts:
        known = directory(connection, one.part.version)
        own = {subprogramme_of(known, project) for project, _ in one.part.projects if project in known.projects}
        found += [known.subprogrammes[i] if i > 0 else known.programmes[-i] for i in own]
    return _every(found)


def categories(connection: Connection, plan: Plan) -> list[Row]:
    """Give the categories of feedback of any release."""
    return _every(entry for version in _versions(plan) for entry in categories_of(connection, version).values())


def _versions(plan: Plan) -> list[int]:
    """Give the released versions in order."""
    return sorted(set(plan.grants.values()))


def _every(entries: Iterable[Entry]) -> list[Row]:
    """Give each code once, as it was named last."""
    return sorted({entry.code: _named(entry) for entry in entries}.values())


def _named(entry: Entry) -> Row:
    """Give a code with its names."""
    return (entry.code, *(entry.names[lang] for lang in LANGUAGES))
