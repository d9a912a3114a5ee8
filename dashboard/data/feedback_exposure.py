"""What cases are set beside: the contacts of people reached, and the categories with their names."""

from sqlalchemy import Connection, select

from dashboard.address import Month
from dashboard.data import questions as q
from dashboard.data.cells import ask
from dashboard.data.directory import Entry
from dashboard.data.naming import name_columns, names_in
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema.feedback import feedback_categories, feedback_category_details
from dashboard.data.selection import Selection

Contacts = dict[int, int]


def contacts_of(
    connection: Connection, selection: Selection, *, months: bool, places: bool
) -> tuple[Contacts, Contacts]:
    """Give direct contacts by the index of the month up to E, and by place in P; of months and places with records."""
    place = q.place_question(selection)
    if selection.first_day is None:
        place = q.to_date(place)
    asked = [question for question, wanted in ((q.MONTHS, months), (place, places)) if wanted]
    found = ask(connection, selection, asked) if asked else {}
    by_month = {Month.of(row.start).index: row.contacts for row in found.get(q.MONTHS, ()) if row.start and row.records}
    return by_month, {row.thing: row.contacts for row in found.get(place, ())}


@once_a_version
def categories_of(connection: Connection, version: int) -> dict[int, Entry]:
    """Give the categories of feedback as of a version by id, in their order."""
    details, codes = feedback_category_details, feedback_categories.c
    query = select(codes.id, codes.code, *name_columns(details)).join(
        details, details.c.feedback_category_id == codes.id
    )
    query = query.where(live_at(details, version)).order_by(details.c.position, codes.code)
    return {row.id: Entry(row.id, row.code, names_in(row)) for row in connection.execute(query)}
