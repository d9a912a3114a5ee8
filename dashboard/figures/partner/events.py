"""What happened in the partnerships with one partner, the latest first: contacts, and whatever else counts as life."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.partner.parts import Event, Programmes, joined, programmes_of
from dashboard.figures.partnerships.capacity import AREAS
from dashboard.figures.table import Column, Table
from dashboard.i18n import choose, t

MOST_EVENTS = 100
"""Events that are listed; earlier ones are told by their number."""
_WORDS = {"step": "partnership_step", "contact": "contact_channel", "capacity": "capacity_area"}
"""The list of words to which the codes of each kind belong."""


def events_table(events: Sequence[Event], programmes: Programmes) -> Table:
    """Give the latest events: what happened, what it was about, and when.

    The hidden last column says how many earlier events are left out.
    """
    columns = (
        Column("kind_code", t("table.code"), "code"),
        Column("kind", t("partner.event"), "text"),
        Column("day", t("partner.day"), "day"),
        Column("about", t("partner.about"), "text"),
        Column("note", t("partner.note"), "text"),
        Column("programme", t("filter.programme"), "text"),
        Column("earlier", t("table.code"), "code"),
    )
    shown = events[:MOST_EVENTS]
    return Table.of(
        columns,
        [one.kind for one in shown],
        [t(f"partner_event.{one.kind}") for one in shown],
        [one.day for one in shown],
        [_about(one) for one in shown],
        [one.note for one in shown],
        programmes_of([one.partnership for one in shown], programmes),
        [str(len(events) - len(shown))] * len(shown),
    )


def _about(event: Event) -> str | None:
    """Say what an event was about, in the words of its kind or by its own name."""
    if event.names:
        return choose(event.names)
    if event.kind == "capacity" and set(event.words) == set(AREAS):
        return t("partner.all_areas")
    if event.kind in _WORDS:
        return joined(t(f"{_WORDS[event.kind]}.{word}") for word in event.words)
    return event.text


def events_finding(table: Table) -> str | None:
    """Name the latest event and its day."""
    if not table.rows:
        return None
    return finding("finding.partner.latest", kind=table.rows[0][1], day=formats.day(table.rows[0][2]))


def events_rest(table: Table) -> str | None:
    """Say how many earlier events are left out; nothing where all are listed."""
    earlier = int(table.column("earlier")[0]) if table.rows else 0
    return t("partner.earlier_events", count=formats.whole(earlier)) if earlier else None
