"""What the columns of the database hold: ids for codes, positions for listed codes, and values derived from others."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.copying import Values
from dashboard.data.loading.feedback_rules import sensitive_cases
from dashboard.data.loading.kind import Field
from dashboard.data.loading.registers import Identities
from dashboard.data.loading.rules import days
from dashboard.data.loading.sheets import Column, as_texts
from dashboard.data.schema import feedback, people, registers
from dashboard.formats import sort_key


def stored_values(
    connection: Connection, checked: Checked, ids: dict[str, Column], identities: Identities
) -> dict[str, Values]:
    """Give the columns of the versioned table of a KIND."""
    kind = checked.kind
    apart = kind.fixed | {"code"} if kind.identity is not None else frozenset()
    values: dict[str, Values] = {f.stored_in: _stored(checked, f, ids) for f in kind.fields if f.name not in apart}
    if kind.identity is not None:
        values[kind.owner] = _owner(checked, identities)
    if kind.name == "places":
        names = checked.columns["name_tr"]
        values["sort_key"] = Column(as_texts([sort_key(str(name)) for name in names.texts]), names.codes)
    if kind.table in {people.reach, feedback.feedback}:
        values |= _owners_of_records(connection, ids)
    if kind.table is feedback.feedback:
        del values["text"]
        values["is_sensitive"] = sensitive_cases(checked)
    return values


def identity_values(checked: Checked, ids: dict[str, Column], identities: Identities) -> dict[str, Values]:
    """Give the columns of the identity table of a KIND."""
    fixed = [one for one in checked.kind.fields if one.name in checked.kind.fixed]
    own: dict[str, Values] = {"id": _owner(checked, identities), "code": checked.columns["code"]}
    return own | {one.stored_in: _stored(checked, one, ids) for one in fixed}


def _owner(checked: Checked, identities: Identities) -> Column:
    """Give the id of every row's code."""
    codes, every = checked.columns["code"], identities.every
    return Column(as_texts([str(every[str(code)]) for code in codes.texts]), codes.codes)


def _stored(checked: Checked, one: Field, ids: dict[str, Column]) -> Column:
    """Give one column as the database holds it."""
    column = checked.columns[one.name]
    if one.refers:
        return ids[one.name]
    if one.positions:
        places = [str(one.codes.index(str(code))) if code else "" for code in column.texts]
        return Column(as_texts(places), column.codes)
    if one.name == "person_key":
        return Column(as_texts([f"\\x{text}" if text else "" for text in column.texts]), column.codes)
    return column


def refuse_places_without_province(connection: Connection, checked: Checked, places: Column) -> None:
    """Refuse records at a place that lies in no province, such as a city abroad."""
    outside = np.flatnonzero(_provinces(connection, places).missing & ~places.missing)
    told = checked.columns["place_code"].take(outside).cells
    checked.refuse("place_code", "load.error.place_without_province", outside, value=told)


def _owners_of_records(connection: Connection, ids: dict[str, Column]) -> dict[str, Values]:
    """Give the programme of each record's project and the province of its place."""
    projects = select(registers.projects.c.id, registers.projects.c.programme_id)
    programmes = _looked_up(ids["project_code"], _attribute(connection, projects))
    return {"programme_id": programmes, "province_id": _provinces(connection, ids["place_code"])}


def _provinces(connection: Connection, places: Column) -> Column:
    """Give the province of every place, empty where it has none."""
    return _looked_up(places, _attribute(connection, select(registers.places.c.id, registers.places.c.province_id)))


def _attribute(connection: Connection, question: Select[Any]) -> dict[str, str]:
    """Give pairs of ids as text; a second one that is null is left out."""
    return {str(one): str(other) for one, other in connection.execute(question) if other is not None}


def _looked_up(ids: Column, attribute: dict[str, str]) -> Column:
    """Give the attribute of every id."""
    return Column(as_texts([attribute.get(str(i), "") for i in ids.texts]), ids.codes)


EPOCH_SHIFT = 2**31
"""Makes days before 1970 positive, so that one number sorts by province, project and day."""


def storing_order(checked: Checked, values: dict[str, Values], added: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the order in which rows are stored: that of the file, but that of the indexes where there are many rows.

    People reached stand by place and day, feedback by the day of receipt. Neighbours in the indexes then
    lie near each other, which halves the time that indexes cost.
    """
    if checked.kind.table is feedback.feedback:
        return np.asarray(added[np.argsort(days(checked.columns["received_on"])[added], kind="stable")])
    if checked.kind.table is not people.reach:
        return added
    day = days(checked.columns["date"]).astype(np.int64)
    together = (_numbers(values["place_id"]) << 32) + day + EPOCH_SHIFT
    return np.asarray(added[np.argsort(together[added])])


def _numbers(values: Values) -> NDArray[np.int64]:
    """Give the ids of a column of text as numbers."""
    if not isinstance(values, Column):
        raise TypeError(type(values))
    return values.spread((int(i) for i in values.texts), np.int64)
