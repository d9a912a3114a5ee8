"""After an act: the page asks anew for all that it shows."""

from dash import set_props

from dashboard.access.viewing import View
from dashboard.components.notices import FRESHNESS, freshness_facts
from dashboard.data.engine import Engines, reading
from dashboard.data.freshness import freshness
from dashboard.data.versions import resolve_snapshot
from dashboard.ids import ADDRESS


def show_anew(engines: Engines, view: View, search: str | None, stale_days: int) -> None:
    """Let every callback of the page answer its address once more, and name the new data version above them.

    An address that chooses its version keeps what it shows.
    """
    with reading(engines.reader, view.viewer) as connection:
        snapshot, _ = resolve_snapshot(connection, view.address.v, view.address.on)
        age = freshness(connection, snapshot, view.viewer, stale_days)
    set_props(FRESHNESS, {"children": freshness_facts(age.cutoff, age.last_import, age.version)})
    set_props(ADDRESS, {"search": search or ""})
