"""Municipal partnerships: which protocols hold, which lapse, who delivers, and whether capacity grows.

Every question is `(connection, filters)`; `partnership_view` says which filter restricts what, `partnership_filters`
reads the page's own parameters and names those that cannot be used (`own_problems`). `of_partner` gives the filters of
one partner, under which the same questions answer for it alone. Frames keep Python's values: None is missing, never 0;
names have the columns name_tr, name_en and name_ar, a missing translation being the Turkish name. Lists take `most` for
their first rows alone, and `listed_…` gives the long ones so that only what is read is put together.

The rules, on the last day in view, E (the end of the period, never after the reference day):

- A partnership joins a programme with one partner. It has begun when its first event has come: a step reached, a
  protocol signed, a contact, a joint activity held, a commitment done, an assessment of capacity (of whatever level),
  an exchange in which its partner took part within its programme. Before that it is nowhere.
- A protocol is in force from the day it is signed to the day it expires, that day included; without one until further
  notice. It is ending within 90 days of E. A partnership's status is in_force, expired (it has signed, nothing holds)
  or none.
- A step counts from its day on. *Protocol* is reached by the first protocol signed, *joint activities* by the first one
  held.
- A partnership is dormant when 12 calendar months have passed since its last event.
- A commitment is due on its day; done after it is done late, not done after it is overdue. Done after E is not done
  yet.
- Capacity 0 was not assessed: it is an event and no level.

Lists stand in `partnership_lists`, `commitments`, `capacity`, `joint_work`, `partner_places`, `objectives` and
`working_group`; here are the single numbers of the page.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from sqlalchemy import Connection

from dashboard.data.capacity import capacity_by_area, capacity_over_time, change
from dashboard.data.commitments import commitments, commitments_by_partner, counted, listed_commitments
from dashboard.data.filters import Filters
from dashboard.data.joint_work import exchange_matrix, exchanges, joint_by_kind, outputs, staff_trained
from dashboard.data.objectives import objectives
from dashboard.data.partner_places import listed_partners, map_partners, partners, unplaced
from dashboard.data.partnership_filters import PARAMETERS, PartnershipChoices, choices, of_partner, own_problems
from dashboard.data.partnership_lists import dormant_partners, expiring, listed_steps, protocols, steps
from dashboard.data.partnership_state import EXPIRED
from dashboard.data.partnership_view import view
from dashboard.data.priority import Bools
from dashboard.data.working_group import attendance, occupation, seats, seats_by_group, working_kinds

__all__ = [
    "PARAMETERS",
    "Headline",
    "PartnershipChoices",
    "attendance",
    "capacity_by_area",
    "capacity_over_time",
    "choices",
    "commitments",
    "commitments_by_partner",
    "dormant_partners",
    "exchange_matrix",
    "exchanges",
    "expiring",
    "headline",
    "joint_by_kind",
    "listed_commitments",
    "listed_partners",
    "listed_steps",
    "map_partners",
    "objectives",
    "of_partner",
    "outputs",
    "own_problems",
    "partners",
    "protocols",
    "seats",
    "seats_by_group",
    "steps",
    "unplaced",
    "working_kinds",
]


@dataclass(frozen=True, slots=True)
class Headline:
    """The single numbers of the partnerships and working groups in view."""

    in_force: int
    """Protocols in force."""
    ending_90_days: int
    """Those of them that end within 90 days, followed by another or not."""
    commitments_due: int
    """Commitments due by the day, with a period from its start."""
    commitments_done: int
    """Those of them that are done, in time or late."""
    commitments_overdue: int
    """Those of them that are not done and were due before the day."""
    staff_trained: int | None
    """Staff of partners trained in joint activities in the period; None where nothing is reported."""
    staff_unreported: int
    """Partners' parts in such activities of which nobody reported it."""
    capacity_change: Decimal | None
    """Median over partnerships of their mean change of level, last − first assessment."""
    capacity_partners: int
    """Partnerships with such a change."""
    seats: int
    seats_filled: int
    working_groups: int
    partnerships: int
    """Partnerships that have begun."""
    dormant: int
    """Those of them with which nothing has happened for 12 months."""
    expired: int
    """Those of them that have signed a protocol, none of which is in force."""
    records: int
    """Partnerships in view, which is what the page rests on."""


def headline(connection: Connection, filters: Filters) -> Headline:
    """Give the single numbers of the page."""
    seen = view(connection, filters)
    state, signed = seen.state, seen.seen[seen.rows.protocols.of]
    trained, unreported = staff_trained(seen, filters)
    median, changed = change(seen)
    group = occupation(connection, filters)
    return Headline(
        in_force=_count(signed & state.protocols.in_force),
        ending_90_days=_count(signed & state.protocols.ending),
        **counted(seen, filters),
        staff_trained=trained,
        staff_unreported=unreported,
        capacity_change=median,
        capacity_partners=changed,
        seats=group.seats,
        seats_filled=group.filled,
        working_groups=group.working_groups,
        partnerships=_count(seen.seen),
        dormant=_count(seen.seen & state.dormant),
        expired=_count(seen.seen & (state.status == EXPIRED)),
        records=_count(seen.seen),
    )


def _count(chosen: Bools) -> int:
    """Count the chosen ones."""
    return int(np.count_nonzero(chosen))
