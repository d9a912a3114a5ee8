"""The filters that only partnerships have: furthest step, status, dormant, country and a search.

    ?step=contact&step=protocol&status=expired&dormant=yes&country=TR&q=piraziz

Several values of a name widen it, several names narrow the view. A value that this viewer cannot choose is left out and
named in `own_problems`; whether it exists for others must not show. Other parameters are the page's own affair.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from sqlalchemy import Connection

from dashboard.address import Problem
from dashboard.data.extent import Extent, extent
from dashboard.data.filters import Filters, Viewer
from dashboard.data.loading.partnership_kinds import STATES, STEPS
from dashboard.data.partnership_state import State, state_on
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools
from dashboard.formats import fold

MANY = ("step", "status", "dormant", "country")
"""Parameters of which any of several values may fit."""
SEARCH = "q"
PARAMETERS = (*MANY, SEARCH)
"""What the page reads from the address beside the shared filters."""
PARTNER = "partner"
"""Stands in `Filters.own` for the one organisation that a page is about; it is not read from an address."""
YES = "yes"
_KEPT = 16


@dataclass(frozen=True, slots=True)
class PartnershipChoices:
    """What the filters offer: whatever occurs among the partnerships in the viewer's scope, none twice.

    Steps and statuses stand in their order, countries by code.
    """

    steps: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    dormant: bool = False
    """Whether any partnership is dormant."""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """The partnerships' own filters, checked; empty where nothing restricts them."""

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Values of each parameter of which there are any."""
    words: tuple[str, ...] = ()
    """Folded words that must all occur in codes or names."""
    partner: str | None = None
    """Code of the one organisation that is asked about."""

    def __bool__(self) -> bool:
        """Say whether anything is restricted."""
        return bool(self.chosen or self.words or self.partner is not None)


def of_partner(filters: Filters, organisation: str) -> Filters:
    """Give the same filters for one organisation alone, without what the list of all may be narrowed by."""
    return replace(filters, own=((PARTNER, organisation),))


def choices(connection: Connection, filters: Filters) -> PartnershipChoices:
    """Give what the filters offer to the viewer on the reference day, whatever else is filtered."""
    return _choices(connection, extent(connection, filters), filters.snapshot.day, filters.viewer)


def own_problems(connection: Connection, filters: Filters) -> tuple[Problem, ...]:
    """Name the parameters that could not be used."""
    known = _known(connection, filters)
    asked = ((name, value) for name in MANY for value in dict.fromkeys(filters.own_all(name)))
    return tuple(Problem(name, value) for name, value in asked if value not in known[name])


def own_filters(connection: Connection, filters: Filters) -> Own:
    """Check the partnerships' own parameters.

    Every step and status that exists may be asked for, of countries only those that occur on the reference day.
    """
    if not filters.own:
        return Own()
    known = _known(connection, filters)
    chosen = {name: tuple(sorted({one for one in filters.own_all(name) if one in known[name]})) for name in MANY}
    words = tuple(word for text in filters.own_all(SEARCH)[-1:] for word in fold(text).split())
    partner = next(iter(filters.own_all(PARTNER)), None)
    return Own(tuple((name, values) for name, values in chosen.items() if values), words, partner)


def fitting(state: State, own: Own) -> Bools:
    """Say which of the partnerships that have begun fit the filters."""
    rows, fits = state.rows, state.begun.copy()
    for name, values in own.chosen:
        if name == "step":
            fits &= np.isin(state.step, [STEPS.index(value) for value in values])
        elif name == "status":
            fits &= np.isin(state.status, [STATES.index(value) for value in values])
        elif name == "dormant":
            fits &= state.dormant
        else:
            fits &= np.isin(rows.country, [rows.countries[value] for value in values])
    for word in own.words:
        fits &= np.array([word in text for text in rows.searched], dtype=bool)
    if own.partner is not None:
        fits &= rows.organisation == rows.organisations.codes.get(own.partner, -1)
    return fits


def _known(connection: Connection, filters: Filters) -> dict[str, tuple[str, ...]]:
    """Give the values that may be asked for by the name of the parameter."""
    countries = choices(connection, filters).countries
    return {"step": STEPS, "status": STATES, "dormant": (YES,), "country": countries}


@remembered(_KEPT)
def _choices(connection: Connection, rows: Extent, day: date, viewer: Viewer) -> PartnershipChoices:
    """Give what occurs in a viewer's scope."""
    state = state_on(connection, rows, day)
    own = state.begun.copy()
    if viewer.programmes is not None and not viewer.protected:
        own &= np.isin(state.rows.programme, state.rows.programmes_of(viewer.programmes))
    steps, statuses = set(state.step[own].tolist()), set(state.status[own].tolist())
    countries = set(state.rows.country[own].tolist())
    return PartnershipChoices(
        steps=tuple(step for place, step in enumerate(STEPS) if place in steps),
        statuses=tuple(status for place, status in enumerate(STATES) if place in statuses),
        dormant=bool(state.dormant[own].any()),
        countries=tuple(code for code, place in sorted(state.rows.countries.items()) if place in countries),
    )
