"""Names in the product's languages as rows hold them; a translation that is missing is the Turkish name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Label, Row, Table, select

from dashboard.data.directory import Entry, Names
from dashboard.data.frames import Columns
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema import registers as r

_LANGUAGES = ("tr", "en", "ar")


def names_in(row: Row[Any]) -> Names:
    """Give the names of a row that has the columns name_tr, name_en and name_ar."""
    return {"tr": row.name_tr, "en": row.name_en or row.name_tr, "ar": row.name_ar or row.name_tr}


def name_columns(details: Table) -> list[Label[Any]]:
    """Give the columns that `names_in` reads."""
    return [details.c[f"name_{language}"].label(f"name_{language}") for language in _LANGUAGES]


@once_a_version
def organisation_names(connection: Connection, version: int) -> dict[int, Names]:
    """Give the names of every organisation by its id."""
    d = r.organisation_details
    query = select(d.c.organisation_id, *name_columns(d)).where(live_at(d, version))
    return {row.organisation_id: names_in(row) for row in connection.execute(query)}


@once_a_version
def place_names(connection: Connection, version: int) -> dict[int, Names]:
    """Give the names of every place by its id, those abroad and historic ones among them."""
    d = r.place_details
    query = select(d.c.place_id, *name_columns(d)).where(live_at(d, version))
    return {row.place_id: names_in(row) for row in connection.execute(query)}


@once_a_version
def every_place(connection: Connection, version: int) -> dict[int, Entry]:
    """Give every place by its id, those abroad and historic ones among them, with its order in the Turkish alphabet."""
    d = r.place_details
    query = (
        select(r.places.c.id, r.places.c.code, d.c.sort_key, *name_columns(d))
        .join(d, d.c.place_id == r.places.c.id)
        .where(live_at(d, version))
    )
    found = connection.execute(query)
    return {row.id: Entry(row.id, row.code, names_in(row), order=row.sort_key) for row in found}


def nameless(number: int) -> Entry:
    """Give an entry for something whose details are not live as of the version."""
    return Entry(number, str(number), dict.fromkeys(("tr", "en", "ar"), str(number)))


def ranked(found: list[tuple[Entry, int, int]]) -> Columns:
    """Give entries with their people and contacts, most people first, then in their own order."""
    found.sort(key=lambda each: (-each[1], each[0].order))
    return named(
        "code",
        [entry for entry, _, _ in found],
        new_people=[people for _, people, _ in found],
        contacts=[contacts for _, _, contacts in found],
    )


def named(code: str, entries: Sequence[Entry], **columns: list[object]) -> Columns:
    """Give columns that begin with the code and the names of the rows."""
    names = {f"name_{lang}": [entry.names[lang] for entry in entries] for lang in ("tr", "en", "ar")}
    return {code: [entry.code for entry in entries], **names, **columns}
