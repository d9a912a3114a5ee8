"""What partners have committed themselves to: done in time, done late, overdue or still open.

With a period commitments are those that are due in it, also on a day of it that is still to come; without one all of
them. Where they stand is judged on the last day in view: what is done after it is not done yet.
"""

from datetime import date

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.day_columns import NEVER, Objects, days_of, only
from dashboard.data.extent import Extent, extent
from dashboard.data.filters import Filters
from dashboard.data.frames import Listing, chosen
from dashboard.data.loading.partnership_kinds import COMMITMENT_STATES
from dashboard.data.partner_organisations import objects
from dashboard.data.partnership_lists import PARTNER
from dashboard.data.partnership_rows import partnership_rows
from dashboard.data.partnership_state import DONE, DONE_LATE, OVERDUE
from dashboard.data.partnership_view import View, view
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools, Ints

_KEPT_VERSIONS = 4
_STATES = objects(COMMITMENT_STATES)


def commitments(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Give the commitments of the partnerships in view, the longest overdue first.

    Columns: code, organisation_code, name_*, partnership_code, title_tr, title_en, title_ar, due_on, done_on, state,
    days. `state` is done, done_late, overdue or open; `days` those beyond the day on which it was due, None for what is
    not late. Then open ones by the day they are due, then done late and done, the latest due first; then by name and
    code. `most` gives the first rows alone.
    """
    return listed_commitments(connection, filters).taken(slice(most))


def listed_commitments(connection: Connection, filters: Filters) -> Listing:
    """Give the same list as `commitments`, put together only as far as it is read."""
    seen = view(connection, filters)
    now, columns = seen.state.commitments, _columns(connection, extent(connection, filters))
    return Listing(
        now.order[in_view(seen, filters)[now.order]],
        {name: column for name, column in columns.items() if name != "done_on"},
        {
            "done_on": lambda rows: only(columns["done_on"][rows], now.done[rows] != NEVER),
            "state": lambda rows: _STATES[now.state[rows]],
            "days": lambda rows: only(now.days[rows], np.isin(now.state[rows], (OVERDUE, DONE_LATE))),
        },
    )


@remembered(_KEPT_VERSIONS)
def _columns(connection: Connection, rows_read: Extent) -> dict[str, Objects]:
    """Give what no day changes of all commitments, and the days on which they are done, those ahead among them."""
    rows = partnership_rows(connection, rows_read)
    known = rows.commitments
    return {
        "code": known.shown["code"],
        **{name: rows.shown[name][known.of] for name in PARTNER},
        "partnership_code": rows.shown["code"][known.of],
        **{name: known.shown[name] for name in ("title_tr", "title_en", "title_ar")},
        "due_on": days_of(known.due),
        "done_on": days_of(known.done),
    }


def commitments_by_partner(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Count the commitments of `commitments` by partner: most overdue first, then most of all, then by name.

    Columns: organisation_code, name_*, done, done_late, overdue, open. Partners without any are left out. `most` gives
    the first rows alone.
    """
    seen = view(connection, filters)
    known, partners = seen.rows.commitments, seen.rows.organisations
    wanted = in_view(seen, filters)
    owner = seen.rows.organisation[known.of[wanted]]
    cells = owner * len(COMMITMENT_STATES) + seen.state.commitments.state[wanted]
    size = len(partners.place)
    counts = np.bincount(cells, minlength=size * len(COMMITMENT_STATES)).reshape(size, len(COMMITMENT_STATES))
    every = counts.sum(axis=1)
    rows = np.flatnonzero(every)
    rows = rows[np.lexsort((-every[rows], -counts[rows, OVERDUE]))][:most]
    return chosen(
        {name: partners.shown["code" if name == "organisation_code" else name] for name in PARTNER},
        rows,
        **{name: counts[rows, place] for place, name in enumerate(COMMITMENT_STATES)},
    )


def counted(seen: View, filters: Filters) -> dict[str, int]:
    """Count the commitments in view: due by the day, done of those, and overdue."""
    known, now = seen.rows.commitments, seen.state.commitments
    wanted = in_view(seen, filters) & (known.due <= seen.state.today)
    return {
        "commitments_due": _count(wanted),
        "commitments_done": _count(wanted & ((now.state == DONE) | (now.state == DONE_LATE))),
        "commitments_overdue": _count(wanted & (now.state == OVERDUE)),
    }


def in_view(seen: View, filters: Filters) -> Bools:
    """Say which commitments are those of partnerships in view and, with a period, due in it."""
    known = seen.rows.commitments
    found = seen.seen[known.of]
    if filters.period is None:
        return found
    return found & _between(known.due, filters.period.first_day, filters.period.last_day)


def _between(days: Ints, first: date, last: date) -> Bools:
    """Say which days lie between two days, both included."""
    return (days >= first.toordinal()) & (days <= last.toordinal())


def _count(chosen_ones: Bools) -> int:
    """Count the chosen ones."""
    return int(np.count_nonzero(chosen_ones))
