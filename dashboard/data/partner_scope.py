"""Which organisations a viewer knows by name: all, or those with a part in what the own grants hold."""

from dataclasses import replace

import numpy as np
from sqlalchemy import Connection, select

from dashboard.data.directory import Names
from dashboard.data.extent import Rows
from dashboard.data.naming import organisation_names
from dashboard.data.partner_organisations import NOWHERE, Organisations, objects, organisations
from dashboard.data.priority import Ints
from dashboard.data.schema.partnerships import partnership_details, partnerships
from dashboard.data.schema.pool import project_partners

NAMELESS = "*"
"""The code of all organisations that a protected viewer does not know: they are one, without a name."""


def organisations_of(connection: Connection, live: Rows) -> Organisations:
    """Give the organisations as the viewers of an extent know them.

    Protected viewers know those with a partnership of an own grant or a part in a project of one. All others, who may
    have taught or learned in such a project, are one organisation without a name and a place, numbered last.
    """
    every = organisations(connection, live.version)
    if live.held is None:
        return every
    t, d, link = partnerships, partnership_details, project_partners
    own = select(t.c.organisation_id).join(d, d.c.partnership_id == t.c.id).where(live.of_partnerships(d))
    beside = select(link.c.organisation_id).where(live.of_projects(link))
    ids = {*connection.scalars(own), *connection.scalars(beside)}
    known = np.array(sorted(every.numbers[one] for one in ids), dtype=np.int64)
    places = {number: place for place, number in enumerate(known.tolist())}
    nameless = len(known)
    return replace(
        every,
        numbers={one: places.get(number, nameless) for one, number in every.numbers.items()},
        codes={code: places[number] for code, number in every.codes.items() if number in places},
        rank=np.append(_ranks(every.rank[known]), nameless),
        shown={
            name: objects([*column[known], NAMELESS if name == "code" else None])
            for name, column in every.shown.items()
        },
        place=np.append(every.place[known], NOWHERE),
        province=np.append(every.province[known], NOWHERE),
        spot=np.append(every.spot[known], NOWHERE),
    )


def names_known(connection: Connection, live: Rows) -> dict[int, Names]:
    """Give the names of the organisations that the viewers of an extent know, by id."""
    every = organisation_names(connection, live.version)
    if live.held is None:
        return every
    known = organisations_of(connection, live)
    own = {one for one, number in known.numbers.items() if number < len(known.codes)}
    return {one: names for one, names in every.items() if one in own}


def _ranks(every: Ints) -> Ints:
    """Number some ranks anew, so that nothing is left of those between."""
    return np.unique(every, return_inverse=True)[1]
