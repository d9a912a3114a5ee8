"""What was agreed with funders: signature, effectiveness, original and revised end, and every amendment."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection, Row, select

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grants import GrantTerm, grants_seen
from dashboard.data.naming import organisation_names
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import amendments, grant_details
from dashboard.data.slippage import LANGUAGES

AMENDMENT_COLUMNS = (
    *("grant_code", "amended_on", "kind", "previous_ends_on", "new_ends_on", "days", "previous_amount", "new_amount"),
    *("currency", "new_name", "reason", "signatory", "evidence"),
)


def agreements(connection: Connection, filters: Filters) -> DataFrame:
    """Give the grants in view by code, each with its original and its revised terms side by side.

    Columns: code, name_tr, name_en, name_ar, current_name (None where it bears the agreement's name still),
    programme_code, funder_tr, funder_en, funder_ar (None where it is not known), signed_on, effective_on, starts_on,
    original_ends_on, ends_on, days_added (by which the end moved, 0 where it stands, None without dates), reason (of
    the latest amendment that moved the end, None where it stands), original_amount, amount, currency, report_rule.
    """
    seen = grants_seen(connection, filters)
    terms, versions = [term for term, _ in seen], [part.snapshot.version for _, part in seen]
    own = [_first_terms(connection, v)[term.id] for term, v in zip(terms, versions, strict=True)]
    funders = zip(own, versions, strict=True)
    names = [organisation_names(connection, version).get(row.funder_id) for row, version in funders]
    changes = [_changes(connection, v).get(term.id, []) for term, v in zip(terms, versions, strict=True)]
    moved = [_latest(each, "new_ends_on") for each in changes]
    renamed = [_latest(each, "new_name") for each in changes]
    return frame(
        code=[term.code for term in terms],
        **{f"name_{code}": [term.names[code] or term.names["tr"] for term in terms] for code in LANGUAGES},
        current_name=[change.new_name if change else None for change in renamed],
        programme_code=[term.programme for term in terms],
        **{f"funder_{code}": [name[code] if name else None for name in names] for code in LANGUAGES},
        **{name: [getattr(row, name) for row in own] for name in ("signed_on", "effective_on")},
        starts_on=[term.starts_on for term in terms],
        original_ends_on=[term.original_ends_on for term in terms],
        ends_on=[term.ends_on for term in terms],
        days_added=[_days(term.original_ends_on, term.ends_on) for term in terms],
        reason=[change.reason if change else None for change in moved],
        original_amount=[row.amount for row in own],
        amount=[term.amount for term in terms],
        currency=[term.currency for term in terms],
        report_rule=[row.report_rule for row in own],
    )


def amendments_of_grants(connection: Connection, filters: Filters) -> DataFrame:
    """Give every amendment of the grants in view by grant, then by day: what stood before and what stands since.

    Columns: grant_code, amended_on, kind (extension, shortening, renaming or amount), previous_ends_on, new_ends_on,
    days (by which it moved the end), previous_amount, new_amount, currency, new_name, reason, signatory, evidence
    (signed, or seen_in_data: not from a signed amendment). What an amendment does not touch is None.
    """
    found = [
        line
        for term, part in grants_seen(connection, filters)
        for version in [part.snapshot.version]
        for line in _lines(
            term, _first_terms(connection, version)[term.id], _changes(connection, version).get(term.id, [])
        )
    ]
    return frame(**{name: [line[place] for line in found] for place, name in enumerate(AMENDMENT_COLUMNS)})


def _lines(term: GrantTerm, first: Row[Any], changes: list[Row[Any]]) -> Iterator[tuple[Any, ...]]:
    """Give the amendments of one grant, each beside what it changed."""
    ends_on, amount = first.ends_on, first.amount
    for one in changes:
        was, had = (ends_on if one.new_ends_on else None, amount if one.new_amount is not None else None)
        yield (
            *(term.code, one.amended_on, one.kind, was, one.new_ends_on, _days(was, one.new_ends_on)),
            *(had, one.new_amount, term.currency if one.new_amount is not None else None, one.new_name),
            *(one.reason, one.signatory, one.evidence),
        )
        ends_on = one.new_ends_on or ends_on
        amount = amount if one.new_amount is None else one.new_amount


@once_a_version
def _first_terms(connection: Connection, version: int) -> dict[int, Row[Any]]:
    """Give each grant's terms as first agreed, by grant id."""
    g = grant_details.c
    names = ("grant_id", "funder_id", "signed_on", "effective_on", "ends_on", "amount", "report_rule")
    query = select(*(g[name] for name in names)).where(live_at(grant_details, version))
    return {row.grant_id: row for row in connection.execute(query)}


@once_a_version
def _changes(connection: Connection, version: int) -> dict[int, list[Row[Any]]]:
    """Give the amendments of each grant by their days, by grant id."""
    a = amendments.c
    query = select(amendments).where(live_at(amendments, version)).order_by(a.amended_on, a.id)
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.grant_id, []).append(row)
    return found


def _latest(changes: list[Row[Any]], what: str) -> Row[Any] | None:
    """Give the latest amendment that set something."""
    return next((one for one in reversed(changes) if getattr(one, what) is not None), None)


def _days(before: date | None, after: date | None) -> int | None:
    """Give the days between two ends."""
    return (after - before).days if before and after else None
